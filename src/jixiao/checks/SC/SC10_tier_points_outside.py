"""SC10: a qualitative indicator's points lie outside the tier its result is put in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import tier_of
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import half_up, trim


@check(
    "SC10", "tier_points_outside", "定性指标得分不在所写档次之内", since="0.1", asks=("indicators",), covers=("D19",),
    says={
        "zh": "{name}完成情况写“{tier}”，应得分值的 {low}%至{high}%（{least}至{most}分），得了 {score}",
        "en": "{name}: “{tier}” earns {low}% to {high}% of the points ({least} to {most}), not {score}",
    },
)  # fmt: skip
def tier_points_outside(context: Context) -> Iterator[Finding]:
    """One finding for each row that names a tier and scores outside it: an error for the official name, a warning for a short one."""
    for row in context.reading.indicators:
        if (
            row.actual is None
            or row.weight is None
            or row.score is None
            or row.weight.quantity is None
            or row.score.quantity is None
        ):
            continue
        tier = tier_of(row.actual.quote)
        if tier is None or row.rule:
            continue
        weight, score = Fraction(row.weight.quantity.value), row.score.quantity.value
        least, most = (half_up(weight * edge / 100, 2) for edge in (tier.low, tier.high))
        if least <= score <= most:
            continue
        yield finding(
            "SC10", Level.ERROR if tier.official else Level.WARNING, row.score.place, f"{row.name} {row.actual.quote} {row.score.quote}",
            figure=row.score.quantity, rests_on=(row.actual, row.weight, row.score), name=row.name or row.level2, tier=row.actual.quote,
            low=str(tier.low), high=str(tier.high), least=str(trim(least)), most=str(trim(most)), score=row.score.quote,
        )  # fmt: skip
