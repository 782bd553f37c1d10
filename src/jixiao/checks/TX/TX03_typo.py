"""TX03: a known slip of the pen with a known right form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_LEFT_OUT = regex(r"\((?:[^()])*\)\??|.\?")
"""What a wrong form may do without: what stands in brackets, and a character with a ? behind it."""


@check(
    "TX03", "typo", "错别字", since="0.1", covers=("E11",), level=Level.INFO,
    says={"zh": "“{wrong}”应为“{right}”", "en": "{wrong} should be {right}"},
)  # fmt: skip
def typo(context: Context) -> Iterator[Finding]:
    """One note for each known wrong form of `catalog/phrases.yaml` in each paragraph."""
    likely = [
        pair for pair in _typos() if pair[0].search(context.text)
    ]  # hardly ever one: the paragraphs are then not looked at
    for text, place in zip(context.reading.paragraphs, context.reading.places, strict=True) if likely else ():
        for wrong, right in likely:
            if match := wrong.search(text):
                quote = text[max(0, match.start() - 8) : match.end() + 8]
                yield finding("TX03", Level.INFO, place, quote, wrong=match.group(), right=right)


@lru_cache(maxsize=1)
def _typos() -> tuple[tuple[Sought, str], ...]:
    pairs = (one.rpartition("=") for one in phrases("typos"))
    return tuple((Sought(wrong, max(_LEFT_OUT.split(wrong), key=len)), right) for wrong, _, right in pairs)
