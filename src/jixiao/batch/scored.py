"""Scores of one block → rows: per indicator status, value, points, bounds and the reason in words; per agency the total.

The reasons of a block are few: those that agree in figures and points share one. An agency's full trace is `--explain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from jixiao.batch.blocks import Block
from jixiao.batch.decimals import decimal_array
from jixiao.batch.figures import told
from jixiao.formula.scaled import WIDEST, Mask, Scaled, TooWideError
from jixiao.model.quantity import half_up, trim
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.peers.arrow import arrow
from jixiao.rules.columns.inputs import Inputs, Stretch
from jixiao.rules.columns.leaf import AS_RULED, EXCLUDED, MISSING, computed
from jixiao.rules.columns.scores import Scores
from jixiao.rules.columns.units import FactName, Units
from jixiao.rules.scoring import attainable

PLACES = 4
"""Decimals of points in the files."""

STATUS = ("known", "missing", "not_applicable", "refused")
KNOWN, LACKING, EXCUSED, REFUSED = range(4)


@dataclass(frozen=True, slots=True)
class LeafColumns:
    """One indicator of all agencies of a block: `status` as in `STATUS`, points times 10^`PLACES`, reasons by number."""

    id: str
    name: str
    weight: Fraction | None
    unit: str
    status: Any
    value: list[str | None]
    score: Any
    low: Any
    high: Any
    reasons: list[str]
    reason: Any


def leaf_columns(rulebook: Rulebook, units: Units, block: Block, scores: Scores) -> Iterator[LeafColumns]:
    """Every indicator of the rulebook, in its order."""
    stretch = Stretch(units, 0, len(block))
    for leaf in rulebook.leaves():
        yield _leaf(leaf, stretch, block, scores)


def _leaf(leaf: Indicator, stretch: Stretch, block: Block, scores: Scores) -> LeafColumns:
    found, count = scores.leaves[leaf.id], len(block)
    states, inputs = found.states, stretch.inputs(leaf)
    status = np.full(count, KNOWN, np.int8)
    status[states == MISSING] = LACKING
    status[states == EXCLUDED] = EXCUSED
    status[scores.refused] = REFUSED
    points = in_places(found.points, scores.scale)
    weight = None if leaf.weight.value is None else Fraction(leaf.weight.value)
    low, high = (Fraction(0), weight or Fraction(0))
    if leaf.scoring is not None and weight is not None:
        low, high = attainable(leaf.scoring.method, leaf.scoring.params, weight)
    room = int((high - low) * 10**PLACES)
    top = points + np.where(status == LACKING, room, 0)
    hundredths = _values(leaf, inputs)
    reasons = _Reasons(leaf, weight, status, points, states == AS_RULED)
    names = {(one.item, one.basis, one.year): None for one in leaf.inputs.values()} if leaf.formula else {}
    lacks = {name: stretch.figure(name)[1] for name in names}
    reason = reasons.of(hundredths, {name: one for name, one in lacks.items() if one is not None}, block.judged.get(leaf.id))
    return LeafColumns(
        leaf.id, leaf.name, weight, leaf.unit, status, _shown(hundredths, count), points, points, top, reasons.words, reason
    )


def in_places(points: Any, scale: int) -> Any:
    """Points ÷ `scale`, rounded half up to `PLACES` decimals, as whole numbers of the last one."""
    whole = points.astype(np.int64) * (2 * 10**PLACES)
    return (np.abs(whole) + scale) // (2 * scale) * np.sign(whole)


@dataclass(frozen=True, slots=True)
class _Values:
    """A rate to two decimals, in hundredths; `defined` where there is one."""

    hundredths: Any
    defined: Mask


def _values(leaf: Indicator, inputs: Inputs) -> _Values | None:
    """The value of the leaf's formula; None where it has none, or numbers too wide to be shown at once."""
    if not leaf.formula or not leaf.inputs:
        return None
    try:
        inputs.narrow()
        column = computed(leaf, inputs)
        if not isinstance(column.value, Scaled):
            return None
        rounded = (column.value.half_up(2) * 100).plain()
    except TooWideError:
        return None
    defined = np.ones(inputs.count, np.bool_) if inputs.lacking is None else ~inputs.lacking
    return _Values(rounded, defined if column.undefined is None else defined & ~column.undefined)


