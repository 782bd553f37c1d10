"""Stretches of the number line with edges inside or outside, and whether a row of them covers it without gap or overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jixiao.rules.doubt import Doubt
from jixiao.rules.words import plain


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`; None is without end. A closed edge belongs to the span."""

    low: Fraction | None = None
    low_closed: bool = False
    high: Fraction | None = None
    high_closed: bool = False

    def holds(self, value: Fraction) -> bool:
        if self.low is not None and (value < self.low or (value == self.low and not self.low_closed)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_closed)

    def words(self, unit: str) -> str:
        """不低于90% · 大于10%且不超过20% · 等于100%."""
        if self.low is not None and self.low == self.high:
            return f"等于{plain(self.low, unit)}"
        parts = []
        if self.low is not None:
            parts.append(f"{'不低于' if self.low_closed else '大于'}{plain(self.low, unit)}")
        if self.high is not None:
            parts.append(f"{'不超过' if self.high_closed else '低于'}{plain(self.high, unit)}")
        return "且".join(parts)


def span_of(band: Mapping[str, Any]) -> Span:
    """The span of `{ge|gt: low, le|lt: high}`."""
    low, high = band.get("ge", band.get("gt")), band.get("le", band.get("lt"))
    return Span(None if low is None else Fraction(low), "ge" in band, None if high is None else Fraction(high), "le" in band)


def span_doubts(
    bands: Sequence[Mapping[str, Any]], key: str, unit: str, ends: tuple[Fraction | None, Fraction | None] = (None, None)
) -> Iterator[Doubt]:
    """Everything that keeps `bands` from covering all numbers between `ends` (None: without end) exactly once."""
    spans = [(span_of(band), index) for index, band in enumerate(bands)]
    broken = [
        Doubt((key, index), what, hint) for index, band in enumerate(bands) for what, hint in _nonsense(band, index, unit)
    ]
    yield from broken or _cover(spans, key, unit, ends)


def _nonsense(band: Mapping[str, Any], index: int, unit: str) -> Iterator[tuple[str, str]]:
    for two in (("ge", "gt"), ("le", "lt")):
        if all(edge in band for edge in two):
            yield f"第{index + 1}档同时写了 {two[0]} 和 {two[1]}", "请只留一个"
    span = span_of(band)
    if span.low is None or span.high is None:
        return
    if span.low > span.high or (span.low == span.high and not (span.low_closed and span.high_closed)):
        yield f"第{index + 1}档是空的：没有数{span.words(unit)}", "请核对上下限"


def _cover(
    spans: list[tuple[Span, int]], key: str, unit: str, ends: tuple[Fraction | None, Fraction | None]
) -> Iterator[Doubt]:
    spans.sort(key=lambda one: (one[0].low is not None, one[0].low or Fraction(0), not one[0].low_closed))
    reach, last = spans[0]
    yield from _end(reach, key, last, unit, ends[0], upper=False)
    for span, index in spans[1:]:
        if span.low is None or reach.high is None or span.low < reach.high:
            yield Doubt((key, index), f"分档重叠：第{last + 1}档与第{index + 1}档有相同的数", "请让每个数只属于一档")
        else:
            low, high = plain(span.low, unit), plain(reach.high, unit)
            if span.low > reach.high:
                yield Doubt((key, index), f"分档在{high}与{low}之间有空档", "请补上一档，或改上下限")
            elif span.low_closed and reach.high_closed:
                yield Doubt((key, index), f"分档的边界{low}同时属于两档", "请把一边的 ge/le 改为 gt/lt")
            elif not span.low_closed and not reach.high_closed:
                yield Doubt((key, index), f"分档的边界{low}不属于任何一档", "请把一边的 gt/lt 改为 ge/le")
        if reach.high is not None and (span.high is None or span.high >= reach.high):
            reach, last = span, index
    yield from _end(reach, key, last, unit, ends[1], upper=True)


def _end(span: Span, key: str, index: int, unit: str, end: Fraction | None, upper: bool) -> Iterator[Doubt]:
    """Whether the outermost span reaches `end` (None: goes on without end)."""
    edge, closed = (span.high, span.high_closed) if upper else (span.low, span.low_closed)
    if end is not None and not span.holds(end):
        sign = "le" if upper else "ge"
        yield Doubt((key, index), f"分档没有覆盖{plain(end, unit)}", f"请写到{plain(end, unit)}为止（{sign}: {plain(end)}）")
    elif end is None and edge is not None:
        words = {(False, True): "低于", (False, False): "不超过", (True, True): "大于", (True, False): "不低于"}[
            upper, closed
        ]
        what = f"分档没有覆盖{words}{plain(edge, unit)}的数"
        yield Doubt((key, index), what, f"最{'高' if upper else '低'}一档请不写{'上' if upper else '下'}限")
