"""Numbers as a sheet shows them. Expected texts are what Excel prints in a wide column, except where noted."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jixiao.readers.sheet.number_format import BUILT_IN, Format, Shown, general, plain

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def show(value: Decimal, code: str) -> Shown:
    return Format(code).show(value)


SHOWN = [
    ("130.651", "General", "130.651"),
    ("0", "General", "0"),
    ("-82.8", "General", "-82.8"),
    ("0.333333333333333", "General", "0.333333333"),
    ("1234567.891", "General", "1234567.891"),
    ("98765432.12345", "General", "98765432.12"),
    ("123456789012", "General", "123456789012"),  # Excel: 1.23457E+11; a figure is not shown in powers of ten here
    ("0.00001234", "General", "0.00001234"),  # Excel: 1.234E-05
    ("130.651", "0", "131"),
    ("130.651", "0.00", "130.65"),
    ("2.675", "0.00", "2.68"),
    ("1.005", "0.00", "1.01"),
    ("0.125", "0.00", "0.13"),
    ("-2.5", "0", "-3"),
    ("100", "0.00", "100.00"),
    ("1306510", "#,##0", "1,306,510"),
    ("999", "#,##0", "999"),
    ("1000", "#,##0.00", "1,000.00"),
    ("0", "#,##0.00", "0.00"),
    ("0.5", "#.##", ".5"),
    ("12.5", "#.##", "12.5"),
    ("12", "#.##", "12."),
    ("12.5", "0.0#", "12.5"),
    ("0.8282", "0%", "83%"),
    ("0.8282", "0.00%", "82.82%"),
    ("-0.828", "0.0%", "-82.8%"),
    ("1", "0%", "100%"),
    ("7", "000", "007"),
    ("1234567", "0.0,", "1234.6"),
    ("1306510", '0!.0,"万"', "130.7万"),
    ("12345678", '#,##0.00,,"百万"', "12.35百万"),
    ("108", '0"场次"', "108场次"),
    ("108", 'General"场次"', "108场次"),
    ("130.651", '"¥"#,##0.00', "¥130.65"),
    ("130.651", "[$¥-804]#,##0.00", "¥130.65"),
    ("130.651", "[Red]0.00", "130.65"),
    ("-44.526", "0.00;[Red]0.00", "-44.53"),  # Excel: red, no sign
    ("-44.526", "0.00_);(0.00)", "-(44.53)"),  # Excel: (44.53)
    ("-44.526", "0.00;-0.00", "-44.53"),
    ("-0.001", "0.00", "0.00"),
    ("44.526", ACCOUNTING, "44.53"),
    ("-44.526", ACCOUNTING, "-44.53"),
    ("0", ACCOUNTING, "0.00"),  # Excel: a dash
    ("0", "#", "0"),  # Excel: nothing
    ("5", '""', "5"),  # Excel: nothing
    ("5", ";;;", "5"),  # Excel: nothing
    ("0", '0;-0;"无"', "0"),  # Excel: 无
    ("15", "[>=10]0.0;0.00", "15.0"),
    ("5", "[>=10]0.0;0.00", "5.00"),
    ("0.5", "# ?/?", "0.5"),  # Excel: 1/2
    ("12345", "0.00E+00", "1.23E+04"),
    ("0.00012", "0.0E+0", "1.2E-4"),
    ("99999", "0.0E+0", "1.0E+5"),
    ("0", "0.00E+00", "0.00E+00"),
    ("42", "@", "42"),
    ("42.10", "@", "42.1"),
    ("42", "", "42"),
    ("44260", "yyyy/m/d", "2021/3/5"),
    ("44260", "yyyy-mm-dd", "2021-03-05"),
    ("44260", 'yyyy"年"m"月"d"日"', "2021年3月5日"),
    ("44260", "yyyy年m月d日;@", "2021年3月5日"),
    ("44260", '[$-804]yyyy"年"m"月"', "2021年3月"),
    ("44260", "[$-F800]dddd, mmmm dd, yyyy", "星期五, Mar 05, 2021"),
    ("44260", "yy.m.d", "21.3.5"),
    ("44260", "d-mmm-yy", "5-Mar-21"),
    ("44260", "aaaa", "星期五"),
    ("44260.75", "yyyy/m/d h:mm", "2021/3/5 18:00"),
    ("44260.75", "h:mm AM/PM", "6:00 下午"),
    ("44260.999999", "h:mm:ss", "0:00:00"),
    ("0.5", "hh:mm", "12:00"),
    ("0.000706018518518519", "mm:ss", "01:01"),
    ("1.25", "[h]:mm", "30:00"),
    ("1.25", "[mm]", "1800"),
    ("0.5", "[s]", "43200"),
    ("0.25", "h:mm AM/PM", "6:00 上午"),
    ("0.5", "h:mm AM/PM", "12:00 下午"),
    ("0.5", "上午/下午h时mm分", "下午12时00分"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("61", "yyyy/m/d", "1900/3/1"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("-1", "yyyy/m/d", "-1"),  # Excel: ########
    ("99999999", "yyyy/m/d", "99999999"),  # Excel: ########
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, text: str) -> None:
    assert show(Decimal(value), code).text == text


@pytest.mark.parametrize(
    ("id", "value", "text"),
    [
        (0, "0.5", "0.5"), (1, "108.4", "108"), (2, "108.4", "108.40"), (3, "1306510", "1,306,510"), (4, "-1306.51", "-1,306.51"),
        (7, "130.6", "¥130.60"), (9, "0.8282", "83%"), (10, "0.8282", "82.82%"), (11, "12345", "1.23E+04"),
        (14, "44260", "2021/3/5"), (20, "0.75", "18:00"), (21, "0.75", "18:00:00"), (22, "44260.75", "2021/3/5 18:00"),
        (27, "44260", "2021年3月"), (28, "44260", "3月5日"), (31, "44260", "2021年3月5日"), (32, "0.75", "18时00分"),
        (38, "-2.5", "-3"), (39, "-2.5", "-2.50"), (41, "1306510", "1,306,510"), (44, "-2.5", "¥-2.50"), (46, "1.25", "30:00:00"),
        (49, "42", "42"), (57, "44260", "2021年3月"), (58, "44260", "3月5日"),
    ],
)  # fmt: skip
def test_formats_named_by_number_only(id: int, value: str, text: str) -> None:
    assert show(Decimal(value), BUILT_IN[id]).text == text


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert Format("yyyy/m/d", since_1904=True).show(Decimal(42798)).text == "2021/3/5"


@pytest.mark.parametrize(
    ("value", "code", "rounded"),
    [
        ("130.651", "0.00", True), ("130.65", "0.00", False), ("0.8282", "0.00%", False), ("0.82823", "0.00%", True),
        ("130.651", "General", False), ("0.333333333333333", "General", True), ("1306510", '0!.0,"万"', True),
        ("1200000", '0!.0,"万"', False), ("12345", "0.00E+00", True),
    ],
)  # fmt: skip
def test_it_is_known_whether_digits_were_left_out(value: str, code: str, rounded: bool) -> None:
    assert show(Decimal(value), code).rounded is rounded


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 6))
def test_a_fixed_format_shows_the_number_rounded_half_away_from_zero(value: Decimal, places: int) -> None:
    shown = Decimal(show(value, "0." + "0" * places if places else "0").text)
    unit = Decimal(1).scaleb(-places)
    assert abs(shown - value) <= unit / 2
    if abs(shown - value) == unit / 2:
        assert abs(shown) > abs(value)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_thousands_marks_change_no_digit(value: Decimal) -> None:
    assert show(value, "#,##0.000").text.replace(",", "") == show(value, "0.000").text


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_shown_whole(value: int) -> None:
    assert general(Decimal(value)) == str(value)


@given(st.text('0#?.,%;"General@E+-_*\\![]ymdhs/年 (<>=1$', max_size=20), st.decimals(-(10**6), 10**6, places=3))
def test_any_format_shows_something_and_never_loses_the_sign(code: str, value: Decimal) -> None:
    text = show(value, code).text
    assert text
    if value < 0 and any("1" <= mark <= "9" for mark in text):
        assert "-" in text


def test_plain_has_no_powers_of_ten() -> None:
    assert [plain(Decimal(text)) for text in ("1E+3", "1.50", "0.00", "1E-7")] == ["1000", "1.5", "0", "0.0000001"]


NUMBERS = [
    "General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "000", "0.0,", "0.0#", '0"场次"', '"¥"#,##0.00', "0.00E+00",
    "0.00;-0.00", '0"."0,',
]  # fmt: skip
DATES = [
    "yyyy/m/d", "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yy.m.d", "h:mm:ss", "yyyy/m/d h:mm", "[h]:mm", "mm:ss", "m-d",
]  # fmt: skip
VALUES = {
    "numbers": (NUMBERS, ["0", "1", "0.5", "2.675", "12.34", "130.651", "1306510", "0.8282", "999.995", "-44.526", "-0.5"]),
    "dates": (DATES, ["61", "44260", "44260.75", "44196.5", "36585.123"]),
}


@pytest.mark.parametrize("kind", VALUES)
def test_libreoffice_shows_the_same(kind: str, convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    """An independent eye: the same numbers under the same formats, exported by LibreOffice as they are shown."""
    codes, values = VALUES[kind]
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    sheet.set_column(0, len(codes), 60)
    for column, code in enumerate(codes):
        look = book.add_format({"num_format": code})
        for row, value in enumerate(values):
            sheet.write_number(row, column, float(value), look)
    book.close()
    made = convert(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true,true,false")
    theirs = [[cell.strip() for cell in row] for row in csv.reader(made.read_text("utf-8").splitlines())]
    ours = [[show(Decimal(value), code).text for code in codes] for value in values]
    assert theirs == ours
