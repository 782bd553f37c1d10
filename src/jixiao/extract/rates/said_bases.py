"""What a share is of, told by its own words: 占政府采购支出总额的96.7% is of the amount so called, 其中…占82.29% of the amount before 其中.

Only shares that found no base. What fits confirms; where it does not and one digit of the three closes it, it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, significant
from jixiao.extract.naming import kernel
from jixiao.extract.percent import DIMENSIONS, operand_slip, percent_relation, quantity_of, taken
from jixiao.extract.prose import Prose, places_of
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

BY_NAME = "分母按名称在前文找到"
BY_PART = "以“其中”之前的数为分母"

_OF = regex(
    r"占(?:比|到|了)?(?P<name>[^,，。;；:()\d占]{0,20}?)(?:预算数?|决算数?)?的?(?:比例|比重|比率|份额|比)?(?:为|达到?|约)?\s*$"
)
_OWN = regex(r"\s*(?:其中)?[:,，]?(?P<subject>[一-鿿]{3,14}?)占")
_WHOLE = regex(
    r"(?:其|总(?:数|额|量|体|计)?|全部|整体|合计|资金总[额量]|支出总[额数量]|(?:财政)?(?:总)?(?:支出|收入|资金|经费|投资|规模|金额))?"
)
_PARTS = regex(r"其中|包括|具体为|分别为")
_ENDS = regex(r"[。\n]")
_OPEN_LINE = regex(r"^(?:其中|包括|具体为|分别为)[:,，\s]*\n")
_PLACE = regex(r"全[国省市县区州盟旗镇乡]|本[省市县区级]|[中省市县区]级")
_NOT_OF = regex(r"上年|去年|上期|同期|GDP|生产总值")
_BACK = 40
_FAR = 4
_LEAST = 3
_PAIR = 2
_MOST = 12
_GAP = 60
_FAR_GAP = 200


def said_shares(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares that found no base held against the one their words name."""
    order = prose.once(places_of)
    return [
        (one.kind is Kind.SHARE and one.verdict is Verdict.UNVERIFIABLE and one.stated.place in order
         and _held(prose, order[one.stated.place])) or one
        for one in relations
    ]  # fmt: skip


def _held(prose: Prose, index: int) -> Relation | None:
    me = prose.figures[index]
    printed = quantity_of(me)
    if me.zone or printed.approx or printed.bound != "=" or significant(printed) < _LEAST or printed.value == 0:
        return None
    match = _OF.search(prose.clause(me))
    over = _numerator(prose, index)
    if match is None or over is None or _NOT_OF.search(match["name"]):
        return None
    named = _WHOLE.fullmatch(match["name"]) is None
    base, why = (
        (_called(prose, match["name"], over), BY_NAME)
        if named
        else (_before_parts(prose, over) or _of_together(prose, index, over), BY_PART)
    )
    if base is None or taken(prose, base):
        return None
    ratio = judge_ratio(printed, amount(quantity_of(over)), amount(quantity_of(base)))
    if ratio is None:
        return None
    expected = percent_like(printed, ratio.exact)
    if ratio.verdict is not Verdict.INCONSISTENT:
        return percent_relation(prose, me, (over, base), ratio.verdict, expected, ratio.detail, kind=Kind.SHARE)
    edit = percent_edit(printed, expected) or operand_slip(printed, quantity_of(over), quantity_of(base))
    if not edit or _explained(prose, index, over):
        return None
    found = percent_relation(
        prose, me, (over, base), Verdict.INCONSISTENT, expected, "", (why,), near=True, edit=edit, kind=Kind.SHARE
    )
    if named:
        return found
    return replace(found, stated=replace(found.stated, label=f"{cues.core(over.label)}占比"))


