"""The page of a check: what a person reads, what `jixiao explain` prints, and the cases its test runs.

A page has sections 查什么, 为什么, 怎么改 and examples. In an example a block ```report holds a text, a block ```table the
rows of tables (`| cell | cell |`; a cell `<` belongs to the one on its left, `^` to the one above; a blank line ends a table, a
line without bars is text between tables). ```table cn/mof-2020-10/project names the rulebook it is checked with. `# CODE level` at the end of a line says that this check must
speak there, at that level; a line without a mark must stay silent. A block ```findings behind it pins the full sentences. Blocks
```beside 决算.xlsx before it, under the same head, are the papers the report is held against, lines and tables in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from jixiao.checks.check import Check
from jixiao.model.document import Cell, Document, Paragraph, Place, Table
from jixiao.patterns import regex

_BLOCK = regex(r"^```(report|table|findings|beside)(?: (\S+))?\n(.*?)^```", re.M | re.S)
_MARK = regex(r"\s+#\s+(?P<code>[A-Z]{2}\d\d)\s+(?P<level>error|warning|info)\s*$")
_HEAD = regex(r"^## (.+)$", re.M)
_CODE = regex(r"（[^（）]*`[^`]*`[^（）]*）")
_OPTION = ("`--with` 给出", "一并提供")
"""What a page calls by the option of the command line, and how a paper for the unit says it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text (or the rows of a table), where this check must speak in it (line from 1, level), the pinned sentences if any."""

    title: str
    text: str
    expected: tuple[tuple[int, str], ...]
    sentences: tuple[str, ...] | None = None
    is_table: bool = False
    rulebook: str = ""
    beside: tuple[tuple[str, str], ...] = ()

    def document(self) -> Document:
        """The example as a document; every place begins with its line (`line_of`)."""
        if not self.is_table:
            lines = [(number, line.strip()) for number, line in enumerate(self.text.split("\n"), 1) if line.strip()]
            return Document(
                "例.txt", tuple(Paragraph((line,), Place("", "正文", f"第{n}行")) for n, line in lines), kind="txt"
            )
        return _document("例.docx", self.text)

    def neighbours(self) -> list[Document]:
        """The papers it is held against."""
        return [_document(name, text) for name, text in self.beside]


def _document(name: str, text: str) -> Document:
    """Lines and tables as a document."""
    blocks: list[Table | Paragraph] = []
    rows: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip().startswith("|"):
            rows.append((number, line.strip()))
            continue
        if rows:
            blocks.append(_table(rows, sum(isinstance(one, Table) for one in blocks) + 1))
            rows = []
        if line.strip():
            blocks.append(Paragraph((line.strip(),), Place("", "正文", f"第{number}行")))
    return Document(name, tuple(blocks), kind="docx")


def _table(rows: list[tuple[int, str]], order: int) -> Table:
    """A table of the lines of an example; cells reach over the squares marked < and ^ behind and below them."""
    grid = [[words.strip() for words in line.strip("|").split("|")] for _, line in rows]
    cells = []
    for row, (number, _) in enumerate(rows):
        for column, words in enumerate(grid[row]):
            if words in ("<", "^"):
                continue
            wide = 1
            while column + wide < len(grid[row]) and grid[row][column + wide] == "<":
                wide += 1
            tall = 1
            while row + tall < len(grid) and column < len(grid[row + tall]) and grid[row + tall][column] == "^":
                tall += 1
            place = Place("", f"表{order}", f"第{number}行第{column + 1}格")
            cells.append(Cell((words,), row, column, tall, wide, place))
    return Table(tuple(cells))


def line_of(place: Place) -> int:
    """The line of its example that a place stands in, from 1."""
    return int(place.ref[1:].partition("行")[0])


@dataclass(frozen=True, slots=True)
class Page:
    """A check's page: the whole text, its section heads, its examples."""

    text: str
    heads: tuple[str, ...]
    examples: tuple[Example, ...]


def advice(text: str) -> tuple[str, str]:
    """What a check compares (the first sentence of 查什么) and what to do (怎么改), each on one line and free of names of files."""
    parts = dict(zip(_HEAD.findall(text), _HEAD.split(text)[2::2], strict=True))
    told = ("".join(parts.get(head, "").split("\n")).replace(*_OPTION) for head in ("查什么", "怎么改"))
    compared, mend = (_CODE.sub("", one).strip() for one in told)
    return compared.partition("。")[0] + "。", mend


@lru_cache(maxsize=256)
def page(check: Check) -> Page:
    """The page beside the check's file; `FileNotFoundError` if it has none (a test of the house forbids that)."""
    package, _, name = check.module.rpartition(".")
    text = resources.files(package).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return read_page(text, check.code)


def read_page(text: str, code: str) -> Page:
    """The page `text`; marks of other codes than `code` are left out of what is expected."""
    examples: list[Example] = []
    beside: list[tuple[str, str, str]] = []
    for match in _BLOCK.finditer(text):
        kind, named, body = match.groups()
        heads = _HEAD.findall(text[: match.start()])
        title = heads[-1] if heads else ""
        if kind == "beside":
            beside.append((title, named or f"对照{len(beside) + 1}", body))
        elif kind != "findings":
            papers = tuple((name, words) for head, name, words in beside if head == title)
            examples.append(replace(_example(title, body, code, kind == "table"), rulebook=named or "", beside=papers))
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
