"""CM08: measures are announced, and nobody is to carry them out by any day."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_TERM = regex(
    r"责任|负责|牵头|由[一-鿿]{2,12}(?:股|科|处|室|办|中心|站|队|人员|同志)|\d{1,2}月|季度|上半年|下半年|年底|年内|月底|每[年季月周日]|明年|下年|次年|20\d\d年|个工作日|前完成|逐[年季月]|按[年季月]"
)
_LEAST = 2


@check(
    "CM08", "measures_without_term", "措施没有责任人和时限", since="0.1", asks=("measures",), covers=("E04",), level=Level.INFO,
    says={
        "zh": "{n} 条措施都没有写由谁做、什么时候做完",
        "en": "none of the {n} measures says who does it by when",
    },
)  # fmt: skip
def measures_without_term(context: Context) -> Iterator[Finding]:
    """One note where none of two measures or more names a person, an office or a time."""
    measures = context.reading.measures
    if len(measures) >= _LEAST and not any(_TERM.search(one.text) for one in measures):
        yield finding("CM08", Level.INFO, measures[0].place, measures[0].text[:40], n=str(len(measures)))
