"""Quartiles, groups, flags and outliers, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity
from jixiao.model.reference import Distribution, Group, Measure, Observed, OwnValue, Traits
from jixiao.reference.editions import latest
from jixiao.reference.flags import flags
from jixiao.reference.groups import group_of, groups_of, traits_of
from jixiao.reference.measures import measures, value_of
from jixiao.reference.outliers import Aimed, apart, far_exceeded, tell_nothing, unchanged
from jixiao.reference.quartiles import quartiles, significant, spread
from jixiao.text.quantities import target


def whole(*numbers: int) -> list[Fraction]:
    return [Fraction(one) for one in numbers]


# QUARTILE.INC of 1 2 4 7 11 16: positions 1 + 5 × ¼ = 2.25, 3.5, 4.75 → 2 + ¼×2, (4 + 7)/2, 7 + ¾×4
def test_quartiles_are_those_of_a_spreadsheet() -> None:
    assert quartiles(whole(16, 1, 7, 2, 11, 4)) == (Fraction(5, 2), Fraction(11, 2), Fraction(10))
    assert quartiles(whole(5, 1, 4, 2, 3)) == (2, 3, 4)
    assert quartiles(whole(7)) == (7, 7, 7)


def test_the_quartile_of_thirds_is_exact() -> None:
    third = Fraction(1, 3)
    assert quartiles([third, 2 * third, 3 * third])[0] == Fraction(1, 2)


def test_the_spread_is_the_median_distance() -> None:
    assert spread(whole(1, 1, 2, 2, 4, 6, 9), Fraction(2)) == 1  # distances 1 1 0 0 2 4 7


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("98.647", "98.6"), ("98.65", "98.7"), ("123456", "123000"), ("0", "0"), ("-0.0033333", "-0.00333"), ("999.6", "1000"),
        ("100", "100"), ("0.5", "0.5"),
    ],
)  # fmt: skip
def test_three_digits_are_told(value: str, shown: str) -> None:
    assert f"{significant(Fraction(value)):f}" == shown


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("样例县图书档案局（虚构）", "县级", "文化旅游"), ("样例市样例区教育局（虚构）", "县级", "教育"), ("样例省财政厅（虚构）", "省级", "经济财税"),
        ("样例壮族自治区林业厅（虚构）", "省级", "农业农村"), ("样例县样例镇人民政府（虚构）", "乡级", "乡镇街道"),
        ("样例市城市管理局（虚构）", "市级", "城建交通"), ("样例县城市管理局（虚构）", "县级", "城建交通"), ("样例市园区管理处（虚构）", "市级", ""), ("样例县社区服务中心（虚构）", "县级", ""), ("样例单位（虚构）", "", ""),
    ],
)  # fmt: skip
def test_a_name_tells_level_and_kind(name: str, level: str, kind: str) -> None:
    found = traits_of(name)
    assert (found.level, found.kind) == (level, kind)


def test_a_list_stands_above_the_name_and_sizes_have_closed_upper_ends() -> None:
    found = traits_of("样例县图书档案局（虚构）", Fraction(20), {"kind": "教育"})
    assert (found.kind, found.size, found.told) == ("教育", "小（20人以下）", True)
    assert [traits_of("样例县图书档案局（虚构）", Fraction(staff)).size[0] for staff in (21, 100, 101)] == ["中", "中", "大"]
    assert [group.name for group in groups_of(Traits("县级", "教育", "小"))] == [
        "县级·教育·小",
        "县级·教育",
        "县级",
        "全部单位",
    ]
    assert group_of(Traits("", "教育", "小")) == Group()


def facts(**amounts: str) -> Facts:
    keys = {"spent": ("total_expenditure", "executed"), "budget": ("total_expenditure", "adjusted_budget")}
    return Facts.of(Fact(keys[name][0], Quantity(Decimal(one), "元"), 2021, keys[name][1]) for name, one in amounts.items())


def test_a_rate_is_an_exact_fraction_and_what_is_lacking_is_no_value() -> None:
    rate = measures()["execution_rate"]
    assert value_of(rate, facts(spent="2", budget="3"), 2021) == Fraction(200, 3)
    assert value_of(rate, facts(spent="2"), 2021) is None
    assert value_of(rate, facts(spent="2", budget="0"), 2021) is None
    assert value_of(rate, facts(spent="2", budget="3"), 2020) is None
    about = Fact("total_expenditure", Quantity(Decimal(2), "元", approx="about"), 2021, "executed")
    assert value_of(rate, Facts.of([about, *facts(budget="3")]), 2021) is None  # 约2元 is no figure to compare by


def test_an_amount_per_head_is_in_yuan() -> None:
    wages = Fact("wages_and_welfare", Quantity(Decimal(900000), "元"), 2021, "executed")
    staff = Fact("staff_in_post", Quantity(Decimal(12), "人"), 2021)
    assert value_of(measures()["wages_per_head"], Facts.of([wages, staff]), 2021) == 75000


def observed(agency: str, value: int | str, year: int = 2021, kind: str = "case", source: str = "") -> Observed:
    return Observed(agency, year, "execution_rate", Fraction(value), kind, source)  # type: ignore[arg-type]


def test_each_agency_counts_once_with_its_latest_year_of_three() -> None:
    found = latest([observed("甲", 90, 2019), observed("甲", 95, 2021), observed("乙", 80, 2018), observed("丙", 70, 2019)])
    assert {(one.agency, one.value) for one in found} == {("甲", 95), ("丙", 70)}  # 乙: 2018 lies before 2019–2021


@pytest.mark.parametrize(
    ("first", "second"), [("case", "scorecard"), ("scorecard", "table"), ("table", "report"), ("case", "report")]
)
def test_of_two_values_for_a_year_what_the_agency_filled_in_stands_before_what_was_read(first: str, second: str) -> None:
    found = latest([observed("甲", 90, kind=second), observed("甲", 95, kind=first)])
    assert [one.value for one in found] == [95]


# —— flags on a target ——

RATE = Measure("execution_rate", "预算执行率", "%", "a / b", "lower")


def distribution(low: str, middle: str, high: str) -> Distribution:
    return Distribution("execution_rate", Group("县级"), 12, Decimal(low), Decimal(middle), Decimal(high), 2019, 2021, 1, ())


def codes(aim: str, own: list[OwnValue], peers: Distribution | None, measure: Measure = RATE) -> list[str]:
    found = target(aim, measure.unit)
    assert found is not None
    return [one.code for one in flags(measure, found, own, peers)]


def test_a_target_below_ones_own_last_actual_is_asked_about() -> None:
    assert codes("≥95%", [OwnValue(2020, Fraction(90)), OwnValue(2021, Fraction(96))], None) == ["PE06"]
    assert codes("≥96%", [OwnValue(2021, Fraction(96))], None) == []
    assert codes("≥95%", [OwnValue(2021, None)], None) == []


def test_of_a_cost_the_easy_side_is_the_other_one() -> None:
    cost = Measure("row/成本/元", "单位成本", "元", "", "higher")
    assert codes("≤110元", [OwnValue(2021, Fraction(100))], None, cost) == ["PE06"]
    assert codes("≤90元", [OwnValue(2021, Fraction(100))], None, cost) == []


def test_a_target_of_last_year_to_the_digit_is_asked_about() -> None:
    assert codes("≥95%", [OwnValue(2021, Fraction(90), Fraction(95))], None) == ["PE08"]
    assert codes("≥95.1%", [OwnValue(2021, Fraction(90), Fraction(95))], None) == []


def test_a_target_far_easier_than_the_quartile_is_asked_about() -> None:
    """Lower quartile 80: ten percent below it is 72. 71.9 is asked about, 72 is not."""
    assert codes("≥71.9%", [], distribution("80", "90", "95")) == ["PE07"]
    assert codes("≥72%", [], distribution("80", "90", "95")) == []


def test_a_hundred_percent_where_all_are_the_same_tells_nothing() -> None:
    assert codes("100%", [], distribution("100", "100", "100")) == ["PE09"]
    assert codes("100%", [], distribution("99.9", "100", "100")) == []


# —— outliers ——


def test_what_stands_far_apart_is_asked_about_only_among_enough_agencies() -> None:
    """Nine at 90…98 and one at 20: quartiles of ten 90.75 … 96.25 (IQR 5.5, fence 90.25 − wide); median 93.5."""
    values = [observed(f"单位{at}", 89 + at) for at in range(1, 10)] + [observed("远处的单位", 20)]
    traits = {one.agency: Traits("县级") for one in values}
    found = list(apart(values, traits, measures()))
    assert [(one.code, one.agency, one.level) for one in found] == [("PE01", "远处的单位", "info")]
    assert "县级10家" in found[0].sentence
    assert not list(apart(values[1:], traits, measures()))  # nine: too few


def test_where_half_are_the_same_nobody_is_asked() -> None:
    values = [observed(f"单位{at}", 100) for at in range(12)] + [observed("远处的单位", 20)]
    assert not list(apart(values, {one.agency: Traits("县级") for one in values}, measures()))


def test_where_more_than_half_are_the_same_the_others_are_not_asked_either() -> None:
    """Six of eleven at 100: the median distance is nothing, though the lower quartile (85) lies apart."""
    assert asked_among(20, 60, 80, 90, 95, 100, 100, 100, 100, 100, 100) == []


def asked_among(*rates: int) -> list[int]:
    """Of eleven agencies with these rates, the rates of those that are asked."""
    values = [observed(f"单位{at}", rate) for at, rate in enumerate(rates)]
    found = list(apart(values, {one.agency: Traits("县级") for one in values}, measures()))
    return [rates[int(one.agency.removeprefix("单位"))] for one in found]


@pytest.mark.parametrize(("value", "asked"), [(172, []), (175, [175])])
def test_beyond_the_fences_alone_is_not_far_enough(value: int, asked: list[int]) -> None:
    """Quartiles 90, 100, 110: the fence stands at 110 + 3×20 = 170; MAD 10: 100 + 5×14.826 = 174.13."""
    assert asked_among(80, 90, 90, 90, 95, 100, 105, 110, 110, 110, value) == asked


@pytest.mark.parametrize(("value", "asked"), [(214, []), (216, [216])])
def test_far_from_the_median_alone_is_not_far_enough(value: int, asked: list[int]) -> None:
    """MAD 5: 100 + 5×7.413 = 137.07; but quartiles 95, 100, 125: the fence stands at 125 + 3×30 = 215."""
    assert asked_among(90, 95, 95, 95, 98, 100, 102, 125, 125, 125, value) == asked


def aimed(year: int, name: str, aim: str, actual: str = "") -> Aimed:
    from jixiao.text.quantities import quantity

    return Aimed("甲单位", year, name, aim, target(aim), quantity(actual) if actual else None)


def test_targets_all_copied_from_last_year_are_asked_about() -> None:
    same = [aimed(year, name, aim) for year in (2020, 2021) for name, aim in (("培训", "≥4次"), ("满意度", "≥90%"))]
    assert [(one.code, one.year) for one in unchanged(same)] == [("PE02", 2021)]
    assert not list(unchanged([*same[:-1], aimed(2021, "满意度", "≥91%")]))
    assert not list(unchanged([same[0], same[2]]))  # one indicator alone may well stay the same


def test_twice_the_target_in_two_years_running() -> None:
    rows = [aimed(2020, "培训", "≥4次", "8次"), aimed(2021, "培训", "≥4次", "9次")]
    assert [one.code for one in far_exceeded(rows)] == ["PE04"]
    assert not list(far_exceeded([aimed(2020, "培训", "≥4次", "7次"), rows[1]]))
    assert not list(far_exceeded([aimed(2019, "培训", "≥4次", "8次"), rows[1]]))
    assert not list(far_exceeded([aimed(2020, "培训", "≥4次", "80人"), rows[1]]))  # persons are no sessions


def test_scores_that_are_all_high() -> None:
    traits = {f"单位{at}": Traits("县级") for at in range(10)}
    totals = [(f"单位{at}", 2021, Fraction(95 + at % 5)) for at in range(10)]
    assert [(one.agency, one.year) for one in tell_nothing(totals, traits)] == [("", 2021)]
    assert not list(tell_nothing([*totals[:-1], ("单位9", 2021, Fraction("94.99"))], traits))
    years = [("单位1", year, Fraction(97)) for year in (2019, 2020, 2021)]
    assert [(one.agency, one.year) for one in tell_nothing(years, traits)] == [("单位1", 2021)]
    assert not list(tell_nothing([years[0], years[2]], traits))
    assert not list(tell_nothing([("单位1", 2018, Fraction(97)), *years[1:]], traits))  # three, but 2019 lies between
