"""docs/guide/pictures: the handbook's pictures, made from examples/workbook by the programs a reader has — nothing is drawn by hand.

`python -m tools.pictures`; needs what the tests need. Sheets and papers are LibreOffice's pages, web pages are Chromium's.
"""

from __future__ import annotations

import html
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from playwright.sync_api import Browser, sync_playwright
from tools.picture import FLAGS, JIXIAO, ROOT, program
from tools.steps import change_cells, change_words

TARGET = ROOT / "docs" / "guide" / "pictures"
SAMPLE = ROOT / "examples" / "workbook"
SHEETS = {
    "sheet-unit": ("单位名称", "评价年度", 1),
    "sheet-figures": ("2021年度基础数据", "编制数", 1),
    "sheet-own": ("单位自设绩效指标", "全年到馆人次", 0.38),
    "sheet-lists": ("清单与判断", "判断内容", 1),
    "sheet-reasons": ("由数据算出的指标", "扣分原因", 1),
    "sheet-problems": ("存在的问题与改进措施", "责任人", 1),
}
"""Picture → what the page says, and how much of it is shown, from its top."""
FAULTY = {"基础数据!E5": "约30", "基础数据!E10": "512.6万元左右", "单位概况!B5": "去年", "清单与判断!C7": "没有"}
WRONG_SUM = ("512.6万元", "521.6万元")

TERMINAL = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0; width: 980px; background: #1d2530; color: #dfe6ee; }}
pre {{ margin: 0; padding: 14px 18px; font: 14px/1.6 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; }}</style><pre>{text}</pre>"""


def run(folder: Path, *command: str) -> str:
    """What a command says in `folder`."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def pdf(file: Path) -> Path:
    """The pages of an office file."""
    run(
        file.parent,
        program("soffice", "libreoffice"),
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(file.parent),
        str(file),
    )
    return file.with_suffix(".pdf")


def page_that_says(pages: Path, *words: str) -> int:
    """The number, from 1, of the first page with all `words`."""
    texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pages)]
    return next(number for number, text in enumerate(texts, 1) if all(word in text for word in words))


def write_png(target: Path, pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> None:
    """At most 256 colours: pages have few, and the file is a third of the size. Colours that are not kept take the nearest kept one."""
    coarse = (pixels >> 3).astype(np.uint32)
    keys = coarse[..., 0] << 10 | coarse[..., 1] << 5 | coarse[..., 2]
    known, index, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = np.sort(np.argsort(-counts, kind="stable")[:256])
    colours = np.stack([known >> 10, known >> 5 & 31, known & 31], axis=1).astype(np.int32)
    apart = ((colours[:, None, :] - colours[kept][None, :, :]) ** 2).sum(axis=2)
    rows = apart.argmin(axis=1)[index.reshape(keys.shape)].astype(np.uint8)
    means = [np.bincount(index.ravel(), weights=pixels[..., part].ravel())[kept] / counts[kept] for part in range(3)]
    palette = np.stack(means, axis=1).round().astype(np.uint8)
    height, width = rows.shape
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""),
    ]  # fmt: skip
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    target.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def page_picture(pages: Path, number: int, target: Path, dots: int, part: float = 1) -> None:
    """One page or its upper part, empty edges and the page number cut away."""
    raw = subprocess.run(
        [program("pdftoppm"), "-r", str(dots), "-f", str(number), "-l", str(number), str(pages)],
        capture_output=True,
        check=True,
    ).stdout
    width, height = map(int, raw.split(b"\n", 3)[1].split())
    pixels = np.frombuffer(raw, np.uint8)[-width * height * 3 :].reshape(height, width, 3)
    rows, columns = (np.flatnonzero((pixels < 250).any(axis=(2, axis))) for axis in (1, 0))
    body = rows[rows < height * min(part, 0.92)]
    edge = 8
    top, bottom = max(body[0] - edge, 0), min(body[-1] + edge, height)
    left, right = max(columns[0] - edge, 0), min(columns[-1] + edge, width)
    write_png(target, pixels[top:bottom, left:right])


def screen(browser: Browser, said: Sequence[str], target: Path) -> None:
    """A command and what it says, as a console shows it."""
    page = browser.new_page(viewport={"width": 980, "height": 100})
    page.set_content(TERMINAL.format(text=html.escape("\n".join(said))))
    page.screenshot(path=target, full_page=True)
    page.close()


def web_page(browser: Browser, file: Path, target: Path, size: tuple[int, int], scroll_to: str = "") -> None:
    """A page of ours as the browser shows it."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(file.as_uri())
    if scroll_to:
        page.get_by_text(scroll_to).first.scroll_into_view_if_needed()
    page.screenshot(path=target)
    page.close()


def main() -> None:
    """All pictures, in the order the handbook shows them."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for one in SAMPLE.iterdir():
            shutil.copy(one, folder / one.name)
        sheets = pdf(folder / "采集表.xlsx")
        for picture, (title, other, part) in SHEETS.items():
            page_picture(sheets, page_that_says(sheets, title, other), TARGET / f"{picture}.png", 92, part)
        browser = playwright.chromium.launch(
            executable_path=program("chromium", "chromium-browser", "google-chrome"), args=FLAGS
        )

        line = "jixiao evaluate 采集表.xlsx --out 结果 --date 2022-03-31"
        said = run(folder, JIXIAO, *line.split()[1:]).splitlines()
        written = [one for one in said if one.startswith("已写出")]
        screen(browser, [f"> {line}", "", *said[:13], "  ……", "", *written], TARGET / "screen-score.png")
        wrong = folder / "错表.xlsx"
        shutil.copy(folder / "采集表.xlsx", wrong)
        change_cells(wrong, FAULTY)
        screen(
            browser,
            ["> jixiao evaluate 错表.xlsx", "", run(folder, JIXIAO, "evaluate", wrong.name)],
            TARGET / "screen-faults.png",
        )

        results = folder / "结果"
        page_picture(pdf(results / "自评报告.docx"), 1, TARGET / "paper-report.png", 84)
        page_picture(pdf(results / "自评表.xlsx"), 1, TARGET / "paper-form.png", 92)
        web_page(browser, results / "report.html", TARGET / "page-result.png", (1120, 760))
        change_words(results / "自评报告.docx", *WRONG_SUM)
        run(folder, JIXIAO, "check", "结果/自评报告.docx", "--format", "html", "--out", "审核.html")
        web_page(browser, folder / "审核.html", TARGET / "page-check.png", (1120, 700), WRONG_SUM[1])
        browser.close()


if __name__ == "__main__":
    main()
