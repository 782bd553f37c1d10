"""Products whose standard, count and amount stand apart and are tied by their names.

普查员每人每天120元 is of the 普查员318名 of another sentence; 重点项目补助4560万元（每项120万元） of its 重点项目38项; 城市低保户1026户，
发放123.12万元 of the 城市低保户每户1200元 told above. What fits confirms; what one digit would make fit is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import edit_of, like, significant
from jixiao.extract.products.factors import (
    SAID,
    Factors,
    counts_of,
    fits,
    is_loose,
    often_of,
    per_of,
    product_of,
    quantity_of,
    times_of,
    totals_of,
    units_of,
    value_of,
)  # fmt: skip
from jixiao.extract.prose import Prose
from jixiao.model.claim import Relation, Verdict
from jixiao.model.place import Place
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "标准、数量、金额按名称相配"

_BEFORE, _BEHIND = 60, 24
_LEAST_NAME = 2
_LONG_NAME = 3
_DIGITS = 3
_MOST = 4
_MONTHS = 36
_EACH = regex(r"(?:按|平均|均|[人户亩生村校期场台车]均|每).*$")
_MONEY_WORDS = regex(r"(?:补助|补贴|奖补|奖励|资金|经费|支出|费用?|款|投入|安排|发放|标准)+$")
_VERBS = regex(r"^(?:培育|采购|购置|发放|救助|资助|补助|培训|完成|实施|建设|改造|聘用|选聘|配备|扶持|其中)+")
_SAID_OF = regex(r"标准|为|按|是|对|给予")
_BY = regex(r"[,，(]?(?:均|分别)?按(?:照)?[^,，。;；、:\d]{0,8}$")
_IN_BRACKET = regex(r"\s*[(（]\s*[^()（）,，。;\d]{0,4}$")
_NEXT = regex(r"[,，、]?[^,，。;；、:\d]{0,8}$")


def linked_product(prose: Prose, standard: Figure) -> Relation | None:
    """The product a standard makes with the count and the amount that its name ties it to; None where there are not both, or do not fit."""
    return next(_fitting(prose, standard), None)


def linked_slip(prose: Prose, standard: Figure, told: Set[Place]) -> Relation | None:
    """The one amount and count tied to a standard by name, where one digit makes them fit; amounts that are `told` by another are not its own."""
    links = [one for one in _all_links(prose, standard) if one[1].place not in told]
    return _slip(prose, links) if len({total.mention.start for _, total in links}) == 1 else None


def _all_links(prose: Prose, standard: Figure) -> list[tuple[Factors, Figure]]:
    if is_loose(standard) or not units_of(standard):
        return []
    at = prose.order(standard)
    near = _near(prose, at)
    return list(_links(prose, near, standard, at))[:_MOST]


def _near(prose: Prose, at: int) -> list[Figure]:
    return [one for one in prose.figures[max(0, at - _BEFORE) : at + _BEHIND] if _plain(one)]


def _fitting(prose: Prose, standard: Figure) -> Iterator[Relation]:
    """The products of its links that come out."""
    links = _all_links(prose, standard)
    if not links:
        return
    near = _near(prose, prose.order(standard))
    often = often_of(prose, standard)
    for factors, total in links:
        for each in _with_times(near, factors):
            if fits(prose, each, total, often):
                yield product_of(prose, total, each, Verdict.CONSISTENT, like(quantity_of(total), value_of(total)))


def _links(prose: Prose, near: Sequence[Figure], standard: Figure, at: int) -> Iterator[tuple[Factors, Figure]]:
    """Counts and amounts that bear the standard's name, the surest first."""
    counts = counts_of(near, standard)
    totals = [one for one in totals_of(near, standard) if significant(quantity_of(one)) >= _DIGITS]
    before = prose.figures[at - 1] if at else None
    if before is not None and before in totals and _IN_BRACKET.fullmatch(prose.gap(before, standard)):
        name = _MONEY_WORDS.sub("", cues.core(before.label))
        for count in _named(counts, name):
            yield Factors(standard, (count,)), before
    elif before is not None and before in totals and _BY.fullmatch(prose.gap(before, standard)):
        for count in [one for one in counts if significant(quantity_of(one)) >= _DIGITS][:_MOST]:
            yield Factors(standard, (count,)), before
    name = cues.core(_SAID_OF.split(_EACH.sub("", standard.label))[-1])
    if len(name) >= _LEAST_NAME:
        for count in _named(counts, name):
            for total in (*_right_behind(prose, count, totals), *_named(totals, name)):
                yield Factors(standard, (count,)), total
            for total in (
                one for one in totals if one.sentence == standard.sentence and one.mention.start > standard.mention.start
            ):
                yield Factors(standard, (count,)), total
    beside = [one for one in counts if one.sentence == standard.sentence and len(prose.gap(*_ordered(one, standard))) <= 12]
    for count in beside[:1]:
        name = _VERBS.sub("", cues.core(count.label))
        if len(name) >= _LONG_NAME:
            for total in totals:
                if name in total.label:
                    yield Factors(standard, (count,)), total


