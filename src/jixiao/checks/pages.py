"""The page of a check: what a person reads, what `jixiao explain` prints, and the cases its test runs.

A page has sections 查什么, 为什么, 怎么改 and examples. In an example a block ```report holds a text, a block ```table the
rows of one table (`| cell | cell |`, the first row heads it). `# CODE level` at the end of a line says that this check must
speak there, at that level; a line without a mark must stay silent. A block ```findings behind it pins the full sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from jixiao.checks.check import Check
from jixiao.model.document import Cell, Document, Paragraph, Place, Table

_BLOCK = re.compile(r"^```(report|table|findings)\n(.*?)^```", re.M | re.S)
_MARK = re.compile(r"\s+#\s+(?P<code>[A-Z]{2}\d\d)\s+(?P<level>error|warning|info)\s*$")
_HEAD = re.compile(r"^## (.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A text (or the rows of a table), where this check must speak in it (line from 1, level), the pinned sentences if any."""

    title: str
    text: str
    expected: tuple[tuple[int, str], ...]
    sentences: tuple[str, ...] | None = None
    is_table: bool = False

    def document(self) -> Document:
        """The example as a document; every place begins with its line (`line_of`)."""
        lines = [(number, line.strip()) for number, line in enumerate(self.text.split("\n"), 1) if line.strip()]
        if not self.is_table:
            return Document(
                "例.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt"
            )
        cells = tuple(
            Cell((words.strip(),), row, column, place=Place("", "表1", f"第{number}行第{column + 1}格"))
            for row, (number, line) in enumerate(lines)
            for column, words in enumerate(line.strip("|").split("|"))
        )
        return Document("例.docx", (Table(cells),), kind="docx")


def line_of(place: Place) -> int:
    """The line of its example that a place stands in, from 1."""
    return int(place.ref[1:].partition("行")[0])


@dataclass(frozen=True, slots=True)
class Page:
    """A check's page: the whole text, its section heads, its examples."""

    text: str
    heads: tuple[str, ...]
    examples: tuple[Example, ...]


@lru_cache(maxsize=256)
def page(check: Check) -> Page:
    """The page beside the check's file; `FileNotFoundError` if it has none (a test of the house forbids that)."""
    package, _, name = check.module.rpartition(".")
    text = resources.files(package).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return read_page(text, check.code)


def read_page(text: str, code: str) -> Page:
    """The page `text`; marks of other codes than `code` are left out of what is expected."""
    examples: list[Example] = []
    for match in _BLOCK.finditer(text):
        kind, body = match.groups()
        heads = _HEAD.findall(text[: match.start()])
        if kind != "findings":
            examples.append(_example(heads[-1] if heads else "", body, code, kind == "table"))
        elif examples:
            sentences = tuple(line.strip() for line in body.splitlines() if line.strip())
            examples[-1] = replace(examples[-1], sentences=sentences)
    return Page(text, tuple(_HEAD.findall(text)), tuple(examples))


def _example(title: str, body: str, code: str, is_table: bool) -> Example:
    lines, expected = [], []
    for number, line in enumerate(body.rstrip("\n").split("\n"), 1):
        while match := _MARK.search(line):
            if match["code"] == code:
                expected.append((number, match["level"]))
            line = line[: match.start()]
        lines.append(line)
    return Example(title, "\n".join(lines), tuple(sorted(expected)), is_table=is_table)
