"""A year left over from last year's report: named once, its figures fit those of the report's year to the last digit."""

from __future__ import annotations

import pytest

from jixiao.extract.stale_years import ACROSS
from jixiao.model.claim import Kind
from tests.unit.extract.passages import reading

TOLD = (
    "样例局2023年度部门决算情况说明\n"
    "2023年度本年支出合计1322.08万元，其中：基本支出942.36万元，项目支出379.72万元。\n"
    "{}财政拨款支出{}万元，占本年支出合计的98.71%。"
)


def stale(text: str) -> list[str]:
    return [one.stated.quote for one in reading(text).relations if one.kind is Kind.YEAR_SLIP and one.way == ACROSS]


def test_a_year_whose_figures_fit_the_report_s_is_asked_about() -> None:
    assert stale(TOLD.format("2022年度", "1305.08")) == ["1305.08万元"]


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format("2023年度", "1305.08"),
        TOLD.format("2022年度", "1205.08"),  # it does not fit
        TOLD.format("与2022年度相比，", "1305.08"),
        TOLD.format("2022年度", "1305.08") + "2022年度收入1290.00万元。",  # another figure of that year
        TOLD.format("2022年度结转资金列入，", "1305.08"),
        TOLD.format("2022年度", "1305.08").replace("2023", "2024"),  # two years back is no slip of one
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert stale(text) == []
