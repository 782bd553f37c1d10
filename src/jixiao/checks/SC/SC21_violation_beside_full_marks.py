"""SC21: the text tells of money spent against the rules, and the indicator of lawful use has all its points."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import lost, title
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_WHO = regex(r"审计|巡察|巡视|专项检查|监督检查|财会监督|内部检查|抽查")
_WHAT = regex(
    r"(?:违规|超范围|超标准|无预算|超预算|虚列|套取|挤占|挪用|截留|滞留|坐收坐支|白条|公款|大额现金)[一-鿿]{0,10}(?:支出|列支|发放|使用|资金|经费|支付|报销|问题|行为|抵库)"
)
_NOT = regex(
    r"(?:未|没有|无|不存在|杜绝|防止|避免|严禁|严防|严查|禁止|是否|不得|如有|若有|未发现|未出现|未发生|防范|规范)[^,;。]{0,24}$"
)
_PAST = regex(r"以前年度|往年|20\d\d年以前")
_LAWFUL = regex(r"合规|合法")
_ELSEWHERE = ("duties", "measures", "key_tasks", "overview")


@check(
    "SC21", "violation_beside_full_marks", "文中说有违规，合规性却得满分", since="0.1", asks=("indicators",), covers=("B16",), level=Level.WARNING,
    words=("违规", "超范围", "超标准", "无预算", "超预算", "虚列", "套取", "挤占", "挪用", "截留", "滞留", "坐收坐支", "白条", "公款"),
    says={
        "zh": "文中写{who}发现“{what}”，评分表里“{name}”得满分 {score}，请说明",
        "en": "the text tells of {what}, found by {who}; “{name}” has full marks of {score} all the same",
    },
)  # fmt: skip
def violation_beside_full_marks(context: Context) -> Iterator[Finding]:
    """One finding where a sentence names who found what, without denying it, beside full marks for lawful use."""
    reading = context.reading
    row = next(
        (one for one in reading.indicators if _LAWFUL.search(one.name) and lost(one) == 0 and one.score is not None), None
    )
    if row is None or row.score is None:
        return
    for sentence in reading.sentences:
        what = _WHAT.search(sentence.text)
        if what is None or reading.key_at(sentence.section) in _ELSEWHERE:
            continue
        before = sentence.text[: what.start()]
        who = _WHO.search(before)
        if who is None or _NOT.search(before) or _PAST.search(before):
            continue
        yield finding(
            "SC21", Level.WARNING, sentence.place, sentence.text, rests_on=(row.score,), who=who.group(), what=what.group(),
            name=title(row), score=row.score.quote,
        )  # fmt: skip
        return
