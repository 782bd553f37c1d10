"""YR05: one amount of one name stands under two years: one of the years may be left over from an older draft."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.checks.weigh import broken, of_relation
from jixiao.model.claim import Kind
from jixiao.model.finding import Finding, Level


@check(
    "YR05", "one_amount_two_years", "同一个数写在两个年度下", since="0.1", asks=(Kind.YEAR_SLIP,), covers=("C02",), level=Level.WARNING,
    says={
        "zh": "{label}此处作 {year} 年的 {stated}，前文作 {other} 年的 {parts}，请核对年份",
        "zh.across": "{label} {stated} 写作 {year} 年的，与它合得上的 {parts} 却是 {other} 年的，请核对年份",
        "en": "{label} {stated} is given for {year} here and for {other} before: check the year",
        "en.across": "{label} {stated} is given for {year}, and {parts}, which it fits, for {other}: check the year",
    },
)  # fmt: skip
def one_amount_two_years(context: Context) -> Iterator[Finding]:
    """One finding for each amount of four digits or more that is stated again under a neighbouring year, or fits figures of the report's year."""
    for relation in context.relations(Kind.YEAR_SLIP):
        if broken(relation):
            other, _, year = relation.detail.partition("→")
            variant = "across" if relation.way == "across" else ""
            yield of_relation("YR05", relation, Level.WARNING, year=year, other=other, variant=variant)
