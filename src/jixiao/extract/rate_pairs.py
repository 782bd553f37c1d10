"""What a rate is of, told by its name: 满意率 is 满意 over those asked. Read only where the printed figure fits no two figures.

The numerator must bear the rate's own word and stand right before it; every figure that may be its base is tried, and sums and
changes of them too. Only when none of them gives the printed figure is the rate in doubt, and never more than that: the
true base may stand in no sentence at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.datafile import own_data
from jixiao.extract import cues
from jixiao.extract.judge import Amount, amount, edit_of, significant
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import Ratio, judge_ratio, percent_like
from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_NAME = re.compile(r"([一-鿿]{2,12}?)(?:率|进度|度)(?:为|达到?|是|仅|约|:|\s)*(?:\(%\))?[为达:]*$")
_OF_PLAN = re.compile(
    r"(?:完成|占|达到?|为)(?:了)?(?:年初|全年|年度|调整后?)*(?P<what>预算|任务|计划|目标)(?:数|值|任务)?的?(?:为|达到?)?$"
)
_NOT = "不未非无没"
_DONE = re.compile(r"完成|实际|决算|支出|执行|实现|达到|建成")
_FUNDS = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算")
_BRACKETS = re.compile(r"\([^()\n]*\)")
_NEAR = Decimal(25)
_REACH_CLAUSES = 2
_REACH_FIGURES = 12


@dataclass(frozen=True, slots=True)
class RateName:
    """The words about the numerator and the base of one kind of rate; no words about the base: any larger figure will do."""

    over: re.Pattern[str]
    under: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class RateDoubt:
    """A rate that no base in reach makes true: numerator and likeliest base, what they give, and the digit that would do."""

    numerator: Figure
    base: Figure
    ratio: Ratio
    expected: Quantity
    edit: str


@lru_cache(maxsize=1)
def _names() -> list[tuple[tuple[str, ...], RateName]]:
    data = own_data("extract", "rate_names.yaml")
    return [
        (tuple(one["name"]), RateName(_words(one["over"]), _words(one["under"]) if "under" in one else None))
        for one in data["rates"]
    ]


def _words(these: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![{_NOT}])(?:{'|'.join(map(re.escape, these))})")


@lru_cache(maxsize=1024)
def rate_name(words: str) -> RateName | None:
    """What the rate named last in `words` is of; None where `words` do not end in the name of a rate."""
    match = _NAME.search(words)
    if match is None:
        plan = _OF_PLAN.search(words)
        return None if plan is None else RateName(_DONE, _words([plan["what"]]))
    stem = match[1]
    best = max(
        ((stem.rfind(name), len(name), kind) for names, kind in _names() for name in names if name in stem),
        key=lambda one: one[:2],
        default=None,
    )
    if best is not None:
        return best[2]
    return RateName(_words([stem[-2:]]), None)


def doubt_of(prose: Prose, index: int, words: str) -> RateDoubt | None:
    """The doubt about the rate at `index` of the figures, named by `words`; None where its pair is not told or holds."""
    me = prose.figures[index]
    printed = _quantity(me)
    name = rate_name(words)
    if name is None or printed.approx or printed.bound != "=":
        return None
    near = _near(prose, index)
    numerator = _numerator(prose, near, me, name)
    if numerator is None:
        return None
    bases = [one for one in near if one is not numerator and one.mention.addable == numerator.mention.addable]
    bases += [one for one in _namesakes(prose, index, numerator) if one not in bases]
    if _some_base_holds(printed, numerator, bases, _changes(prose, index, numerator)):
        return None
    beside = prose.figures[max(0, index - 2) : index]
    found = (
        _doubt(printed, numerator, base, beside == [base, numerator]) for base in _likeliest(bases, numerator, name, printed)
    )
    return next((one for one in found if one is not None), None)


def _near(prose: Prose, index: int) -> list[Figure]:
    """Level figures before `index`, nearest first, in its paragraph and the one above."""
    me = prose.figures[index]
    return [
        one for one in reversed(prose.figures[max(0, index - _REACH_FIGURES) : index])
        if me.paragraph - one.paragraph <= 1 and _is_level(one)
    ]  # fmt: skip


def _is_level(figure: Figure) -> bool:
    mention = figure.mention
    if mention.quantity is None or mention.per or mention.chinese or figure.change or figure.prior or figure.zone == "table":
        return False
    return mention.dimension in ("money", "count", "area", "time") and not mention.quantity.approx


def _namesakes(prose: Prose, index: int, numerator: Figure) -> list[Figure]:
    """Figures of the same thing said elsewhere before: 村庄规划编制26个 in the plan for 完成村庄规划编制24个."""
    name = _thing(numerator.label)
    if len(name) < 4:
        return []
    return [
        one for one in prose.figures[:index]
        if one.paragraph != numerator.paragraph and one.mention.addable == numerator.mention.addable and _is_level(one) and _thing(one.label) == name
    ]  # fmt: skip


def _thing(label: str) -> str:
    return _DONE.sub("", cues.core(label))[-10:]


def _numerator(prose: Prose, near: Sequence[Figure], me: Figure, name: RateName) -> Figure | None:
    """The nearest figure that bears the rate's word, in its sentence and no further than two clauses back, brackets not counted."""
    for one in near:
        if one.sentence != me.sentence:
            return None
        if one.depth > me.depth:
            continue
        between = _BRACKETS.sub("", prose.gap(one, me))
        if sum(between.count(mark) for mark in ",，;；:、|") > _REACH_CLAUSES:
            return None
        if one.mention.quantity is not None and one.mention.quantity.bound == "=" and _bears(one, name.over):
            return one
    return None


