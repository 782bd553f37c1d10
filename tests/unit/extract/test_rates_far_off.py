"""Rates confirmed by figures further off that bear the words of their name; nothing is accused there."""

from __future__ import annotations

from jixiao.extract.rates.rates import rate_relations
from jixiao.model.claim import Verdict
from tests.unit.extract.passages import parts, prose, wrong

STAFF = "核定编制48名，其中行政30名、事业18名。\n年末在职46人，其中行政28人、事业18人，退休9人。\n编制得到执行，在职人员控制率为{}。"


def test_words_of_the_name_find_both_figures() -> None:
    (found,) = rate_relations(prose(STAFF.format("95.83%")))  # 46 / 48
    assert (found.verdict, parts(found)) == (Verdict.CONSISTENT, ["46人", "48名"])


def test_a_rate_of_two_digits_is_not_confirmed_so_far_off() -> None:
    (found,) = rate_relations(prose(STAFF.format("96%")))
    assert found.verdict is Verdict.UNVERIFIABLE


def test_a_miss_so_far_off_accuses_nobody() -> None:
    assert wrong(rate_relations(prose(STAFF.format("93.85%")))) == []


def test_the_whole_s_spending_is_of_the_one_adjusted_budget() -> None:
    text = "全年预算675.00万元，其中财政520.00万元、自筹155.00万元。\n二、支出情况\n全年支出641.25万元，预算执行率{}。"
    (held,) = rate_relations(prose(text.format("95%")))
    assert held.verdict is Verdict.CONSISTENT
    (found,) = wrong(rate_relations(prose(text.format("96%"))))
    assert found.open
    assert (
        wrong(
            rate_relations(
                prose("全年预算675.00万元。\n全年预算800.00万元。\n二、支出情况\n全年支出641.25万元，预算执行率96%。")
            )
        )
        == []
    )
