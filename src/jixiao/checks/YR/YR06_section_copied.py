"""YR06: a section says what last year's report said."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "YR06", "section_copied", "照抄上年的报告", since="0.1", asks=("YR06",), covers=("C01",), level=Level.WARNING,
    says={
        "zh": "“{section}”{n} 句中有 {copied} 句与{file}相同（{digits} 句只换了数字），如{said}；请按本年的情况写",
        "en": "{copied} of {n} sentences of “{section}” stand in {file} as well ({digits} with other figures): {said}",
    },
)  # fmt: skip
def section_copied(context: Context) -> Iterator[Finding]:
    """One finding for each section of which four fifths stand in last year's report, half of them to the digit."""
    yield from unlike("YR06", context)
