"""What a figure that differs from a neighbour's is worth, and how the finding shows both places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.checks.check import Context, finding
from jixiao.checks.weigh import broken, head_place
from jixiao.checks.wording import chinese
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.neighbour import Crossing, Unlike

SAYS = {
    "zh": "{what}此处写 {stated}，{file}写 {parts}（{where}）{edit}{why}",
    "en": "{what} is {stated} here and {parts} in {file} ({where}){edit_en}",
    "zh.least": "{name}此处写 {stated}，小于{file}经济分类 {account} 的 {parts}（{where}）{why}；该科目的支出只是其中一部分，请说明",
    "en.least": "{name} is {stated} here, less than account {account} alone in {file}: {parts} ({where})",
    "zh.basis": "{what}此处写 {stated}，与{file}的{same}相同，而该文件的{what}是 {parts}（{where}）；请写明口径",
    "en.basis": "{what} {stated} equals {same} in {file}, whose {what} is {parts} ({where}): say which is meant",
}
"""The sentences of a figure that differs from a neighbour's."""
NO_LEVELS: Mapping[str, Level] = {}
_WHY = {
    "broken": "对照文件的这个数自己就加不平，请先核对它",
    "agency": "有一处没有写明单位，请先确认是同一单位",
    "scope": "一处是本级、一处是汇总的，请先确认范围相同",
    "year": "有一处没有写明年度，请先确认是同一年度",
}


def differing(code: str, context: Context) -> Iterator[Finding]:
    """The findings of `code`: figures that differ from a neighbour's."""
    for one in context.crossings(code):
        if broken(one.relation):
            yield of_crossing(context, one)


def of_crossing(context: Context, one: Crossing, level: Level | None = None) -> Finding:
    """A finding at the report's figure (at its head, where another of its papers states it), resting on the neighbours'."""
    relation = one.relation
    stated = relation.stated.quantity
    place = head_place(context.reading) if one.away else relation.stated.place
    expected = str(relation.expected)
    plus = len(relation.operands) > 1
    return finding(
        one.code, level or level_of(one), place, relation.quote, figure=stated, recomputed=relation.expected,
        rests_on=((relation.stated,) if one.away else ()) + relation.operands, what=one.what, stated=_shown(relation.stated),
        file=f"《{one.file}》", parts=_sum(relation.operands),
        where="、".join(str(operand.place) for operand in relation.operands), same=one.same_as,
        edit=f"，合计为 {expected}" if plus else "", edit_en=f", together {expected}" if plus else "",
        why="".join(f"（{_WHY[doubt]}）" for doubt in one.doubts), **_variant(one),
    )  # fmt: skip


def _variant(one: Crossing) -> dict[str, str]:
    """Which sentence tells it, with the words that only this sentence has."""
    if one.same_as:
        return {"variant": "basis"}
    name, _, account = one.what.partition("与经济分类 ")
    return {"variant": "least", "name": name, "account": account} if one.least and account else {}


def _sum(operands: tuple[Operand, ...]) -> str:
    """Figures with their units, joined by the sign each is taken with."""
    told = ""
    for operand in operands:
        minus = operand.quantity is not None and operand.quantity.value < 0
        told += f"{' − ' if minus else ' + ' if told else ''}{operand.quantity}"
    return told.strip()


def _shown(operand: Operand) -> str:
    """A figure as printed; a bare number of a cell with its unit."""
    return str(operand.quantity) if operand.quote.replace(",", "").replace(".", "").isdigit() else operand.quote


def level_of(one: Crossing) -> Level:
    """error where only a slip of the pen explains the miss; a hint where the figure is that of another basis; else a question."""
    if one.same_as:
        return Level.INFO
    return Level.ERROR if one.slip else Level.WARNING


def unlike(code: str, context: Context, levels: Mapping[str, Level] = NO_LEVELS) -> Iterator[Finding]:
    """The findings of `code` that are about more than figures: questions, but for the variants in `levels`."""
    for one in context.unlike(code):
        yield of_unlike(one, levels.get(one.args.get("variant", ""), Level.WARNING))


def of_unlike(one: Unlike, level: Level) -> Finding:
    """A finding with the arguments its sentence asks for, and the file it rests on."""
    args = {"file": f"《{one.file}》", **one.args}
    args |= {name: chinese(args[name]) for name in ("said", "names", "told") if name in args}
    return Finding(one.code, "", level, one.place, one.quote, args, rests_on=one.rests_on)
