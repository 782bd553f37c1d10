"""TG03: far more was reached than planned, and nothing is said about it: the target may have been set too low."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import no_words, words
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up, trim
from jixiao.model.reading import IndicatorRow


@check(
    "TG03", "far_above_target", "完成值远超指标值，没有说明", since="0.1", covers=("D07", "D08"), level=Level.WARNING,
    says={
        "zh": "{name}的指标值“{target}”，完成“{actual}”，是指标值的 {rate}%，没有说明原因；指标值定低了的，按偏离程度酌减得分",
        "zh.told": "{name}的指标值“{target}”，完成“{actual}”，是指标值的 {rate}%，仍得满分；指标值定低了的，按偏离程度酌减得分",
        "zh.some": "{name}完成“{actual}”，是指标值“{target}”的 {rate}%，请说明超出的原因",
        "en": "{name}: “{actual}” is {rate}% of the target “{target}”, without a word of explanation",
        "en.told": "{name}: “{actual}” is {rate}% of the target “{target}”, with full marks all the same",
        "en.some": "{name}: “{actual}” is {rate}% of the target “{target}”: say why",
    },
)  # fmt: skip
def far_above_target(context: Context) -> Iterator[Finding]:
    """One finding for each count the more the better: a warning beyond the share at which a target looks too low, else a note.

    The shares are habits of many places, not of the national rule (checks/rows.yaml); small counts are left out.
    """
    over = words()["over"]
    for row in context.reading.indicators:
        share = _share(row, Decimal(over["least"]))
        if share is None or share <= over["explain"] or row.target is None or row.actual is None:
            continue
        told = row.reason is not None and not no_words(row.reason.quote)
        full = row.weight is not None and row.score is not None and _equal(row)
        far = share > over["cut"]
        if told and not (far and full):
            continue
        yield finding(
            "TG03", Level.WARNING if far and not told else Level.INFO, row.actual.place, f"{row.name} {row.target.quote} {row.actual.quote}",
            figure=row.actual.quantity, rests_on=(row.target, row.actual), name=row.name or row.level2, target=row.target.quote,
            actual=row.actual.quote, rate=str(trim(half_up(share, 0))), variant="told" if told else "" if far else "some",
        )  # fmt: skip


def _share(row: IndicatorRow, least: Decimal) -> Fraction | None:
    """The actual value in per cent of a target that is a least amount; None for rates, money, small counts, the less the better."""
    target, actual = (one.quantity if one is not None else None for one in (row.target, row.actual))
    if target is None or actual is None or target.unit != actual.unit or target.unit in ("%", "元", "天", "分钟", "小时"):
        return None
    if row.bound != "≥" or "成本" in f"{row.level1}{row.level2}" or target.value < least or actual.bound != "=":
        return None
    return Fraction(actual.value) / Fraction(target.value) * 100


def _equal(row: IndicatorRow) -> bool:
    weight, score = (one.quantity if one is not None else None for one in (row.weight, row.score))
    return weight is not None and score is not None and weight.value == score.value