def _named(figures: Sequence[Figure], name: str) -> list[Figure]:
    """The figures whose name ends in `name`, or begins with it."""
    if len(name) < _LEAST_NAME:
        return []
    return [
        one
        for one in figures
        if one.label.endswith(name) or cues.core(one.label).startswith(name) or f"{name}生" in one.label
    ]


def _right_behind(prose: Prose, count: Figure, totals: Sequence[Figure]) -> list[Figure]:
    """The amount right behind a count: 城市低保户1026户，发放123.12万元."""
    behind = prose.figures[prose.order(count) + 1 : prose.order(count) + 2]
    return [
        one for one in behind if one in totals and one.sentence == count.sentence and _NEXT.fullmatch(prose.gap(count, one))
    ]


def _ordered(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    return (one, other) if one.mention.start < other.mention.start else (other, one)


def _with_times(near: Sequence[Figure], factors: Factors) -> Iterator[Factors]:
    """The factors, then with each length of time told near that the standard is counted against."""
    yield factors
    units = {unit for per in per_of(factors.standard).split("/") for unit in SAID.get(per, ())}
    for time in times_of(near, factors.standard):
        if time.mention.unit in units:
            yield Factors(factors.standard, (*factors.others, time))


def _slip(prose: Prose, links: Sequence[tuple[Factors, Figure]]) -> Relation | None:
    """The one count that gives the amount but for one digit of amount, count or standard."""
    found: dict[Decimal, Relation] = {}
    for plain, total in links:
        factors = _timed(prose, plain)
        if factors is None:
            return None
        if not factors.value or factors.value in found:
            continue
        if _times_over(prose, factors, total):
            return None
        if edit := _edit(factors, total):
            expected = like(quantity_of(total), factors.value)
            found[factors.value] = product_of(
                prose, total, factors, Verdict.INCONSISTENT, expected, (WHY,), near=True, edit=edit
            )
    return next(iter(found.values())) if len(found) == 1 else None


def _timed(prose: Prose, factors: Factors) -> Factors | None:
    """The factors with the one length of time that the standard is counted against; None where there is not one."""
    units = {unit for per in per_of(factors.standard).split("/") for unit in SAID.get(per, ())}
    if not units:
        return factors
    near = _near(prose, prose.order(factors.standard))
    times = {value_of(one): one for one in times_of(near, factors.standard) if one.mention.unit in units}
    if len(times) != 1:
        return None
    return Factors(factors.standard, (*factors.others, *times.values()))


def _edit(factors: Factors, total: Figure) -> str:
    edits = [edit_of(quantity_of(total), factors.value)]
    for one in factors.all:
        if significant(quantity_of(one)) >= _DIGITS or significant(quantity_of(total)) > _DIGITS:
            edits.append(edit_of(quantity_of(one), value_of(total) * value_of(one) / factors.value))
    return next((one for one in edits if one), "")


def _plain(figure: Figure) -> bool:
    """Whether a figure states a level or a standard: no change, earlier year, cell, or number in words."""
    mention = figure.mention
    known = mention.quantity is not None and not mention.chinese and not is_loose(figure)
    return known and not figure.change and not figure.prior and figure.zone != "table"


def _times_over(prose: Prose, factors: Factors, total: Figure) -> bool:
    """Whether the amount is the product several times over: a standard is often a month's without saying so."""
    often = round(value_of(total) / factors.value)
    return 2 <= often <= _MONTHS and fits(prose, factors, total, [often])
