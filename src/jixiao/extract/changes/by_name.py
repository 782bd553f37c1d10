"""Percentages of change whose figure stands further off, found by its name: 其他收入113.25万元 … 其他收入增加18.25万元，增长19.21%.

The base is that figure less (or with) the change. Only one value of that name, or the percentage is left as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.changes.bases import divided_by_this_year, given_by_another, minus
from jixiao.extract.changes.subjects import own_levels, speaks_of
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, one_digit_away
from jixiao.extract.naming import kernel
from jixiao.extract.percent import percent_relation, quantity_of, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "本年数按名称或位置找到"

_VERB = regex(
    r"(?:(?:比|较|与)[^,，。;]{0,10}(?:年|同期|上期|预算)(?:度|初)?(?:决算|预算)?(?:数|额)?(?:相比)?[,，]?|同比|环比|净)*(?:增加|增长|减少|下降|增|减)?(?:了|额)?(?:为)?$"
)
_LED_TO = regex(r"[,，]?(?:总额|总数|总量|规模)?(?:达到?|增至|降至|升至|减至)(?:了)?\s*")
_NARROW = regex(r"其中|原因|[;；]")
_BACK = 2
_FAR = 3
_LEAST = 3
_SHORT = 2
_NEAR = 6
_REACH = 40
_BEHIND = 10


def named_changes(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with percentages of change that found no base held against the figure of their name."""
    open_ones = {
        one.stated.place: index for index, one in enumerate(relations)
        if one.kind is Kind.PERCENT_CHANGE and one.verdict is Verdict.UNVERIFIABLE
    }  # fmt: skip
    if not open_ones:
        return list(relations)
    found = list(relations)
    for index, figure in enumerate(prose.figures):
        if figure.place in open_ones and (told := _told(prose, index)) is not None:
            found[open_ones[figure.place]] = told
    return found


def _told(prose: Prose, index: int) -> Relation | None:
    me = prose.figures[index]
    change = _change(prose, index)
    level = (_behind(prose, index, change) or _level(prose, change)) if change is not None else None
    if change is None or level is None or me.mention.quantity is None:
        return None
    sign = cues.direction(change.change)
    printed, moved = quantity_of(me), quantity_of(change)
    base = minus(amount(quantity_of(level)), amount(moved), sign)
    ratio = judge_ratio(printed, amount(moved), base) if base is not None else None
    if base is None or ratio is None:
        return None
    expected = percent_like(printed, ratio.exact)
    if ratio.verdict is not Verdict.INCONSISTENT:
        return percent_relation(prose, me, (level, change), ratio.verdict, expected, ratio.detail, kind=Kind.PERCENT_CHANGE)
    if telling(printed) and not given_by_another(prose, index, change) and divided_by_this_year(printed, change, [level]):
        wrong = percent_relation(
            prose, me, (level, change), Verdict.INCONSISTENT, expected, "以本年数作分母", (WHY,), near=True,
            kind=Kind.PERCENT_CHANGE,
        )  # fmt: skip
        return replace(wrong, cue=me.change)
    edit = _edit(printed, change, level, expected)
    if not telling(printed) or not edit or given_by_another(prose, index, change):
        return None
    return percent_relation(
        prose,
        me,
        (level, change),
        Verdict.INCONSISTENT,
        expected,
        "",
        (WHY,),
        near=True,
        edit=edit,
        kind=Kind.PERCENT_CHANGE,
    )


def _change(prose: Prose, index: int) -> Figure | None:
    """The amount of change right before the percentage, in the same direction."""
    me = prose.figures[index]
    for one in reversed(prose.figures[max(0, index - _BACK) : index]):
        same = one.sentence == me.sentence and me.clause - one.clause <= 1
        if same and one.change and one.mention.quantity is not None and one.mention.dimension in ("money", "count"):
            return one if cues.direction(one.change) == cues.direction(me.change) else None
    return None


