"""The reviewer's opinion (审核意见): what must be corrected, what must be explained, and a list for the unit to send back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from jixiao.compose.opinion_places import Places, figure_words
from jixiao.compose.sentences import load
from jixiao.model.claim import Operand, Relation, Verdict
from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.finding import Finding, Level, by_slip
from jixiao.model.neighbour import Use
from jixiao.model.review import Checked, Review, Unreadable
from jixiao.patterns import regex

_NUMERALS = "一二三四五六七八九"
_SHORT = 60
_SHORT_IN_LIST = 48
_DIGITS_OF_SHA = 12
_PROJECT = regex(r"(项目|专项|资金|经费)(（[^（）]*）)?$")
"""What a title names in the place of an agency, and to which no letter can be sent."""
_END = regex(r"[。；！？…]$")


@dataclass(frozen=True, slots=True)
class Guide:
    """What the page of a check says: the fault's name, what is compared, what to do about it."""

    title: str
    basis: str
    mend: str


@lru_cache(maxsize=1)
def opinion_words() -> dict[str, Any]:
    """The words of every opinion (`opinion.yaml`)."""
    return load("opinion.yaml")


def compose_opinion(checked: Sequence[Checked], guides: Mapping[str, Guide], on: date | None = None) -> Document:
    """One opinion for each file, every one on a page of its own, so that each can be sent to its unit.

    Errors and warnings are numbered through; the list to send back uses the same numbers. `on` is the day it is signed.
    """
    blocks: list[Block] = []
    for one in checked:
        made = _Opinion(one.answer, one.document, guides, on) if isinstance(one.answer, Review) else None
        part = list(made.blocks()) if made else list(_unreadable(one.answer)) if isinstance(one.answer, Unreadable) else []
        blocks += [Heading(part[0].text, 0, new_page=bool(blocks)) if isinstance(part[0], Heading) else part[0], *part[1:]]
    first = blocks[0].text if len(checked) == 1 and isinstance(blocks[0], Heading) else opinion_words()["plain_title"]
    return Document(first, tuple(blocks), kind="opinion")


def _unreadable(answer: Unreadable) -> Iterator[Block]:
    words = opinion_words()["unreadable"]
    yield Heading(opinion_words()["plain_title"], 0)
    yield Paragraph((words["opening"].format(file=_name(answer.file)),), style="names")
    for number, fault in enumerate(answer.faults, 1):
        yield Paragraph((_sentence(words["fault"].format(number=number, fault=fault)),), style="names")
    yield Paragraph((words["ask"],))


