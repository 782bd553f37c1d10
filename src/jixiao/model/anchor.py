"""Where the characters of a text stand in the file they were read from: what a writer needs to mark the very place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jixiao.model.place import Place


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a paragraph or cell, all of one element of the file.

    `part` is the part of an office file ("" for a file that is one text), `element` the number of the element in it,
    counted from 0 in document order (in a text: of the line), `offset` where in its own text the first character stands.
    On a page of a PDF `element` is the page, counted from 0, and `box` what they cover of it: left, bottom, right, top in points.
    """

    start: int
    end: int
    part: str
    element: int
    offset: int
    box: tuple[float, float, float, float] | None = None


Anchors = Mapping[tuple[str, str], tuple[Stretch, ...]]
"""The stretches of every paragraph and cell, by part and ref of its Place."""


def within(stretches: Iterable[Stretch], span: tuple[int, int] | None) -> tuple[Stretch, ...]:
    """What of `stretches` lies within `span`; all of them where there is no span or nothing lies in it."""
    every = tuple(stretches)
    if span is None:
        return every
    start, end = span
    cut = tuple(
        Stretch(
            max(one.start, start),
            min(one.end, end),
            one.part,
            one.element,
            one.offset + max(0, start - one.start),
            _cut(one, start, end),
        )
        for one in every
        if one.start < end and one.end > start
    )
    return cut or every


def _cut(one: Stretch, start: int, end: int) -> tuple[float, float, float, float] | None:
    """What characters `start` to `end` cover of the box of a line: its share by their number."""
    if one.box is None or one.end <= one.start:
        return one.box
    left, bottom, right, top = one.box
    each = (right - left) / (one.end - one.start)
    return left + each * max(0, start - one.start), bottom, right - each * max(0, one.end - end), top


def anchored(anchors: Anchors, place: Place) -> tuple[Stretch, ...]:
    """The stretches at `place`; none where the file has no such paragraph or cell, or none of its own words stand there."""
    return within(anchors.get((place.part, place.ref), ()), place.span)