def _numerator(prose: Prose, index: int) -> Figure | None:
    """The amount right before the share, nothing but a comma, a bracket or other percentages of it between."""
    me = prose.figures[index]
    words = prose.clause(me)
    if not words.strip().startswith("占"):  # 税收收入占地方财政收入66.19%: whose share it is stands before 占
        own = _OWN.match(words)
        return _called(prose, own["subject"], me, ("money", "count")) if own is not None else None
    for one in reversed(prose.figures[max(0, index - 4) : index]):
        if one.sentence != me.sentence:
            return None
        if one.mention.dimension in DIMENSIONS and is_level(one) and one.depth <= me.depth:
            return one if not quantity_of(one).approx and quantity_of(one).bound == "=" else None
        if one.mention.dimension not in ("percent", "point") and not one.change and not one.prior:
            return None
    return None


def _called(prose: Prose, name: str, me: Figure, dimensions: Sequence[str] = ()) -> Figure | None:
    """The one value before, of its unit or of `dimensions`, whose label is about what the name is about."""
    wanted = kernel(name)
    if len(wanted) < _LEAST:
        return None
    places = set(_PLACE.findall(name))
    found = [
        one for one in _before(prose, me, dimensions)
        if kernel(one.label).endswith(wanted) and places <= set(_PLACE.findall(one.label))
    ]  # fmt: skip
    found = [one for one in found if kernel(one.label) == wanted] or found
    return found[0] if len({quantity_of(one).value for one in found}) == 1 else None


def _before(prose: Prose, over: Figure, dimensions: Sequence[str] = ()) -> Iterator[Figure]:
    """Level figures of its unit (or of `dimensions`) before a figure, the nearest first."""
    at = prose.order(over)
    for one in reversed(prose.figures[max(0, at - _BACK) : at]):
        if over.paragraph - one.paragraph > _FAR:
            return
        same = one.mention.dimension in dimensions if dimensions else one.mention.addable == over.mention.addable
        if same and is_level(one) and quantity_of(one).bound == "=" and not quantity_of(one).approx:
            yield one


def _before_parts(prose: Prose, over: Figure) -> Figure | None:
    """The amount before the 其中 that begins the numerator's list: 总规模64458万元，其中：安排53043万元，占82.29%."""
    reach = prose.figures[max(0, prose.order(over) - _BACK)].mention.start  # of no figure further back is anything asked
    start = max(prose.lines[max(0, over.paragraph - 1)].start, reach)
    said = prose.string[start : over.mention.words_start]
    marks = list(_PARTS.finditer(said))
    if not marks or _ENDS.search(_OPEN_LINE.sub("", said[marks[-1].start() :])):
        return None
    mark = start + marks[-1].start()
    whole = next((one for one in _before(prose, over) if one.mention.end <= mark), None)
    if whole is None or mark - whole.mention.end > (_FAR_GAP if whole.total else _GAP):
        return None
    return None if _ENDS.search(prose.quote(whole.mention.end, mark).rstrip("。;, \n")) else whole


def _of_together(prose: Prose, index: int, over: Figure) -> Figure | None:
    """The amount before that the amounts with a share in this sentence make together: 26602和26441.61 make 53043.61."""
    me = prose.figures[index]
    shares = [
        at for at, one in enumerate(prose.figures[max(0, index - _MOST) : index + _MOST], max(0, index - _MOST))
        if one.mention.dimension == "percent" and one.sentence == me.sentence and prose.clause(one).strip().startswith("占")
    ]  # fmt: skip
    parts = [one for one in (_numerator(prose, at) for at in shares) if one is not None]
    if len(parts) < len(shares) or len(parts) < _PAIR or len({one.mention.addable for one in parts}) > 1:
        return None
    whole = sum((quantity_of(one).value for one in parts), Decimal(0))
    return next((one for one in _before(prose, parts[0]) if quantity_of(one).value == whole), None)


def _explained(prose: Prose, index: int, over: Figure) -> bool:
    """Whether an amount in reach, or a sum or difference of two, gives the share: then that is what it is of."""
    printed = quantity_of(prose.figures[index])
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
