"""Reviews → plain text for a terminal: the place first, the ten-second summary on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jixiao.model.claim import Relation, Verdict
from jixiao.model.finding import Finding, by_slip
from jixiao.model.review import Review, Unreadable
from jixiao.writers import remarks
from jixiao.writers.beside import beside_head, beside_line
from jixiao.writers.remarks import Checks
from jixiao.writers.words import KINDS, WORDS, Lang

_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)


def review_text(
    reviews: Iterable[Review | Unreadable], checks: Checks, lang: Lang = "zh", *, show_verified: bool = False
) -> str:
    """What `jixiao check` prints; `show_verified` adds the relations that hold."""
    return "\n".join("\n".join(_file(one, checks, lang, show_verified)) for one in reviews)


def _file(one: Review | Unreadable, checks: Checks, lang: Lang, show_verified: bool) -> Iterator[str]:
    words = WORDS[lang]
    if isinstance(one, Unreadable):
        yield f"{one.file}: {words['unread']}"
        yield from (f"    {fault}" for fault in one.faults)
        yield ""
        return
    yield f"{one.file}: {remarks.summary(one, lang)}"
    yield from ("    " + words["note"].format(note=note) for note in one.notes)
    if one.beside:
        yield f"    {beside_head(len(one.beside), lang)}"
        yield from (f"      {beside_line(neighbour, lang)}" for neighbour in one.beside)
    if not one.findings:
        yield f"    {words['nothing' if one.coverage.figures else 'no_figures']}"
    yield ""
    for finding, under in by_slip(one.findings):
        yield from _finding(one.file, finding, under, checks, lang)
    if one.waived:
        yield from _waived(one, checks, lang)
    if show_verified:
        yield from _verified(one, lang)


def _finding(file: str, finding: Finding, under: Sequence[Finding], checks: Checks, lang: Lang) -> Iterator[str]:
    yield _head(file, finding, checks, lang)
    yield from (f"    {line}" for line in remarks.lines(finding, lang))
    if under:
        yield "    " + WORDS[lang]["with_it"].format(n=len(under))
    for one in under:
        title = remarks.title(one, checks, lang)
        said = WORDS[lang]["beside_it"].format(place=one.place, code=one.code, title=title, message=one.message)
        yield f"      {said}"
    yield ""


def _head(file: str, finding: Finding, checks: Checks, lang: Lang) -> str:
    return f"{file}:{finding.place}: {WORDS[lang][str(finding.level)]} {finding.code} {remarks.title(finding, checks, lang)}"


def _waived(review: Review, checks: Checks, lang: Lang) -> Iterator[str]:
    words = WORDS[lang]
    yield words["waived"].format(n=len(review.waived))
    for one in review.waived:
        finding = one.finding
        yield _head(review.file, finding, checks, lang)
        yield f"    {finding.message}"
        yield f"    {remarks.settled(one, lang)}"
    yield ""


def _verified(review: Review, lang: Lang) -> Iterator[str]:
    words = WORDS[lang]
    holding = [one for one in review.relations if one.verdict in _HOLDS]
    yield words["verified"].format(n=len(holding)) if holding else words["none_verified"]
    yield from (_relation(review.file, one, lang) for one in holding)
    yield ""


def _relation(file: str, relation: Relation, lang: Lang) -> str:
    words = WORDS[lang]
    kind = KINDS[str(relation.kind)] if lang == "zh" else str(relation.kind).replace("_", " ")
    operands = "、".join(one.quote for one in relation.operands)
    mark = words["rounding"] if relation.verdict is Verdict.ROUNDING else ""
    mark = words["truncated"] if relation.detail == "truncated" else mark
    return f"{file}:{relation.place}: {kind} {relation.stated.quote} ← {operands}{mark}"
