"""CM06: nothing says what the result of the evaluation is used for, or where it is published."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.outlines import outlines
from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import head_place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_REPORT = regex(r"(?:整体支出|部门|单位)[^\n]{0,12}自评的?报告(?!.{0,4}(?:节选|摘要|片段))")
_USED = Sought(
    r"(?:自评|评价|绩效|考评)[^,;。\n]{0,10}结果[^。\n]{0,30}(?:应用|运用|作为|挂钩|公开|公示|纳入|通报)|结果(?:的)?(?:应用|运用)"
    r"|(?:网站|公开栏|平台|门户)[^。\n]{0,12}(?:公开|公示)|(?:公开|公示)[^。\n]{0,12}(?:网站|门户|接受[^。\n]{0,6}监督)|随[^。\n]{0,8}决算[^。\n]{0,8}公开",
    "结果", "公开", "公示",
)  # fmt: skip
_LEAST_SECTIONS = 3
_MAIN_SECTIONS = 4


@check(
    "CM06", "use_of_results_unsaid", "没有写自评结果怎样应用、公开", since="0.1", covers=("E07",), level=Level.INFO,
    says={
        "zh": "没有写自评结果怎样应用、在哪里公开",
        "en": "nothing says what the result is used for, or where it is published",
    },
)  # fmt: skip
def use_of_results_unsaid(context: Context) -> Iterator[Finding]:
    """One note for a whole report of a department with problems and measures; where its outline asks for such a section, CM01 has said so."""
    reading = context.reading
    main = sum(1 for one in reading.sections if one.level == 1)
    if main < _LEAST_SECTIONS or not _REPORT.search(reading.title):
        return
    present = {section.key for section in reading.sections}
    asked = any(one.signs and present.issuperset(one.signs) for one in outlines().values())
    named = context.rulebook is not None and bool(context.rulebook.outline)
    unlike = "application" in present or (main < _MAIN_SECTIONS and not present.issuperset(("problems", "measures")))
    if unlike or asked or named:
        return
    if not _USED.search(context.text):
        yield finding("CM06", Level.INFO, head_place(reading), reading.title)
