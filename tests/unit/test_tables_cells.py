"""Cells of tables: amounts, points, words of forms; and tables of any nonsense, which must never break the reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.extract import read_document
from jixiao.extract.tables.cells import amount_in, is_blank, is_inner, is_nothing, points, row_name, square, word
from jixiao.extract.tables.form import forms, head_words
from jixiao.model.document import Cell, Document, Paragraph, Place, Table
from jixiao.text.quantities import quantity


@given(
    st.decimals(min_value=-10**9, max_value=10**9, places=2, allow_nan=False),
    st.sampled_from(["元", "万元", "亿元", "千元", "%", "分"]),
    st.sampled_from(["{}", "{:,}"]),
)  # fmt: skip
def test_plain_figures_are_read_as_any_other_text_is(number: Decimal, unit: str, dress: str) -> None:
    """The fast way and the long way give the same value, step and printed digits."""
    text = dress.format(number)
    assert amount_in(text, unit) == quantity(text, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.50", "12345000"), ("-12.5", "-125000"), ("(12.50)", "-125000"), ("（12.50）", "-125000"), (" 0.00 ", "0"),
     ("１２.３", "123000"), ("12万元", "120000"), ("12.3元", "12.3")],
)  # fmt: skip
def test_amounts_of_money(text: str, value: str) -> None:
    found = amount_in(text, "万元")
    assert found is not None
    assert found.value == Decimal(value)
    assert found.unit == "元"


@pytest.mark.parametrize("text", ["", "—", "**", "#REF!", "见附件", "2021年", "12.3.4", "1,23", "约"])
def test_what_is_no_amount(text: str) -> None:
    assert amount_in(text, "万元") is None


def test_nothing_and_no_words_are_told_apart() -> None:
    assert is_nothing("无") and not is_blank("无")
    assert all(is_nothing(one) and is_blank(one) for one in ("", " ", "—", "--", "/", "\\"))
    assert not is_nothing("0") and not is_blank("0.00")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("全年预算数（A）", "全年预算数"), ("执行率（B/A）", "执行率"), ("指标权重（分）", "指标权重"), ("年初预算数(万元)", "年初预算数"),
     ("项 目", "项目"), ("“三公”经费：", "三公经费"), ("1—7月执行数", "N月执行数"), ("1-6月份执行率(%)", "N月执行率"),
     ("項目", "项目"), ("产出指标（50分）", "产出指标(50分)")],
)  # fmt: skip
def test_words_of_heads(text: str, spelled: str) -> None:
    assert word(text) == spelled


@pytest.mark.parametrize(
    ("text", "name"),
    [("其中：本年财政拨款", "本年财政拨款"), ("一、基本支出", "基本支出"), ("1.因公出国（境）费", "因公出国(境)费"), ("（2）公务用车运行维护费", "公务用车运行维护费"),
     ("　　结余分配", "结余分配"), ("年度资金总额：", "年度资金总额"), ("2010301", "2010301"), ("十二、其他支出", "其他支出")],
)  # fmt: skip
def test_labels_of_rows(text: str, name: str) -> None:
    assert row_name(text) == name


def test_parts_of_the_row_above_say_so() -> None:
    assert is_inner("其中：专户管理的收费") and is_inner("（一）其中：基金")
    assert not is_inner("一、一般公共预算财政拨款收入")


def test_points_are_points() -> None:
    def cell(text: str) -> Cell:
        return Cell((text,), 0, 0)

    found = points(cell("8.50"), "指标")
    assert found is not None and found.quantity is not None
    assert (found.quantity.value, found.quantity.unit) == (Decimal("8.5"), "分")
    assert points(cell("8分"), "") is not None
    assert points(cell("85%"), "") is None and points(cell("—"), "") is None and points(None, "") is None


def test_a_square_a_workbook_does_not_store_has_a_place() -> None:
    row: list[Cell | None] = [Cell(("甲",), 6, 0, place=Place("s", "Sheet1", "A7")), None, None]
    made = square(row, 27)
    assert made is not None
    assert (made.place.ref, made.text) == ("AB7", "")
    assert square(row, 0) is row[0]
    assert square(row, None) is None


VOCABULARY = [
    *sorted(head_words())[::3],
    "合计", "总分", "总计", "小计", "栏次", "年度资金总额", "其中：本年财政拨款", "201", "20103", "2010301", "12.50", "-3", "100%", "≥12场", "1,000.00",
    "**", "#REF!", "—", "", "单位：万元", "支出决算表", "收入支出决算总表", "财政拨款“三公”经费支出决算表", "产出指标（50分）", "部门：示例县某某局（虚构）", "注：本表",
    "9" * 30, "0.1" * 9, "（" * 20,
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 9), st.integers(1, 3), st.integers(1, 3), st.sampled_from(VOCABULARY)),
        max_size=60,
    ),
    st.lists(st.sampled_from(VOCABULARY), max_size=3),
    st.sampled_from(["xlsx", "docx"]),
)
def test_any_table_at_all_is_read(cells: list[tuple[int, int, int, int, str]], above: list[str], kind: str) -> None:
    """Words of forms strewn over a grid, cells over cells: whatever comes of it, nothing breaks and every place is a cell."""
    made = tuple(
        Cell((text,) if text else (), row, column, tall, wide, Place("s", "表1", f"R{row + 1}C{column + 1}"))
        for row, column, tall, wide, text in sorted(cells)
    )
    document = Document("表", (*(Paragraph((text,)) for text in above), Table(made)), kind=kind)

    reading = read_document(document)

    places = {cell.place for cell in made}
    for relation in reading.relations:
        if relation.stated.place.part == "表1":
            assert {relation.stated.place, relation.place, *(one.place for one in relation.operands)} <= places


def test_forms_overlap_without_confusion() -> None:
    """No two forms ask for the same columns with the same title and rows."""
    seen = {(form.needs, form.titled, form.title, form.only_rows, form.begins) for form in forms()}
    assert len(seen) == len(forms())
