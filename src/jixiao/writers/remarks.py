"""What a finding says to a person, line by line: the same words in a terminal, in a comment and in the margin of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from jixiao.model.claim import Operand
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level, by_slip
from jixiao.model.review import Review, Waived
from jixiao.writers.words import WORDS, Lang


class Described(Protocol):
    """What a check tells of itself: code, slug (counts_not_total), Chinese title, the level it never exceeds."""

    @property
    def code(self) -> str: ...

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def level(self) -> Level: ...


Checks = Mapping[str, Described]
"""Checks by code."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to be written at `place`: its head and its lines."""

    place: Place
    head: str
    lines: tuple[str, ...]


def summary(review: Review, lang: Lang = "zh") -> str:
    """The ten-second summary: how many doubts of each level, how much could be checked, how many were waived."""
    words = WORDS[lang]
    counts = {str(level): review.count(level) for level in Level}
    said = words["summary"].format(**counts, checked=review.coverage.checked, figures=review.coverage.figures)
    under = len(review.findings) - len(by_slip(review.findings))
    said += words["slips_count"].format(n=under) if under else ""
    return said + (words["waived_count"].format(n=len(review.waived)) if review.waived else "")


def remark(finding: Finding, checks: Checks, lang: Lang = "zh", others: Sequence[Finding] = ()) -> Remark:
    """The comment for a finding, `others` being those of the same slip; its last line is the fingerprint by which it can be waived."""
    words = WORDS[lang]
    head = words["remark"].format(level=words[str(finding.level)], title=title(finding, checks, lang), code=finding.code)
    mark = words["fingerprint"].format(fingerprint=finding.fingerprint)
    same = (same_slip(others, lang),) if others else ()
    return Remark(finding.place, head, (*lines(finding, lang, quote=False), *same, mark))


def same_slip(others: Sequence[Finding], lang: Lang = "zh") -> str:
    """That a finding is probably the same slip as `others`, by place and code."""
    named = ("、" if lang == "zh" else ", ").join(f"{one.place} {one.code}" for one in others)
    return WORDS[lang]["same_slip"].format(others=named)


def title(finding: Finding, checks: Checks, lang: Lang = "zh") -> str:
    """The name of the fault: the check's title in Chinese, its slug as words in English."""
    if lang == "zh" and finding.code in checks:
        return checks[finding.code].title
    return finding.name.replace("_", " ")


def lines(finding: Finding, lang: Lang = "zh", *, quote: bool = True) -> Iterator[str]:
    """The sentence, the quote (unless the sentence holds it), what is stated and expected, the grounds, the consequence."""
    words = WORDS[lang]
    if finding.message:
        yield finding.message
    if quote and finding.quote and finding.quote not in finding.message:
        yield words["quote"].format(quote=short(finding.quote))
    if finding.stated and finding.expected and finding.expected not in finding.message:
        yield words["stated"].format(stated=finding.stated, expected=finding.expected, unit=finding.unit)
    if finding.rests_on:
        yield words["rests"].format(rests="、".join(grounds(one, finding.place) for one in finding.rests_on))
    if finding.changes:
        yield words["changes"].format(changes=finding.changes)


def grounds(operand: Operand, place: Place) -> str:
    """The label and the words of a figure; its place where that is not `place`."""
    elsewhere = (operand.place.part, operand.place.ref) != (place.part, place.ref)
    figure = (
        operand.quote if operand.label in operand.quote else f"{operand.label.removesuffix(operand.quote)}{operand.quote}"
    )
    return figure + (f"（{operand.place}）" if elsewhere and operand.place.ref else "")


def settled(one: Waived, lang: Lang = "zh") -> str:
    """Who settled a doubt, why and when."""
    words = WORDS[lang]
    day = words["on"].format(date=one.waiver.date) if one.waiver.date else ""
    return words["settled"].format(by=one.waiver.by, why=one.waiver.why, day=day)


def short(quote: str, most: int = 60) -> str:
    """`quote` on one line of at most `most` characters."""
    line = " ".join(quote.split())
    return line if len(line) <= most else line[: most - 1] + "…"
