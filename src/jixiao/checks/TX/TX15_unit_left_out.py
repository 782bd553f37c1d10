"""TX15: one amount among others in 万元 stands without its unit."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_BARE = regex(
    r"(?P<words>[一-鿿]{1,12}(?:费|款|支出|经费|资金|补助|补贴|收入|金额|预算))(?P<number>\d[\d,]*\.\d{1,2})(?=[、,;。)]|$)"
)
_BARE_END = regex(r"\.\d{1,2}(?=[、,;。)]|$)")
"""How each bare amount ends: hardly ever found, and found much sooner than the words before it."""
_UNIT = regex(r"\d(?P<unit>万元|亿元|元)")
_TABLE = regex(r"[|\t]")
_LEAST = 2
_SAID = regex(r"单位[:：]\s*(?:人民币)?(?:万|亿|千)?元|[(](?:万|亿)?元[)]")


@check(
    "TX15", "unit_left_out", "金额漏写单位", since="0.1", covers=("E20",), level=Level.INFO, words=("元",),
    says={
        "zh": "“{words}{number}”没有写单位，同段别的金额写“{unit}”",
        "en": "“{words}{number}” has no unit; the amounts beside it are in {unit}",
    },
)  # fmt: skip
def unit_left_out(context: Context) -> Iterator[Finding]:
    """One note for each bare amount in a paragraph with two amounts or more in one unit, where no head says the unit for all."""
    if not _BARE_END.search(context.text) or not _BARE.search(context.text):
        return
    for text, place in zip(context.reading.paragraphs, context.reading.places, strict=True):
        units = _UNIT.findall(text)
        if len(units) < _LEAST or len(set(units)) != 1 or _TABLE.search(text) or _SAID.search(text):
            continue
        for match in _BARE.finditer(text):
            yield finding(
                "TX15", Level.INFO, place, match.group(), words=match["words"], number=match["number"], unit=units[0]
            )  # fmt: skip
