"""Ruled lines → tables: the squares they draw, merged where no line stands between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jixiao.readers import limits
from jixiao.readers.paper.lines import Line, has_room, joined, lines
from jixiao.readers.paper.sheet import Glyph, Rule, TooMuchError

_NEAR = 3.0
"""Points between lines that are one line, or that touch."""
_PADDING = 6.0
"""Points a cell keeps free at its sides, at most."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its first row and column from 0, how far it spans, its words."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `xs` and `ys` are its lines, from left and from top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        return self.ys[0]


def grids(rules: tuple[Rule, ...], glyphs: Iterable[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page with what is written in them, and the glyphs outside.

    A frame of a single cell, and a grid without words (of a chart), is no table.
    """
    outside = list(glyphs)
    found: list[Grid] = []
    for component in _touching(_merged(rules)):
        frame = _frame(component)
        if frame is None:
            continue
        xs, ys, regions = frame
        inside: dict[tuple[int, int, int, int], list[Glyph]] = {region: [] for region in set(regions.values())}
        if len(inside) < 2:
            continue
        rest: list[Glyph] = []
        depths = [-y for y in ys]
        for glyph in outside:
            column = bisect_right(xs, (glyph.left + glyph.right) / 2) - 1
            row = bisect_right(depths, -(glyph.base + 0.3 * glyph.size)) - 1
            region = regions.get((row, column))
            (rest if region is None else inside[region]).append(glyph)
        boxes = tuple(_box(region, xs, inside[region]) for region in sorted(inside))
        if any(box.text for box in boxes):
            outside = rest
            found.append(Grid(xs, ys, boxes))
    return found, outside


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines drawn in pieces, or twice, as one."""
    levels: dict[bool, list[list[Rule]]] = {True: [], False: []}
    for rule in sorted(rules, key=lambda one: one.at):
        group = levels[rule.upright]
        if group and rule.at - group[-1][0].at <= _NEAR:
            group[-1].append(rule)
        else:
            group.append([rule])
    made: list[Rule] = []
    for pieces in (*levels[True], *levels[False]):
        pieces.sort(key=lambda one: one.start)
        at = sum(one.at for one in pieces) / len(pieces)
        upright, _, start, end = pieces[0]
        for one in pieces[1:]:
            if one.start - end > _NEAR:
                made.append(Rule(upright, at, start, end))
                start = one.start
                end = one.end
            end = max(end, one.end)
        made.append(Rule(upright, at, start, end))
    return made


def _touching(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Groups of lines that cross or touch each other, from the top of the page."""
    upright = sorted((rule for rule in rules if rule.upright), key=lambda one: one.at)
    level = [rule for rule in rules if not rule.upright]
    places = [rule.at for rule in upright]
    parent: dict[Rule, Rule] = {rule: rule for rule in rules}

    def head(rule: Rule) -> Rule:
        while parent[rule] is not rule:
            parent[rule] = parent[parent[rule]]
            rule = parent[rule]
        return rule

    for rule in level:
        for other in upright[bisect_left(places, rule.start - _NEAR) : bisect_right(places, rule.end + _NEAR)]:
            if other.start - _NEAR <= rule.at <= other.end + _NEAR:
                parent[head(other)] = head(rule)
    groups: dict[Rule, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[head(rule)].append(rule)
    return iter(sorted(groups.values(), key=lambda group: -max(rule.end if rule.upright else rule.at for rule in group)))


_Region = tuple[int, int, int, int]


def _frame(rules: list[Rule]) -> tuple[tuple[float, ...], tuple[float, ...], dict[tuple[int, int], _Region]] | None:
    """Lines across and down, and for each square the region (row, column, spans) it belongs to."""
    upright, level = [one for one in rules if one.upright], [one for one in rules if not one.upright]
    if not upright or len(level) < 2:
        return None
    xs = _places([*(one.at for one in upright), *(end for one in level for end in (one.start, one.end))])
    ys = _places([*(one.at for one in level), *(end for one in upright for end in (one.start, one.end))])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2:
        return None
    if columns * rows > limits.PAGE_RULES:
        raise TooMuchError(f"表格的行列数超过上限 {limits.PAGE_RULES} 格")
    ys.reverse()
    right_wall = {
        (row, _nearest(xs, one.at) - 1)
        for one in upright
        for row in range(rows)
        if one.start - _NEAR <= (ys[row] + ys[row + 1]) / 2 <= one.end + _NEAR
    }
    depths = [-y for y in ys]
    floor = {
        (_nearest(depths, -one.at) - 1, column)
        for one in level
        for column in range(columns)
        if one.start - _NEAR <= (xs[column] + xs[column + 1]) / 2 <= one.end + _NEAR
    }
    return tuple(xs), tuple(ys), _regions(rows, columns, right_wall, floor)


def _regions(
    rows: int, columns: int, right_wall: set[tuple[int, int]], floor: set[tuple[int, int]]
) -> dict[tuple[int, int], _Region]:
    """Each square's rectangle: as far right as no wall stands, then as far down as no floor lies under its whole width."""
    regions: dict[tuple[int, int], _Region] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in regions:
                continue
            wide = 1
            while (
                column + wide < columns
                and (row, column + wide - 1) not in right_wall
                and (row, column + wide) not in regions
            ):
                wide += 1
            high = 1
            while row + high < rows and _open(row + high, column, wide, right_wall, floor):
                high += 1
            region = (row, column, high, wide)
            regions.update(((row + down, column + across), region) for down in range(high) for across in range(wide))
    return regions


def _open(row: int, column: int, wide: int, right_wall: set[tuple[int, int]], floor: set[tuple[int, int]]) -> bool:
    """Whether the squares of `row` below a region belong to it: nothing above them, nothing between."""
    across = range(column, column + wide)
    return not any((row - 1, one) in floor for one in across) and not any((row, one) in right_wall for one in across[:-1])


def _places(values: list[float]) -> list[float]:
    """Distinct places, those nearer than a line is wide taken as one."""
    made: list[list[float]] = []
    for value in sorted(values):
        if made and value - made[-1][-1] <= _NEAR:
            made[-1].append(value)
        else:
            made.append([value])
    return [sum(group) / len(group) for group in made]


def _nearest(places: list[float], value: float) -> int:
    at = bisect_left(places, value)
    return min((one for one in (at - 1, at) if 0 <= one < len(places)), key=lambda one: abs(places[one] - value))


def _box(region: _Region, xs: tuple[float, ...], glyphs: list[Glyph]) -> Box:
    row, column, high, wide = region
    return Box(row, column, high, wide, _words(lines(glyphs), xs[column], xs[column + wide]))


def _words(written: list[Line], left: float, right: float) -> str:
    """The lines of a cell: on lines of their own where the next would have had room, else as one."""
    if not written:
        return ""
    free = min(_PADDING, *(min(max(one.left - left, 0.0), max(right - one.right, 0.0)) for one in written))
    room = right - left - 2 * free
    text = written[0].text
    for before, line in pairwise(written):
        full = not has_room(before, line, room - (before.right - before.left))
        kept, _, last = text.rpartition("\n")
        text = f"{kept}\n{joined(last, line.text)}".removeprefix("\n") if full else f"{text}\n{line.text}"
    return text
