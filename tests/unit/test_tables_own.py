"""Tables of a report's own making: what they state is worked out by hand here; the documents are in tests/tables/36–40."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.weigh import level_of
from jixiao.extract.tables.block import Surroundings
from jixiao.extract.tables.own import OwnTable, read_own
from jixiao.extract.tables.own_inner import inner_relations
from jixiao.extract.tables.own_rows import row_relations
from jixiao.extract.tables.own_slips import FOLLOWS, told_once
from jixiao.extract.tables.own_sums import sum_relations
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Cell, Place, Table
from jixiao.model.finding import Level

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
    return told_once([*sum_relations(made), *inner_relations(made), *row_relations(made)])


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


SPENDING = (
    ("支出项目", "年初预算数（万元）", "全年预算数（万元）", "决算数（万元）"),
    ("一、基本支出", "630.00", "645.20", "642.85"),
    ("其中：人员经费", "548.00", "562.40", "561.05"),
    ("公用经费", "82.00", "82.80", "81.80"),
    ("二、项目支出", "600.00", "640.00", "625.60"),
    ("其中：防渗工程", "380.00", "400.00", "396.30"),
    ("量水设施", "120.00", "140.00", "138.40"),
    ("清淤养护", "100.00", "100.00", "90.90"),
    ("合计", "1230.00", "1285.20", "1268.45"),
)


def spending(*changed: Sequence[str]) -> list[Relation]:
    new = {row[0]: row for row in changed}
    return stated(*(new.get(row[0], row) for row in SPENDING))


def test_rows_below_a_row_add_up_to_it() -> None:
    """396.30 + 138.40 + 90.90 is 625.60, and so in both columns of budgets; 98.90 would make it 633.60."""
    assert broken(spending()) == []
    assert [one.kind for one in spending() if one.way == "own:inner"] == [Kind.SUM] * 6
    (one,) = (one for one in spending(("清淤养护", "100.00", "100.00", "98.90")) if one.verdict is Verdict.INCONSISTENT)
    assert (one.stated.place.ref, one.stated.quote, one.near) == ("R4C3", "625.60", True)
    assert level_of(one) is Level.ERROR


def test_parts_that_are_not_all_of_a_row_accuse_nobody() -> None:
    some = spending(("其中：防渗工程", "300.00", "310.00", "306.30"))

    assert broken(some) == []
    assert [one for one in some if one.way == "own:inner" and one.stated.place.ref.startswith("R4")] == []


def test_where_the_parts_end_is_told_by_two_columns_where_no_mark_tells() -> None:
    """Without 一、二、 the 8.80 would be a part or the next row: 60.00 and 65.00 close with two rows below, the third is 68.80 against 70.00."""
    rows = (
        ("项目", "上年支出（万元）", "本年预算（万元）", "本年支出（万元）"),
        ("培训", "60.00", "65.00", "70.00"),
        ("其中：授课", "40.00", "45.00", "48.80"),
        ("食宿", "20.00", "20.00", "20.00"),
        ("宣传", "8.00", "9.00", "8.80"),
    )

    found = stated(*rows)
    assert [(kind, place) for kind, place, _ in broken(found)] == [(Kind.SUM, "R1C3")]
    assert [level_of(one) for one in found if one.verdict is Verdict.INCONSISTENT] == [Level.WARNING]
    one_column = [(label, year, year) for label, year, *_ in rows[1:]]
    assert broken(stated(("项目", "上年支出（万元）", "代码"), *one_column)) == []


def test_a_change_that_would_break_what_holds_is_not_proposed() -> None:
    """396.30 + 138.40 + 98.90 is 633.60; 130.40 would close it, but 138.40 is 98.86 % of 140.00 as printed."""
    rows = [(*row, "执行率") if at == 0 else row for at, row in enumerate(SPENDING)]
    rates = ("", "99.64%", "99.76%", "98.79%", "97.75%", "99.08%", "98.86%", "98.90%", "98.70%")
    filled = [rows[0], *((*row, rate) for row, rate in zip(rows[1:], rates[1:], strict=True))]
    filled[7] = ("清淤养护", "100.00", "100.00", "98.90", "98.90%")

    assert broken(stated(*filled)) == [(Kind.SUM, "R4C3", "")]


def test_a_column_headed_total_is_of_the_unit_of_the_table() -> None:
    """365.00 + 612.30 is 977.30 in every row but one: 512.50 + 305.10 is 817.60, and the total 6409.87 holds with that."""
    made = read_own(
        table(
            ("单位", "基本支出", "项目支出", "合计"),
            ("机关", "612.30", "365.00", "977.30"),
            ("卫生所", "786.52", "3828.45", "4614.97"),
            ("绿化所", "305.10", "512.50", "871.60"),
            ("合计", "1703.92", "4705.95", "6409.87"),
        ),
        Surroundings(("单位：万元",), "", None),
    )
    assert made is not None
    found = told_once([*sum_relations(made), *row_relations(made)])

    assert [one.unit for one in made.columns] == ["万元"] * 3
    assert broken(found) == [(Kind.SUM, "R3C3", "871.60→817.60")]
    assert made.rows[-1].figures[3].label == "合计"


def test_subtotals_are_not_added_to_what_they_add_up() -> None:
    """52.1 + 61.4 + 88.0 is 201.5, 95.2 + 80.3 + 102.6 is 278.1, and both are 479.6."""
    rows = (
        ("月份", "本月支出（万元）", "累计支出（万元）"),
        ("1月", "52.1", "52.1"), ("2月", "61.4", "113.5"), ("3月", "88.0", "201.5"), ("一季度小计", "201.5", "—"),
        ("4月", "95.2", "296.7"), ("5月", "80.3", "377.0"), ("6月", "102.6", "479.6"), ("二季度小计", "278.1", "—"),
        ("合计", "479.6", "479.6"),
    )  # fmt: skip

    found = stated(*rows)
    assert broken(found) == []
    assert [one.stated.quote for one in found if one.verdict is Verdict.CONSISTENT] == ["201.5", "278.1", "479.6"]