def _bears(figure: Figure, words: re.Pattern[str]) -> bool:
    """Whether the words stand at a figure; a budget named for where money comes from (一般公共预算财政拨款支出) is no budget of it."""
    return words.search(_FUNDS.sub("", figure.label)) is not None or words.match(figure.after) is not None


def _changes(prose: Prose, index: int, numerator: Figure) -> list[Amount]:
    """Amounts added or taken away in reach: they may have moved the base."""
    return [
        amount(one.mention.quantity) for one in prose.figures[max(0, index - _REACH_FIGURES) : index]
        if (one.change or one.role == "left") and one.mention.quantity is not None and one.mention.addable == numerator.mention.addable
    ]  # fmt: skip


def _some_base_holds(printed: Quantity, numerator: Figure, bases: Sequence[Figure], changes: Sequence[Amount]) -> bool:
    """Whether a figure in reach, or one with a change, gives the printed rate; sums of two only where its digits tell."""
    over = _quantity(numerator)
    low, high = printed.value - printed.step / 2, printed.value + max(printed.step, Decimal(1).scaleb(-2))
    values = [_quantity(one).value for one in bases]
    moved = [one.value for one in changes]
    candidates = [*values, *(a + b for a in values for b in moved), *(a - b for a in values for b in moved)]
    if significant(printed) >= 3 and printed.value != 100:
        candidates += [one for a in values for b in values for one in (a + b, a - b)]
    return any(value > 0 and low <= over.value / value * 100 <= high for value in candidates)


def _likeliest(bases: Sequence[Figure], numerator: Figure, name: RateName, printed: Quantity) -> Iterator[Figure]:
    """Figures that may be the base, the likeliest first: those before the numerator that bear the base's word, totals, the nearest."""
    over = _quantity(numerator).value
    fitting = [
        one for one in bases
        if one.mention.start < numerator.mention.start and one.depth <= numerator.depth and _quantity(one).bound in ("=", "≥")
        and (_quantity(one).value >= over or printed.value > 100)
        and (name.under is None or _bears(one, name.under) or one.role in ("plan", "received") or _is_whole(one) or one.phase == "plan")
    ]  # fmt: skip

    def rank(one: Figure) -> tuple[bool, bool, int]:
        named = name.under is not None and _bears(one, name.under)
        return (
            one.sentence != numerator.sentence,
            not (named or one.role in ("plan", "received") or one.total),
            -one.mention.start,
        )

    yield from sorted(fitting, key=rank)


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is a total that something may be a share of, and no total of what was done: 支出总计 is no budget."""
    return figure.total and figure.role != "spent" and _DONE.search(figure.label) is None


def _doubt(printed: Quantity, numerator: Figure, base: Figure, beside: bool) -> RateDoubt | None:
    """A doubt where the pair is not far off, or one digit of the rate explains how far it is (of two digits: only right beside)."""
    ratio = judge_ratio(printed, amount(_quantity(numerator)), amount(_quantity(base)))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = edit_of(printed, expected.value) if significant(printed) >= (2 if beside else 3) else ""
    gap = abs(expected.value - printed.value)
    return RateDoubt(numerator, base, ratio, expected, edit) if gap <= _NEAR or edit else None


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
