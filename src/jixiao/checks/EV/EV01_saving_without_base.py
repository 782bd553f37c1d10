"""EV01: a saving of so many per cent is claimed, and nothing says of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import of_relation
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Figure, Reading
from jixiao.patterns import regex

_SAVING = regex(r"压缩|压减|节约|节省|核减|缩减|节支")
_NOT_MONEY = regex(
    r"时限|时间|周期|工期|时长|时效|环节|材料|证明|流程|跑动|能耗|用水|用电|水耗|电耗|用纸|碳|排放|面积|编制|人员|机构|会议(?!费)|文件"
)
_AHEAD = regex(r"力争|争取|计划|拟|预计|目标|将|确保|不低于|以上")
_PLANS = ("key_tasks", "measures")
_FORMULA = regex(r"\s*\([^。;\n]{0,80}[÷/][^。;\n]{0,40}\d")
_FROM_TO = regex(r"[,，]?\s*即?[由从][^。;；\n\d]{0,12}\d[\d.,]*[万亿]?元[^。;；\n\d]{1,8}\d[\d.,]*[万亿]?元")


@check(
    "EV01", "saving_without_base", "称压缩、节约若干，没有基数", since="0.1", asks=(Kind.PERCENT_CHANGE,), covers=("E21",), level=Level.WARNING,
    says={
        "zh": "写“{verb}{stated}”，没有写压缩前、后各是多少，无从核对",
        "en": "a cut of {stated} ({verb}) is claimed without the amounts before and after",
    },
)  # fmt: skip
def saving_without_base(context: Context) -> Iterator[Finding]:
    """One finding for each percentage of money said to have been saved, without an amount of change or an earlier amount."""
    for relation in context.relations(Kind.PERCENT_CHANGE):
        if relation.verdict is not Verdict.UNVERIFIABLE or relation.operands or not _SAVING.search(relation.cue):
            continue
        figure = context.figure_at(relation.stated.place)
        if figure is None or _worked_out(context.reading, figure) or _told_before(context, figure):
            continue
        if not _not_money(relation, figure) and not _ahead(context.reading, figure):
            yield of_relation("EV01", relation, Level.WARNING, verb=relation.cue)


def _worked_out(reading: Reading, figure: Figure) -> bool:
    """Whether the words behind the percentage say how it comes about: 节约率为10%（(200万元 − 180万元) ÷ 200万元）; 由…减为…."""
    behind = reading.paragraphs[figure.paragraph].partition(figure.quote)[2]
    return _FORMULA.match(behind) is not None or _FROM_TO.match(behind) is not None


def _told_before(context: Context, figure: Figure) -> bool:
    """Whether the sentence tells the saving and an amount it is of before the rate: 预算206.5万元，节约22.6万元，节支率10.9%."""
    amounts = [
        one for one in context.in_sentence(figure.sentence)
        if one.mention.dimension == "money" and one.mention.start < figure.mention.start
    ]  # fmt: skip
    saved = [one for one in amounts if _SAVING.search(one.change or one.label)]
    return bool(saved) and len(saved) < len(amounts)


def _not_money(relation: Relation, figure: Figure) -> bool:
    """Whether time, paper or heads were saved: no budget has such a base."""
    return _NOT_MONEY.search(_clause(relation.quote, figure)) is not None


def _ahead(reading: Reading, figure: Figure) -> bool:
    """Whether the saving is still to come: said in a plan or a measure, or in words of intent."""
    if reading.key_at(figure.section) in _PLANS:
        return True
    return _AHEAD.search(_clause(reading.paragraphs[figure.paragraph], figure)) is not None


def _clause(text: str, figure: Figure) -> str:
    return next((one for one in re.split(r"[,;。]", text) if figure.quote in one), "")
