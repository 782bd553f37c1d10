"""CM02: the report gives final figures only, so the ratios its score rests on cannot be recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import head_place
from jixiao.model.finding import Finding, Level

_POSTS = re.compile(r"编制(?:数|人数)?[^,;。\n]{0,12}?\d|核定[^,;。\n]{0,10}编制|\d+\s*(?:个|名)[^,;。\n]{0,6}编制")
_RATE = re.compile(r"(?:执行率|完成率|支出率|控制率)[^,;。\n]{0,8}\d")
_DEPARTMENT = re.compile(r"整体支出")


@check(
    "CM02", "inputs_missing", "缺少算比率要用的数", since="0.1", covers=("E23",), level=Level.WARNING,
    says={
        "zh": "给出了自评得分，没有给出{lacking}，{ratios}无从复核",
        "en": "a score is given without {lacking}; {ratios} cannot be recomputed",
    },
)  # fmt: skip
def inputs_missing(context: Context) -> Iterator[Finding]:
    """One finding for a department report with a score and without a total budget or the authorised posts."""
    reading = context.reading
    score = next((one for one in reading.facts if one.item == "self_score"), None)
    if score is None or not _DEPARTMENT.search(reading.title) or reading.tables:
        return
    text = "\n".join(reading.paragraphs)
    items = {(fact.item, fact.basis) for fact in reading.facts}
    budget = any(item == "total_expenditure" and basis in ("initial_budget", "adjusted_budget") for item, basis in items)
    budget = budget or any(
        one.role == "plan" and one.mention.dimension == "money" and "预算" in one.label for one in reading.figures
    )
    lacking, ratios = [], []
    if not budget and not _RATE.search(text):
        lacking.append("年初预算数和全年预算数")
        ratios += ["预算完成率", "预算控制率"]
    if ("authorised_posts", "") not in items and not _POSTS.search(text):
        lacking.append("编制数")
        ratios.append("在职人员控制率")
    if lacking:
        yield finding(
            "CM02", Level.WARNING, head_place(reading), score.raw, lacking="、".join(lacking), ratios="、".join(ratios),
        )  # fmt: skip
