"""Operations on columns, written down once and played for each stretch of units: the same arithmetic, decided once.

`formula.scaled` proves bounds and chooses factors before every operation; over many units cut into stretches that fit a
processor's cache, deciding would cost as much as computing. On a `Tape` columns are `Slot`s: what is done to them (functions
of numpy that go element by element) is written down, nothing twice, and every result gets a place in a few buffers that stay
in the cache. Nothing is decided by the numbers themselves: a tape has no branches. Needs numpy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]


class Slot(NDArrayOperatorsMixin):
    """A column that will be there when the tape is played; until then it adds, compares and so on as an array would."""

    __slots__ = ("dtype", "index", "tape")

    def __init__(self, tape: Tape, index: int, dtype: np.dtype[Any]) -> None:
        self.tape, self.index, self.dtype = tape, index, dtype

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **given: Any) -> Any:
        """Written down; `a += b` makes a new slot, for none is changed once it is made."""
        given.pop("out", None)
        return NotImplemented if method != "__call__" or given else self.tape.done(ufunc, inputs)

    def __array_function__(self, made: Callable[..., Any], kinds: Any, inputs: tuple[Any, ...], given: Any) -> Any:
        return NotImplemented if made not in _POSITIONAL or given else self.tape.done(made, inputs)

    def astype(self, kind: Any, copy: bool = True) -> Slot:
        """As `ndarray.astype`; `copy` makes no difference."""
        return self if np.dtype(kind) == self.dtype else self.tape.done(np.copyto, (self,), np.dtype(kind))

    def view(self, kind: Any) -> Slot:
        """As `ndarray.view`: the same bytes, taken for numbers of another kind."""
        return self.tape.seen_as(self, np.dtype(kind))


@dataclass(frozen=True, slots=True)
class _Step:
    """One function of numpy and its slots: those it is given, the last one it fills."""

    made: Callable[..., Any]
    slots: tuple[int, ...]


@dataclass(slots=True)
class Tape:
    """What is to be done for each stretch. Columns and constants are entered as they are met, results where they are kept."""

    kinds: list[np.dtype[Any]] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)
    columns: dict[int, Array] = field(default_factory=dict)
    constants: dict[int, Any] = field(default_factory=dict)
    kept: dict[int, Array] = field(default_factory=dict)
    views: dict[int, int] = field(default_factory=dict)
    _known: dict[Any, Slot] = field(default_factory=dict)
    _entered: dict[Any, Slot] = field(default_factory=dict)

    def column(self, numbers: Array) -> Slot:
        """A column of all units, of which each stretch sees its own rows."""
        if id(numbers) not in self._entered:
            slot = self._entered[id(numbers)] = self._slot(numbers.dtype)
            self.columns[slot.index] = numbers
        return self._entered[id(numbers)]

    def done(self, made: Callable[..., Any], operands: tuple[Any, ...], kind: np.dtype[Any] | None = None) -> Slot:
        """The column that `made` gives for `operands`; the same slot where the same was asked before."""
        slots = [one if isinstance(one, Slot) else self._constant(one) for one in operands]
        key = (made, kind, *(one.index for one in slots))
        if key not in self._known:
            if kind is None:
                kind = made(*map(self._sample, slots)).dtype
            slot = self._known[key] = self._slot(kind)
            self.steps.append(_Step(made, (*(one.index for one in slots), slot.index)))
        return self._known[key]

    def seen_as(self, slot: Slot, kind: np.dtype[Any]) -> Slot:
        """The room of `slot` under another kind of the same size."""
        found = self._slot(kind)
        self.views[found.index] = self.views.get(slot.index, slot.index)
        return found

    def keep(self, slot: Slot, into: Array) -> None:
        """Have the rows of `slot` written into those of `into`."""
        if slot.index in {*self.columns, *self.kept, *self.views} or slot.dtype != into.dtype:
            copy = self._slot(into.dtype)
            self.steps.append(_Step(np.copyto, (slot.index, copy.index)))
            slot = copy
        self.kept[slot.index] = into

    def forget(self) -> None:
        """Do later anew what was done before: to hold a result for long costs more than to make it again."""
        self._known.clear()

    def _slot(self, kind: np.dtype[Any]) -> Slot:
        self.kinds.append(kind)
        return Slot(self, len(self.kinds) - 1, kind)

    def _constant(self, given: Any) -> Slot:
        """A number, or a table to look things up in; a plain number stays one, for it bends to the columns it meets."""
        key = (type(given), np.asarray(given).dtype, np.shape(given), np.asarray(given).tobytes())
        if key not in self._entered:
            slot = self._entered[key] = self._slot(np.asarray(given).dtype)
            self.constants[slot.index] = given
        return self._entered[key]

    def _sample(self, slot: Slot) -> Any:
        """What tells numpy the kind of a result: no rows of a column, a constant itself."""
        return self.constants[slot.index] if slot.index in self.constants else np.empty(0, slot.dtype)


class Reel:
    """A tape with room to be played in, for up to `length` rows at once. Each thread needs its own."""

    def __init__(self, tape: Tape, length: int) -> None:
        self._tape, self._length = tape, length
        self._steps = _wanted(tape)
        self._room = _laid_out(tape, self._steps, length)
        self._whole = self._bound(length)

    def play(self, start: int, stop: int) -> None:
        """Do what the tape holds for rows `start` to `stop`, and write what it keeps."""
        bound, changing = self._whole if stop - start == self._length else self._bound(stop - start)
        rows = {index: one[start:stop] for index, one in (*self._tape.columns.items(), *self._tape.kept.items())}
        for operands, place, index in changing:
            operands[place] = self._seen(rows[self._root(index)], index)
        for made, operands in bound:
            made(*operands)

    def _bound(self, length: int) -> tuple[list[tuple[Callable[..., Any], list[Any]]], list[tuple[list[Any], int, int]]]:
        """Every step with the arrays it works on, and which of these are others in each stretch."""
        fixed = {index: self._seen(room[:length], index) for index, room in self._room.items()} | self._tape.constants
        fixed |= {index: self._seen(fixed[root], index) for index, root in self._tape.views.items() if root in fixed}
        bound = [(_POSITIONAL.get(step.made, step.made), [fixed.get(one) for one in step.slots]) for step in self._steps]
        changing = [
            (operands, place, slot)
            for (_, operands), step in zip(bound, self._steps, strict=True)
            for place, slot in enumerate(step.slots)
            if slot not in fixed
        ]
        return bound, changing

    def _root(self, index: int) -> int:
        return self._tape.views.get(index, index)

    def _seen(self, room: Array, index: int) -> Array:
        return room.view(self._tape.kinds[index])


def _wanted(tape: Tape) -> list[_Step]:
    """The steps without which something kept would be lacking."""
    needed, found = set(tape.kept), []
    for step in reversed(tape.steps):
        if step.slots[-1] in needed:
            needed.update(tape.views.get(one, one) for one in step.slots)
            found.append(step)
    return found[::-1]


def _laid_out(tape: Tape, steps: list[_Step], length: int) -> dict[int, Array]:
    """Room for every result that is not kept: that of one no longer needed, where there is some."""
    rooms: dict[int, Array] = {}
    free: dict[int, list[Array]] = defaultdict(list)
    used = [[tape.views.get(one, one) for one in step.slots] for step in steps]
    last = {slot: place for place, slots in enumerate(used) for slot in slots}
    for place, (step, slots) in enumerate(zip(steps, used, strict=True)):
        ended = [one for one in dict.fromkeys(slots[:-1]) if last[one] == place and one in rooms]
        if isinstance(step.made, np.ufunc):  # element by element, so a result may take the room of what it is made of
            _release(tape, rooms, ended, free)
        if slots[-1] not in tape.kept:
            size = tape.kinds[slots[-1]].itemsize
            rooms[slots[-1]] = free[size].pop() if free[size] else np.empty(length, np.dtype(f"V{size}"))
        if not isinstance(step.made, np.ufunc):
            _release(tape, rooms, ended, free)
    return rooms


def _release(tape: Tape, rooms: dict[int, Array], slots: list[int], free: dict[int, list[Array]]) -> None:
    for one in slots:
        free[tape.kinds[one].itemsize].append(rooms[one])


def looked_up(table: Array, places: Any) -> Any:
    """The entries of a table at many places, which may be a slot."""
    return places.tape.done(np.take, (table, places)) if isinstance(places, Slot) else np.take(table, places)


def _copied(given: Array, out: Array) -> None:
    np.copyto(out, given, casting="unsafe")


def _chosen(mask: Array, yes: Any, no: Any, out: Array) -> None:
    np.copyto(out, no)
    np.copyto(out, yes, where=mask)


def _taken(table: Array, places: Array, out: Array) -> None:
    np.take(table, places, out=out, mode="clip")


def _smaller(one: Array, other: Any, out: Array) -> None:
    np.minimum(one, other, out=out)


def _greater(one: Array, other: Any, out: Array) -> None:
    np.maximum(one, other, out=out)


_POSITIONAL: dict[Callable[..., Any], Callable[..., Any]] = {
    np.copyto: _copied,
    np.where: _chosen,
    np.take: _taken,
    np.clip: np.clip,
    np.minimum: _smaller,
    np.maximum: _greater,
}
"""Functions that do not take the place for their result as a last operand, as other ufuncs do, and how they get it."""
