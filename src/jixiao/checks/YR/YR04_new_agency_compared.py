"""YR04: growth is explained by the agency being new, and yet it is compared with a year before it existed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level

_NEW = re.compile(
    r"(?:本单位|我单位|本部门|我部门|我局|本局|我办|本办|我委|我中心)?[^,;。]{0,4}(?:新成立|新组建|新设立|刚成立|新设)(?:的)?(?:单位|部门|机构)?"
)
_COMPARED = re.compile(r"(?:比|较|同比|相比)(?:于)?(?:(?:20\d\d)年|上年|去年|上一年)")


@check(
    "YR04", "new_agency_compared", "称新成立，又与上年比较", since="0.1", covers=("C13",), level=Level.WARNING,
    says={
        "zh": "原因写“{new}”，同句又“{compared}”：新成立的单位上年没有可比的数，请说明上年数从哪里来",
        "en": "the agency is said to be new ({new}) and compared with an earlier year ({compared}): where does that figure come from?",
    },
)  # fmt: skip
def new_agency_compared(context: Context) -> Iterator[Finding]:
    """One finding for each sentence that says both."""
    for sentence in context.reading.sentences:
        new, compared = _NEW.search(sentence.text), _COMPARED.search(sentence.text)
        if new and compared and "机构改革" not in new.group():
            yield finding(
                "YR04", Level.WARNING, sentence.place, sentence.text, new=new.group().strip(), compared=compared.group()
            )
