"""CS13: the indicators evaluated are not those approved: dropped, added, or with another target."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.beside import unlike
from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding, Level


@check(
    "CS13", "indicators_not_approved", "自评的指标与批复的绩效目标不同", since="0.1", asks=("CS13",), covers=("B09",), level=Level.WARNING,
    says={
        "zh.dropped": "{file}批复的 {n} 个指标没有自评：{names}",
        "en.dropped": "{n} approved indicators of {file} are not evaluated: {names}",
        "zh.added": "这 {n} 个指标不在{file}批复的目标里：{names}",
        "en.added": "{n} indicators are not among the targets of {file}: {names}",
        "zh.lowered": "“{name}”自评的指标值是 {target}，批复的是 {approved}（{where}）：指标值降低了，请提供调整目标的批复",
        "en.lowered": "the target of {name} is {target}, approved was {approved} ({where}): it was made easier",
        "zh.raised": "“{name}”自评的指标值是 {target}，批复的是 {approved}（{where}）",
        "en.raised": "the target of {name} is {target}, approved was {approved} ({where})",
        "zh.changed": "“{name}”自评的指标值是 {target}，批复的是 {approved}（{where}），请核对",
        "en.changed": "the target of {name} is {target}, approved was {approved} ({where})",
    },
)  # fmt: skip
def indicators_not_approved(context: Context) -> Iterator[Finding]:
    """One finding for each kind of difference (dropped, added) and for each target that was changed."""
    yield from unlike("CS13", context, {"added": Level.INFO, "raised": Level.INFO})
