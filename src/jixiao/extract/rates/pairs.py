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
from jixiao.extract.index import is_level, scope, thing
from jixiao.extract.judge import Amount, amount, edit_of, is_slip, significant
from jixiao.extract.percent import operand_slip, taken, telling
from jixiao.extract.prose import THOUSANDS, Prose
from jixiao.extract.rates.planned import done_of_plan, of_one_thing, plan_behind
from jixiao.extract.ratio import Ratio, judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_NAME = regex(r"([一-鿿]{2,12}?)(?:率|进度|度)(?:为|达到?|是|仅|约|:|\s)*(?:\(%\))?[为达:]*$")
_OF_PLAN = regex(
    r"(?:完成|占|达到?|为)(?:了)?(?:年初|全年|年度|调整后?)*(?P<what>预算|任务|计划|目标)(?:数|值|任务)?的?(?:为|达到?)?$"
)
_JUST_DONE = regex(r"(?:^|[^一-鿿])(?:已|共|累计)?完成(?:了|比例)?$")
_NOT = "不未非无没待"
_DONE = regex(r"完成|实际|决算|支出|执行|实现|达到|建成")
_PLANNED = regex(r"预算|计划|目标|任务|应")
_FUNDS = regex(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算")
_OPENED = regex(r"\s*\([^()]{0,10}")
_BRACKETS = regex(r"\([^()\n]*\)")
_COMMA = regex(rf",{THOUSANDS}|，")
_MARK = regex(rf",{THOUSANDS}|[，;；:、|]")
_REACH_CLAUSES = 2
_REACH_LINES = 10
_MOST_NAMESAKES = 6
_DIMENSIONS = ("money", "count", "area", "time")
_WHOLE_SPENT = regex(
    r"(?:(?:19|20)\d\d年度?|项目|部门|单位|本年度?|全年|实际|累计|总|共|已|完成)*(?:支出|执行|支付|决算)(?:支出|资金|总额|合计|数)*(?:共|为)?"
)
_WHOLE_BUDGETS = ("预算", "预算数", "预算为", "预算数为", "预算总额", "预算资金")
_WHOLE_BUDGET = regex(
    r"(?:(?:19|20)\d\d年度?|项目|部门|单位|本年度?)*(?:全年|调整后?|追加后)(?:的)?预算(?:数|总额|资金)?为?"
)
_MANY_YEARS = regex(r"总投资|概算|规划|累计|总规模|总造价|合同")
_REACH_FIGURES = 12


@dataclass(frozen=True, slots=True)
class RateName:
    """The words about the numerator and the base of one kind of rate; no words about the base: any larger figure will do.

    `of_plan`: the words themselves name the base (完成预算的92.7%): a total that is no budget will not do.
    """

    over: re.Pattern[str]
    under: re.Pattern[str] | None
    of_plan: bool = False


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
    data = own_data("extract/rates", "names.yaml")
    return [
        (tuple(one["name"]), RateName(_words(one["over"]), _words(one["under"]) if "under" in one else None))
        for one in data["rates"]
    ]


def _words(these: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![{_NOT}])(?<!正在)(?<!尚需)(?:{'|'.join(map(re.escape, these))})")


@lru_cache(maxsize=1024)
def rate_name(words: str) -> RateName | None:
    """What the rate named last in `words` is of; None where `words` do not end in the name of a rate."""
    match = _NAME.search(words)
    if match is None and _JUST_DONE.search(words):
        words, match = "完成率", _NAME.search("完成率")
    if match is None:
        plan = _OF_PLAN.search(words)
        return None if plan is None else RateName(_DONE, _words([plan["what"]]), of_plan=True)
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
    if name is None or not printed.plain:
        return None
    near = _near(prose, index)
    if me.zone == "form":
        return _of_form(printed, near, name)
    if (pair := plan_behind(prose, index, words)) is not None:
        return None if _some_base_holds(printed, pair[0], [pair[1]], []) else _doubt(printed, *pair, True)
    numerator = _numerator(prose, near, me, name) or in_bracket(prose, index, name) or done_of_plan(prose, index, words)
    if numerator is None:
        return None
    bases = [one for one in near if one is not numerator and one.mention.addable == numerator.mention.addable]
    named = [one for one in _namesakes(prose, numerator) if one not in bases]
    bases += named
    if _some_base_holds(printed, numerator, bases, _changes(prose, index, numerator)):
        return None
    for base in (
        _right_before(prose, bases, numerator, name), _of_scope(bases, numerator), _only(named), _whole_budget(prose, me, numerator)
    ):  # fmt: skip
        if base is None or _may_be_otherwise(printed, _quantity(numerator), _quantity(base)):
            continue
        if (of_the_whole(prose, base, numerator) and _rated(prose, base)) or _twice(base, numerator):
            continue  # a part has a plan of its own; what is told twice is no base of itself
        if name.of_plan and not is_a_plan(base, name):
            continue  # 总收入356.2亿元；支出298.6亿元，完成预算的103.5%: of the budget, which is not told
        if (sure := _doubt(printed, numerator, base, True, sure=True)) is not None:
            return sure
    beside = prose.figures[max(0, index - 2) : index]
    likely = [
        one for one in _likeliest(bases, numerator, name, printed)
        if not of_the_whole(prose, one, numerator) and not taken(prose, one)
        and (not name.of_plan or of_one_thing(one, numerator))
        and not _twice(one, numerator)
    ]  # fmt: skip
    found = (_doubt(printed, numerator, base, beside == [base, numerator]) for base in likely)
    return next((one for one in found if one is not None), None)


def _near(prose: Prose, index: int) -> list[Figure]:
    """Level figures before `index`, nearest first, in its paragraph and the one above; on a form, in the lines above."""
    me = prose.figures[index]
    reach = _REACH_LINES if me.zone == "form" else 1
    return [
        one for one in reversed(prose.figures[max(0, index - _REACH_FIGURES) : index])
        if me.paragraph - one.paragraph <= reach and _is_level(one)
    ]  # fmt: skip


def _of_form(printed: Quantity, near: Sequence[Figure], name: RateName) -> RateDoubt | None:
    """A rate on a form: the largest amount of its word over the largest given, both on lines above it."""
    lines = [one for one in near if one.zone == "form" and one.mention.dimension == "money"]
    over = [one for one in lines if bears(one, name.over) and one.role == "spent"]
    under = [one for one in lines if one.role in ("plan", "received") or (one.total and one.role != "spent")]
    if not over or not under or printed.value == 100:
        return None
    top, base = (max(these, key=lambda one: _quantity(one).value) for these in (over, under))
    if _some_base_holds(printed, top, [one for one in lines if one is not top], []):
        return None
    return _doubt(printed, top, base, True, sure=True)


def _may_be_otherwise(printed: Quantity, over: Quantity, under: Quantity) -> bool:
    """Whether a pair may be no pair of this rate: all of it (100%), or more than its base, and no digit of the two explains that."""
    if printed.value != 100 and (printed.value > 100 or under.value >= over.value):
        return False
    if printed.value == 100:
        same = over.factor == under.factor and min(significant(over), significant(under)) >= 3
        return not (same and is_slip(over.text.replace(",", ""), under.text.replace(",", "")))
    return not operand_slip(printed, over, under)


# —— pairs that the words leave no doubt about ——


def _right_before(prose: Prose, bases: Sequence[Figure], numerator: Figure, name: RateName) -> Figure | None:
    """The base right before the numerator, no other of its unit in the passage: 预算64万元，支付60.80万元，支付率95%."""
    base = max(
        (one for one in bases if one.mention.start < numerator.mention.start and one.depth <= numerator.depth),
        key=lambda one: one.mention.start, default=None,
    )  # fmt: skip
    if base is None or base.sentence != numerator.sentence or _MANY_YEARS.search(base.label + numerator.label):
        return None
    if "年初" in base.label and base.mention.dimension == "money":
        return None  # the budget may have been adjusted since, and nobody says so
    gap = prose.gap(base, numerator)
    if re.search(r"[;。]|其中", gap) or len(_COMMA.findall(gap)) > _REACH_CLAUSES:
        return None
    given = name.under is not None and bears(base, name.under)
    if not (given or "plan" in (base.role, base.phase) or (not name.of_plan and _is_whole(base))):
        if name.of_plan:
            return None
        alone = [
            one
            for one in bases
            if one.sentence == numerator.sentence and ";" not in prose.quote(one.mention.end, numerator.mention.start)
        ]
        if base.role == "spent" or base.phase == "done" or len(alone) > 1:
            return None
    return base if _quantity(base).bound in ("=", "≥", "≤") else None


def _of_scope(bases: Sequence[Figure], numerator: Figure) -> Figure | None:
    """The one base of the same money: 中央财政…资金1969万元 for 中央资金支出1870.55万元."""
    mine = scope(numerator.label)
    if not mine:
        return None
    same = [
        one for one in bases
        if scope(one.label) == mine and one.role != "spent" and one.phase != "done" and one.mention.start < numerator.mention.start
    ]  # fmt: skip
    return same[0] if len({_quantity(one).value for one in same}) == 1 else None


def _only(named: Sequence[Figure]) -> Figure | None:
    """The one other figure of the numerator's thing."""
    return named[-1] if len({_quantity(one).value for one in named}) == 1 else None


def _whole_budget(prose: Prose, me: Figure, numerator: Figure) -> Figure | None:
    """The adjusted budget of the whole, told anywhere before, for what the whole spent: 全年预算675万元 … 全年支出641.25万元."""
    if (
        numerator.mention.dimension != "money"
        or not _WHOLE_SPENT.fullmatch(numerator.label)
        or "预算" not in prose.clause(me)
    ):
        return None
    found = [
        one for name in _WHOLE_BUDGETS for one in prose.index.called(name, numerator.mention.addable, numerator.mention.start)
        if _WHOLE_BUDGET.fullmatch(one.label)
    ]  # fmt: skip
    return found[-1] if len({_quantity(one).value for one in found}) == 1 else None


def in_bracket(prose: Prose, index: int, name: RateName) -> Figure | None:
    """The numerator in a bracket right behind the rate: 结案率95.24%（结案40件）."""
    if index + 1 >= len(prose.figures):
        return None
    me, following = prose.figures[index], prose.figures[index + 1]
    opened = _OPENED.fullmatch(prose.gap(me, following))
    return following if opened and _is_level(following) and bears(following, name.over) else None


def _namesakes(prose: Prose, numerator: Figure) -> list[Figure]:
    """Figures of the same thing said in a paragraph before: 村庄规划编制26个 in the plan for 完成村庄规划编制24个."""
    if len(thing(numerator.label)) < 3:
        return []
    return [
        one for one in prose.index.of_thing(numerator)
        if one.paragraph < numerator.paragraph and one.mention.dimension in _DIMENSIONS and not _quantity(one).approx
        and not _told_before(one, numerator)
    ][-_MOST_NAMESAKES:]  # fmt: skip


def _told_before(one: Figure, numerator: Figure) -> bool:
    """Whether a namesake says that it was done too, of the whole, or a second time: what was done is no base of what was done."""
    if (one.role == "spent" or one.phase == "done") and _quantity(one).value == _quantity(numerator).value:
        return True
    return _DONE.search(_without_funds(one.label)) is not None and _PLANNED.search(one.label) is None


def _twice(base: Figure, numerator: Figure) -> bool:
    """Whether what was done is only told again: 完成投资29.3亿元 in the headline."""
    return _quantity(base).value == _quantity(numerator).value and thing(base.label) == thing(numerator.label)


def _is_level(figure: Figure) -> bool:
    return is_level(figure) and figure.mention.dimension in _DIMENSIONS and not _quantity(figure).approx


def _numerator(prose: Prose, near: Sequence[Figure], me: Figure, name: RateName) -> Figure | None:
    """The nearest figure that bears the rate's word, in its sentence and no further than two clauses back, brackets not counted."""
    for one in near:
        if one.sentence != me.sentence:
            return None
        if one.depth > me.depth:
            continue
        between = _BRACKETS.sub("", prose.gap(one, me))
        if len(_MARK.findall(between)) > _REACH_CLAUSES:
            return None
        if one.mention.quantity is not None and one.mention.quantity.bound == "=" and bears(one, name.over):
            return one
    return None


def bears(figure: Figure, words: re.Pattern[str]) -> bool:
    """Whether the words stand at a figure; a budget named for where money comes from (一般公共预算财政拨款支出) is no budget of it."""
    return words.search(_without_funds(figure.label)) is not None or words.match(figure.after) is not None


@lru_cache(maxsize=4096)
def _without_funds(label: str) -> str:
    return _FUNDS.sub("", label)


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
    return any(value > 0 and low <= over.value / value * 100 < high for value in candidates)


def _likeliest(bases: Sequence[Figure], numerator: Figure, name: RateName, printed: Quantity) -> Iterator[Figure]:
    """Figures that may be the base, the likeliest first: those before the numerator that bear the base's word, totals, the nearest."""
    before = [one for one in bases if one.mention.start < numerator.mention.start]
    quantity = _quantity(numerator)
    over = quantity.value
    listed = any(  # 累计到位24816万元，省级到位4752万元，县级到位6864万元: a part is not held against the whole of another sentence
        one.sentence == numerator.sentence and bears(one, name.over) for one in before
    )
    fitting = [
        one for one in bases
        if one.mention.start < numerator.mention.start and one.depth <= numerator.depth and _quantity(one).bound in ("=", "≥")
        and (one.sentence == numerator.sentence or not listed)
        and (_quantity(one).value >= over or printed.value > 100 or not _may_be_otherwise(printed, quantity, _quantity(one)))
        and ((name.under is None and one.sentence == numerator.sentence) or (name.under is not None and bears(one, name.under)) or "plan" in (one.role, one.phase) or (not name.of_plan and _is_whole(one)))
    ]  # fmt: skip

    def rank(one: Figure) -> tuple[bool, bool, int]:
        named = name.under is not None and bears(one, name.under)
        return (
            one.sentence != numerator.sentence,
            not (named or one.role in ("plan", "received") or one.total),
            -one.mention.start,
        )

    yield from sorted(fitting, key=rank)


def of_the_whole(prose: Prose, base: Figure, numerator: Figure) -> bool:
    """Whether 其中 begins the part's own sentence, behind that of the whole and its budget: a part has its own budget."""
    before = prose.quote(prose.sentence_span(numerator)[0], numerator.mention.start)
    return base.sentence != numerator.sentence and "其中" in before


def is_a_plan(base: Figure, name: RateName) -> bool:
    """Whether a base is what the words name: 完成预算的101.5% is of a budget, whatever income stands nearer."""
    return base.phase == "plan" or base.role == "plan" or (name.under is not None and bears(base, name.under))


def _rated(prose: Prose, base: Figure) -> bool:
    """Whether a rate of its own stands right behind a base: 计划746.4亿元，完成率62.4%。其中…"""
    following = prose.figures[prose.order(base) + 1 : prose.order(base) + 2]
    return any(one.mention.dimension == "percent" and one.sentence == base.sentence for one in following)


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is a total that something may be a share of, and no total of what was done: 支出总计 is no budget."""
    whole = figure.total or figure.role == "received"
    return whole and figure.role != "spent" and _DONE.search(figure.label) is None


def _doubt(printed: Quantity, numerator: Figure, base: Figure, beside: bool, *, sure: bool = False) -> RateDoubt | None:
    """A doubt where one digit of the rate, or of what it is of, explains how far it is off (of two digits: only right beside).

    A pair that is `sure` needs no such digit, however far it is off.
    """
    over, under = _quantity(numerator), _quantity(base)
    ratio = judge_ratio(printed, amount(over), amount(under))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = edit_of(printed, expected.value) if significant(printed) >= (2 if beside else 3) else ""
    edit = edit or (percent_edit(printed, expected) if beside else "")
    slip = edit or (operand_slip(printed, over, under) if telling(printed) or beside else "")
    return RateDoubt(numerator, base, ratio, expected, edit) if slip or sure else None


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
