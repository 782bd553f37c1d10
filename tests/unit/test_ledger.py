"""Ledgers: dates in every habit, faults by cell, what each measure counts and what it leaves out, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import Fault
from jixiao.intake.counting import Cases, Measure, Period, find_measure
from jixiao.intake.ledger import Ledger, read_ledger, runs_of
from jixiao.intake.ledger_cells import csv_sheet, read_day
from jixiao.intake.ledgers import ledger_heads
from jixiao.model.ledger import Counted

HEAD = "编号,收到日期,应回复日期,受理日期,回复日期,类别,是否满意,办理状态,姓名,联系电话"
ROWS = """\
A1,2021-03-05,2021-03-12,2021-03-05,2021-03-12,咨询,满意,,某甲,0000
A2,2021-03-05,2021-03-12,2021-03-06,2021-03-13,咨询,不满意,已回复,某乙,0000
A3,2021-12-30,2022-01-06,2021-12-30,2022-01-05,投诉,,,某丙,0000
A4,2021-06-01,,2021-06-01,2021-06-02,投诉,基本满意,,某丁,0000
A5,2021-06-01,2021-06-08,,,投诉,,,某戊,0000
A6,2021-07-01,2021-07-08,,,咨询,未评价,已办结,某己,0000
A7,2020-12-31,2021-01-07,2021-01-04,2021-01-05,咨询,满意,,某庚,0000
合计,,,,,,,,,
"""
"""In time: A1. Late: A2, A5 (never answered). Not due: A3. No due date: A4. No date of reply: A6. Of last year: A7."""


def ledger(text: str, faults: list[Fault] | None = None) -> Ledger | None:
    found = [] if faults is None else faults
    sheet = csv_sheet(text.encode(), "台账.csv", "0" * 64, ledger_heads(), found)
    made = None if sheet is None else read_ledger(sheet, "诉求", {}, found)
    assert faults is not None or not found, found
    return made


def cases(text: str = f"{HEAD}\n{ROWS}", period: Period | None = None) -> Cases:
    made = ledger(text)
    assert made is not None
    return Cases(made, period or Period.of_year(2021))


def count(of: Cases, name: str, kind: str = "") -> Counted:
    measure = find_measure(name)
    assert isinstance(measure, Measure)
    found = of.count(measure, kind)
    assert isinstance(found, Counted), found
    return found


# —— dates ——


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-05", "2021/3/5", "2021.3.5", "2021年3月5日", "2021年03月05号", "20210305", "44260", "44260.604", "２０２１-０３-０５",
        "二〇二一年三月五日", "2021-03-05 14:30", "2021-03-05T14:30:12", "2021/3/5 9:05:00", "20210305143012", " 2021-3-5 ",
        "2021年3月5日 14时30分",
    ],
)  # fmt: skip
def test_one_day_in_every_habit(text: str) -> None:
    assert read_day(text) == date(2021, 3, 5).toordinal()


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_habit_round_trips(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    habits = (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}")
    assert {read_day(one) for one in (*habits, str(serial))} == {day.toordinal()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-02-29", "没有“2021-02-29”这一天"), ("20211301", "没有“20211301”这一天"), ("2021年6月31日", "这一天"),
        ("3月5日", "看不懂"), ("21-3-5", "看不懂"), ("下周", "看不懂"), ("2021-3", "看不懂"), ("184", "看不懂"),
        ("1899-12-31", "不在 1990 年到 2100 年之间"), ("12345", "不在 1990 年"), ("99999", "不在 1990 年"),
    ],
)  # fmt: skip
def test_what_is_no_day(text: str, words: str) -> None:
    found = read_day(text)
    assert not isinstance(found, int)
    assert words in found.what


# —— what is counted ——


@pytest.mark.parametrize(
    ("name", "value", "way"),
    [
        ("办件数", Fraction(6), ""),
        ("受理件数", Fraction(5), ""),  # all but A5; A6 by its state
        ("acceptance_rate", Fraction(500, 6), "5 ÷ 6"),
        ("回复件数", Fraction(4), ""),  # A1 A2 A4 A6; A3 was answered after the year's end
        ("reply_rate", Fraction(400, 6), "4 ÷ 6"),
        ("on_time", Fraction(1), ""),
        ("按时回复率", Fraction(100, 3), "1 ÷ 3"),  # A1 of A1 A2 A5
        ("overdue", Fraction(2), ""),  # A2 A5
        ("mean_days", Fraction(7 + 8 + 1, 3), ""),  # A1 A2 A4
        ("median_days", Fraction(7), ""),
        ("longest_days", Fraction(8), ""),
        ("rated", Fraction(3), ""),  # A1 A2 A4
        ("满意率", Fraction(100, 3), "1 ÷ 3"),
        ("基本满意以上率", Fraction(200, 3), "2 ÷ 3"),
    ],
)
def test_measures_worked_out_by_hand(name: str, value: Fraction, way: str) -> None:
    found = count(cases(), name)
    assert (found.value, found.substituted) == (value, way)


def test_the_trace_reaches_the_rows_and_says_why_others_do_not_count() -> None:
    found = count(cases(), "on_time_rate")
    assert found.shown == "33.33%"
    assert found.formula == "占比(已回复 且 回复 ≤ 到期, 已回复 或 到期 ≤ 截至)"
    assert str(found.place) == "台账.csv!第2–7行"
    assert found.lines[2:] == (
        "计入 1 件：第2行",
        "在范围内、没有计入的 2 件：第3、6行",
        "不在计算范围（截至日还没有到期，也没有回复） 1 件：第4行",
        "算不出、没有计入（缺应回复日期） 1 件：第5行",
        "算不出、没有计入（缺回复日期） 1 件：第7行",
        "不在统计期内收到的 1 件不计：第8行",
        "回复日期在 2021-12-31 之后的 1 件，按当日还没有回复计：第4行",
        "编号写“合计”等字样的 1 行不是办件，不计",
        "没有读取、没有保存的栏：姓名、联系电话",
    )


def test_a_later_last_day_counts_what_was_answered_since() -> None:
    longer = Period(date(2021, 1, 1).toordinal(), date(2022, 3, 31).toordinal())
    found = count(cases(period=longer), "on_time_rate")
    assert (found.value, found.substituted) == (50, "2 ÷ 4")  # A3 too was in time


@pytest.mark.parametrize(("kind", "value", "way"), [("咨询", Fraction(50), "1 ÷ 2"), ("投诉", Fraction(0), "0 ÷ 1")])
def test_one_kind_alone(kind: str, value: Fraction, way: str) -> None:
    found = count(cases(), "on_time_rate", kind)
    assert (found.value, found.substituted, found.measure) == (value, way, f"按时回复率（{kind}）")


def test_the_first_and_the_last_day_of_the_year_belong_to_it() -> None:
    days = ("2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01")
    rows = "".join(f"B{number},{day},,,,咨询,,,,\n" for number, day in enumerate(days))
    assert count(cases(f"{HEAD}\n{rows}"), "办件数").value == 2


def test_kinds_are_counted() -> None:
    assert cases().kinds() == {"咨询": 3, "投诉": 3}


def test_an_expression_of_ones_own() -> None:
    own = Measure("五日内回复率", "占比(已回复 and 回复 - 收到 <= 5, 已受理)", "%")
    found = cases().count(own)
    assert isinstance(found, Counted)
    assert found.value == 25  # A4 of A1 A2 A3 A4; A6 has no date


@pytest.mark.parametrize(
    ("measure", "kind", "words"),
    [
        (Measure("甲", "占比(电话)", "%"), "", "没有名为“电话”的量"),
        (Measure("甲", "平均数(回复 - 收到, 收到 > 截至)", "天"), "", "没有可以计入的件"),
        (Measure("甲", "计数(已受理) > 3", ""), "", "不是数"),
        (Measure("甲", "计数(已受理)", "件"), "举报", "没有类别“举报”"),
    ],
)
def test_why_there_is_no_value(measure: Measure, kind: str, words: str) -> None:
    found = cases().count(measure, kind)
    assert isinstance(found, Fault)
    assert words in found.what


def test_a_measure_whose_column_is_not_there_is_refused_by_name() -> None:
    found = cases("编号,收到日期,回复日期\nA1,2021-03-05,2021-03-06\n").count(find_measure("on_time_rate"))  # type: ignore[arg-type]
    assert isinstance(found, Fault)
    assert found.what == "台账“诉求”没有“应回复日期”一栏，算不出按时回复率"


def test_without_a_column_of_handling_nobody_is_said_not_to_have_been_handled() -> None:
    bare = cases("编号,收到日期,办理状态\nA1,2021-03-05,已受理\nA2,2021-03-05,\n")
    found = count(bare, "acceptance_rate")
    assert found.substituted == "1 ÷ 1"  # a blank state is not known


@pytest.mark.parametrize(
    ("in_time", "of", "shown"),
    [(1, 1, "100%"), (24999, 25000, "99.996%"), (1, 3, "33.33%"), (0, 5, "0%"), (1, 100000, "0.001%"), (19, 20, "95.00%")],
)
def test_a_rate_is_never_printed_as_a_whole_it_is_not(in_time: int, of: int, shown: str) -> None:
    lines = [f"A{n},2021-01-01,{'2021-01-02' if n < in_time else ''}" for n in range(of)]
    assert count(cases("编号,收到日期,回复日期\n" + "\n".join(lines)), "reply_rate").shown == shown.replace("95.00", "95")


# —— an oracle that goes row by row ——

DAYS = st.one_of(st.none(), st.integers(0, 40))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=15))
def test_on_time_against_an_oracle(rows: list[tuple[int | None, int | None]]) -> None:
    """Received on 1 December; due and replied some days later. Decided case by case, in plain words."""
    start = date(2021, 12, 1)
    lines, in_time, late = [], 0, 0
    for n, (due, replied) in enumerate(rows):
        days = ["" if one is None else (start + timedelta(one)).isoformat() for one in (due, replied)]
        lines.append(f"N{n},{start},{days[0]},{days[1]}")
        answered = replied is not None and replied <= 30  # the 31st is the last day of the year
        if due is None:
            continue
        if answered and replied is not None:
            in_time, late = (in_time + 1, late) if replied <= due else (in_time, late + 1)
        elif due <= 30:
            late += 1
    found = cases("编号,收到日期,应回复日期,回复日期\n" + "\n".join(lines)).count(find_measure("on_time_rate"))  # type: ignore[arg-type]
    if in_time + late == 0:
        assert isinstance(found, Fault)
    else:
        assert isinstance(found, Counted)
        assert found.value == Fraction(100 * in_time, in_time + late)


# —— bad input: everything at once, by cell ——

BAD = """\
编号,收到日期,应回复日期,受理日期,回复日期,类别,是否满意,办理状态
A1,2021-02-30,2021-03-12,,,咨询,,
A2,2021-03-05,2021-03-01,2021-03-04,2021-03-03,咨询,,
A1,2021-03-05,,,,咨询,还行,
,2021-03-05,,,,咨询,,
A4,,2021-03-05,,,咨询,,
A5,2021-03-05,,,下周,咨询,,快了
A6,2021-03-05,,2021-03-06,,咨询,,未受理
A7,2021-03-05,,,2021-03-06,咨询,,办理中
A8,2021-03-05,,,,来电人反映门前道路积水多日没有人处理希望尽快解决,,
A9,2021-03-05,,,,咨询,,,多出来的一格
"""


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    faults: list[Fault] = []
    ledger(BAD, faults)
    told = [
        str(one).partition("。")[0] for one in sorted(faults, key=lambda one: (int(one.where.partition(":")[2]), one.what))
    ]
    assert told == [
        "台账.csv:2：“收到日期”一栏：没有“2021-02-30”这一天",
        "台账.csv:3：“受理日期”一栏：2021-03-04 早于收到日期 2021-03-05",
        "台账.csv:3：“回复日期”一栏：2021-03-03 早于受理日期 2021-03-04",
        "台账.csv:3：“回复日期”一栏：2021-03-03 早于收到日期 2021-03-05",
        "台账.csv:3：“应回复日期”一栏：2021-03-01 早于收到日期 2021-03-05",
        "台账.csv:4：“是否满意”一栏：不认识“还行”",
        "台账.csv:4：“编号”一栏：“A1”与第 2 行重复",
        "台账.csv:5：“编号”一栏：没有填",
        "台账.csv:6：“收到日期”一栏：没有填",
        "台账.csv:7：“办理状态”一栏：不认识“快了”",
        "台账.csv:7：“回复日期”一栏：看不懂的日期“下周”",
        "台账.csv:8：“办理状态”一栏：状态写“未受理”，却有受理日期",
        "台账.csv:9：“办理状态”一栏：状态写“办理中”，却有回复日期",
        "台账.csv:10：“类别”一栏：类别超过 20 个字",
        "台账.csv:11：这一行有 9 格，表头只有 8 格",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("编号,姓名\nA1,某甲\n", "没有找到台账的表头"),
        ("编号,类别\nA1,咨询\n", "没有“收到日期”一栏"),
        ("编号,编号,收到日期\nA1,A1,2021-03-05\n", "有 2 栏都叫“编号”"),
        ('编号,收到日期\nA1,"2021-03-05\n', "CSV 写法有误"),
        ("", "没有找到台账的表头"),
    ],
)
def test_a_file_that_is_no_ledger(text: str, words: str) -> None:
    faults: list[Fault] = []
    assert ledger(text, faults) is None or faults
    assert any(words in one.what for one in faults)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: ("某单位办件登记表,,,\n\n" + text).encode(),
    ],
)
def test_files_of_every_habit(encode: Callable[[str], bytes]) -> None:
    faults: list[Fault] = []
    sheet = csv_sheet(encode(f"{HEAD}\n{ROWS}"), "台账.csv", "", ledger_heads(), faults)
    assert sheet is not None
    made = read_ledger(sheet, "诉求", {}, faults)
    assert made is not None and not faults
    assert count(Cases(made, Period.of_year(2021)), "on_time_rate").substituted == "1 ÷ 3"


def test_a_text_that_goes_over_lines_keeps_the_line_numbers_right() -> None:
    made = ledger('编号,留言内容,收到日期\nA1,"两行\n的话",2021-03-05\nA2,一行,2021-03-06\n')
    assert made is not None
    assert list(made.rows) == [2, 4]


def test_a_column_that_is_called_otherwise_can_be_named() -> None:
    faults: list[Fault] = []
    sheet = csv_sheet(
        "编号,收到日期,回音\nA1,2021-03-05,2021-03-06\n".encode(), "台账.csv", "", ledger_heads() | {"回音"}, faults
    )
    assert sheet is not None
    made = read_ledger(sheet, "诉求", {"回复日期": "回音"}, faults)
    assert made is not None and not faults
    assert made.unread == ()
    assert count(Cases(made, Period.of_year(2021)), "回复件数").value == 1


# —— what is left unread ——


def test_nothing_of_another_column_is_kept_or_told() -> None:
    text = f"{HEAD}\n{ROWS}".replace("某甲", "王小明").replace("0000", "13800000000")
    faults: list[Fault] = []
    made = ledger(text + "A9,坏日期,,,,,,,李小红,13900000000\n", faults)
    kept = f"{made!r} {faults!r}"
    assert "姓名" in kept
    assert not [word for word in ("王小明", "李小红", "138", "139", "某乙") if word in kept]


@pytest.mark.parametrize(
    ("numbers", "words"), [([2], "第2行"), ([2, 3, 4, 7], "第2–4、7行"), ([], ""), (list(range(0, 900, 2)), None)]
)
def test_rows_are_named_in_runs(numbers: list[int], words: str | None) -> None:
    said = runs_of(numbers)
    assert said == words or (words is None and said.endswith("、398行等"))
