"""CM02: the report gives final figures only, so the ratios its score rests on cannot be recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import head_place
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading
from jixiao.patterns import regex

_POSTS = regex(
    r"(?<!预算)编制(?:数|人数|人员|总数|名额|控制数)*(?:为|共计|共有|共|有|是|合计|:| )*(?!(?:19|20)\d\d年)\d"
    r"|\d+\s*(?:个|名|人)(?:机关|行政|事业|工勤|参公|全额|差额|财政|管理|专业技术|拨款)*编制"
)
_RATE = regex(r"(?:执行率|完成率|支出率|预算控制率)[^,;。\n]{0,8}\d")
_STAFF_RATE = regex(r"(?:在职|供养)人员控制率")
_ATTACHED = regex(r"附件|附表|基础数据表")
_DEPARTMENT = regex(r"整体支出")


@check(
    "CM02", "inputs_missing", "缺少算比率要用的数", since="0.1", covers=("E23",), level=Level.WARNING,
    says={
        "zh": "给出了自评得分，没有给出年初预算数、全年预算数和编制数，预算完成率、预算控制率和在职人员控制率无从复核",
        "zh.budget": "给出了自评得分，没有给出年初预算数和全年预算数，预算完成率、预算控制率无从复核",
        "zh.posts": "说到在职人员控制率，没有给出编制数，无从复核",
        "en": "a score is given without a budget and without the authorised posts; the rates of execution, adjustment and "
        "staffing cannot be recomputed",
        "en.budget": "a score is given without a budget; the rates of execution and adjustment cannot be recomputed",
        "en.posts": "the staffing rate is spoken of without the authorised posts; it cannot be recomputed",
    },
)  # fmt: skip
def inputs_missing(context: Context) -> Iterator[Finding]:
    """One finding for a department report with a score whose inputs stand neither in the text nor in an annex."""
    reading = context.reading
    score = next((one for one in reading.facts if one.item == "self_score"), None)
    if score is None or not _DEPARTMENT.search(reading.title) or reading.tables:
        return
    text = context.text
    if _ATTACHED.search(text):
        return
    posts = any(fact.item == "authorised_posts" for fact in reading.facts) or _POSTS.search(text) is not None
    match _states_budget(reading, text), posts:
        case False, False:
            variant = ""
        case False, True:
            variant = "budget"
        case True, False if _STAFF_RATE.search(text):
            variant = "posts"
        case _:
            return
    yield finding("CM02", Level.WARNING, head_place(reading), reading.title, variant=variant)


def _states_budget(reading: Reading, text: str) -> bool:
    """Whether a budget of the whole is stated, or at least a rate of execution."""
    if any(
        fact.item == "total_expenditure" and fact.basis in ("initial_budget", "adjusted_budget") for fact in reading.facts
    ):
        return True
    money = (one for one in reading.figures if one.role == "plan" and one.mention.dimension == "money")
    return any("预算" in one.label for one in money) or _RATE.search(text) is not None
