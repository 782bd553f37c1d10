"""The corpus: what a person read, against what the program reads. `corpus.yaml` is the test."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from jixiao.datafile import read_data
from jixiao.model.quantity import Quantity
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise
from jixiao.text.quantities import quantity

FILE = read_data(resources.files("jixiao.text").joinpath("corpus.yaml").read_bytes(), "text/corpus.yaml")
ROWS: list[dict[str, Any]] = FILE.data
KEYS = {"n", "unit", "step", "bound", "approx"}


def fields(raw: dict[str, Any]) -> tuple[Decimal, str, Decimal, str, str]:
    assert set(raw) <= KEYS, raw
    return Decimal(raw["n"]), raw["unit"], Decimal(raw["step"]), raw.get("bound", "="), raw.get("approx", "")


def fields_of(found: Quantity) -> tuple[Decimal, str, Decimal, str, str]:
    return found.value, found.unit, found.step, found.bound, found.approx


def readings(text: str, unit: str | None) -> list[Quantity | None]:
    """Every way the program reads `text`: as a cell, and (where no column gives the unit) as running text; all must agree."""
    cell = quantity(text, unit or "")
    in_text = [one.quantity for one in mentions(normalise(text).string)] if unit is None else []
    return in_text if cell is None else [*in_text, cell]


def spellings(kind: str) -> list[Any]:
    return list(_spellings(kind))


def _spellings(kind: str) -> Iterator[Any]:
    for index, row in enumerate(ROWS):
        if kind in row:
            line = FILE.line((index,))
            for text in row["from"]:
                yield pytest.param(row[kind], text, row.get("in"), id=f"line {line}: {text}")


def listed(kind: str) -> list[str]:
    return [text for row in ROWS for text in row.get(kind, ())]


def test_the_file_is_well_formed() -> None:
    assert FILE.faults == []
    kinds = {"value", "not_a_quantity", "only_in_cells", "not_yet"}
    for index, row in enumerate(ROWS):
        assert len(kinds & set(row)) == 1 and set(row) <= kinds | {"from", "in"}, FILE.where((index,))


def test_it_is_as_large_as_it_promises() -> None:
    values = {(*fields(row["value"]), row.get("in")) for row in ROWS if "value" in row}
    assert len({value[:-1] for value in values}) >= 250
    assert len(set(listed("not_a_quantity"))) >= 100


@pytest.mark.parametrize(("expected", "text", "unit"), spellings("value"))
def test_a_spelling_has_its_value(expected: dict[str, Any], text: str, unit: str | None) -> None:
    found = readings(text, unit)
    assert found, "nothing was read"
    assert unit is not None or mentions(normalise(text).string), "nothing was read in running text"
    assert unit is not None or len(found) <= 2, "more than one figure was read"
    for one in found:
        assert one is not None
        assert fields_of(one) == fields(expected)


@pytest.mark.parametrize("text", listed("not_a_quantity"))
def test_it_is_not_a_quantity(text: str) -> None:
    assert [one.quote for one in mentions(normalise(text).string)] == []
    assert quantity(text) is None


@pytest.mark.parametrize("text", listed("only_in_cells"))
def test_it_is_a_quantity_only_where_it_fills_a_cell(text: str) -> None:
    assert [one.quote for one in mentions(normalise(text).string)] == []
    assert quantity(text) is not None


@pytest.mark.parametrize(("expected", "text", "unit"), spellings("not_yet"))
def test_a_known_gap_is_still_one(expected: dict[str, Any], text: str, unit: str | None) -> None:
    found = readings(text, unit)
    read = len(found) > 0 and all(one is not None and fields_of(one) == fields(expected) for one in found)
    assert not read, "it is read now: move it to the values of corpus.yaml"
