"""TX02: stray or doubled punctuation, unbalanced quotes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_STRAY = re.compile(r"[,、;:][。]|[。][,、;]|[,]{2,}|[。]{2,}(?!。)|[、]{2,}|[;]{2,}|[,、][;]")
_PAIRS = (("“", "”"), ("《", "》"))


@check(
    "TX02", "punctuation", "标点多余、重复或不成对", since="0.1", covers=("E10",), level=Level.INFO,
    says={"zh": "标点“{mark}”{fault}", "en": "punctuation {mark}"},
)  # fmt: skip
def punctuation(context: Context) -> Iterator[Finding]:
    """One note for each stray mark, and for each paragraph with more opening than closing quotes or the reverse."""
    reading = context.reading
    for index, (text, place) in enumerate(zip(reading.paragraphs, reading.places, strict=True)):
        for match in _STRAY.finditer(text):
            quote = text[max(0, match.start() - 12) : match.end() + 4]
            yield finding("TX02", Level.INFO, place, quote, mark=_full_width(match.group()), fault="重复或多余")
        for left, right in _PAIRS:
            if (
                abs(text.count(left) - text.count(right)) == 1
                and len(text) < 2000
                and not _continues(reading.paragraphs, index, left, right)
            ):
                yield finding("TX02", Level.INFO, place, text[:40], mark=left + right, fault="不成对")


def _continues(paragraphs: tuple[str, ...], index: int, left: str, right: str) -> bool:
    """A quotation may run over several paragraphs: then a neighbour lacks the other half."""
    for other in (index - 1, index + 1):
        if 0 <= other < len(paragraphs) and paragraphs[other].count(left) != paragraphs[other].count(right):
            return True
    return False


def _full_width(mark: str) -> str:
    return mark.replace(",", "，").replace(";", "；").replace(":", "：")
