"""Sums told step by step: 当年结余526.47万元，加上年初结余312.08万元，提取专用基金421.18万元后，年末累计结余417.37万元.

Every step names itself by a verb that adds or takes away, and 后, 即 or 等于 leads to what comes out. What one digit would close is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import Amount, amount, close_sum, edit_of, like, significant
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.sums.whole import chance_of_digit
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

NAME = "逐步加减"
_STEP = regex(
    r"[,，;](?:再|并|另|又|同时|以及|若|如)?(?:(?P<plus>加上?|加回|计入|并入)|(?P<minus>减去|减除|减|扣除|扣减|扣去|剔除|提取|上缴|冲减|冲销|弥补|核减|抵减|抵扣))"
    r"(?:了)?[^,，。;；:()\n\d加减]{0,16}"
)
_RESULT = regex(
    r"(?:\([^()\n]{0,24}\))?(?:之?后的?[,，]?|[,，](?=[^,，。;；:()\n\d]{0,16}(?:即|等于|应为|应有|合计|共计)))[^,，。;；:()\n\d]{0,16}"
)
YEARS = "年初数加增减等于年末数"
_OPENED = regex(r"年初|期初|上年末|上年底|原有")
_CLOSED = regex(r"年末|期末|年底|现有")
_TIMES = regex(r"年初|期初|上年末|上年底|原有|年末|期末|年底|现有|实有|共有|为|达|有")
_OF_MONEY = regex(r"结转|结余|余额|预算|指标|计划")
_CAME = regex(r"新增|增加|入库|购入|购置|购进|调入|接收|招录|新招|入职|引进|建成|投放|出生|划入|转入|迁入|补植")
_WENT = regex(
    r"减少|出库|发放|领用|占用|报废|处置|调出|退出|注销|退休|毕业|离职|辞职|淘汰|核销|死亡|灭失|出栏|拆除|划出|转出|迁出|调减"
)
_MOST = 6
_LEAST = 3
_CHANCE = Decimal("0.03")
_DIMENSIONS = ("money", "count", "area")


def step_relations(prose: Prose) -> list[Relation]:
    """One relation for each figure that is said to come out of steps before it in its sentence."""
    return [
        one for index in range(len(prose.figures) - 2) for one in (*_told(prose, index), *_from_year_to_year(prose, index))
    ]


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    first = prose.figures[index]
    if not _plain(first):
        return
    figures, signs = [first], [1]
    for one in prose.figures[index + 1 : index + 2 + _MOST]:
        if one.sentence != first.sentence or not _plain(one) or one.mention.addable != first.mention.addable:
            return
        gap = prose.gap(figures[-1], one)
        step = _STEP.fullmatch(gap)
        if step is not None:
            figures.append(one)
            signs.append(1 if step["plus"] else -1)
            continue
        if len(figures) > 1 and _RESULT.fullmatch(gap) is not None:
            yield from _judged(prose, one, figures, signs)
        return


def _from_year_to_year(prose: Prose, index: int) -> Iterator[Relation]:
    """What there was, what came and what went give what there is: 年初860亩，新增126亩，占用84亩，年末902亩."""
    first = prose.figures[index]
    if _OPENED.search(first.label) is None or not _plain(first) or _OF_MONEY.search(first.label):
        return
    figures, signs = [first], [1]
    for one in prose.figures[index + 1 : index + 2 + _MOST]:
        if one.sentence != first.sentence or one.depth > first.depth:
            return
        if one.mention.addable != first.mention.addable or not _plain(one):
            continue
        if _CLOSED.search(one.label):
            if len(figures) > 1 and _of_one_thing(first, one):
                yield from _judged(prose, one, figures, signs, YEARS)
            return
        label = one.label + one.change
        came, went = _CAME.search(label), _WENT.search(label)
        if (came is None) == (went is None):
            return
        figures.append(one)
        signs.append(1 if came else -1)


def _of_one_thing(first: Figure, last: Figure) -> bool:
    """Whether two labels are of one thing but for the time: 年初耕地保有量 and 年末耕地保有量; one may leave the name out."""
    one, other = (_TIMES.sub("", cues.core(figure.label)) for figure in (first, last))
    return one.endswith(other) or other.endswith(one) or one.startswith(other)  # 年初库存物资 and 年末库存


def _plain(figure: Figure) -> bool:
    mention, quantity = figure.mention, figure.mention.quantity
    if quantity is None or not quantity.plain or mention.per or mention.chinese:
        return False
    return mention.dimension in _DIMENSIONS and figure.zone != "table"


def _judged(
    prose: Prose, total: Figure, figures: Sequence[Figure], signs: Sequence[int], name: str = NAME
) -> Iterator[Relation]:
    whole = amount(quantity_of(total))
    parts = [_signed(amount(quantity_of(one)), sign) for one, sign in zip(figures, signs, strict=True)]
    closing = close_sum(whole, parts)
    edit = ""
    opened: tuple[str, ...] = ()
    if closing.verdict is Verdict.INCONSISTENT:
        moved = name == YEARS and len({*signs[1:]}) > 1  # what came and what went is told, each by its word
        edit = _edit(whole, parts, closing.difference, 1 if moved else _LEAST)
        if not edit or closing.detail == "coarse":  # a step may be left out
            return
        opened = () if chance_of_digit(whole, parts) <= _CHANCE else ("不足以断定",)
        opened = (*opened, "可能另有增减没有写出") if name == YEARS else opened
    start = prose.sentence_span(total)[0]
    yield Relation(
        Kind.IDENTITY, prose.operand(total), tuple(prose.operand(one) for one in figures), closing.verdict,
        prose.quote(start, total.mention.end).strip(), total.place, like(quantity_of(total), closing.total), closing.detail,
        "steps", name, opened, bool(edit), edit,
    )  # fmt: skip


def _signed(one: Amount, sign: int) -> Amount:
    if sign > 0:
        return one
    return Amount(-one.value, -one.high, -one.low, one.step, one.factor, one.loose, one.quantity)


def _edit(whole: Amount, parts: Sequence[Amount], difference: Decimal, least: int) -> str:
    """The one digit that closes it, of the result or of a step, of figures of so many digits: of fewer some digit always does."""
    wanted = [(whole, whole.value + difference), *((one, abs(one.value - difference)) for one in parts)]
    edits = [edit_of(one.quantity, value) for one, value in wanted if significant(one.quantity) >= least]
    return next((one for one in edits if one), "")
