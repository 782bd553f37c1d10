"""Amounts and counts that stand beside a list and are no parts of it, or are parts in other words."""

from __future__ import annotations

import pytest

from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Relation, Verdict
from tests.unit.extract.passages import prose, wrong


def sums(text: str) -> list[Relation]:
    return sum_relations(prose(text))


def test_an_item_of_another_classifier_closes_the_list() -> None:
    text = "补贴机具{}台。其中:旋耕机41台,打捆机17台,烘干塔3座,播种机25台。"
    assert [one.verdict for one in sums(text.format(86)) if one.way == "scope"] == [Verdict.CONSISTENT]
    assert [one.verdict for one in sums(text.format(87)) if one.way == "scope"] == [Verdict.INCONSISTENT]
    last = "累加补贴机具61台。其中:收获机9台,拖拉机52台,投入粮食烘干机1组,惠及3村。"
    assert [one.verdict for one in sums(last) if one.way == "scope"] == [Verdict.CONSISTENT]


@pytest.mark.parametrize(
    "text",
    [
        "每镇保洁补助1000万元,共计2.3亿元,统筹使用;每镇管护补助1000万元,共计2.3亿元;每镇产业补助652万元,共计1.5亿元。",
        "安排如下:\n一、 农业站:推广资金660万;\n二、 交通站:养护资金290万;\n三、 示例镇:建设资金120万;\n四、 农业站:培训资金130万。",
        "批复预算为129.36万元,其中拨款128.36万元;执行数为98.52万元,其中拨款97.52万元;其预算与执行的差异总额为30.84万元。",
    ],
)
def test_fellows_are_no_parts_of_each_other(text: str) -> None:
    assert wrong(sums(text)) == []


def test_a_nested_list_of_changes_runs_beyond_its_last_part() -> None:
    text = "支出较上年减少26.90万元。其中:出国费减少4.00万元;用车费减少15.18万元;接待费减少7.71万元(其中外宾减少1.20万元,内宾减少6.51万元)。"
    assert [one.verdict for one in sums(text) if one.stated.quote == "26.90万元"]  # it is read without a fall


def test_a_full_stop_in_a_bracket_ends_no_list() -> None:
    text = "安排经费{}万元。其中：出国费0万元；用车费350.00万元（购置费80.00万元；运行费270.00万元。）与上年持平；接待费6.30万元，减少2.10万元。"
    assert wrong(sums(text.format("356.30"))) == []
    assert len(wrong(sums(text.format("365.30")))) == 1
