"""Targets, actuals and points of a row against each other: full marks are for a target that was met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.extract.tables.words import less_may_be_better
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import IndicatorRow

TARGET = "target"
_SHARE = Decimal("1.5")
_FAR = 50


def target_relations(rows: Iterable[IndicatorRow]) -> Iterator[Relation]:
    """One relation for each scored row whose target and actual value can be compared.

    A target missed with full marks is inconsistent; points lost on a target that was met are left to people.
    """
    for row in rows:
        if row.target is None or row.actual is None or row.weight is None or row.score is None:
            continue
        weight, score, met = row.weight.quantity, row.score.quantity, _met(row)
        if weight is None or score is None or weight.value <= 0 or met is None:
            continue
        full = score.value == weight.value
        if full:
            verdict, why = (Verdict.CONSISTENT if met else Verdict.INCONSISTENT), TARGET
        else:
            verdict, why = (Verdict.UNVERIFIABLE, "达到指标值而扣了分") if met else (Verdict.CONSISTENT, TARGET)
        unsure = [*(() if row.bound else ("指标值没有写比较符号",)), *(("另有评分标准",) if row.rule else ())]
        quote = f"{row.name or row.level2} 指标值 {row.target.quote} 完成值 {row.actual.quote} 分值 {row.weight.quote} 得分 {row.score.quote}"
        yield Relation(
            Kind.SCORE_RULE, row.score, (row.target, row.actual, row.weight), verdict, quote, row.score.place, None, why,
            "form:score/target", row.bound, tuple(unsure), near=True,
        )  # fmt: skip


def _met(row: IndicatorRow) -> bool | None:
    """Whether the actual value meets the target, digits that were dropped counted in its favour; None if nothing can be said.

    A bare number as target means “at least”, under 成本 “at most”; a bare = is missed from below only.
    """
    target, actual = (one.quantity if one is not None else None for one in (row.target, row.actual))
    if (
        target is None
        or actual is None
        or actual.bound != "="
        or target.approx
        or actual.approx
        or not _alike(target, actual)
    ):
        return None
    low, high = actual.interval()
    is_cost = "成本" in row.level2 or "成本" in row.level1 or "反向" in row.nature
    if is_cost and row.bound in ("≥", ">"):
        return None  # a cost with a floor is a slip of the target (IN05): nothing was missed
    if row.bound in ("≤", "<") or (is_cost and not row.bound):
        return low <= target.value
    if (row.bound == "=" and is_cost) or (not row.bound and less_may_be_better(row.name)):
        return None
    return high >= target.value


def _alike(target: Quantity, actual: Quantity) -> bool:
    """Whether the two are of one unit and of one kind of writing: 95% beside 0.95 proves nothing."""
    if target.unit != actual.unit:
        return False
    return not (
        target.value and actual.value and abs(target.value) >= _FAR * abs(actual.value) and abs(actual.value) <= _SHARE
    )
