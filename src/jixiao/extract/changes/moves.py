"""What moved from one figure to another: 由386.00万元增加到412.60万元，增长6.89%; 从14起降至9起，减少5起.

Both ends are printed in one clause, so nothing is supposed: the verb is held against them, and so are the amount of change and
the percentage right behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from jixiao.extract import cues
from jixiao.extract.changes.bases import ordered
from jixiao.extract.judge import Amount, amount, edit_of, like
from jixiao.extract.percent import operand_slip, quantity_of, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_UP = "增加|增长|上升|提高|提升|上涨|调增|扩大|延长|增|升|涨|扩|提"
_DOWN = "减少|下降|降低|压减|压缩|调减|核减|缩减|缩短|回落|降|减|缩|压"
_FROM = regex(r"[由从自][^,，。;；:()\n]{0,20}$")
_TO = regex(
    rf"(?:\([^()\n]{{0,30}}\))?\s?的?,?(?:逐步|大幅|进一步|稳步|直接|快速)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|调整|变更|变|达)(?:了)?[到至为]了?"
    r"(?:(?:(?:19|20)\d\d|本|今|当)年(?:度|底|末|初)?)?的?\s?"
)
_ENDS = ("到", "至", "为", "了", "的", "年", "度", "底", "末", "初", " ")
_RANKED = regex(r"名次|排名|位次|排位|排行|[第前]\s?$")
_BETTER = regex(r"提高|提升|优化|改善|[升提]")
"""What gets better may get smaller: 误差由0.5毫米提高到0.2毫米."""
_LED_BY = regex(r"[,，、]?\(?(?:同比|净|共|累计|实际)?")
_LED_TO = regex(r"(?:了|额|数|为|达|约|率|幅度?|比例|:)*\s?")
_PLAIN = frozenset(("增加", "增长", "上升", "提高", "上涨", "减少", "下降", "降低", "增幅", "降幅"))
_BEHIND = 2
_FAR_OFF = Decimal("0.05")
_DIMENSIONS = ("money", "count", "area", "percent", "score", "time")


def move_relations(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The relations, with those of every move; what was told of the same change amount or percentage without its ends goes."""
    found = [one for index, words in prose.once(moves).items() for one in _told(prose, index, words)]
    told = {(one.stated.place, _of_percent(one)) for one in found}
    kept = [
        one for one in known
        if one.kind not in (Kind.DIFFERENCE, Kind.DIRECTION_WORD, Kind.PERCENT_CHANGE)
        or (one.stated.place, _of_percent(one)) not in told
    ]  # fmt: skip
    return [*kept, *found] if found else list(known)


def moves(prose: Prose) -> dict[int, re.Match[str]]:
    """The words from a figure (by index) to the one behind it, where they say that the one became the other."""
    found = ((index, _moved(prose, *pair)) for index, pair in enumerate(pairwise(prose.figures)))
    return {index: words for index, words in found if words is not None}


def _of_percent(relation: Relation) -> bool:
    """Whether a relation is about a percentage, its figure or its word."""
    return relation.stated.quantity is not None and relation.stated.quantity.unit == "%"


def _moved(prose: Prose, first: Figure, second: Figure) -> re.Match[str] | None:
    if first.sentence != second.sentence or first.zone == "table" or not (_plain(first) and _plain(second)):
        return None
    same = first.mention.addable == second.mention.addable and first.mention.per == second.mention.per
    if not same or first.mention.dimension not in _DIMENSIONS:
        return None
    words = prose.gap(first, second)
    gap = _TO.fullmatch(words) if words.endswith(_ENDS) else None
    return gap if gap is not None and _FROM.search(_before(prose, first)) else None


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    return quantity is not None and quantity.plain and not figure.mention.chinese


def _before(prose: Prose, figure: Figure) -> str:
    floor = prose.lines[figure.paragraph].start
    return prose.quote(max(floor, figure.mention.words_start - 24), figure.mention.words_start)


def _told(prose: Prose, index: int, match: re.Match[str]) -> Iterator[Relation]:
    first, second = prose.figures[index : index + 2]
    sign = 1 if match["up"] else -1 if match["down"] else 0
    base, level = amount(quantity_of(first)), amount(quantity_of(second))
    behind = [
        one for one in prose.figures[index + 2 : index + 2 + _BEHIND]
        if one.sentence == second.sentence and _plain(one) and cues.direction(one.change)
    ]  # fmt: skip
    changes = list(_changes(prose, first, second, behind))
    turned = False
    better = not changes and first.mention.dimension != "money" and _BETTER.fullmatch(match["up"] or "")
    if sign and (level.value - base.value) * sign < 0 and not better and not _RANKED.search(_before(prose, first)):
        turned = True
        verb = match.group().strip()
        yield Relation(
            Kind.DIRECTION_WORD, prose.operand(second), (prose.operand(second), prose.operand(first)), Verdict.INCONSISTENT,
            _quote(prose, first), second.place, like(quantity_of(second), level.value - base.value), "", "move", verb, near=True,
        )  # fmt: skip
    for one in changes:
        if one.mention.dimension == "percent" and first.mention.dimension != "percent":
            yield from _percent(prose, one, first, second, turned=turned)
        elif one.mention.addable == first.mention.addable or (one.mention.dimension, first.mention.dimension) == (
            "point",
            "percent",
        ):
            yield from _difference(prose, one, first, second, turned=turned)


