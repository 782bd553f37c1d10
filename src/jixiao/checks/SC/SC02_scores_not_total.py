"""SC02: the scores listed do not add up to their total, or the weights to theirs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check, printed
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind, Verdict
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import trim
from jixiao.patterns import regex

_FULL = Decimal(100)
_LISTED = 2
_PARTIAL = {"只列主要扣分", "扣分未列全"}
_MAIN = regex(r"主要的?[扣失]分")
_ELSEWHERE = regex(r"详见|见附[表件]|附[表件][:：\d]|其[余他它][^,，。;；]{0,8}扣|零星扣分")
_WHOLE = regex("总|合计|自评|综合|得分|评分")


@check(
    "SC02", "scores_not_total", "各项得分（分值）之和不等于总分", since="0.1", asks=(Kind.SCORE_SUM, Kind.WEIGHT_SUM,), covers=("A13", "A14", "A20", "A25"),
    says={
        "zh": "总分写 {stated}，各项得分合计为 {expected}",
        "zh.weight": "总分值写 {stated}，各项分值合计为 {expected}",
        "zh.level": "{label}分值写 {stated}，其下各项分值合计为 {expected}",
        "zh.listed": "{label}写 {stated}，其后所列各项合计为 {expected}",
        "zh.lost": "得分 {stated}，失去 {lost} 分，写明的扣分只有 {told} 分，其余 {rest} 分没有说明",
        "en.lost": "{lost} of 100 points were lost; the deductions told make {told}, and {rest} are not explained",
        "en": "the total score is {stated}; the scores listed add up to {expected}",
        "en.listed": "{label} is stated as {stated}; the points listed behind it add up to {expected}",
        "en.weight": "the total weight is {stated}; the weights listed add up to {expected}",
        "en.level": "{label} bears {stated} points; the weights under it add up to {expected}",
    },
)  # fmt: skip
def scores_not_total(context: Context) -> Iterator[Finding]:
    """One finding for each total that its scores do not give; scores are exact. In a table the total row leaves no doubt.

    Deductions that are only the main ones may fall short of what was lost: then it is no more than a note.
    """
    yield from _short(context)
    for relation in context.relations(Kind.SCORE_SUM, Kind.WEIGHT_SUM):
        if broken(relation):
            table = relation.way.startswith("form:")
            variant = relation.detail if relation.detail == "level" else "weight" if relation.kind is Kind.WEIGHT_SUM else ""
            if relation.way == "scope" and not _WHOLE.search(relation.stated.label):
                variant = "listed"
                behind = relation.quote.partition(relation.stated.quote)[2]
                if "扣" in behind and "扣" not in relation.stated.label:
                    continue  # what it is worth, and behind it what was lost of it
            unit = "分" if "分" in relation.stated.quote else ""  # a cell leaves it to the head of its column
            expected = printed(relation.expected, relation.stated.quantity) + unit
            label = relation.stated.label if len(relation.stated.label) > 1 else f"合计{relation.stated.label}"
            yield of_relation(
                "SC02", relation, Level.ERROR if table else None, variant=variant, expected=expected, label=label
            )


def _short(context: Context) -> Iterator[Finding]:
    """Points lost of which the text tells fewer, where neither a table nor another sentence may tell the rest."""
    for relation in context.relations(Kind.SCORE_SUM):
        if relation.way != "deductions" or relation.verdict is not Verdict.UNVERIFIABLE or set(relation.open) != _PARTIAL:
            continue
        stated, given = relation.stated.quantity, relation.expected
        if stated is None or given is None or given.value <= stated.value or len(relation.operands) < _LISTED:
            continue
        if _MAIN.search(relation.quote) is None or context.reading.tables or _ELSEWHERE.search(context.text):
            continue
        yield of_relation(
            "SC02", relation, Level.INFO, variant="lost", lost=_plain(_FULL - stated.value), told=_plain(_FULL - given.value),
            rest=_plain(given.value - stated.value),
        )  # fmt: skip


def _plain(value: Decimal) -> str:
    return str(trim(value))
