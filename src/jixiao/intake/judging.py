"""Judgements as written down: what must hold of one before the rulebook is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.errors import Fault
from jixiao.intake.rows import ratio_faults
from jixiao.model.case import Judgement


def judgement_faults(judgement: Judgement, name: str, where: str) -> Iterator[Fault]:
    """Everything wrong with `judgement` of the indicator called `name` that can be told without the rulebook."""
    decided = [
        judgement.ticks is not None,
        judgement.occurrences is not None,
        bool(judgement.tier),
        judgement.met is not None,
        bool(judgement.date),
        bool(judgement.chosen),
    ]
    if judgement.not_applicable and (any(decided) or judgement.ratio):
        yield Fault(where, f"“{name}”写了不适用，又作了判断", "不适用的只写理由；适用的请删去不适用的理由")
    if sum(decided) > 1:
        yield Fault(where, f"“{name}”同时写了几种判断", "清单、次数、档次、是否达到、完成日期、选用哪些，只用规则要的一种")
    if judgement.ratio:
        yield from ratio_faults(f"“{name}”", judgement.ratio, where)
    if (judgement.tier or judgement.ratio) and not (judgement.by and judgement.why):
        yield Fault(where, f"“{name}”由人评定了档次或比例，没有写评定人和评定理由", "请写明由谁评定、依据什么")
    if judgement.chosen and not (judgement.by and judgement.why):
        yield Fault(where, f"“{name}”由人选定，没有写由谁选定、为什么", "请写评定人和评定理由")
