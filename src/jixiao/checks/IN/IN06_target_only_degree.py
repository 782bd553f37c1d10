"""IN06: a target speaks of a degree (有效提升) and of nothing that can be measured."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.measures import proposal
from jixiao.checks.check import Context, check, finding
from jixiao.checks.rows import in_parts, only_degree, title, words
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import IndicatorRow

_MOST = 4


@check(
    "IN06", "target_only_degree", "指标值只说程度，无法衡量", since="0.1", asks=("indicators",), covers=("D01",), level=Level.WARNING,
    says={
        "zh": "{names}的指标值只说程度（如“{target}”），没有说到多少算达到。“{name}”可写成：{proposal}",
        "zh.more": "{names}等 {n} 项的指标值只说程度（如“{target}”），没有说到多少算达到。“{name}”可写成：{proposal}",
        "en": "the targets of {names} speak of a degree only (“{target}”); nothing says when they are met",
        "en.more": "the targets of {names} and more, {n} in all, speak of a degree only (“{target}”)",
    },
)  # fmt: skip
def target_only_degree(context: Context) -> Iterator[Finding]:
    """For each table a warning for outputs that nobody can count, and a note for benefits: these may be judged by tiers."""
    for rows in in_parts(context.reading):
        vague = [one for one in rows if one.target is not None and not one.rule and only_degree(one.target.quote)]
        outputs = [one for one in vague if _is_output(one)]
        for these, level in ((outputs, Level.WARNING), ([one for one in vague if one not in outputs], Level.INFO)):
            if not these or these[0].target is None:
                continue
            first, target = these[0], these[0].target
            names = "、".join(dict.fromkeys(title(one) for one in these[:_MOST]))
            yield finding(
                "IN06", level, target.place, f"{title(first)} {target.quote}",
                rests_on=tuple(one.target for one in these if one.target is not None), names=names, n=str(len(these)),
                target=target.quote, name=title(first), proposal=proposal(title(first)), variant="more" if len(these) > _MOST else "",
            )  # fmt: skip


def _is_output(row: IndicatorRow) -> bool:
    return any(word in f"{row.level1} {row.level2}" for word in words()["must_be_counted"])
