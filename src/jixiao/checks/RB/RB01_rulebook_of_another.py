"""RB01: the rulebook named is not for such a report: another kind, or a later year."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import head_place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_DEPARTMENT = regex(r"(?:部门|单位)?整体支出")
_PROJECT = regex(r"项目支出|专项资金|项目(?:绩效)?自评")


@check(
    "RB01", "rulebook_of_another", "指定的规则书不适用于这份报告", since="0.1", covers=("F04",), level=Level.WARNING,
    says={
        "zh": "指定的规则书“{rules}”是{kind}用的，这份是{other}的报告，请换规则书再审",
        "zh.year": "指定的规则书“{rules}”是 {year} 年度的，报告评价的是 {told} 年度，请核对用哪一年的",
        "en": "the rulebook {rules} is for another kind of report",
        "en.year": "the rulebook {rules} is of {year}, the report evaluates {told}",
    },
)  # fmt: skip
def rulebook_of_another(context: Context) -> Iterator[Finding]:
    """One finding where a rulebook was named and the title says another kind, or an earlier year than the rulebook's."""
    rules, reading = context.rulebook, context.reading
    if rules is None or not reading.title:
        return
    department, project = (one.search(reading.title) is not None for one in (_DEPARTMENT, _PROJECT))
    if department != project and (rules.kind == "project") == department:
        mine, other = ("项目支出", "部门整体支出") if department else ("部门整体支出", "项目支出")
        yield finding("RB01", Level.WARNING, head_place(reading), reading.title, rules=rules.title, kind=mine, other=other)
    elif rules.year is not None and reading.year is not None and rules.year > reading.year:
        yield finding(
            "RB01", Level.WARNING, head_place(reading), reading.title, rules=rules.title, year=str(rules.year), told=str(reading.year),
            variant="year",
        )  # fmt: skip
