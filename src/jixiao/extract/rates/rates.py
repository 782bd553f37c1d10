"""Rates by name (执行率 支出率 到位率 …) and percentages of a named base (完成预算X的Y%, 占X的Y%).

What is divided by what is found by role, nearest first. Any pair that gives the printed figure confirms it; only a pair that
the words themselves name may be accused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract.judge import Amount, amount, edit_of, like
from jixiao.extract.percent import (
    DIMENSIONS,
    SCOPE,
    held_of,
    is_saving,
    levels_before,
    pairs_of,
    percent_relation,
    quantity_of,
    rate_slip,
    readings_of,
    telling,
)
from jixiao.extract.points.beside import POINT_RATE
from jixiao.extract.prose import Prose
from jixiao.extract.rates.named_budgets import rate_of_named_budget
from jixiao.extract.rates.of_targets import rate_of_target
from jixiao.extract.rates.only_base import only_given, slip_over, without_parts
from jixiao.extract.rates.opinions import satisfaction_doubt
from jixiao.extract.rates.pairs import doubt_of
from jixiao.extract.rates.said_rates import held_by_name, said_rate, says_formula
from jixiao.extract.rates.savings import saving_rate
from jixiao.extract.rates.shares import share_relation
from jixiao.extract.rates.slips import percent_slip
from jixiao.extract.ratio import Ratio, judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_GLOSS = regex(r"\([^()\n]*\)")
_CLAUSE_END = regex(r"[,，;。]")
_SPENT = regex(r"(?:执行|支出|支付|使用|发放|拨付|支用)(?:率|进度)")
_RECEIVED = regex(r"到位率|资金到位")
_RATE = regex(
    r"[一-鿿]率|完成(?:了)?(?:年初|全年|调整)?(?:预算|任务|计划|目标)|进度|覆盖面|满意度|^(?:已|共|累计)?完成(?:了|比例)?$"
)
_SAVED = regex(r"(?:下浮|节约|节支|节资|降低|压减|下降|优惠|折让)率")
_MOST_HERE = 4
UNTOLD = "与前一个比率同一基数，基数没有写出"
_PAID_OUT = regex(r"(?:拨付|拨出|兑付|兑现)[^,，]{0,8}$")
_SHARE = regex(r"占[^,，。:]{0,24}$")
_CHANGE_RATE = regex(r"(?:调整|变动|增长|追加)率")
_OF_PLAN = regex(r"完成(?:了)?(?:年初|全年|调整)?(?:预算|任务|计划|目标)")
_OF = regex(
    r"\s*(?:资金|经费|投资|补贴|补助|任务|目标|计划|预算|指标|总额|总数|总量|数|额){0,3}的(?:比率|比例|比重|百分比)?(?:为|达到?|是)?\s*$"
)


def rate_relations(prose: Prose) -> list[Relation]:
    """Every percentage with the name of a rate, a named base, or 占, judged against the figures in reach."""
    found: list[Relation] = []
    for index, figure in prose.of("percent"):
        mention = figure.mention
        if mention.quantity is None or figure.zone == "table":
            continue
        if is_saving(prose.clause(figure)):
            if mention.quantity.bound == "=" and (saving := saving_rate(prose, index)) is not None:
                found.append(saving)
            continue
        if figure.change:
            continue
        if mention.quantity.bound != "=" or mention.chinese or POINT_RATE.search(figure.label):
            continue
        line_start = prose.lines[figure.paragraph].start
        before = prose.string[max(line_start, mention.words_start - 30) : mention.words_start]
        if ")" in before:  # 预算执行率（实际支出与预算之比，下同）为99.28%
            before = _GLOSS.sub("", prose.string[max(line_start, mention.words_start - 80) : mention.words_start])[-30:]
        clause = _CLAUSE_END.split(before)[-1]
        base = _named_base(prose, index)
        said = said_rate(prose, index) or rate_of_target(prose, index) if base is None else None
        if said is not None:
            found.append(said)
        elif base is not None:
            found.append(_of_base(prose, index, base, share="占" in prose.before(base.mention.words_start, 12)))
        elif _SHARE.search(clause):
            found.append(share_relation(prose, index))
        elif _SPENT.search(clause):
            found.append(_or_doubt(prose, index, clause, _rate(prose, index, ("spent",))))
        elif _RECEIVED.search(clause):
            found.append(_or_doubt(prose, index, clause, _rate(prose, index, ("received", "plan"))))
        elif _RATE.search(clause):
            found.append(_or_doubt(prose, index, clause, _any_pair(prose, index, clause)))
    return found


def _or_doubt(prose: Prose, index: int, clause: str, relation: Relation) -> Relation:
    """A rate that was not settled, doubted where the figure that bears its name gives it over no base in reach."""
    if relation.verdict is not Verdict.UNVERIFIABLE or relation.detail in ("期间有追加或调减", UNTOLD):
        return relation
    held = held_by_name(prose, index, clause) or _of_several(prose, index) or _of_the_rest(prose, index, clause)
    if held is None and says_formula(prose, prose.figures[index]):
        return relation  # what it is of is said, and not told in reach
    doubt = doubt_of(prose, index, clause) if held is None else None
    if doubt is None:
        doubtful = satisfaction_doubt(prose, index, clause) or percent_slip(prose, index, clause)
        return held or doubtful or rate_of_named_budget(prose, index, clause) or relation
    return percent_relation(
        prose, prose.figures[index], (doubt.numerator, doubt.base), Verdict.INCONSISTENT, doubt.expected, "",
        ("分母由上文推定",), near=bool(doubt.edit), edit=doubt.edit,
    )  # fmt: skip


def _of_several(prose: Prose, index: int) -> Relation | None:
    """A rate of two or three neighbours together: 58项，其中优秀9项、合格47项、不合格2项，合格率96.55%."""
    me = prose.figures[index]
    printed = quantity_of(me)
    here = [one for one in levels_before(prose, index, ("count", "money")) if one.sentence == me.sentence][::-1]
    if not telling(printed):
        return None
    for size in (2, 3):
        for start in range(len(here) - size + 1):
            together = here[start : start + size]
            base = next((one for one in here[:start] if one.mention.addable == together[0].mention.addable), None)
            if base is None or len({one.mention.addable for one in together}) > 1:
                continue
            whole = sum((quantity_of(one).value for one in together), Decimal(0))
            ratio = judge_ratio(printed, amount(like(quantity_of(together[0]), whole)), amount(quantity_of(base)))
            if ratio is not None and ratio.verdict is Verdict.CONSISTENT:
                expected = percent_like(printed, ratio.exact)
                return percent_relation(prose, me, (*together, base), ratio.verdict, expected, ratio.detail)
    return None


def _of_the_rest(prose: Prose, index: int, clause: str) -> Relation | None:
    """A rate of what remains of a figure: 检测1280份，超标16份，合格率98.75%; 控制价860万元，中标价817万元，下浮率5%."""
    me = prose.figures[index]
    printed = quantity_of(me)
    saved = _SAVED.search(clause) is not None
    if not telling(printed) and not saved:
        return None
    here = [one for one in levels_before(prose, index, DIMENSIONS) if one.sentence == me.sentence][:_MOST_HERE]
    for less in here:
        for base in here:
            if (
                base is less
                or base.mention.addable != less.mention.addable
                or quantity_of(base).value <= quantity_of(less).value
            ):
                continue
            rest = like(quantity_of(base), quantity_of(base).value - quantity_of(less).value)
            ratio = judge_ratio(printed, amount(rest), amount(quantity_of(base)))
            if ratio is not None and ratio.verdict is Verdict.CONSISTENT:
                return percent_relation(prose, me, (base, less), ratio.verdict, percent_like(printed, ratio.exact), "")
    return None


def _named_base(prose: Prose, index: int) -> Figure | None:
    """The figure the percentage is said to be of: 完成年初预算75.00万元的85%."""
    if index == 0:
        return None
    me, before = prose.figures[index], prose.figures[index - 1]
    plain = before.mention.quantity is not None and not before.mention.per and before.mention.dimension in DIMENSIONS
    return before if plain and before.sentence == me.sentence and _OF.fullmatch(prose.gap(before, me)) else None


def _rate(prose: Prose, index: int, roles: tuple[str, ...]) -> Relation:
    """A rate of money: spent (or received) over some level figure; accused only over the one base beside it."""
    me = prose.figures[index]
    printed = quantity_of(me)
    levels = levels_before(prose, index)
    numerators = [one for one in levels if one.role in roles]
    if not numerators and roles == ("spent",):  # 拨付补贴资金2114.60万元，执行率97%
        numerators = [one for one in levels if one.sentence == me.sentence and _PAID_OUT.search(one.label)]
    readings = list(readings_of(printed, pairs_of(numerators[:3], levels)))
    held = held_of(readings)
    if held is None:
        others = [one for one in levels if one.sentence == me.sentence]
        held = held_of(readings_of(printed, pairs_of(others, levels))) if telling(printed) else None
    if held is not None:
        return percent_relation(prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), held[0].detail)
    if not numerators:
        return _slip(prose, me, printed, levels) or percent_relation(prose, me, (), Verdict.UNVERIFIABLE, None, "没有分子")
    accused = _accuse(prose, me, printed, numerators[0], levels, readings)
    return accused if accused.verdict is Verdict.INCONSISTENT else _slip(prose, me, printed, levels) or accused


def _accuse(
    prose: Prose, me: Figure, printed: Quantity, numerator: Figure, levels: Sequence[Figure],
    readings: Sequence[tuple[Ratio, tuple[Figure, Figure]]],
) -> Relation:  # fmt: skip
    """A rate is only called wrong when there is one base and it stands beside it; anything else is unverifiable."""
    bases = [
        one for one in levels
        if one is not numerator and (one.role in ("plan", "received") or (one.total and one.role != "spent"))
    ]  # fmt: skip
    here = [one for one in bases if one.sentence == me.sentence]
    if len({quantity_of(one).value for one in here}) == 1:
        bases = here
    values = {quantity_of(one).value for one in bases if me.paragraph - one.paragraph <= 1}
    if not values and (only := only_given(prose, me, numerator, levels)) is not None:
        found = slip_over(prose, me, numerator, only)
        if found is not None:
            return found
    if not values:
        return percent_relation(prose, me, (numerator,), Verdict.UNVERIFIABLE, None, "没有分母")
    if len(values) > 1:
        return percent_relation(prose, me, (numerator, *bases[:3]), Verdict.UNVERIFIABLE, None, "有几个可作分母的数")
    base = bases[0]
    ratio = next((one for one, pair in readings if pair == (numerator, base)), None)
    beside = numerator.sentence == me.sentence and me.clause - numerator.clause <= 3
    if ratio is None or not beside or quantity_of(base).value < quantity_of(numerator).value:
        return percent_relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, "分子或分母不在近旁")
    if _of_one_untold(prose, me, numerator, base):
        return percent_relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, UNTOLD)
    if _moved(prose, me):
        return percent_relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, "期间有追加或调减")
    return _wrong(prose, me, printed, numerator, base, ratio, () if base.sentence == me.sentence else ("分母在另一句",))


def _of_one_untold(prose: Prose, me: Figure, numerator: Figure, base: Figure) -> bool:
    """Whether the base bears a rate of its own, and both are of one amount that is not told: 下达61.2万元，进度80.5%，支出56.7万元，进度74.6%."""
    at = prose.order(base) + 1
    other = prose.figures[at]
    if at >= prose.order(numerator) or other.sentence != me.sentence or other.mention.dimension != "percent" or other.change:
        return False
    if other.mention.quantity is None or not telling(quantity_of(other)):
        return False
    spans = [_whole_of(amount(quantity_of(one)), quantity_of(rate)) for one, rate in ((numerator, me), (base, other))]
    return max(low for low, _ in spans) <= min(high for _, high in spans)


def _whole_of(part: Amount, rate: Quantity) -> tuple[Decimal, Decimal]:
    """Between what and what the amount lies of which `part` is the percentage printed as `rate`."""
    return part.low * 100 / (rate.value + rate.step / 2), part.high * 100 / max(rate.value - rate.step / 2, rate.step)


def _moved(prose: Prose, me: Figure) -> bool:
    """Whether money was added or taken away right before: the budget may have been another one."""
    before = prose.figures[max(0, prose.order(me) - 6) : prose.order(me)]
    return any((one.change or one.role == "left") and one.mention.dimension == "money" for one in before)


def _slip(prose: Prose, me: Figure, printed: Quantity, levels: Sequence[Figure]) -> Relation | None:
    """A rate that one changed digit would make right, over figures of its own sentence; None where nothing looks like that.

    For a digit of an operand the roles must name the pair (执行 over 预算, a part over its total); where the percentage has two digits,
    some changed one nearly always fits: there no other amount may stand in the sentence either.
    """
    if printed.approx or printed.value in (0, 100):
        return None
    here = [one for one in levels if one.sentence == me.sentence and quantity_of(one).plain][:4]
    bases = {quantity_of(one).value for one in here[1:]}
    plain = bool(here) and len(bases) == 1 and me.clause - here[0].clause <= 3 and not _moved(prose, me)
    for numerator, base in pairs_of(here, here):
        over, under = quantity_of(numerator), quantity_of(base)
        if under.value <= 0 or over.value > under.value * Decimal("1.25"):
            continue
        ratio = judge_ratio(printed, amount(over), amount(under))
        if not telling(printed) and not (plain and numerator is here[0] and _named_pair(numerator, base)):
            continue
        if ratio is None or abs(Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator) - printed.value) > SCOPE:
            continue
        expected = percent_like(printed, ratio.exact)
        edit = edit_of(printed, expected.value)  # over several pairs, digits of a rounded percentage come out by chance
        if _named_pair(numerator, base):
            edit = edit or rate_slip(printed, expected, over, under)
        if edit:
            return percent_relation(
                prose,
                me,
                (numerator, base),
                Verdict.INCONSISTENT,
                expected,
                "",
                ("分子分母由数字推定",),
                near=True,
                edit=edit,
            )
    return None


def _named_pair(numerator: Figure, base: Figure) -> bool:
    """Whether the roles say what is divided by what."""
    spent = numerator.role in ("spent", "received") or numerator.phase == "done"
    return spent and (base.role == "plan" or base.total) and base.mention.start < numerator.mention.start


def _wrong(
    prose: Prose, me: Figure, printed: Quantity, numerator: Figure, base: Figure, ratio: Ratio, opened: tuple[str, ...]
) -> Relation:
    """A miss over a named base; a gap beyond 25 points is another scope, unless a digit explains it and both stand right before."""
    gap = abs(Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator) - printed.value)
    right_before = _right_before(prose, me, numerator, base)
    over, under = quantity_of(numerator), quantity_of(base)
    slip = right_before and rate_slip(printed, percent_like(printed, ratio.exact), over, under)
    if gap > SCOPE and not slip:
        return percent_relation(prose, me, (numerator, base), Verdict.UNVERIFIABLE, None, "可能是另一范围的比率")
    loose = any(not quantity_of(one).plain for one in (numerator, base, me))
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected)
    far = ("可能是另一范围的比率",) if gap > SCOPE and not telling(printed) else ()
    reasons = (*opened, *far, *(("约数",) if loose else ()))
    return percent_relation(prose, me, (numerator, base), Verdict.INCONSISTENT, expected, "", reasons, near=True, edit=edit)


def _right_before(prose: Prose, me: Figure, numerator: Figure, base: Figure) -> bool:
    """Whether nothing of their unit stands between numerator, base and the percentage but what makes up the base (a total may end a sentence)."""
    start = min(numerator.mention.start, base.mention.start)
    order = prose.order(me)
    between = [
        one for one in prose.figures[max(0, order - 8) : order]
        if one.mention.start >= start and one.mention.addable == base.mention.addable and one.mention.quantity
    ]  # fmt: skip
    told = me.sentence == base.sentence or (base.total and me.sentence - base.sentence == 1)
    return told and me.sentence == numerator.sentence and {*map(id, without_parts(between))} == {id(numerator), id(base)}


def _of_base(prose: Prose, index: int, base: Figure, *, share: bool) -> Relation:
    """A percentage of a figure named right before it: the numerator is the nearest one of its kind in the sentence."""
    me = prose.figures[index]
    printed = quantity_of(me)
    kind = Kind.SHARE if share else Kind.RATE
    numerators = [
        one for one in levels_before(prose, index, DIMENSIONS)
        if one is not base and one.mention.addable == base.mention.addable and me.sentence == one.sentence
    ]  # fmt: skip
    if not numerators:
        return percent_relation(prose, me, (base,), Verdict.UNVERIFIABLE, None, "没有分子", kind=kind)
    whole = without_parts(numerators[::-1])[-1]  # 完成12600批次，其中甲6000批次、乙6600批次，完成计划12000批次的105%
    readings = list(
        readings_of(printed, pairs_of(list({id(one): one for one in (whole, *numerators[:3])}.values()), (base,)))
    )
    held = held_of(readings)
    if held is not None:
        return percent_relation(
            prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), held[0].detail, kind=kind
        )
    nearest = whole
    beside = me.clause - numerators[0].clause <= 1
    if not beside or not readings:
        return percent_relation(prose, me, (nearest, base), Verdict.UNVERIFIABLE, None, "分子不在近旁", kind=kind)
    wrong = _wrong(prose, me, printed, nearest, base, readings[0][0], () if len(numerators) == 1 else ("前文有几个同类数",))
    return replace(wrong, kind=kind)


def _any_pair(prose: Prose, index: int, clause: str) -> Relation:
    """Other rates (合格率 回收率 满意率 完成率): confirmed by a pair of the passage, never accused."""
    me = prose.figures[index]
    printed = quantity_of(me)
    levels = [one for one in levels_before(prose, index, DIMENSIONS) if me.paragraph == one.paragraph]
    here = [one for one in levels if one.sentence == me.sentence]
    bases = [one for one in here if one.role == "plan"] if _OF_PLAN.search(clause) else here
    less_one = _CHANGE_RATE.search(clause) is not None
    bases = sorted(bases, key=lambda one: one.role != "plan" and not one.total)
    held = held_of(readings_of(printed, pairs_of(here, bases), less_one=less_one))
    if held is None and telling(printed):
        held = held_of(readings_of(printed, pairs_of(levels, levels if bases is here else bases), less_one=less_one))
    if held is not None and not less_one and _upside_down(*held[1]):
        numerator, base = held[1]
        right = judge_ratio(printed, amount(quantity_of(base)), amount(quantity_of(numerator)))
        beside = levels[:2]
        if right is not None and (numerator not in beside or base not in beside):
            held = None  # others stand nearer: whose rate this is nobody can say
        elif right is not None:
            return percent_relation(
                prose,
                me,
                (base, numerator),
                Verdict.INCONSISTENT,
                percent_like(printed, right.exact),
                "分子分母颠倒",
                near=True,
            )
    if held is not None:
        kind = Kind.PERCENT_CHANGE if less_one else Kind.RATE
        return percent_relation(
            prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), held[0].detail, kind=kind
        )
    return percent_relation(prose, me, tuple(here[:1]), Verdict.UNVERIFIABLE, None, "没有能得出它的两个数")


_NORM = regex(r"编制|预算|计划|目标|核定|批复|应[发收到]")
_FACT = regex(r"在职|在编|实有|实际|支出|决算|完成|执行|到位|使用")


def _upside_down(numerator: Figure, base: Figure) -> bool:
    """Whether what is allowed was divided by what is: 编制50人 over 实有52人."""
    over, under = numerator.label + numerator.after, base.label + base.after
    return bool(_NORM.search(over)) and not _FACT.search(over) and bool(_FACT.search(under)) and not _NORM.search(under)
