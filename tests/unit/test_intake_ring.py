"""Round trip: the template written as a workbook, filled in by hand, read back: the same case as the case file."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.errors import CaseError
from jixiao.intake.case import read_case
from jixiao.intake.fit import fit
from jixiao.intake.layout import HEADS
from jixiao.intake.template import compose_template
from jixiao.intake.workbook import read_workbook
from jixiao.model.case import Case, FollowUp
from jixiao.model.document import NOWHERE
from jixiao.model.quantity import Quantity
from jixiao.readers import read
from jixiao.rules.load import load_rulebook
from jixiao.writers.xlsx import write_xlsx

ROOT = Path(__file__).resolve().parents[2]
UNASKED = {
    "department": {
        (item, 2021, "initial_budget")
        for item in ("wages_and_welfare", "goods_and_services", "personal_and_family_subsidies", "basic_capital_outlay")
    },
    "project": set(),
}
UNASKED["chongqing"] = UNASKED["department"] | {
    *((item, 2021, "") for item in ("prior_year_carryover", "added_budget", "year_end_balance")),
    *((item, 2021, basis) for item in ("operating_cost", "procurement") for basis in ("initial_budget", "executed")),
}
"""Figures the case file states and neither the rulebook nor the report needs."""


def yaml_case(name: str) -> Case:
    path = ROOT / "examples" / name / "case.yaml"
    case = read_case(path.read_bytes(), path.name, "0" * 64)
    return fit(case, load_rulebook(case.rulebook))


def lines(sheet: Any, name: str) -> list[dict[str, Any]]:
    """The rows below the head as cells by column head, as a person sees them."""
    heads = [cell.value for cell in sheet[2]]
    assert tuple(heads[: len(HEADS[name])]) == HEADS[name]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=3)]


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def fill_in(data: bytes, case: Case) -> bytes:
    """What an accountant types who copies `case` into the workbook, found by the codes of the lines."""
    book = openpyxl.load_workbook(BytesIO(data))
    by_code = {
        name: {line["编码"].value: line for line in lines(book[name], name) if line["编码"].value}
        for name in ("单位概况", "文字说明", "基础数据", "清单与判断", "扣分与佐证")
        if name in book.sheetnames
    }
    profile = by_code["单位概况"] | by_code["文字说明"]
    words = {"agency": case.agency, "department": case.department, "project": case.project}
    words |= {f"texts.{key}": text for key, text in case.texts.items()}
    words |= {f"profile.{key}": text for key, text in case.profile.items()}
    for code, text in words.items():
        if text:
            profile[code]["内容"].value = text
    profile["year"]["内容"].value = case.year
    if case.allow_recalled:
        profile["allow_recalled"]["内容"].value = "是"
    for fact in case.facts:
        assert isinstance(fact.value, Quantity) and fact.year is not None
        line = by_code["基础数据"].get(f"{fact.item}/{fact.basis}" if fact.basis else fact.item)
        if line is not None:
            money = fact.value.unit == "元"
            amount = fact.value.value / 10000 if money else fact.value.value
            line["本年数" if fact.year == case.year else "上年数"].value = number(amount)
    for judgement in case.judgements.values():
        of_indicator = {
            code.partition("/")[2]: line
            for code, line in (by_code.get("清单与判断", {}) | by_code["扣分与佐证"]).items()
            if code.partition("/")[0] == judgement.indicator
        }
        first = next(iter(of_indicator.values()))
        for asked, line in of_indicator.items():
            if judgement.ticks is not None and asked.startswith("tick/"):
                line["填报"].value = "是" if asked.partition("/")[2] in judgement.ticks else "否"
            if asked == "occurrences":
                line["填报"].value = judgement.occurrences
            if asked == "tier":
                line["填报"].value = judgement.tier
        first["评定人"].value = judgement.by or None
        first["扣分原因" if "扣分原因" in first else "评定理由或扣分原因"].value = judgement.why or None
        first["佐证材料"].value = judgement.evidence or None
        if judgement.not_applicable:
            first["不适用的理由"].value = judgement.not_applicable
    free = lines(book["自评指标"], "自评指标")
    for row in case.rows:
        line = next(
            one for one in free if one["编码"].value == row.under and (not row.level2 or one["二级指标"].value == row.level2)
        )
        free.remove(line)
        typed = {
            "指标名称": row.name, "定量或定性": row.measure, "年度指标值": row.target, "实际完成值": row.actual,
            "分值": int(row.weight), "定性档次": row.tier, "档内比例": row.ratio, "偏差原因分析及改进措施": row.reason,
            "评定人": row.by, "评定理由": row.why, "佐证材料": row.evidence,
        } | ({"年初指标值": row.first_target, "是否核心指标": row.core} if "是否核心指标" in line else {})  # fmt: skip
        for head, text in typed.items():
            line[head].value = text or None
    for task, line in zip(case.tasks, lines(book["重点工作"], "重点工作"), strict=False):
        line["年初确定的重点工作和目标"].value, line["完成情况"].value = task.goal, task.result or None
    problems = lines(book["问题与措施"], "问题与措施")
    for problem, line in zip(case.problems, problems, strict=False):
        line["存在的问题"].value, line["原因"].value = problem.problem, problem.cause or None
        line["改进措施"].value = "\n".join(problem.measures)
        line["责任人"].value, line["完成时限"].value = problem.owner or None, problem.due or None
    for measure, line in zip(case.measures, problems[len(case.problems) :], strict=False):
        line["改进措施"].value = measure
    for followup, line in zip(case.followups, lines(book["上年问题整改"], "上年问题整改"), strict=False):
        for head, text in zip(HEADS["上年问题整改"][1:], fields_of(followup), strict=True):
            line[head].value = text or None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fields_of(one: FollowUp) -> tuple[str, ...]:
    """In the order of the sheet's heads."""
    return one.problem, one.measure, one.status, one.result, one.owner, one.due