def _shown(values: _Values | None, count: int) -> list[str | None]:
    if values is None:
        return [None] * count
    distinct, back = np.unique(values.hundredths, return_inverse=True)
    texts = [_hundredths(int(one)) for one in distinct]
    return [texts[at] if defined else None for at, defined in zip(back, values.defined, strict=True)]


def _hundredths(number: int) -> str:
    """Hundredths as a number: 9688 → 96.88, 500 → 5."""
    whole, part = divmod(abs(number), 100)
    digits = f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{digits}" if number < 0 else digits


class _Reasons:
    """Words for the agencies of one leaf, each sentence once."""

    def __init__(self, leaf: Indicator, weight: Fraction | None, status: Any, points: Any, ruled: Mask) -> None:
        self.leaf, self.weight = leaf, weight
        self.status, self.points, self.ruled = status, points, ruled
        self.of_all = "" if weight is None else f"（满分{_plain(weight)}分）"
        self.words: list[str] = []
        self.found = np.zeros(len(status), np.int32)

    def of(self, values: _Values | None, lacks: Mapping[FactName, Mask], cells: Sequence[str] | None) -> Any:
        """The number of each agency's sentence."""
        for status, words in ((REFUSED, "数据不能用，没有计分"), (EXCUSED, f"{self.leaf.name}不适用，不计入总分")):
            self._fixed(self.status == status, words)
        self._lacking(lacks)
        known = self.status == KNOWN
        ruled = known & self.ruled
        self._keyed(ruled, self.points, lambda key: f"{self.leaf.name}不适用、分母为0或没有提供，按规则{self._earned(key)}")
        rest = known & ~self.ruled
        if values is not None:
            key = values.hundredths * _WIDE + self.points
            self._keyed(rest, key, self._valued)
        elif cells is not None:
            order = {text: at for at, text in enumerate(dict.fromkeys(cells))}
            texts = list(order)
            codes = np.array([order[text] for text in cells], np.int64)
            self._keyed(
                rest, codes * _WIDE + self.points,
                lambda key: f"{self.leaf.name}评定为“{texts[key // _WIDE]}”，{self._earned(key % _WIDE)}",
            )  # fmt: skip
        else:
            self._keyed(rest, self.points, lambda key: f"{self.leaf.name}{self._earned(key)}")
        return self.found

    def _valued(self, key: int) -> str:
        return f"{self.leaf.name}为{_hundredths(key // _WIDE)}{self.leaf.unit}，{self._earned(key % _WIDE)}"

    def _earned(self, points: int) -> str:
        of = self.of_all
        return f"得{_hundredths((points + 50) // 100)}分{of}"

    def _fixed(self, where: Mask, words: str) -> None:
        if where.any():
            self.found[where] = len(self.words)
            self.words.append(words)

    def _keyed(self, where: Mask, keys: Any, words: Any) -> None:
        if not where.any():
            return
        distinct, back = np.unique(keys[where], return_inverse=True)
        self.found[where] = back + len(self.words)
        self.words += [words(int(one)) for one in distinct]

    def _lacking(self, lacks: Mapping[FactName, Mask]) -> None:
        """What each agency lacks, by name."""
        where = self.status == LACKING
        if not where.any():
            return
        if not self.leaf.formula:
            self._fixed(where, f"{self.leaf.name}还没有评定")
            return
        codes, names = np.zeros(len(where), np.int64), list(lacks)
        for bit, mask in enumerate(lacks.values()):
            codes |= mask.astype(np.int64) << bit

        def words(code: int) -> str:
            lacking = [told(name) for bit, name in enumerate(names) if code >> bit & 1]
            return f"{self.leaf.name}算不出，缺少{'、'.join(lacking)}" if lacking else f"{self.leaf.name}还不能计分"

        self._keyed(where, codes, words)


