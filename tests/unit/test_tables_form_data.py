"""Forms and identities are data: what one names, the other has."""

from __future__ import annotations

import pytest

from jixiao.catalog.identities import MODES, TableIdentity, table_identities
from jixiao.catalog.items import bases, items
from jixiao.extract.tables.form import Form, forms

ROLES = {
    "label", "code", "line", "content", "done", "reached", "weight", "score", "rate", "reason", "item", "basis", "unit", "last_year", "this_year",
    "level1", "level2", "name", "nature", "target", "adjusted", "actual", "ratio", "rule", "progress", "expected", "chance", "recheck",
}  # fmt: skip


def keys(form: Form) -> set[str]:
    return {key for side in form.rows.values() for key in side.values()}


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_form_names_only_what_it_has(form: Form) -> None:
    roles = {role for role, _ in form.columns}
    assert roles - form.amounts <= ROLES | set(form.rates)
    assert all({one.of, *one.on} <= form.amounts for one in form.rates.values())
    assert set(form.units) <= roles
    for need in (*form.needs, *form.titled):
        assert need <= roles
    assert form.needs or form.titled or form.begins
    assert set(form.gives) <= form.amounts
    assert set(form.items) <= keys(form)
    assert set(form.items.values()) <= set(items())
    assert form.facts_of <= keys(form)
    assert set(form.row_gives) <= keys(form)
    assert form.only_rows <= keys(form)
    assert form.reads in ("items", "amounts", "indicators")
    assert form.blank in ("zero", "open", "missing")


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_what_a_column_gives_is_an_item_and_a_basis_of_the_catalog(form: Form) -> None:
    for given in (*form.gives.values(), *form.row_gives.values()):
        name, _, back = given.partition("@")
        item, _, basis = name.rpartition(".")
        assert back in ("", "-1")
        if item:
            assert basis in items()[item].bases
        else:
            assert name in bases() or name in items()


def test_form_ids_stand_once() -> None:
    ids = [form.id for form in forms()]
    assert len(set(ids)) == len(ids)
    assert len(forms()) >= 20


@pytest.mark.parametrize("identity", table_identities(), ids=lambda one: one.id)
def test_an_identity_names_only_what_its_tables_have(identity: TableIdentity) -> None:
    by_table: dict[str, list[Form]] = {}
    for form in forms():
        by_table.setdefault(form.table, []).append(form)
    assert set(identity.of) <= set(by_table)
    for equation in identity.equations:
        assert equation.mode in MODES
        told = {term.name for terms in equation.choices for term in terms}
        names = {equation.total, *told} - {"以上各行", "上一合计起各行", "下级科目", "本级科目"}
        known: set[str] = set()
        for table in identity.of:
            for form in by_table[table]:
                match equation.mode:
                    case "row":
                        known |= form.amounts
                    case "column":
                        known |= keys(form)
                    case "table":
                        known |= {f"{key}·{column}" for key in keys(form) for column in form.amounts}
                    case "between":
                        known |= {f"{table}·{key}" for key in keys(form)}
                        known |= {f"{table}·{key}·{column}" for key in keys(form) for column in form.amounts}
        if equation.mode == "facts":
            continue
        assert names <= known, names - known


def test_the_identities_of_the_handbook_are_all_there() -> None:
    told = {"T1.i1", "T1.i2", "T1.i3", "T1.i4", "T1.i5", "T2.r", "T3.r", "Tn.h", "T4.r", "T4.i1", "T5.r", "T6.i1", "T6.i2", "T6.i3",
            "T7.r", "T9.i1", "T9.i2", "X1", "X2", "X3", "X4", "X5", "X6", "P5"}  # fmt: skip
    assert told <= {one.id for one in table_identities()}