def placeless(one: Any) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one) if field.name not in ("place", "cells")}


@pytest.mark.parametrize("name", ["chongqing", "department", "project"])
def test_the_workbook_filled_in_is_the_case_file(name: str) -> None:
    wanted = yaml_case(name)
    rulebook = load_rulebook(wanted.rulebook)
    filled = fill_in(write_xlsx(compose_template(rulebook, wanted.year)), wanted)
    assert_same(fit(read_workbook(read(filled, "采集表.xlsx"), "采集表.xlsx"), rulebook), wanted, name)


def test_the_filled_in_example_is_the_department() -> None:
    """`python -m tools.filled` writes it anew when the template or the department changes."""
    wanted = yaml_case("department")
    data = (ROOT / "examples" / "workbook" / "采集表.xlsx").read_bytes()
    case = fit(read_workbook(read(data, "采集表.xlsx"), "采集表.xlsx"), load_rulebook(wanted.rulebook))
    assert_same(case, wanted, "department")


def assert_same(case: Case, wanted: Case, name: str) -> None:
    """All that the two state, places apart."""

    def values(of: Case) -> dict[Any, Any]:
        return {
            fact.key: (fact.value.value, fact.value.unit)
            for fact in of.facts
            if isinstance(fact.value, Quantity) and fact.key not in UNASKED[name]
        }

    assert values(case) == values(wanted)
    for field in ("agency", "department", "project", "year", "rulebook", "allow_recalled", "texts", "measures"):
        assert getattr(case, field) == getattr(wanted, field), field
    assert [placeless(one) for one in case.rows] == [placeless(one) for one in wanted.rows]
    assert {id: placeless(one) for id, one in case.judgements.items()} == {
        id: placeless(one) for id, one in wanted.judgements.items()
    }
    assert [placeless(one) for one in case.tasks] == [placeless(one) for one in wanted.tasks]
    assert [placeless(one) for one in case.problems] == [placeless(one) for one in wanted.problems]
    assert [placeless(one) for one in case.followups] == [placeless(one) for one in wanted.followups]
    assert case.profile == wanted.profile


