"""Tables of a report's own making: what they state is worked out by hand here; the documents are in tests/tables/36–40."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.tables.block import Surroundings
from jixiao.extract.tables.own import OwnTable, read_own
from jixiao.extract.tables.own_rows import row_relations
from jixiao.extract.tables.own_slips import FOLLOWS, told_once
from jixiao.extract.tables.own_sums import sum_relations
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Cell, Place, Table

NOWHERE = Surroundings((), "", None)


def table(*rows: Sequence[str]) -> Table:
    return Table(
        tuple(
            Cell((text,), at, column, place=Place("0" * 64, "表1", f"R{at}C{column}"))
            for at, row in enumerate(rows)
            for column, text in enumerate(row)
        )
    )


def own(*rows: Sequence[str]) -> OwnTable:
    found = read_own(table(*rows), NOWHERE)
    assert found is not None
    return found


def stated(*rows: Sequence[str]) -> list[Relation]:
    made = own(*rows)
    return told_once([*sum_relations(made), *row_relations(made)])


def broken(relations: Sequence[Relation]) -> list[tuple[Kind, str, str]]:
    return [
        (one.kind, one.stated.place.ref, one.edit)
        for one in relations
        if one.verdict is Verdict.INCONSISTENT and one.detail != FOLLOWS
    ]


HEAD = ("项目", "预算（万元）", "支出（万元）", "结余（万元）")


def test_a_cell_that_breaks_its_row_and_its_column_is_told_once() -> None:
    """25.00 − 20.00 is 5.00, and 6.00 + 5.00 + 3.00 is 14.00: the 8.00 printed is wrong in both."""
    found = stated(
        HEAD,
        ("甲", "30.00", "24.00", "6.00"),
        ("乙", "25.00", "20.00", "8.00"),
        ("丙", "15.00", "12.00", "3.00"),
        ("合计", "70.00", "56.00", "14.00"),
    )

    assert broken(found) == [(Kind.DIFFERENCE, "R2C3", "8.00→5.00")]
    assert [one.kind for one in found if one.detail == FOLLOWS] == [Kind.SUM]


def test_a_rule_that_half_of_the_rows_break_is_none() -> None:
    found = stated(
        HEAD,
        ("甲", "30.00", "24.00", "6.00"),
        ("乙", "25.00", "20.00", "9.00"),
        ("丙", "15.00", "12.00", "1.00"),
        ("丁", "18.00", "12.00", "6.00"),
    )

    assert [one for one in found if one.kind is Kind.DIFFERENCE] == []


def test_a_rule_of_a_single_row_is_asked_about_at_most() -> None:
    found = stated(
        HEAD, ("甲", "30.00", "24.00", "6.00"), ("乙", "25.00", "20.00", "5.00"), ("丙", "15.00", "12.00", "7.00")
    )

    assert [(one.stated.place.ref, one.near) for one in found if one.verdict is Verdict.INCONSISTENT] == [("R3C3", True)]
    alone = stated(HEAD, ("甲", "30.00", "24.00", "6.00"), ("乙", "25.00", "25.00", "5.00"), ("丙", "0", "12.00", "—"))
    assert [(one.stated.place.ref, one.near) for one in alone if one.verdict is Verdict.INCONSISTENT] == []


def test_a_total_as_small_as_a_row_is_no_sum() -> None:
    """The average of 12, 14 and 13 persons, and the last of a running total."""
    found = stated(
        ("月份", "平均在岗人数", "支出（万元）", "完成数"),
        ("一月", "12", "3.00", "10"),
        ("二月", "14", "5.00", "25"),
        ("三月", "13", "4.00", "60"),
        ("合计", "13", "12.00", "60"),
    )

    assert [(one.stated.place.ref, one.verdict) for one in found if one.kind in (Kind.SUM, Kind.COUNT_SUM)] == [
        ("R4C2", Verdict.CONSISTENT),
        ("R4C3", Verdict.UNVERIFIABLE),
    ]


def test_households_counted_in_several_rows_are_asked_about() -> None:
    """50 + 40 + 30 is 120; 85 households may be right where some stand in several rows. 102 is 120 with digits swapped."""
    rows = [("补助", "户数（户）", "金额（元）"), ("甲", "50", "500"), ("乙", "40", "800"), ("丙", "30", "600")]

    (asked,) = [one for one in stated(*rows, ("合计", "85", "1900")) if one.verdict is Verdict.INCONSISTENT]
    assert asked.open == ("同一对象可能在几行里都统计了",)
    (sure,) = [one for one in stated(*rows, ("合计", "102", "1900")) if one.verdict is Verdict.INCONSISTENT]
    assert sure.open == ()
    assert sure.edit == "102→120"


def test_a_dash_is_none_and_a_blank_is_a_gap() -> None:
    rows = [
        ("项目", "预算（万元）", "调剂（万元）"),
        ("甲", "30.00", "2.00"),
        ("乙", "25.00", "{}"),
        ("丙", "15.00", "1.00"),
    ]
    total = ("合计", "70.00", "5.00")

    def of(cell: str) -> Relation:
        made = stated(*rows[:2], (rows[2][0], rows[2][1], cell), rows[3], total)
        return next(one for one in made if one.stated.place.ref == "R4C2")

    assert of("—").open == ()
    assert of("").open == ("有的行没有填",)


def test_what_nobody_adds_up_is_not_read() -> None:
    head, rows = ("姓名", "金额"), [(f"甲{at}", "1.00") for at in range(500)]
    assert read_own(table(head, *rows), NOWHERE) is None
    assert read_own(table(("甲", "乙"), ("丙", "丁")), NOWHERE) is None
    assert read_own(table(), NOWHERE) is None
    assert read_own(table(("标题",), ("3.00",)), NOWHERE) is None
