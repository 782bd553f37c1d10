"""CS25: a paper the report was held against does not add up in itself, so that nobody knows which of its figures is right."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import broken, head_place, in_cells
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level

_SHOWN = 2


@check(
    "CS25", "neighbour_not_adding_up", "对照文件自己加不平", since="0.1", covers=("B22",), level=Level.WARNING,
    says={
        "zh": "{file}自己的表有 {n} 处加不平：{told}；请先核对它，再看与报告的不同",
        "en": "{file} does not add up in itself, {n} times: {told_en}",
    },
)  # fmt: skip
def neighbour_not_adding_up(context: Context) -> Iterator[Finding]:
    """One finding for each paper of the agency with broken identities, at the head of the report; each sum with its place."""
    for paper in (*context.joined.used, *context.joined.last):
        wrong = {
            one.place: one
            for one in (paper.reading.relations if paper.reading is not None else ())
            if one.kind is Kind.IDENTITY and broken(one) and in_cells(one) and not one.open
        }
        if not wrong:
            continue
        shown = list(wrong.values())[:_SHOWN]
        told = "；".join(f"“{one.quote}”（{paper.at(one.place)}）" for one in shown)
        rests = tuple(paper.placed(operand) for one in shown for operand in (one.stated, *one.operands))
        yield finding(
            "CS25", Level.WARNING, head_place(context.reading), context.reading.title, rests_on=rests, file=f"《{paper.name}》", n=str(len(wrong)),
            told=told, told_en="; ".join(str(paper.at(one.place)) for one in shown),
        )  # fmt: skip
