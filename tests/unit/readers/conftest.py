"""Office files made in the tests: Word files from hand-written XML, workbooks likewise, zips with anything in them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Parts = dict[str, str | bytes]


def zipped(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def package(main: str, content_type: str, related: dict[str, str | bytes]) -> Parts:
    """An office file: `related` maps the name of a part beside the main one ("styles.xml") to its content; the type of
    its relation is its name without digits and ending."""
    folder, base = main.split("/")
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{name.rpartition("/")[2].rstrip(".xml").rstrip("0123456789")}" '
        f'Target="{name}"/>'
        for number, name in enumerate(related, 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATION}/officeDocument" Target="{main}"/></Relationships>',
        f"{folder}/_rels/{base}.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **{f"{folder}/{name}": content for name, content in related.items()},
    }


def word_parts(body: str, **parts: str) -> Parts:
    """Parts of a Word file: `body` inside w:body, and by name the inside of styles, numbering, footnotes, header1 …"""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    related: dict[str, str | bytes] = {
        f"{name}.xml": f"<w:{roots.get(name, name[:3] + 'r' if name[:6] == 'header' else 'ftr')} {W}>{inside}</w:x>"
        for name, inside in parts.items()
    }
    for name in related:
        text = str(related[name])
        root = text[3 : text.index(" ")]
        related[name] = text.replace("</w:x>", f"</w:{root}>")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made = package("word/document.xml", kind, related)
    made["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return made


def book_parts(
    sheets: dict[str, str], strings: str | None = None, styles: str | None = None, properties: str = "", states: str = ""
) -> Parts:
    """Parts of a workbook: sheet name → the inside of its worksheet element."""
    related: dict[str, str | bytes] = {
        f"worksheets/worksheet{number}.xml": f"<worksheet {S}>{inside}</worksheet>"
        for number, inside in enumerate(sheets.values(), 1)
    }
    if strings is not None:
        related["sharedStrings.xml"] = f"<sst {S}>{strings}</sst>"
    if styles is not None:
        related["styles.xml"] = f"<styleSheet {S}>{styles}</styleSheet>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    made = package("xl/workbook.xml", kind, related)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{states if number == 1 else ""}/>'
        for number, name in enumerate(sheets, 1)
    )
    made["xl/workbook.xml"] = f"<workbook {S}>{properties}<sheets>{listed}</sheets></workbook>"
    return made


@pytest.fixture(scope="session")
def make_zip() -> Callable[[Parts], bytes]:
    return zipped


@pytest.fixture(scope="session")
def word() -> Callable[..., bytes]:
    """`word(body, styles=…, numbering=…, header1=…)` is a Word file."""
    return lambda body, **parts: zipped(word_parts(body, **parts))


@pytest.fixture(scope="session")
def make_word_parts() -> Callable[..., Parts]:
    return word_parts


@pytest.fixture(scope="session")
def book() -> Callable[..., bytes]:
    """`book({"表": "<sheetData>…"}, strings=…, styles=…)` is a workbook."""
    return lambda sheets, **parts: zipped(book_parts(sheets, **parts))


@pytest.fixture(scope="session")
def make_book_parts() -> Callable[..., Parts]:
    return book_parts


@pytest.fixture(scope="session")
def convert(require: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """`convert(path, "docx")` is the file LibreOffice makes of `path`; `filter` may follow the ending."""
    soffice = require("libreoffice")
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"

    def run(path: Path, ending: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [soffice, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return next(folder.iterdir())

    return run
