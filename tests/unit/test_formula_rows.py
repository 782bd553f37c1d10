"""Formulas over rows: worked out by hand, three-valued logic, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import FormulaError
from jixiao.formula import Undefined, parse
from jixiao.formula.over_rows import Kind, evaluate_over_rows, row_formula

KINDS: dict[str, Kind] = {"今": "date", "远": "date", "完成": "logic", "到期": "date", "回复": "date", "天数": "number"}
COLUMNS = {
    "今": [10] * 5,
    "远": [100] * 5,
    "完成": [True, True, False, None, True],
    "到期": [10, 10, 10, 10, None],
    "回复": [10, 11, None, 9, 3],
    "天数": [4, 1, None, 2, 2],
}


def value(text: str) -> object:
    return evaluate_over_rows(row_formula(text, KINDS), COLUMNS, 5)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("计数(完成)", Fraction(3)),  # rows 0, 1, 4; row 3 is not known
        ("count(not 完成)", Fraction(1)),
        ("计数(完成 or 到期 == 今)", Fraction(5)),  # an unknown beside a true is true
        ("计数(完成 and 到期 == 今)", Fraction(2)),
        ("占比(回复 <= 到期, 完成)", Fraction(1, 2)),  # row 4 has no 到期, so 1 of rows 0 and 1
        ("占比(完成, 回复 > 远)", Undefined(Fraction(0))),
        ("平均数(天数)", Fraction(9, 4)),
        ("中位数(天数)", Fraction(2)),  # 1 2 2 4
        ("median(天数, 完成)", Fraction(2)),  # 1 2 4
        ("中位数(天数, 到期 == 今)", Fraction(2)),  # 1 2 4 again: row 4 is not known to be among them
        ("中位数(天数, 到期 == 今 and 天数 < 4)", Fraction(3, 2)),  # 1 2
        ("最大值(天数)", Fraction(4)),
        ("最小值(天数)", Fraction(1)),
        ("总和(天数)", Fraction(9)),
        ("最大值(回复 - 到期)", Fraction(1)),
        ("计数(回复 + 1 <= 到期)", Fraction(1)),  # row 3
        ("计数(有(回复))", Fraction(4)),
        ("计数(非 有(到期))", Fraction(1)),
        ("计数(完成) / 计数(有(回复)) * 100", Fraction(75)),
        ("取大(计数(完成), 4)", Fraction(4)),
        ("计数(回复 - 到期 == -1)", Fraction(1)),
    ],
)
def test_worked_out_by_hand(text: str, expected: object) -> None:
    assert value(text) == expected


def test_every_row_is_told() -> None:
    _, (tally,) = evaluate_over_rows(row_formula("占比(回复 <= 到期, 完成)", KINDS), COLUMNS, 5)
    assert (tally.counted, tally.others, tally.outside, tally.unknown) == ((0,), (1,), (2,), (3, 4))


@given(st.lists(st.tuples(st.sampled_from([True, False, None]), st.sampled_from([True, False, None])), max_size=12))
def test_no_row_is_lost_and_none_stands_twice(pairs: list[tuple[bool | None, bool | None]]) -> None:
    columns = {"甲": [a for a, _ in pairs], "乙": [b for _, b in pairs]}
    formula = row_formula("占比(甲, 乙)", {"甲": "logic", "乙": "logic"})
    share, (tally,) = evaluate_over_rows(formula, columns, len(pairs))
    told = sorted((*tally.counted, *tally.others, *tally.outside, *tally.unknown))
    assert told == list(range(len(pairs)))
    both = sum(a is True and b is True for a, b in pairs)
    of = sum(a is not None and b is True for a, b in pairs)
    assert share == (Fraction(both, of) if of else Undefined(Fraction(0)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("完成", "不能直接计算"),
        ("计数(天数)", "第一项应是一个条件"),
        ("平均数(完成)", "第一项应是一个数"),
        ("平均数(到期)", "第一项应是一个数"),
        ("平均数(天数, 天数)", "第二项应是一个条件"),
        ("计数(完成, 完成)", "最多写 1 项"),
        ("计数(电话 == 1)", "没有名为“电话”的量"),
        ("计数(到期 <= 3)", "两边对不上"),
        ("计数(完成 == 完成)", "两边对不上"),
        ("计数(到期 + 回复 > 回复)", "两边对不上"),
        ("计数(天数 * 2 > 3)", "两边对不上"),
        ("计数(天数 > 0.5)", "不是整数"),
        ("计数(计数(完成) > 1)", "不能逐行计算"),
        ("有(回复)", "要放在"),
        ("计数(有(回复 - 到期))", "不能逐行计算"),
        ("打开(完成)", "没有名为“打开”的函数"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words):
        row_formula(text, KINDS)


def test_functions_over_rows_are_unknown_to_rulebooks() -> None:
    with pytest.raises(FormulaError, match="没有名为“count”的函数"):
        parse("count(甲)")


def test_the_formula_is_shown_in_signs_people_read() -> None:
    assert row_formula("share(完成 and 回复<=到期, 完成)", KINDS).shown == "占比(完成 且 回复 ≤ 到期, 完成)"