def _behind(prose: Prose, index: int, change: Figure) -> Figure | None:
    """The level that the change led to, right behind the percentage: 增加86.40万元，增长23.06%，达到461.10万元."""
    if index + 1 >= len(prose.figures):
        return None
    level = prose.figures[index + 1]
    same = level.mention.addable == change.mention.addable and not level.change and level.mention.quantity is not None
    return level if same and _LED_TO.fullmatch(prose.gap(prose.figures[index], level)) else None


def _level(prose: Prose, change: Figure) -> Figure | None:
    """The one figure that bears the name of what changed, before or in the paragraph behind; the one above where no name is said."""
    name = _subject(prose, change)
    if len(name) < _SHORT:
        return _above(prose, change)
    if len(name) < _LEAST:
        return None
    called = [
        one for one in prose.index.called(name, change.mention.addable, change.mention.start)
        if change.paragraph - one.paragraph <= _FAR and one.year in (0, change.year)
    ]  # fmt: skip
    called = called or _alike(prose, name, change)
    return called[-1] if len({quantity_of(one).value for one in called}) == 1 else None


def _subject(prose: Prose, change: Figure) -> str:
    """What the change is said of: its own words, or those of a change told before it in one breath (…较上年减少…，较年初预算减少…)."""
    at = prose.order(change)
    for one in [change, *reversed(prose.figures[max(0, at - _NEAR) : at])]:
        if one.sentence != change.sentence or (one.mention.dimension != "percent" and not one.change):
            break
        if _NARROW.search(prose.quote(one.mention.end, change.mention.start)):
            break
        name = cues.core(_VERB.sub("", one.label)) if one.mention.dimension != "percent" else ""
        if len(name) >= _SHORT:
            return name
    return ""


def _alike(prose: Prose, name: str, change: Figure) -> list[Figure]:
    """Levels whose name says the same in other words, before the change; else those of the very name right behind it."""
    at = prose.order(change)
    before = [
        one for one in prose.figures[max(0, at - _REACH) : at]
        if change.paragraph - one.paragraph <= _FAR and _same(one, change) and speaks_of(name, one.label)
        and ("预算" in one.label) == ("预算" in name)
    ]  # fmt: skip
    return before or [
        one for one in prose.figures[at + 1 : at + 1 + _BEHIND]
        if change.paragraph == one.paragraph and _same(one, change) and kernel(one.label) == kernel(name)
    ]  # fmt: skip


def _above(prose: Prose, change: Figure) -> Figure | None:
    """The level right before a change that names nothing (同比增加…), in the sentence or the line above: only changes and percentages between."""
    at = prose.order(change)
    for one in reversed(prose.figures[max(0, at - _NEAR) : at]):
        if change.paragraph - one.paragraph > 1:
            return None
        if _same(one, change) and own_levels(prose, change, [one]):
            if one.paragraph != change.paragraph:
                line = prose.quote(one.mention.end, prose.lines[change.paragraph].start)
                return one if "。" not in line else None
            return one if change.sentence - one.sentence <= 1 else None
        if one.mention.dimension not in ("percent", "point") and not one.change and own_levels(prose, change, [one]):
            return None
    return None


def _same(one: Figure, change: Figure) -> bool:
    """Whether a figure is a plain level in the unit of the change."""
    if one.mention.addable != change.mention.addable or not is_level(one) or one.year not in (0, change.year):
        return False
    return quantity_of(one).plain


def _edit(printed: Quantity, change: Figure, level: Figure, expected: Quantity) -> str:
    """The one digit of the percentage, of the change or of the figure that closes it."""
    if edit := percent_edit(printed, expected):
        return edit
    sign = cues.direction(change.change)
    for one in (change, level):
        text = quantity_of(one).text.replace(",", "")
        for other in one_digit_away(text):
            value = Decimal(other) * quantity_of(one).factor
            moved, now = (value, quantity_of(level).value) if one is change else (quantity_of(change).value, value)
            base = now - moved * sign
            if base > 0 and moved > 0 and abs(moved / base * 100 - printed.value) <= printed.step / 2:
                return f"{text}→{other}"
    return ""
