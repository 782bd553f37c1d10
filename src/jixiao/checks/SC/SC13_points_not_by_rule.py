"""SC13: the points of an indicator are not those the rulebook gives for the figures the report itself states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind, Relation
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity, trim


@check(
    "SC13", "points_not_by_rule", "得分与评价规则算出的不符", since="0.1", asks=(Kind.SCORE_RULE,), covers=("A16",),
    says={
        "zh": "{name}得 {stated} 分，按规则应得 {expected} 分：{because}{why}",
        "en": "{name} is given {stated} points; by the rule it earns {expected}: {because}",
    },
)  # fmt: skip
def points_not_by_rule(context: Context) -> Iterator[Finding]:
    """One finding for each row whose points a rulebook settles otherwise; an error only for more points, under a rulebook named."""
    for relation in context.relations(Kind.SCORE_RULE):
        if relation.detail == "rescored" and broken(relation) and relation.expected is not None:
            stated = relation.stated.quantity
            assert stated is not None
            more = stated.value > relation.expected.value
            level = Level.ERROR if more and not relation.open else Level.WARNING
            yield of_relation(
                "SC13", relation, level, changes=_changes(context, relation), name=relation.quote.split(" ", 1)[0],
                because=relation.cue, stated=stated.text, expected=relation.expected.text,
            )  # fmt: skip


def _changes(context: Context, relation: Relation) -> str:
    """What the total, and its grade, become with the points the rule gives: 总分 90.5 → 89.5，等级 优 → 良."""
    total = next(
        (one.value for one in context.reading.facts if one.item == "self_score" and isinstance(one.value, Quantity)), None
    )
    if total is None or relation.expected is None or relation.stated.quantity is None:
        return ""
    new = total.value - relation.stated.quantity.value + relation.expected.value
    told = f"总分 {_text(total.value)} → {_text(new)}"
    if context.rulebook is None or not context.rulebook.grades:
        return told
    before, after = context.rulebook.grade_of(total.value), context.rulebook.grade_of(new)
    if before is None or after is None or before.name == after.name:
        return told
    return f"{told}，等级 {before.name} → {after.name}"


def _text(value: Decimal) -> str:
    return format(trim(value), "f")
