"""Reviews → rows of the four tables, column by column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.batch.agencies import region_of, sector_of
from jixiao.batch.tables import OPERAND, TABLES, schema_of
from jixiao.errors import on_one_line
from jixiao.model.claim import Operand, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.review import Review, Unreadable

CHECKED, UNREADABLE, FAILED = "checked", "unreadable", "failed"

_OPERANDS = "operands"


class Rows:
    """Columns that grow, document by document. A document's rows depend on nothing but its review."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, list[Any]]] = {
            table: {name: [] for name in columns} for table, columns in TABLES.items()
        }
        self._operands: dict[str, _Operands] = {
            table: _Operands() for table, columns in TABLES.items() if _OPERANDS in columns
        }

    def add(self, document: str, size: int, answer: Review | Unreadable) -> None:
        """The rows of one document."""
        if isinstance(answer, Unreadable):
            hints = (fault.hint for fault in answer.faults if fault.hint)
            whats = (fault.what for fault in answer.faults)
            self.fail(document, size, UNREADABLE, on_one_line(answer.faults, whats), on_one_line(answer.faults, hints))
            return
        self._row(
            "documents", document, CHECKED, "", "", size, answer.kind, answer.title, answer.agency, answer.year,
            region_of(answer.agency or answer.title), sector_of(answer.agency or answer.title), answer.rulebook,
            answer.coverage.figures, answer.coverage.checked, len(answer.facts), len(answer.relations),
            sum(1 for one in answer.relations if one.verdict is Verdict.INCONSISTENT),
            answer.count(Level.ERROR), answer.count(Level.WARNING), answer.count(Level.INFO), list(answer.notes),
        )  # fmt: skip
        for n, fact in enumerate(answer.facts):
            self._fact(document, n, fact)
        for n, relation in enumerate(answer.relations):
            self._relation(document, n, relation)
        for n, finding in enumerate(answer.findings):
            self._finding(document, n, finding)

    def fail(self, document: str, size: int, status: str, reason: str, hint: str) -> None:
        """A document without a review, and why."""
        nothing = (0,) * 8
        self._row("documents", document, status, reason, hint, size, "", "", "", None, "", "", "", *nothing, [])

    def tables(self) -> dict[str, Any]:
        """All rows so far as arrow tables."""
        import pyarrow as pa

        made = {}
        for table, columns in self._columns.items():
            schema = schema_of(table)
            arrays = [
                self._operands[table].array(schema.field(name).type)
                if name == _OPERANDS
                else pa.array(values, schema.field(name).type)
                for name, values in columns.items()
            ]
            made[table] = pa.Table.from_arrays(arrays, schema=schema)
        return made

    def _row(self, table: str, *values: Any) -> None:
        for column, value in zip(self._columns[table].values(), values, strict=False):
            column.append(value)

    def _fact(self, document: str, n: int, fact: Fact) -> None:
        value = fact.value
        if isinstance(value, Quantity):
            text, plain, unit = fact.raw or str(value), digits(value.value), value.unit
        else:
            text, plain, unit = fact.raw or fact.shown, value.isoformat() if isinstance(value, date) else fact.shown, ""
        self._row(
            "facts",
            document,
            n,
            fact.item,
            fact.basis,
            fact.year,
            fact.agency,
            text,
            plain,
            unit,
            *_place(fact.place),
            fact.by,
        )

    def _relation(self, document: str, n: int, one: Relation) -> None:
        stated = one.stated.quantity
        expected = "" if one.expected is None else digits(one.expected.value)
        unit = (stated or one.expected).unit if stated or one.expected else ""  # type: ignore[union-attr]
        self._row(
            "relations", document, n, one.kind.value, one.verdict.value, one.detail, one.stated.quote,
            digits(stated.value) if stated else "", expected, unit, one.quote, *_place(one.place),
        )  # fmt: skip
        self._operands["relations"].add(one.operands)

    def _finding(self, document: str, n: int, one: Finding) -> None:
        self._row(
            "findings", document, n, one.code, one.name, one.level.value, one.message, one.quote, one.stated, one.expected,
            one.unit, one.changes, one.fingerprint, *_place(one.place),
        )  # fmt: skip
        self._operands["findings"].add(one.rests_on)


class _Operands:
    """A column of lists of figures, laid out flat: much quicker than a list of dicts for each row."""

    def __init__(self) -> None:
        self.ends = [0]
        self.flat: list[list[Any]] = [[] for _ in OPERAND]

    def add(self, operands: tuple[Operand, ...]) -> None:
        for one in operands:
            quantity = one.quantity
            value, unit = (digits(quantity.value), quantity.unit) if quantity is not None else ("", "")
            for column, item in zip(self.flat, (one.quote, value, unit, *_place(one.place)), strict=True):
                column.append(item)
        self.ends.append(self.ends[-1] + len(operands))

    def array(self, kind: Any) -> Any:
        import pyarrow as pa

        struct = kind.value_type
        fields = [pa.array(values, struct.field(at).type) for at, values in enumerate(self.flat)]
        inner = pa.StructArray.from_arrays(fields, fields=[struct.field(at) for at in range(struct.num_fields)])
        return pa.ListArray.from_arrays(pa.array(self.ends, pa.int32()), inner, type=kind)


def digits(number: Decimal) -> str:
    """A number written out, without exponent and without zeros that say nothing: 899700, 89.5."""
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _place(place: Place) -> tuple[str, str, int | None, int | None]:
    start, end = place.span or (None, None)
    return place.part, place.ref, start, end