def _changes(prose: Prose, first: Figure, second: Figure, behind: Sequence[Figure]) -> Iterator[Figure]:
    """The change amount and the percentage that follow with nothing but a verb between, or the name of what moved once more."""
    subject = _FROM.sub("", _before(prose, first))
    last = second
    for one in behind:
        led_by, verb, led_to = prose.gap(last, one).partition(one.change)
        named = _LED_BY.sub("", led_by, count=1)
        if not verb or not subject.endswith(named) or _LED_TO.fullmatch(led_to) is None:
            return
        yield one
        last = one


def _difference(prose: Prose, me: Figure, first: Figure, second: Figure, *, turned: bool) -> Iterator[Relation]:
    """The amount of change held against both ends; where the verb of the move was wrong (`turned`), by its size alone."""
    stated, base, level = (amount(quantity_of(one)) for one in (me, first, second))
    change = level.value - base.value
    sign = cues.direction(me.change)
    if change * sign < 0:
        sign = -sign
        if not turned and me.change in _PLAIN and _closed(level, base, stated, sign) is not Verdict.INCONSISTENT:
            yield _relation(
                prose,
                Kind.DIRECTION_WORD,
                me,
                (second, first),
                Verdict.INCONSISTENT,
                like(stated.quantity, change),
                near=True,
            )
            return
    verdict = _closed(level, base, stated, sign)
    edit = ""
    if verdict is Verdict.INCONSISTENT:
        edit = (
            edit_of(stated.quantity, abs(change))
            or edit_of(level.quantity, base.value + sign * stated.value)
            or edit_of(base.quantity, level.value - sign * stated.value)
        )
    near = bool(edit) or abs(abs(change) - stated.value) <= abs(stated.value) * _FAR_OFF
    yield _relation(
        prose, Kind.DIFFERENCE, me, (second, first), verdict, like(stated.quantity, abs(change)), near=near, edit=edit
    )


def _closed(level: Amount, base: Amount, stated: Amount, sign: int) -> Verdict:
    if (level.value - base.value) * sign == stated.value:
        return Verdict.CONSISTENT
    low, high = sorted(((level.low - base.high) * sign, (level.high - base.low) * sign))
    return Verdict.ROUNDING if low <= stated.high and stated.low <= high else Verdict.INCONSISTENT


def _percent(prose: Prose, me: Figure, first: Figure, second: Figure, *, turned: bool) -> Iterator[Relation]:
    """The percentage of change held against both ends; its word too, where the verb of the move is right."""
    printed, was, now = quantity_of(me), quantity_of(first), quantity_of(second)
    base, level = amount(was), amount(now)
    sign = 1 if level.value >= base.value else -1
    ratio = judge_ratio(printed, *ordered(level, base, sign))
    if ratio is None:
        return
    expected = percent_like(printed, ratio.exact)
    if ratio.verdict is not Verdict.INCONSISTENT:
        if not turned and me.change in _PLAIN and cues.direction(me.change) * sign < 0 and level.value != base.value:
            change = like(now, level.value - base.value)
            yield _relation(
                prose, Kind.DIRECTION_WORD, me, (second, first), Verdict.INCONSISTENT, change, detail="rate", near=True
            )
            return
        yield _relation(prose, Kind.PERCENT_CHANGE, me, (second, first), ratio.verdict, expected, detail=ratio.detail)
        return
    this_year = judge_ratio(printed, *ordered(level, base, sign)[:1], level)
    wrong_base = this_year is not None and this_year.verdict is not Verdict.INCONSISTENT
    edit = percent_edit(printed, expected) if telling(printed) else ""
    near = wrong_base or bool(edit) or _near(printed, ratio) or bool(_slip(printed, was, now, sign))
    yield _relation(
        prose, Kind.PERCENT_CHANGE, me, (second, first), Verdict.INCONSISTENT, expected,
        detail="以本年数作分母" if wrong_base else "", near=near, edit=edit,
    )  # fmt: skip


def _near(printed: Quantity, ratio: Ratio) -> bool:
    """Whether the percentage misses by less than 25 points: the ends are printed, so no other base is meant."""
    return abs(Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator) - printed.value) <= 25


def _slip(printed: Quantity, was: Quantity, now: Quantity, sign: int) -> str:
    """The digit of either end with which the percentage of the level over the base is right."""
    whole = replace(printed, value=100 + sign * printed.value)
    return operand_slip(whole, now, was) if telling(printed) else ""


def _quote(prose: Prose, figure: Figure) -> str:
    return prose.quote(*prose.sentence_span(figure)).strip()


def _relation(
    prose: Prose, kind: Kind, stated: Figure, operands: Sequence[Figure], verdict: Verdict, expected: Quantity, *,
    detail: str = "", near: bool = False, edit: str = "",
) -> Relation:  # fmt: skip
    return Relation(
        kind, prose.operand(stated), tuple(prose.operand(one) for one in operands), verdict, _quote(prose, stated),
        stated.place, expected, detail, "move", stated.change, (), near, edit,
    )  # fmt: skip
