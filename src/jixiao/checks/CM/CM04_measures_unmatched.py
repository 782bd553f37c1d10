"""CM04: problems without a measure, or measures that answer no problem."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import alike
from jixiao.model.finding import Finding, Level


@check(
    "CM04", "measures_unmatched", "问题与措施对不上", since="0.1", covers=("E04",), level=Level.WARNING,
    says={
        "zh": "问题 {problems} 个、措施 {measures} 条，对得上的 {matched} 个；{what}",
        "en": "{problems} problems, {measures} measures, {matched} matched; {what}",
    },
)  # fmt: skip
def measures_unmatched(context: Context) -> Iterator[Finding]:
    """One finding where a problem has no measure, or at least half of the measures answer no problem."""
    problems, measures = context.reading.problems, context.reading.measures
    section = context.reading.section("measures")
    if section is None or not problems or len(measures) < 2:
        return
    pairs = [(one, other) for one in problems for other in measures if alike(one.text, other.text)]
    answered = {one.place for one, _ in pairs}
    answering = {other.place for _, other in pairs}
    open_problems = [one for one in problems if one.place not in answered]
    open_measures = [one for one in measures if one.place not in answering]
    if not open_problems and 2 * len(open_measures) < len(measures):
        return
    what = (
        "没有措施的问题：" + _short(open_problems[0].text)
        if open_problems
        else "没有对应问题的措施：" + _short(open_measures[0].text)
    )
    yield finding(
        "CM04", Level.WARNING, section.place, section.heading,
        problems=str(len(problems)), measures=str(len(measures)), matched=str(len(answered)), what=what,
    )  # fmt: skip


def _short(text: str) -> str:
    body = text.strip("。；; ")
    return body if len(body) <= 24 else body[:24] + "…"