def test_every_fact_leads_back_to_its_cell() -> None:
    wanted = yaml_case("department")
    filled = fill_in(write_xlsx(compose_template(load_rulebook(wanted.rulebook), 2021)), wanted)
    case = read_workbook(read(filled, "采集表.xlsx"), "采集表.xlsx")
    book = openpyxl.load_workbook(BytesIO(filled))
    assert len(case.facts) > 30
    for fact in case.facts:
        assert fact.place != NOWHERE
        assert str(book[fact.place.part][fact.place.ref].value).rstrip("0").rstrip(".") == fact.raw.rstrip("0").rstrip(".")


def test_a_template_nobody_filled_in_lacks_only_the_agency() -> None:
    data = write_xlsx(compose_template(load_rulebook("cn/hunan-2017/department"), 2021))
    with pytest.raises(CaseError) as caught:
        read_workbook(read(data, "采集表.xlsx"), "采集表.xlsx")
    assert [str(fault) for fault in caught.value.faults] == ["采集表.xlsx!单位概况：没有填单位名称。请填写"]


def test_excel_s_own_faults_are_told_with_their_cells() -> None:
    """An error value, a formula never computed, a number hidden behind its format."""
    wanted = yaml_case("department")
    filled = fill_in(write_xlsx(compose_template(load_rulebook(wanted.rulebook), 2021)), wanted)
    book = openpyxl.load_workbook(BytesIO(filled))
    cells = {line["编码"].value: line["本年数"] for line in lines(book["基础数据"], "基础数据")}
    cells["authorised_posts"].value = "=1+29"
    cells["staff_in_post"].value, cells["staff_in_post"].data_type = "#REF!", "e"
    typed = cells["prior_year_carryover"]
    typed.value, typed.number_format = 12.3456, "0.00"
    out = BytesIO()
    book.save(out)
    with pytest.raises(CaseError) as caught:
        read_workbook(read(out.getvalue(), "采集表.xlsx"), "采集表.xlsx")
    assert [str(fault) for fault in caught.value.faults] == [
        f"采集表.xlsx!基础数据!{cells['authorised_posts'].coordinate}：这一格的值不能用：公式没有计算结果。请用 Excel 或 WPS 打开、保存一次，或改成数值",
        f"采集表.xlsx!基础数据!{cells['staff_in_post'].coordinate}：这一格的值不能用：#REF!。请改成数值后保存再用",
    ]
    cells["authorised_posts"].value, cells["staff_in_post"].value = 30, 31
    out = BytesIO()
    book.save(out)
    case = read_workbook(read(out.getvalue(), "采集表.xlsx"), "采集表.xlsx")
    carried = case.facts.get("prior_year_carryover", 2021)
    assert carried is not None and carried.raw == "12.3456"


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5000), st.text(max_size=8), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.none(), max_size=2),
)  # fmt: skip


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_a_case_or_a_list_of_faults(data: st.DataObject) -> None:
    """One value of a sound case replaced by anything: never another exception, every fault with a line."""
    case = yaml.safe_load(
        (ROOT / "examples" / data.draw(st.sampled_from(["department", "project"])) / "case.yaml").read_text("utf-8")
    )
    spot: Any = case
    while True:
        key = data.draw(st.sampled_from(sorted(spot, key=str) if isinstance(spot, dict) else list(range(len(spot)))))
        if not (isinstance(spot[key], dict | list) and spot[key]) or data.draw(st.integers(0, 2)) == 0:
            break
        spot = spot[key]
    spot[key] = data.draw(VALUES)
    try:
        found = read_case(yaml.safe_dump(case, allow_unicode=True, sort_keys=False).encode(), "案卷.yaml", "0" * 64)
    except CaseError as error:
        assert error.faults
        assert all(fault.where.startswith("案卷.yaml:") and fault.what for fault in error.faults)
    else:
        assert isinstance(found, Case)
