"""docs/picture.png: what both roads give for the examples, in one picture — the web page, a page of the Word report, a finding.

Needs what the tests need (LibreOffice, Chromium, poppler); run it when the looks of the results have changed.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
JIXIAO = str(Path(sys.executable).parent / "jixiao")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAGE_SHOWN, FINDINGS_SHOWN = 1, 1

SHEET = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
body {{ margin: 0; padding: 18px; width: 1364px; height: 864px; background: #e9edf1; display: grid; gap: 18px;
  grid-template-columns: 790px 1fr; grid-template-rows: 640px 1fr; font-family: "Noto Sans CJK SC", sans-serif; }}
div {{ background: #fff; overflow: hidden; box-shadow: 0 1px 5px #0003; border-radius: 4px; }}
iframe {{ width: 1160px; height: 950px; border: 0; transform: scale(.681); transform-origin: 0 0; }}
img {{ width: 100%; }}
.text {{ grid-column: 1 / 3; background: #1d2530; color: #dfe6ee; padding: 14px 20px; font-size: 15px; line-height: 1.55; }}
pre {{ margin: 0; font-family: "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; }}
</style><div><iframe src="report.html"></iframe></div><div><img src="page.png"></div><div class="text"><pre>{text}</pre></div></html>"""


def program(*names: str) -> str:
    """The path of the first of these that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit(f"not installed: {names[0]}")


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False).stdout


def main() -> None:
    """Evaluate, check, turn the Word report into pages, put all on one sheet, photograph it."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        output(JIXIAO, "evaluate", "examples/department", "--out", name)
        output(
            program("soffice", "libreoffice"),
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            str(folder / "自评报告.docx"),
        )
        shown = str(PAGE_SHOWN)
        output(
            program("pdftoppm"),
            "-png",
            "-r",
            "80",
            "-singlefile",
            "-f",
            shown,
            str(folder / "自评报告.pdf"),
            str(folder / "page"),
        )
        found = output(JIXIAO, "check", "examples/seed-twin/report.txt").split("\n\n")[: FINDINGS_SHOWN + 1]
        text = "$ jixiao check examples/seed-twin/report.txt\n" + "\n\n".join(found)
        (folder / "sheet.html").write_text(SHEET.format(text=html.escape(text)), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=program("chromium", "chromium-browser", "google-chrome"), args=FLAGS
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto((folder / "sheet.html").as_uri())
        page.screenshot(path=ROOT / "docs" / "picture.png")
        browser.close()


if __name__ == "__main__":
    main()
