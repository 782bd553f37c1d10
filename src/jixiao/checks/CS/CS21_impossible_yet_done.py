"""CS21: monitoring called a target impossible, and it is reported with full marks."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS21", "impossible_yet_done", "监控认为不可能完成，自评却得满分", since="0.1", asks=("CS21",), covers=("B19",), level=Level.WARNING,
    says={
        "zh": "“{name}”监控时写“{chance}”（{where}），自评写完成 {actual}、得 {score} 分；请说明后来怎样完成的",
        "en": "monitoring called {name} “{chance}” ({where}), now it is {actual} with {score} points: explain",
    },
)  # fmt: skip
def impossible_yet_done(context: Context) -> Iterator[Finding]:
    """One finding for each indicator that monitoring had given up and that has all its points."""
    yield from unlike("CS21", context)
