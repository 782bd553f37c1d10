"""Where a finding stands, in the words by which a person finds it: section, paragraph, table, row, cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.model.claim import Operand
from jixiao.model.document import Document, Place, Table
from jixiao.model.finding import Finding
from jixiao.model.reading import Section
from jixiao.patterns import regex

_CELL = regex(r"[A-Z]{1,3}\d+")
_SQUARE = regex(r"R(\d+)C(\d+)")
_STOP = regex(r"\s*(?:[。；;！？…]|$)")
_BODY = "正文"


class Places:
    """Places of one document. `words` are the templates of the opinion."""

    def __init__(self, words: Mapping[str, Any], document: Document | None, sections: Sequence[Section]) -> None:
        self.words, self.sections = words, sections
        self.order_of: dict[tuple[str, str], tuple[int, int]] = {}
        self.tables: dict[str, tuple[int, str]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        count = 0
        for block in document.blocks if document else ():
            if isinstance(block, Table):
                self.tables.setdefault(block.place.part, (count - 1, block.title))
                for at, cell in enumerate(block.cells):
                    self.order_of.setdefault((cell.place.part, cell.place.ref), (count - 1, at + 1))
            elif hasattr(block, "place"):
                self.order_of[(block.place.part, block.place.ref)] = (count, 0)
                count += 1
        for one in document.texts() if document else ():
            self.texts[one.place.part, one.place.ref] = one.text

    def goes_on(self, place: Place, quote: str) -> bool:
        """Whether the sentence that `quote` is from goes on behind it."""
        _, found, rest = self.texts.get((place.part, place.ref), "").partition(quote)
        return bool(found) and not _STOP.match(rest)

    def order(self, finding: Finding) -> tuple[int, int, int]:
        """By place in the document; what belongs to one section stands together."""
        paragraph, cell = self._at(finding.place)
        return paragraph, cell, (finding.place.span or (0, 0))[0]

    def _at(self, place: Place) -> tuple[int, int]:
        known = self.order_of.get((place.part, place.ref))
        return known or (self.tables.get(place.part, (-1, ""))[0], 0)

    def _section(self, place: Place) -> int:
        """The innermost section around a place, -1 for none."""
        paragraph = self._at(place)[0]
        inside = [i for i, one in enumerate(self.sections) if one.first <= paragraph < one.last]
        return inside[-1] if inside else -1

    def group(self, finding: Finding) -> str:
        """The outermost section, the sheet of a workbook, or the report as a whole."""
        if _CELL.fullmatch(finding.place.ref):
            return str(self.words["sheet"].format(sheet=finding.place.part))
        index = self._section(finding.place)
        if index < 0:
            return str(self.words["whole"])
        while self.sections[index].parent >= 0:
            index = self.sections[index].parent
        return str(self.words["section"].format(section=_named(self.sections[index])))

    def full(self, place: Place) -> str:
        """The nearest heading and the paragraph; a cell by its sheet or table."""
        index = self._section(place)
        if index < 0 or _CELL.fullmatch(place.ref):
            return self.brief(place)
        return str(self.words["place_section"].format(section=_named(self.sections[index]), place=self.brief(place)))

    def near(self, place: Place, other: Place) -> str:
        """As `brief`, without the sheet or table where that is the one of `other`."""
        square = _SQUARE.fullmatch(place.ref)
        if place.part != other.part or not (square or _CELL.fullmatch(place.ref)):
            return self.brief(place)
        return str(self.words["square"].format(part="", row=square[1], column=square[2])) if square else place.ref

    def brief(self, place: Place) -> str:
        """第9行, 表2《收入表》第 3 行第 4 列, 工作表“自评表”的 H14 单元格."""
        if _CELL.fullmatch(place.ref):
            return str(self.words["cell"].format(sheet=place.part, ref=place.ref))
        square = _SQUARE.fullmatch(place.ref)
        title = self.tables.get(place.part, (0, ""))[1]
        part = place.part + (f"《{title}》" if title else "")
        if square:
            return str(self.words["square"].format(part=part, row=square[1], column=square[2]))
        return place.ref if place.part in ("", _BODY) else f"{part}{place.ref}"


def _named(section: Section) -> str:
    """The heading as printed, its quotation marks made the inner ones."""
    return f"{section.mark}{section.heading}".replace("“", "‘").replace("”", "’")


def figure_words(figure: Operand, place: Place, places: Places) -> str:
    """The label and the words of a figure; its place where that is another paragraph or cell than `place`."""
    words = figure.quote if figure.label in figure.quote else f"{figure.label.removesuffix(figure.quote)}{figure.quote}"
    elsewhere = (figure.place.part, figure.place.ref) != (place.part, place.ref)
    return words + (f"（{places.near(figure.place, place)}）" if elsewhere and figure.place.ref else "")