class _Opinion:
    """The opinion on one file; `number` counts what the unit is asked about."""

    def __init__(self, review: Review, document: Document | None, guides: Mapping[str, Guide], on: date | None) -> None:
        self.words, self.review, self.guides, self.on = opinion_words(), review, guides, on
        self.places = Places(self.words, document, review.sections)
        self.unread = [one for one in review.findings if one.code in self.words["unread"]]
        self.told = by_slip([one for one in review.findings if one not in self.unread])
        self.asked: list[tuple[int, Finding]] = []
        self.explained: dict[str, int] = {}
        self.quoted: dict[tuple[str, str, str], int] = {}
        self.part = 0
        self.number = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        for level in (Level.ERROR, Level.WARNING):
            yield self._part(str(level))
            yield from self._problems([one for one in self.told if one[0].level is level])
        yield from self._hints()
        yield from self._methods()
        yield from self._unchecked()
        yield from self._waived()
        yield from self._end()

    def _part(self, key: str) -> Heading:
        self.part += 1
        return Heading(f"{_NUMERALS[self.part - 1]}、{self.words['parts'][key]}", 1)

    def _head(self) -> Iterator[Block]:
        words, review = self.words, self.review
        subject = review.title
        for ending in words["drop"]:
            subject = subject.removesuffix(ending)
        yield Heading(words["title"].format(subject=subject) if subject else words["plain_title"], 0)
        agency = review.agency.replace("(", "（").replace(")", "）")
        addressed = agency and not _PROJECT.search(agency)
        yield Paragraph((words["to"].format(agency=agency) if addressed else words["to_nobody"],), style="flush")
        named = words["named"].format(title=review.title) if review.title else words["unnamed"]
        yield Paragraph((words["opening"].format(named=named),))
        year = words["year"].format(year=review.year) if review.year else ""
        rules = words["rules"].format(rulebook=review.rulebook) if review.rulebook else words["no_rules"]
        sha = review.sha256[:_DIGITS_OF_SHA]
        basis = words["basis"].format(file=_name(review.file), sha=sha, year=year, rules=rules)
        yield Paragraph((basis,), style="names")
        if review.beside:
            yield Paragraph((self._beside(),), style="names")
        shown = [one for one in review.findings if one not in self.unread]
        counts = {str(level): sum(1 for one in shown if one.level is level) for level in Level}
        waived = words["counted_waived"].format(waived=len(review.waived)) if review.waived else ""
        said = words["counted" if review.coverage.figures else "no_figures"]
        figures, checked = review.coverage.figures, review.coverage.checked
        yield Paragraph((said.format(figures=figures, checked=checked, waived=waived, **counts),))
        yield Paragraph((words["fair"],))

    def _beside(self) -> str:
        """The papers the report was held against, and those that could not be read. Papers of others are no business of this unit."""
        words, idle = self.words, (Use.LEFT_OUT, Use.UNREADABLE)
        used = "、".join(
            words["beside_used"].format(file=_name(one.file), sha=one.sha256[:_DIGITS_OF_SHA])
            for one in self.review.beside
            if one.use not in idle
        )
        unused = "、".join(f"《{_name(one.file)}》" for one in self.review.beside if one.use is Use.UNREADABLE)
        rest = words["beside_unused"].format(files=unused) if unused else ""
        return str(words["beside"].format(used=used or words["beside_none"], unused=rest))

    def _problems(self, told: list[tuple[Finding, tuple[Finding, ...]]]) -> Iterator[Block]:
        """One problem for each slip: where one wrong figure is seen at several places, they are named under the first."""
        kept = sorted(told, key=lambda one: self.places.order(one[0]))
        if not kept:
            yield Paragraph((self.words["none"],))
        for count, (group, members) in enumerate(groupby(kept, key=lambda one: self.places.group(one[0])), 1):
            yield Heading(f"（{chinese(count)}）{group}", 2)
            for one, under in members:
                self.number += 1
                self.asked.append((self.number, one))
                yield from self._problem(one, under)

    def _problem(self, one: Finding, under: tuple[Finding, ...]) -> Iterator[Block]:
        words, guide = self.words, self.guides[one.code]
        yield Heading(f"{self.number}. {guide.title}", 3)
        where = words["place"].format(place=self.places.full(one.place))
        if one.quote and not _said(one.quote, one.message) and one.quote != self.review.title:
            same = self.quoted.setdefault((one.place.part, one.place.ref, one.quote), self.number)
            said = words["quote" if same == self.number else "quote_again"]
            where += said.format(quote=self._broken_off(one), number=same)
        yield Paragraph((_sentence(where),))
        yield Paragraph((_sentence(words["problem"].format(message=one.message)),))
        if one.stated and one.expected and one.expected not in one.message:
            yield Paragraph((words["figures"].format(stated=one.stated, expected=one.expected, unit=one.unit),))
        elsewhere = [figure for figure in one.rests_on if not _told(figure, one)]
        if elsewhere:
            rests = "、".join(figure_words(figure, one.place, self.places) for figure in elsewhere)
            yield Paragraph((words["rests"].format(rests=rests),))
        if one.changes:
            yield Paragraph((_sentence(words["changes"].format(changes=one.changes)),))
        if under:
            yield Paragraph((words["with_it"].format(n=len(under)),))
        for other in under:
            said = words["beside_it"].format(place=self.places.brief(other.place), message=other.message)
            yield Paragraph((_sentence(said),))
        first = self.explained.setdefault(one.code, self.number)
        again = words["mend_again"].format(number=first)
        yield Paragraph((_sentence(words["mend"].format(mend=guide.mend)) if first == self.number else again,))

    def _broken_off(self, one: Finding) -> str:
        """The quote; one that ends in the midst of a sentence says so."""
        quote = short(one.quote)
        return f"{quote}…" if not quote.endswith("…") and self.places.goes_on(one.place, one.quote) else quote

    def _hints(self) -> Iterator[Block]:
        hints = [one for one in self.review.findings if one.level is Level.INFO and one not in self.unread]
        if not hints:
            return
        yield self._part("info")
        yield Paragraph((self.words["info_opening"],))
        for number, one in enumerate(sorted(hints, key=self.places.order), self.number + 1):
            said = self.words["info"].format(number=number, place=self.places.brief(one.place), message=one.message)
            yield Paragraph((_sentence(said),), style="small")

    def _unchecked(self) -> Iterator[Block]:
        words, coverage = self.words, self.review.coverage
        yield self._part("unchecked")
        rest = coverage.figures - coverage.checked
        if coverage.figures:
            said = words["unchecked_count" if rest else "unchecked_all"]
            yield Paragraph((said.format(figures=coverage.figures, rest=rest),))
        else:
            yield Paragraph((words["unnamed_figures"],))
        for one in self.unread:
            yield Paragraph((_sentence(f"{self.places.brief(one.place)}：{one.message}"),))
        reasons = self._reasons() if rest else {}
        if reasons:
            yield Paragraph((words["reasons"],))
        for number, (reason, relations) in enumerate(reasons.items(), 1):
            examples = "、".join(
                words["example"].format(quote=short(one.stated.quote), place=self.places.brief(one.stated.place))
                for one in relations[: words["examples"]]
            )
            said = words["reason"].format(
                reason=reason, count=len(relations), examples=examples + "等" * (len(relations) > words["examples"])
            )
            yield Paragraph((f"（{number}）{said}",))
        if rest:
            yield Paragraph((words["alone"],))
        yield from (Paragraph((_sentence(words["note"].format(note=note.rstrip("。"))),)) for note in self.review.notes)

    def _reasons(self) -> dict[str, list[Relation]]:
        """The relations that could not be decided, by the reason; each figure once, and none that another relation settles."""
        words, found = self.words, dict[str, list[Relation]]()
        decided = (one for one in self.review.relations if one.verdict is not Verdict.UNVERIFIABLE)
        seen = {figure.place for one in decided for figure in (one.stated, *one.operands)}
        for one in self.review.relations:
            place = one.stated.place
            if one.verdict is not Verdict.UNVERIFIABLE or place in seen:
                continue
            seen.add(place)
            reason = words["reason_words"].get(one.detail, one.detail) or "、".join(one.open)
            if not reason or reason.isascii():
                reason = words["reason_unknown"]
            found.setdefault(reason, []).append(one)
        return found

    def _methods(self) -> Iterator[Block]:
        """How each check that speaks above compares, in small print: who doubts a question looks it up."""
        if not self.explained:
            return
        yield self._part("methods")
        numbers: dict[str, list[str]] = {}
        for number, one in self.asked:
            numbers.setdefault(one.code, []).append(str(number))
        for code, these in numbers.items():
            basis = self.guides[code].basis.rstrip("。")
            yield Paragraph((self.words["method"].format(numbers="、".join(these), code=code, basis=basis),), style="small")

    def _waived(self) -> Iterator[Block]:
        if not self.review.waived:
            return
        yield self._part("waived")
        for number, one in enumerate(self.review.waived, 1):
            day = self.words["waived_day"].format(day=one.waiver.date) if one.waiver.date else ""
            place, message = self.places.brief(one.finding.place), _sentence(one.finding.message)
            slots = {"number": number, "place": place, "message": message, "day": day}
            yield Paragraph((self.words["waived"].format(by=one.waiver.by, why=one.waiver.why.rstrip("。"), **slots),))

    def _end(self) -> Iterator[Block]:
        words = self.words
        yield self._part("answer")
        if self.asked:
            yield from (Paragraph((line,)) for line in words["answer"])
            yield Paragraph((words["annex"],))
        else:
            yield Paragraph((words["answer_none"],))
        yield Paragraph((words["draft"],), style="small")
        yield Paragraph((words["sender"],), style="right")
        day = f"{self.on.year}年{self.on.month}月{self.on.day}日" if self.on else words["no_day"]
        yield Paragraph((day,), style="right")
        if self.asked:
            yield Heading(words["annex"], 1, new_page=True, landscape=True)
            yield self._list()
            yield Paragraph((words["list"]["sign"],), style="small")

    def _list(self) -> Table:
        layout = self.words["list"]
        columns = layout["columns"]
        cells = [Cell((one["head"],), 0, column, kind="head", align="center") for column, one in enumerate(columns)]
        for row, (number, one) in enumerate(self.asked, 1):
            kind = layout["must" if one.level is Level.ERROR else "ask"]
            cells.append(Cell((str(number),), row, 0, align="center"))
            cells.append(Cell((f"{short(one.message, _SHORT_IN_LIST)}{kind}",), row, 1))
            cells.append(Cell((self.places.brief(one.place),), row, 2))
            cells += [Cell((), row, column, kind="input") for column in range(3, len(columns))]
        return Table(tuple(cells), title="", head_rows=1, widths=tuple(one["width"] for one in columns))


def chinese(number: int) -> str:
    """1 to 99 as 一 … 九十九; more than that in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


def short(quote: str, most: int = _SHORT) -> str:
    """A quote on one line, of bearable length."""
    line = " ".join(quote.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _said(quote: str, message: str) -> bool:
    """Whether the sentence holds the quote already, blanks aside."""
    return "".join(quote.split()) in "".join(message.split())


def _told(figure: Operand, finding: Finding) -> bool:
    """Whether a figure stands in the sentence of a finding already, and at its place."""
    here = (figure.place.part, figure.place.ref) == (finding.place.part, finding.place.ref)
    return here and bool(figure.quote) and figure.quote in finding.message


def _name(file: str) -> str:
    """The name of a file without its folders: where it lies on the reviewer's machine is nobody's business."""
    return re.split(r"[/\\]", file)[-1]


def _sentence(text: str) -> str:
    """`text` with an end: a full stop where it has none."""
    return text if _END.search(text) else f"{text}。"
