"""TX03: a known slip of the pen with a known right form."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level


@check(
    "TX03", "typo", "错别字", since="0.1", covers=("E11",), level=Level.INFO,
    says={"zh": "“{wrong}”应为“{right}”", "en": "{wrong} should be {right}"},
)  # fmt: skip
def typo(context: Context) -> Iterator[Finding]:
    """One note for each known wrong form of `catalog/phrases.yaml`."""
    pairs = [one.partition("=")[::2] for one in phrases("typos")]
    for text, place in zip(context.reading.paragraphs, context.reading.places, strict=True):
        for wrong, right in pairs:
            if wrong in text:
                at = text.index(wrong)
                yield finding(
                    "TX03", Level.INFO, place, text[max(0, at - 8) : at + len(wrong) + 8], wrong=wrong, right=right
                )
