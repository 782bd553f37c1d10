"""YR07: a problem of last year stands there again word for word."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "YR07", "problems_repeated", "存在的问题与上年相同", since="0.1", asks=("YR07",), covers=("C03",), level=Level.WARNING,
    says={
        "zh": "{n} 个问题中有 {copied} 个与{file}相同：{said}；请写明上年的整改做了什么、为什么仍然存在",
        "en": "{copied} of {n} problems stand in {file} as well: {said}: what became of the correction?",
    },
)  # fmt: skip
def problems_repeated(context: Context) -> Iterator[Finding]:
    """One finding for each report whose problems stand in last year's."""
    yield from unlike("YR07", context)