_WIDE = 1 << 32


def _plain(value: Fraction) -> str:
    return f"{trim(half_up(value, 2)):f}"


# —— rows of the files ——


def scores_table(columns: Sequence[LeafColumns], block: Block) -> Any:
    """The rows of `scores.parquet`: indicator by indicator, in each the agencies in their order."""
    pa, _ = arrow()
    count = len(block)
    return pa.Table.from_batches([_batch(pa, one, block, count) for one in columns])


def _batch(pa: Any, one: LeafColumns, block: Block, count: int) -> Any:
    def same(text: str) -> Any:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([text], pa.string()))

    no_score = one.status != KNOWN
    no_bounds = (one.status == REFUSED) | (one.status == EXCUSED) if one.weight is not None else np.ones(count, np.bool_)
    return pa.record_batch(
        {
            "agency": pa.array(block.agencies, pa.string()),
            "year": pa.array(np.full(count, block.year, np.int32)),
            "indicator": same(one.id),
            "name": same(one.name),
            "weight": decimal_array(np.full(count, int((one.weight or 0) * 10**PLACES)), PLACES, None if one.weight is not None else np.ones(count, np.bool_)),
            "status": pa.DictionaryArray.from_arrays(pa.array(one.status.astype(np.int32)), pa.array(STATUS)),
            "value": pa.array(one.value, pa.string()),
            "unit": same(one.unit),
            "score": decimal_array(one.score, PLACES, no_score),
            "low": decimal_array(one.low, PLACES, no_bounds),
            "high": decimal_array(one.high, PLACES, no_bounds),
            "reason": pa.DictionaryArray.from_arrays(pa.array(one.reason), pa.array(one.reasons, pa.string())),
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TotalColumns:
    """Totals of a block, times 10^`PLACES`: status, total, bounds, place of the grade."""

    status: Any
    total: Any
    low: Any
    high: Any
    grade: Any


def total_columns(scores: Scores) -> TotalColumns:
    """Totals and the bounds between which open ones can still lie."""
    of, scale = int(Fraction(scores.rulebook.total) * scores.scale), scores.scale
    wide: Any = object if of * of * 2 * 10**PLACES > WIDEST else np.int64
    left = of - scores.out.astype(wide)
    closed = np.maximum(left, 1)
    status = np.where(scores.refused, REFUSED, np.where(scores.known, KNOWN, LACKING)).astype(np.int8)
    total = in_places(scores.total, scale)

    def bound(got: Any) -> Any:
        exact = (got * (of * 2 * 10**PLACES) + closed * scale) // (2 * closed * scale)
        return np.where(scores.known, total, np.where(left > 0, exact, 0)).astype(np.int64)

    got = scores.got.astype(wide)
    return TotalColumns(status, total, bound(got), bound(got + scores.open.astype(wide)), scores.grade)


def totals_table(totals: TotalColumns, block: Block, grades: Sequence[str], why: Mapping[int, str]) -> Any:
    """The rows of `totals.parquet`; `why` says of refused agencies what is wrong."""
    pa, _ = arrow()
    count = len(block)
    none = totals.status != KNOWN
    grade = pa.DictionaryArray.from_arrays(
        pa.array(np.maximum(totals.grade, 0).astype(np.int32), mask=totals.grade < 0),
        pa.array([*grades, ""][: max(len(grades), 1)], pa.string()),
    )
    return pa.table(
        {
            "agency": pa.array(block.agencies, pa.string()),
            "year": pa.array(np.full(count, block.year, np.int32)),
            "status": pa.DictionaryArray.from_arrays(pa.array(totals.status.astype(np.int32)), pa.array(STATUS)),
            "total": decimal_array(totals.total, PLACES, none),
            "low": decimal_array(totals.low, PLACES, totals.status == REFUSED),
            "high": decimal_array(totals.high, PLACES, totals.status == REFUSED),
            "grade": grade,
            "reason": pa.array([why.get(at, "") for at in range(count)], pa.string()),
        }
    )  # fmt: skip
