"""Final-account tables: consistent ones are silent in every layout, one changed cell is found at that cell."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from jixiao.extract import read_document
from jixiao.model.claim import Kind, Verdict
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Reading
from jixiao.readers import read
from jixiao.review import review_document
from tests.unit.tables_laid_out import SHEETS, Layout, saved, workbook
from tests.unit.tables_made import accounts

LAYOUTS = {
    "万元": Layout(),
    "元": Layout(yuan=True),
    "没有格式的数字": Layout(general=True),
    "类款项分三栏": Layout(three_codes=True),
    "零也印出": Layout(zeros=True),
    "文字数字": Layout(texts=True),
}


def reading(layout: Layout, seed: int, names: tuple[str, ...] = (), numbered: bool = False) -> Reading:
    return read_document(read(saved(workbook(accounts(seed), layout, names, numbered)), "决算公开表.xlsx"))


def doubts(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{one.code} {one.level} {one.place}: {one.message}" for one in findings]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tables_that_fit_are_silent(layout: Layout, seed: int) -> None:
    review = review_document(read(saved(workbook(accounts(seed), layout)), "决算公开表.xlsx"))

    assert doubts(review.findings) == []
    ways = {one.way for one in review.relations if one.verdict is Verdict.CONSISTENT}
    inside = {"T1.i1", "T1.i2", "T1.i3", "T1.i4", "T1.i5", "T2.r", "T3.r", "Tn.h", "T4.r", "T4.i1", "T4.i2", "T5.r"}
    assert {f"identity:{id}" for id in inside | {"T6.i1", "T6.i2", "T6.i3", "T9.i1", "T9.i2"}} <= ways
    assert {f"identity:{id}" for id in ("X1", "X2", "X3", "X4", "X5", "X6")} <= ways


def test_tables_are_known_by_title_not_by_sheet_or_number() -> None:
    """The same tables in another order, on sheets called Sheet1 …: nothing changes."""
    order = tuple(reversed(SHEETS))
    one, other = reading(Layout(), 7), reading(Layout(), 7, order, numbered=True)

    assert sorted(fact.key for fact in one.facts) == sorted(fact.key for fact in other.facts)  # type: ignore[type-var]
    assert sorted(relation.way for relation in one.relations) == sorted(relation.way for relation in other.relations)


def test_totals_become_facts_with_year_basis_and_place() -> None:
    data = accounts(4)
    found = {(fact.item, fact.basis): fact for fact in reading(Layout(), 4).facts}

    def wan(cents: int) -> Decimal:
        return Decimal(cents) * 100  # one cent of 万元 is 100 元

    spent, basic = found["total_expenditure", "executed"], found["basic_expenditure", "executed"]
    assert isinstance(spent.value, Quantity) and isinstance(basic.value, Quantity)
    assert spent.value.value == wan(data.spent())
    assert basic.value.value == wan(data.basic(""))
    assert (spent.place.part, spent.place.ref) == ("支出决算表", "C7")
    cars = found["vehicle_operation", "executed"]
    assert isinstance(cars.value, Quantity)
    assert cars.value.value == wan(data.cars[3])
    assert cars.place.part == "三公表"
    closing = found["year_end_balance", ""]
    assert isinstance(closing.value, Quantity)
    assert closing.value.value == wan(data.closing)


CHANGES = (Decimal(1), Decimal(10), Decimal("-0.5"), Decimal(100), Decimal("0.09"))


@pytest.mark.parametrize("seed", range(24))
def test_one_changed_amount_is_found_at_its_cell(seed: int) -> None:
    """Any amount of any table, changed by up to 100 万元: an error, at that cell wherever two sums meet in it."""
    lot = random.Random(seed)
    layout = list(LAYOUTS.values())[seed % len(LAYOUTS)]
    book = workbook(accounts(seed), layout)
    clean = read_document(read(saved(book), "决算公开表.xlsx"))
    cells = sorted({(one.place.part, one.place.ref) for one in clean.table_figures if one.quantity and one.quantity.value})
    for part, ref in lot.sample(cells, 2):
        cell = book[part][ref]
        before = cell.value
        value = Decimal(str(before).replace(",", "")) + lot.choice(CHANGES) * (100 if layout.yuan else 1)
        cell.value = f"{value:,.2f}" if layout.texts else int(value) if layout.yuan else float(value)
        document = read(saved(book), "决算公开表.xlsx")
        cell.value = before

        errors = [one for one in review_document(document).findings if one.level is Level.ERROR]
        broken = [one for one in read_document(document).relations if one.verdict is Verdict.INCONSISTENT]
        place = next(one.place for one in clean.table_figures if (one.place.part, one.place.ref) == (part, ref))

        assert errors, f"{part}!{ref} {before} → {value}"
        assert all(_speaks_of(one, place) for one in errors), doubts(tuple(errors))
        if len(broken) > 1:
            assert [(one.place.part, one.place.ref) for one in errors] == [(part, ref)]


def _speaks_of(finding: Finding, place: Place) -> bool:
    return (place.part, place.ref) in {(one.place.part, one.place.ref) for one in finding.rests_on}


def test_the_change_that_closes_every_sum_is_named() -> None:
    """行政运行's basic expenditure is raised by 1.00: its row and its 款 break, both meet in the one cell."""
    book = workbook(accounts(1))
    sheet = book["支出决算表"]
    row = next(one for one in range(7, 40) if str(sheet.cell(one, 1).value) == "2010301")
    cell = sheet.cell(row, 4)
    right = Decimal(str(cell.value))
    cell.value = float(right + 1)

    (finding,) = review_document(read(saved(book), "决算公开表.xlsx")).findings

    assert (finding.code, finding.level, finding.place.ref) == ("CS03", Level.ERROR, f"D{row}")
    assert (finding.stated.replace(",", ""), finding.expected) == (f"{right + 1:.2f}", f"{right:.2f}")
    assert "另外 1 处不符也由此而来" in finding.message


def test_a_table_whose_columns_mean_something_else_is_not_accused() -> None:
    """基本支出 and 项目支出 hold last year's figures: every row fails, so the reading is blamed, not the agency."""
    book = workbook(accounts(5))
    sheet = book["支出决算表"]
    for row in range(7, sheet.max_row + 1):
        for column in (4, 5):
            value = sheet.cell(row, column).value
            sheet.cell(row, column).value = float(Decimal(str(value)) * 2 + 3) if value else 3.21

    review = review_document(read(saved(book), "决算公开表.xlsx"))

    assert [(one.code, one.level) for one in review.findings] == [("FM01", Level.INFO)]
    assert review.findings[0].place.part == "支出决算表"
    assert not [one for one in review.relations if one.kind is Kind.IDENTITY and one.verdict is Verdict.INCONSISTENT]


def test_two_sets_of_tables_in_one_file_are_not_held_against_each_other() -> None:
    """Two agencies: each table holds in itself; between tables nothing is said, for nobody says which belong together."""
    book = workbook(accounts(1), names=("收入支出决算总表", "支出决算表"))
    other = workbook(accounts(2), names=("收入支出决算总表", "支出决算表"))
    for name in other.sheetnames:
        sheet = book.create_sheet(f"{name}2")
        for row in other[name].iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet[cell.coordinate] = cell.value
                    sheet[cell.coordinate].number_format = cell.number_format
        for one in other[name].merged_cells.ranges:
            sheet.merge_cells(str(one))

    review = review_document(read(saved(book), "决算公开表.xlsx"))

    assert doubts(review.findings) == []
    assert not [one for one in review.relations if one.way == "identity:X2"]
    assert sum(1 for one in review.relations if one.way == "identity:T1.i5") == 2
