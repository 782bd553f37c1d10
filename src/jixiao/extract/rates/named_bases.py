"""What a share is of where its words name it: 占本年支出合计的98.71%, 占全市的25%, 税收收入占一般公共预算收入的65.08%.

The amount so called is looked up by the end of its label, wherever it stands; then by how its label begins, and by what its label is about,
near by. Where it does not fit, one whose label ends in the words is asked about if it is not far off or one digit explains it; one that is
only about the same if one digit explains it and nothing else in reach gives the share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.index import is_level, scope
from jixiao.extract.judge import amount, significant
from jixiao.extract.naming import kernel
from jixiao.extract.percent import DIMENSIONS, SCOPE, levels_before, percent_relation, quantity_of, rate_slip, taken
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BY_NAME = "分母按名称在前文找到"
REACH = 24
"""Figures before a share among which its base may stand whose label only begins with its name."""
BACK = 40
"""Figures before a share among which what is about the same is looked for."""

_OF = regex(
    r"占(?:比|到|了)?(?P<name>[^,，。;；:()\d占]{0,20}?)(?P<kind>预算数?|决算数?)?的?(?:比例|比重|比率|份额|比)?(?:为|达到?|约)?\s*$"
)
_WHOLE = regex(
    r"(?:其|总(?:数|额|量|体|计)?|全部|整体|合计|资金总[额量]|支出总[额数量]|(?:财政)?(?:总)?(?:支出|收入|资金|经费|投资|规模|金额))?"
)
_OWN = regex(r"\s*(?:其中)?[:,，]?(?P<subject>[一-鿿]{3,14}?)占")
_HOW_MANY = regex(r"(?<=..)(?:总数|总额|总量|人数|数)$")
_WORDS_OF_MONEY = regex(r"(?:类|支出|采购|金额|资金|总额|总数|总量|经费|费用|人数|数量|数)+$")
_SUMMED = regex(r"合计|共计|总计")
_PLACE = regex(r"全[国省市县区州盟旗镇乡]|本[省市县区级]|[中省市县区]级")
_NOT_OF = regex(r"上年|去年|上期|同期|GDP|生产总值")
_OF_A_TASK = regex(r"占(?:年度?|全年)?(?:任务|计划|目标)")
_FAR = 4
_LEAST = 3
_PAIR = 2
_HUNDRED = 100


def base_said(words: str) -> str:
    """What the words of a share say it is of, "" where they name nothing but a whole: 基本支出 of 占基本支出预算."""
    match = _OF.search(words)
    if match is None or (_WHOLE.fullmatch(match["name"]) and not match["kind"]):
        return ""
    return kernel(match["name"] or match["kind"])


def names_no_base(words: str) -> bool:
    """Whether the words of a share name nothing but a whole: 占, 占比, 占总支出的."""
    match = _OF.search(words)
    return match is not None and _WHOLE.fullmatch(match["name"]) is not None


def share_of_named(prose: Prose, index: int) -> Relation | None:
    """The share at `index` over the amount that its words name; None where there is none, or it is left alone."""
    me = prose.figures[index]
    match, over = _OF.search(prose.clause(me)), numerator(prose, index)
    if match is None or over is None:
        return None
    name = match["name"]
    base = _so_called(prose, me, over, name + (match["kind"] or ""))
    if base is not None:
        left = percent_relation(prose, me, (over,), Verdict.UNVERIFIABLE, None, "", kind=Kind.SHARE)
        if (found := judged_over(left, prose.operand(over), prose.operand(base), BY_NAME)) is not left:
            return found
    base = about(prose, name, over) if not (_WHOLE.fullmatch(name) or _NOT_OF.search(name)) else None
    return over_base(prose, me, over, base, BY_NAME) if base is not None else None


def numerator(prose: Prose, index: int) -> Figure | None:
    """The amount right before the share, nothing but a comma, a bracket or other percentages of it between."""
    me = prose.figures[index]
    words = prose.clause(me)
    if not words.strip().startswith("占"):  # 税收收入占地方财政收入66.19%: whose share it is stands before 占
        own = _OWN.match(words)
        return about(prose, own["subject"], me, ("money", "count")) if own is not None else None
    for one in reversed(prose.figures[max(0, index - 4) : index]):
        if one.sentence != me.sentence:
            return None
        if one.mention.dimension in DIMENSIONS and is_level(one) and one.depth <= me.depth:
            return one if quantity_of(one).plain else None
        if one.mention.dimension not in ("percent", "point") and not one.change and not one.prior:
            return None
    return None


def about(prose: Prose, name: str, me: Figure, dimensions: Sequence[str] = ()) -> Figure | None:
    """The one value before, of its unit or of `dimensions`, whose label is about what the name is about."""
    wanted = kernel(name)
    if len(wanted) < _LEAST:
        return None
    places = set(_PLACE.findall(name))
    found = [
        one for one in before(prose, me, dimensions)
        if kernel(one.label).endswith(wanted) and places <= set(_PLACE.findall(one.label))
    ]  # fmt: skip
    found = [one for one in found if kernel(one.label) == wanted] or found
    return found[0] if len({quantity_of(one).value for one in found}) == 1 else None


def before(prose: Prose, over: Figure, dimensions: Sequence[str] = ()) -> Iterator[Figure]:
    """Level figures of its unit (or of `dimensions`) before a figure, the nearest first."""
    at = prose.order(over)
    for one in reversed(prose.figures[max(0, at - BACK) : at]):
        if over.paragraph - one.paragraph > _FAR:
            return
        same = one.mention.dimension in dimensions if dimensions else one.mention.addable == over.mention.addable
        if same and is_level(one) and quantity_of(one).plain:
            yield one


def _so_called(prose: Prose, me: Figure, over: Figure, words: str) -> Figure | None:
    """The last figure before, in the unit of `over`, whose label ends in those words or begins with them; None where several are so called."""
    name = _HOW_MANY.sub("", cues.core(words))
    if len(words) < _PAIR or over.sentence != me.sentence:
        return None
    called = [
        one for one in prose.index.called(name, over.mention.addable, before=me.mention.start) if not taken(prose, one)
    ]
    called = [one for one in called if cues.core(one.label) == name] or called
    if len({quantity_of(one).value for one in called}) > 1:  # 一批批复总投资…、二批批复总投资…、三批合计批复总投资…
        called = [one for one in called if _SUMMED.search(one.label)]
    elif not called:
        called = _beginning(prose, me, name)
    return called[-1] if len({quantity_of(one).value for one in called}) == 1 else None


def _beginning(prose: Prose, me: Figure, name: str) -> list[Figure]:
    """The figures near by whose labels begin with a name that is short or ends in words of money: 占全市的25%, 货物类215万元 of 占货物支出金额的90%."""
    short = _WORDS_OF_MONEY.sub("", name)
    stem = short if len(short) >= _PAIR else name
    if stem == name and len(name) >= _LEAST:
        return []
    near = levels_before(prose, prose.order(me), DIMENSIONS, REACH)
    found = [one for one in near if cues.core(one.label).startswith(stem) or scope(one.label) == stem]
    own = [one for one in found if one.sentence == me.sentence and me.clause - one.clause <= 1]
    if (
        stem != name and own and len(found) > 1
    ):  # 货物采购授予中小企业193.82万元，占货物支出金额的90%: what bears no more than the name
        found = [one for one in found if one not in own and _WORDS_OF_MONEY.sub("", cues.core(one.label)) == stem]
    return found


def over_base(prose: Prose, me: Figure, over: Figure, base: Figure, why: str) -> Relation | None:
    """The share over a base that is probably meant; a miss only where one digit closes it and nothing in reach gives the share."""
    printed, part, whole = quantity_of(me), quantity_of(over), quantity_of(base)
    if me.zone or not printed.plain or printed.value == 0:
        return None
    ratio = judge_ratio(printed, amount(part), amount(whole))
    if ratio is None or taken(prose, base):
        return None
    expected = percent_like(printed, ratio.exact)
    missed = ratio.verdict is Verdict.INCONSISTENT
    edit = rate_slip(printed, expected, part, whole) if missed else ""
    if missed and (not edit or _explained(prose, me, over)):
        return None
    return percent_relation(
        prose, me, (over, base), ratio.verdict, expected, ratio.detail, (why,) if missed else (), near=missed, edit=edit,
        kind=Kind.SHARE,
    )  # fmt: skip


def judged_over(share: Relation, numerator: Operand, total: Operand, why: str) -> Relation:
    """The share over `total`: as it was where it is far off and no digit explains that."""
    printed = share.stated.quantity
    if printed is None or numerator.quantity is None or total.quantity is None or numerator.place == total.place:
        return share
    if numerator.quantity.unit != total.quantity.unit:
        return share
    ratio = judge_ratio(printed, amount(numerator.quantity), amount(total.quantity))
    if ratio is None or (printed.value > _HUNDRED >= ratio.exact and _OF_A_TASK.search(share.cue)):
        return share  # 占任务的103.4%: each part has a task of its own
    expected = percent_like(printed, ratio.exact)
    edit = rate_slip(printed, expected, numerator.quantity, total.quantity)
    if abs(expected.value - printed.value) > SCOPE and not edit:
        return share
    return replace(
        share, operands=(numerator, total), verdict=ratio.verdict, expected=expected, detail=ratio.detail, near=True,
        edit=edit, open=(why,),
    )  # fmt: skip


def _explained(prose: Prose, me: Figure, over: Figure) -> bool:
    """Whether an amount in reach, or a sum or difference of two, gives the share: then that is what it is of."""
    printed, index = quantity_of(me), prose.order(me)
    mine = quantity_of(over).value * 100
    near = [
        quantity_of(one).value for one in prose.figures[max(0, index - 24) : index + 12]
        if one.mention.addable == over.mention.addable and one.mention.quantity is not None and one is not over
    ]  # fmt: skip
    low, high = printed.value - printed.step / 2, printed.value + printed.step / 2
    values = [*near]
    if significant(printed) > _LEAST:
        values += [a + b for at, a in enumerate(near) for b in near[at + 1 :]] + [a - b for a in near for b in near]
    return any(base > Decimal(0) and low * base <= mine <= high * base for base in values)
