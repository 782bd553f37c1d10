"""YR12: a target asks for far less than was reached last year."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "YR12", "target_below_last_result", "指标值远低于上年完成值", since="0.1", asks=("YR12",), covers=("C08",), level=Level.WARNING,
    says={
        "zh": "“{name}”的指标值是 {target}，上年完成 {actual}（{where}）；请说明为什么定得这样低",
        "en": "the target of {name} is {target}, last year's result was {actual} ({where})",
    },
)  # fmt: skip
def target_below_last_result(context: Context) -> Iterator[Finding]:
    """One finding for each target (≥) below nine tenths of last year's actual value."""
    yield from unlike("YR12", context)
