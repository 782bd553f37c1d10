"""Columns of a parquet file → exact integers, without looking at each number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from jixiao.formula.scaled import WIDEST
from jixiao.peers.arrow import arrow
from jixiao.rules.columns.units import FactColumn


def decimal_column(column: Any, factor: Decimal, rounded: bool) -> FactColumn | None:
    """A column of whole or decimal numbers × `factor` (a power of ten), exact; None where it is of another type or too wide.

    `rounded`: amounts and rates, known to their last digit; counts are known to the last one.
    """
    pa, _ = arrow()
    kind = column.type
    missing = np.asarray(column.is_null(), np.bool_) if column.null_count else None
    if pa.types.is_integer(kind):
        numbers = np.asarray(column.fill_null(0)).astype(np.int64, copy=False)
        places = 0
        if pa.types.is_uint64(kind):
            return None
    elif pa.types.is_decimal128(kind):
        pairs = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)[column.offset : column.offset + len(column)]
        numbers, high = pairs[:, 0].copy(), pairs[:, 1]
        if missing is not None:
            numbers[missing] = 0
            high = np.where(missing, 0, high)
        if not np.array_equal(high, numbers >> 63):
            return None
        places = kind.scale
    else:
        return None
    exponent = int(factor.adjusted())
    shift = max(exponent - places, 0)
    if shift and len(numbers) and int(np.abs(numbers).max()) * 10**shift > WIDEST:
        return None
    if factor != Decimal(1).scaleb(exponent):
        return None
    scale = 10 ** max(places - exponent, 0)
    return FactColumn(numbers * 10**shift, scale, missing, 10**shift if rounded else 0)


def decimal_array(numbers: Any, scale: int, missing: Any = None) -> Any:
    """Whole numbers ÷ 10^`scale` as an arrow column of decimals; null where `missing` is true."""
    pa, _ = arrow()
    pairs = np.empty((len(numbers), 2), np.int64)
    pairs[:, 0] = numbers
    pairs[:, 1] = pairs[:, 0] >> 63
    valid = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.decimal128(18, scale), len(numbers), [valid, pa.py_buffer(pairs.tobytes())])
