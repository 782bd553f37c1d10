"""A tape does to every stretch of columns what numpy does to the whole of them at once."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from jixiao.formula.tape import Reel, Tape, looked_up

N = 1000


def columns(seed: int) -> list[np.ndarray[Any, Any]]:
    r = np.random.default_rng(seed)
    return [r.integers(-50, 50, N), r.integers(1, 9, N), r.integers(0, 4, N).astype(np.int8), r.random(N) < 0.3]


def some_work(r: random.Random, one: list[Any]) -> list[Any]:
    """Results of the same random steps, on arrays or on slots: numbers, then masks."""
    whole, above, small, yes = one
    numbers, masks = [whole, above], [yes]
    for _ in range(12):
        a, b, mask, by = r.choice(numbers), r.choice(numbers), r.choice(masks), r.randint(1, 7)
        kind = r.randrange(8)
        if kind == 0:
            numbers.append(a * by + b)
        elif kind == 1:
            numbers.append(np.minimum(a, by) - np.maximum(b, -by))
        elif kind == 2:
            numbers.append(np.clip(a, -by, by) // above)
        elif kind == 3:
            masks.append((a <= b) & ~mask)
        elif kind == 4:
            numbers.append(np.where(mask, a, b))
        elif kind == 5:
            numbers.append(a + mask.view(np.int8))
        elif kind == 6:
            numbers.append(looked_up(np.array([5, 7, 11, 13]), small) + np.abs(b))
        else:
            numbers.append(-a + mask.astype(np.int64) * (by - b))
    return [*numbers[2:], *masks[1:], small]


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("length", [N, 300, 7])
def test_stretch_by_stretch_as_all_at_once(seed: int, length: int) -> None:
    given = columns(seed)
    wanted = some_work(random.Random(seed), given)
    tape = Tape()
    made = some_work(random.Random(seed), [tape.column(one) for one in given])
    found = [np.empty(N, one.dtype) for one in wanted]
    for slot, into in zip(made, found, strict=True):
        tape.keep(slot, into)
    reel = Reel(tape, length)
    for start in range(0, N, length):
        reel.play(start, min(start + length, N))
    for one, other in zip(found, wanted, strict=True):
        assert np.array_equal(one, other)


def test_what_was_done_before_is_not_done_again() -> None:
    tape = Tape()
    a, b = (tape.column(np.arange(N)) for _ in range(2))
    assert (a * 3 + b) is (a * 3 + b)
    assert (a * 3) is not (a * 4)
    steps = len(tape.steps)
    tape.forget()
    again = a * 3
    assert len(tape.steps) == steps + 1
    assert again.dtype == np.int64


def test_results_nobody_keeps_are_not_worked_out() -> None:
    """The quotient by nought is recorded, not kept: playing would warn."""
    tape, into = Tape(), np.empty(N, np.int64)
    a, nought = tape.column(np.arange(N)), tape.column(np.zeros(N, np.int64))
    _ = a // nought
    tape.keep(a + 1, into)
    Reel(tape, N).play(0, N)
    assert into[-1] == N


def test_a_result_given_room_of_another_kind_is_written_into_it() -> None:
    tape, narrow, same = Tape(), np.empty(N, np.int16), np.empty(N, np.int64)
    column = tape.column(np.arange(N) % 100)
    tape.keep(column, narrow)
    tape.keep(column + 0, same)
    tape.keep(column + 0, again := np.empty(N, np.int64))
    Reel(tape, N).play(0, N)
    assert list(narrow[:3]) == list(same[:3]) == list(again[:3]) == [0, 1, 2]
