"""Other programs open what we write: LibreOffice the papers, a browser the page, both without complaint."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from jixiao.model.document import Document
from jixiao.writers import write

Require = Callable[[str], str]


def pages(path: Path) -> list[str]:
    paper = pypdfium2.PdfDocument(path)
    texts = []
    for index in range(len(paper)):
        page = paper[index]
        words = page.get_textpage()
        texts.append(words.get_text_bounded())
        words.close()
        page.close()
    paper.close()
    return texts


def test_libreoffice_prints_both_office_files(document: Document, tmp_path: Path, require: Require) -> None:
    soffice = require("libreoffice")
    for ending in ("docx", "xlsx"):
        (tmp_path / f"{ending}.{ending}").write_bytes(write(document, ending))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "docx.docx", "xlsx.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    paper = pages(tmp_path / "docx.pdf")
    assert len(paper) == 2
    assert "2021年度示例局（虚构）报告" in paper[0].replace(" ", "") and "— 1 —" in paper[0]
    assert "附件1" in paper[1].replace(" ", "") and "130.651" in paper[1] and "— 2 —" in paper[1]
    sheets = "".join(pages(tmp_path / "xlsx.pdf"))
    assert "130.651万元" in sheets and "-12.50" in sheets and "第 1 页，共" in sheets


def test_a_browser_shows_the_page_on_paper_and_on_a_telephone(document: Document, tmp_path: Path, require: Require) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    path.write_bytes(write(document, "html"))
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=require("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: said.append(one.text))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()] and said == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("details").evaluate("one => one.open") is False
        page.locator("summary").click()
        assert page.get_by_text("代入：1 + 2").is_visible()
        browser.close()
