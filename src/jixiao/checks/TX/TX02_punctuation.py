"""TX02: stray or doubled punctuation, unbalanced quotes."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_STRAY = regex(
    r"[,、;:。](?<=[一-鿿\d%)”》].)"
    r"(?:(?<=[,、;:])。|(?<=。)[,、;]|(?<=,),+|(?<=。)。(?!。)|(?<=、)、+|(?<=;);+|(?<=[,、]);|(?<=;)[,、])"
)
"""Two marks where one belongs, behind a word or a figure. It begins with the marks: so few places of a text are looked at."""
_NEIGHBOURS = regex(r"[,、;:。][,、;。]")
"""Two marks side by side, without which none is stray."""
_PAIRS = (("“", "”"), ("《", "》"))
_LONGEST = 2000
_WIDE = str.maketrans(",;:", "，；：")


@check(
    "TX02", "punctuation", "标点多余、重复或不成对", since="0.1", covers=("E10",), level=Level.INFO,
    says={
        "zh": "标点“{mark}”连用，多了一个",
        "zh.pair": "{mark} 不成对",
        "en": "two marks in a row: {mark}",
        "en.pair": "{mark} do not come in pairs",
    },
)  # fmt: skip
def punctuation(context: Context) -> Iterator[Finding]:
    """One note for each stray mark, and for each paragraph with one opening quote more than closing ones or the reverse."""
    reading = context.reading
    neighbours = _NEIGHBOURS.search(context.text) is not None
    pairs = [pair for pair in _PAIRS if any(mark in context.text for mark in pair)]
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        for match in _STRAY.finditer(text) if neighbours else ():
            quote = text[max(0, match.start() - 12) : match.end() + 4]
            yield finding("TX02", Level.INFO, place, quote, mark=match.group().translate(_WIDE))
        for left, right in pairs:
            if (
                (left in text or right in text)
                and len(text) < _LONGEST
                and _odd(text, left, right)
                and not _continues(context, text, left, right)
            ):
                yield finding("TX02", Level.INFO, place, text[:40], mark=left + right, variant="pair")


def _odd(text: str, left: str, right: str) -> bool:
    return abs(text.count(left) - text.count(right)) == 1


def _continues(context: Context, text: str, left: str, right: str) -> bool:
    """A quotation may run over several paragraphs: then another one lacks the other half."""
    lacking = context.memo.get(left)
    if not isinstance(lacking, frozenset):
        lacking = context.memo[left] = frozenset(one.count(left) - one.count(right) for one in context.reading.paragraphs)
    return text.count(right) - text.count(left) in lacking
