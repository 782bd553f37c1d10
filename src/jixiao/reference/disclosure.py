"""What may be told of groups, so that no few agencies can be worked out from several answers.

An answer about a set of agencies is held to be as good as a sum over it: whoever has the answers about X and Y ⊂ X has the
one about X − Y. So a family of sets is safe when no sum and difference of them (with any factors) speaks of fewer than
`LEAST` agencies alone. That is decided exactly, by elimination: docs/adr has the proof and what it leaves open.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from jixiao.model.reference import Group

LEAST = 5
"""A group of fewer agencies is not told of (`docs/guide/reference.md`)."""

Member = TypeVar("Member", bound=Hashable)

_PRIME = 2**61 - 1


def tellable(members: Mapping[Group, frozenset[Member]]) -> dict[Group, frozenset[Member]]:
    """The groups of one edition that may be told of: of at least `LEAST`, and with no smaller rest beside those inside them.

    Where the rest of a group would be too small, the smallest group inside it is not told of either, until it is not.
    """
    told: dict[Group, frozenset[Member]] = {}
    open_ = [Group()]
    while open_:
        group = open_.pop()
        inside = members.get(group, frozenset())
        if len(inside) < LEAST:
            continue
        told[group] = inside
        children = sorted(
            (child for child, of in members.items() if child.parent == group and len(of) >= LEAST),
            key=lambda child: (len(members[child]), child),
        )
        while children and 0 < len(inside) - sum(len(members[child]) for child in children) < LEAST:
            children.pop(0)
        open_ += children
    return told


def tells_of_few(sets: Collection[frozenset[Member]]) -> bool:
    """Whether some combination of answers about `sets` speaks of fewer than `LEAST` members alone.

    The parts are what the sets cut each other into. Such a combination speaks of small parts only, so the large ones are
    eliminated first; of what is left, every few parts are tried. Where too many hang together to be tried it is taken for so.
    """
    sizes, rows = _parts(sets)
    small = {part for part, size in sizes.items() if size < LEAST}
    left = _left_over(rows, frozenset(small)) if small else []
    return any(_few_in(rows, columns, sizes) for rows, columns in _together(left))


_TRIED = 18
"""Parts that hang together, at most, of which every few are tried."""


def _few_in(rows: Sequence[dict[int, int]], columns: Sequence[int], sizes: Mapping[int, int]) -> bool:
    """Whether a combination of `rows` is nothing but parts of fewer than `LEAST` members."""
    if len(columns) > _TRIED:
        return True
    whole = _rank(rows, frozenset())
    return any(
        _rank(rows, frozenset(few)) < whole
        for count in range(1, LEAST)
        for few in combinations(columns, count)
        if sum(sizes[part] for part in few) < LEAST
    )


def _together(rows: Sequence[dict[int, int]]) -> Iterator[tuple[list[dict[int, int]], list[int]]]:
    """Rows that hang together by a part they share, with their parts."""
    open_ = list(rows)
    while open_:
        group, columns = [open_.pop()], set[int]()
        while columns != (wider := columns.union(*group)):
            columns = wider
            group += [row for row in open_ if not columns.isdisjoint(row)]
            open_ = [row for row in open_ if columns.isdisjoint(row)]
        yield group, sorted(columns)


def _rank(rows: Iterable[dict[int, int]], without: frozenset[int]) -> int:
    kept = ({part: value for part, value in row.items() if part not in without} for row in rows)
    return len(_eliminated(kept, frozenset())[0])


def _parts(sets: Collection[frozenset[Member]]) -> tuple[dict[int, int], list[dict[int, int]]]:
    """How large each part is, by number, and each set as the parts it is made of."""
    within: dict[Member, list[int]] = {}
    for index, one in enumerate(sets):
        for member in one:
            within.setdefault(member, []).append(index)
    sizes: dict[tuple[int, ...], int] = {}
    for signature in map(tuple, within.values()):
        sizes[signature] = sizes.get(signature, 0) + 1
    rows: list[dict[int, int]] = [{} for _ in sets]
    for part, signature in enumerate(sizes):
        for index in signature:
            rows[index][part] = 1
    return dict(enumerate(sizes.values())), rows


def _left_over(rows: Iterable[dict[int, int]], small: frozenset[int]) -> list[dict[int, int]]:
    """What is left of `rows` once all parts but the small ones are eliminated, made as short as it goes."""
    pivots, _ = _eliminated(_eliminated(rows, small)[1], frozenset())
    found: list[dict[int, int]] = []
    for part in reversed(pivots):  # back through them: what stands in a later row goes from the earlier ones
        row = dict(pivots[part])
        for other in found:
            head = next(iter(other))
            if row.get(head):
                _subtract(row, other, row[head])
        found.append({part: row[part], **row})
    return found


def _eliminated(
    rows: Iterable[dict[int, int]], spared: frozenset[int]
) -> tuple[dict[int, dict[int, int]], list[dict[int, int]]]:
    """Rows with a leading part each, and what holds `spared` parts only; counted modulo a large prime.

    The first are in the order they were found, and none holds the leading part of an earlier one: one pass clears a row.
    """
    pivots: dict[int, dict[int, int]] = {}
    left: list[dict[int, int]] = []
    for row in rows:
        rest = dict(row)
        for part, pivot in pivots.items():
            times = rest.get(part, 0)
            if times:
                _subtract(rest, pivot, times)
        lead = next((part for part in rest if part not in spared), None)
        if lead is not None:
            inverse = pow(rest[lead], -1, _PRIME)
            pivots[lead] = {part: value * inverse % _PRIME for part, value in rest.items()}
        elif rest:
            left.append(rest)
    return pivots, left


def _subtract(row: dict[int, int], pivot: Mapping[int, int], times: int) -> None:
    for part, value in pivot.items():
        found = (row.get(part, 0) - value * times) % _PRIME
        if found:
            row[part] = found
        else:
            row.pop(part, None)
