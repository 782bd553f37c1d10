"""The texts that are measured on: gold texts with their labels, friendly texts, and reports we compose ourselves.

Every text is one string of pieces (lines, or paragraphs and cells) that knows at which offset each piece stands, so that a
label, a planted fault and what the program says are held against each other by place and never by their digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from jixiao import api
from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Place, Table
from jixiao.model.review import Review
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.writers.docx import write_docx
from tests.gold.labelled_files import FILE_CASES, load_file, where
from tests.gold.labels import (
    FILES,
    OPEN,
    PRINTED,
    SCALE,
    THIRD,
    Edit,
    Label,
    Quoted,
    label_of,
    load,
    one_way,
    quoted,
    readings,
)
from tests.gold.made_files import made

ROOT = Path(__file__).resolve().parents[2]
FRIENDS = ROOT / "tests" / "friends"
HALVES = ("odd", "even", "third", "third-held", "friends", "own")
"""odd: gold texts for development · even: gold texts held out · third: written later, open; third-held: held out, as even ones
are · friends: consistent texts full of traps · own: composed by us."""


class Span(NamedTuple):
    start: int
    end: int

    def meets(self, other: tuple[int, int]) -> bool:
        """Whether the two share a character; an empty span (something was dropped there) meets what it touches."""
        return self.start < max(other[1], other[0] + 1) and other[0] < max(self.end, self.start + 1)


Words = TypeVar("Words", Heading, Paragraph, Cell)
Pieces = Mapping[tuple[str, str], Span]


@dataclass(frozen=True)
class Fault:
    """A fault a reader found: its kind, how grave, where; `optional` where a silent program is right too."""

    kind: str
    level: str
    at: Span
    quote: str
    optional: bool = False


@dataclass(frozen=True)
class Text:
    """A text to be reviewed. `document` holds its blocks where it is no plain text."""

    name: str
    half: str
    text: str
    labels: tuple[Label, ...] = ()
    faults: tuple[Fault, ...] = ()
    document: Document | None = None

    def reviewed(self, edit: Edit | None = None) -> Reviewed:
        """What the program says of the text, or of the text with one place changed."""
        text = edit.apply(self.text) if edit else self.text
        if self.document is None:
            return Reviewed(review_document(read(text.encode(), f"{self.name}.txt")), lines(text))
        document = changed(self.document, edit) if edit else self.document
        return Reviewed(review_document(document), pieces(document))


@dataclass(frozen=True)
class Reviewed:
    """A review with the offsets of the pieces it speaks of."""

    review: Review
    pieces: Pieces

    def span(self, place: Place) -> Span | None:
        """Where a place is in the text; None for one that is nowhere in it."""
        piece = self.pieces.get((place.part, place.ref))
        if piece is None or place.span is None:
            return piece
        return Span(piece.start + place.span[0], piece.start + place.span[1])


def lines(text: str) -> dict[tuple[str, str], Span]:
    """The pieces of a plain text: lines without the blanks around them."""
    found, start = {}, 0
    for number, line in enumerate(text.split("\n"), 1):
        begin = start + len(line) - len(line.lstrip())
        found["正文", f"第{number}行"] = Span(begin, begin + len(line.strip()))
        start += len(line) + 1
    return found


def blocks(document: Document) -> Iterator[Heading | Paragraph | Cell]:
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield block
            case Table():
                yield from block.cells


def words(document: Document) -> str:
    return "\n".join(one.text for one in blocks(document))


def pieces(document: Document) -> dict[tuple[str, str], Span]:
    """The pieces of a document: its paragraphs and the cells of its tables, in order."""
    found, start = {}, 0
    for one in blocks(document):
        found[one.place.part, one.place.ref] = Span(start, start + len(one.text))
        start += len(one.text) + 1
    return found


def changed(document: Document, edit: Edit) -> Document:
    """The document with one place of its words changed."""
    start = 0

    def again(one: Words) -> Words:
        nonlocal start
        begin, end = start, start + len(one.text)
        start = end + 1
        if not (begin <= edit.start and edit.end <= end):
            return one
        new = Edit(edit.start - begin, edit.end - begin, edit.new).apply(one.text)
        return replace(one, text=new) if isinstance(one, Heading) else replace(one, runs=(new,))

    def block_again(block: Block) -> Block:
        match block:
            case Heading():
                return again(block)
            case Paragraph():
                return again(block)
            case Table():
                return replace(block, cells=tuple(again(cell) for cell in block.cells))
        return block

    return replace(document, blocks=tuple(block_again(block) for block in document.blocks))


# —— where the texts come from ——


@cache
def gold() -> tuple[Text, ...]:
    """The labelled texts: odd and even ones, then the third set."""
    return (
        *(gold_text(path.stem, load(path)) for path in FILES),
        *(gold_text(f"third {path.stem}", load(path), "third-held" if held(path.stem) else "third") for path in THIRD),
    )


def held(name: str) -> bool:
    """Whether a text of the third set is held out."""
    return int(name[:3]) > OPEN


def gold_text(name: str, case: Mapping[str, Any], half: str = "") -> Text:
    text = case["text"]
    return Text(
        name,
        half or ("even" if int(name[:3]) % 2 == 0 else "odd"),
        text,
        tuple(label_of(text, one, case.get("scale", SCALE)) for one in case.get("relations") or []),
        tuple(
            Fault(one["fault"], one["level"], at(text, one["at"]), one["at"], one.get("optional", False))
            for one in case.get("findings") or []
        ),
    )


@cache
def files() -> tuple[Text, ...]:
    """The files we make, as they are read; their labels stand at cells and at words. They are counted apart from the texts."""
    return tuple(file_text(path.stem, load_file(path)) for path in FILE_CASES)


def file_text(name: str, case: Mapping[str, Any]) -> Text:
    name = f"file {name}"
    document = read(made(case), f"{name}.{case['format']}")
    text, places = words(document), pieces(document)
    tables = [block for block in document.blocks if isinstance(block, Table)]

    def spot(quote: str) -> Span:
        if not quote.startswith("@"):
            assert text.count(quote) == 1, (name, quote)
            return at(text, quote)
        table, row, column = where(quote)
        (place,) = [one.place for one in tables[table].cells if (one.row, one.column) == (row, column)]
        return places[place.part, place.ref]

    def labelled(quote: str, reading: str) -> Quoted:
        start, end = spot(quote)
        one = quoted(text[start:end], text[start:end], reading)
        return replace(one, start=start, number=moved(one.number, start))

    def label(one: Mapping[str, Any]) -> Label:
        stated, *operands = map(labelled, [one["stated"], *one["operands"]], readings(one))
        return Label(one["kind"], stated, tuple(operands), one["verdict"], one.get("how", ""), tuple(one.get("accept", ())))

    return Text(
        name,
        "even" if int(name.split()[1][:2]) % 2 == 0 else "odd",
        text,
        tuple(label(one) for one in case["relations"]),
        tuple(
            Fault(one["fault"], one["level"], spot(one["at"]), one["at"], one.get("optional", False))
            for one in case["findings"]
        ),
        document,
    )


def at(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


@cache
def friends() -> tuple[Text, ...]:
    """The friendly texts without their first line; their labels are made from what a person recomputed (sums.yaml)."""
    sums = yaml.safe_load((FRIENDS / "sums.yaml").read_text(encoding="utf-8"))
    return tuple(
        Text(path.stem, "friends", text, tuple(one for formula in sums[path.stem] if (one := label_of_sum(text, formula))))
        for path in sorted(FRIENDS.glob("*.txt"))
        for text in [path.read_text(encoding="utf-8").partition("\n")[2]]
    )


KIND = {"+": "sum", "-": "difference", "/": "rate", "*": "product", "": "duplicate"}


def label_of_sum(text: str, formula: str) -> Label | None:
    """`420 + 260 = 680` as a label, where every figure stands exactly once in the text and one of them is the result."""
    left, right = (re.findall(r"\d+(?:\.\d+)?%?|[-+*/]", side) for side in re.split("[=~<?]", formula))
    left, right = ([one for one in tokens if one not in ("10000",)] for tokens in (left, right))
    left, right = (tokens[:-1] if tokens[-1:] == ["*"] else tokens for tokens in (left, right))
    if len(left) == 1:
        left, right = right, left
    if len(right) != 1:
        return None
    figures, signs = left[::2], left[1::2]
    places = [place_of(text, one) for one in [right[0], *figures]]
    if any(one is None for one in places) or (len(set(signs)) > 1 and not set(signs) <= {"+", "-"}):
        return None
    stated, *operands = [one for one in places if one is not None]
    if any("元" in one.text for one in (stated, *operands)) and any(one.text.rstrip()[-1].isdigit() for one in operands):
        return None  # a bare cell among amounts: its unit stands elsewhere
    letters = [chr(ord("a") + index) for index in range(len(figures))]
    how = "".join(letter + sign for letter, sign in zip(letters, [*signs, ""], strict=True))
    how = "+" if set(signs) == {"+"} else "*" if set(signs) == {"*"} else how
    kind = KIND[signs[0] if signs else ""]
    marks = {one.reading[-1:] for one in (stated, *operands)}
    if kind == "sum" and not marks & set("元亿万%‰点"):
        kind = "score_sum" if marks == {"分"} else "count_sum"
    return Label(kind, stated, tuple(operands), "consistent", how)


UNIT = re.compile(r" ?(?:\([a-zà-ǜ]+\))?([万亿千百]*元|[万亿](?!\w)|[%‰]|个?百分点|分(?!钟)|[^\W\d_])?")


def place_of(text: str, token: str) -> Quoted | None:
    """The one place in `text` where the figure `token` stands, with its unit; None if there are several or none."""
    number = token.rstrip("%")
    found = [one for one in PRINTED.finditer(text) if one_way(one.group()).replace(",", "") == number]
    if len(found) != 1:
        return None
    (one,) = found
    unit = UNIT.match(text, one.end())
    end = unit.end() if unit else one.end()
    return quoted_at(text, one.start(), end)


def quoted_at(text: str, start: int, end: int) -> Quoted:
    quote = text[start:end]
    return replace(quoted(quote, quote, quote), start=start, number=moved(quoted(quote, quote, quote).number, start))


def moved(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return None if span is None else (span[0] + by, span[1] + by)


@cache
def own() -> tuple[Text, ...]:
    """The reports of our example cases, as they are read back from Word. A case with gaps is no consistent text."""
    made = []
    for case in ("department", "project"):
        result = api.evaluate(ROOT / "examples" / case, on=date(2024, 3, 1))
        document = read(write_docx(result.report), f"{case}.docx")
        made.append(Text(case, "own", words(document), document=document))
    return tuple(made)


@cache
def consistent() -> tuple[Text, ...]:
    """Every text in which nothing is wrong."""
    return *(one for one in gold() if not one.faults), *friends(), *own()
