"""YR14: the agency is said to be new in the year evaluated, and there are papers of its year before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_NEW = regex(
    r"(?:本|我)?(?:单位|部门|机关|局|办|委|中心)[^,;。\n]{0,14}(?:新成立|新组建|新设立|新设|新建|刚成立|刚组建)"
    r"|(?:系|是|为|属|因)(?:新成立|新组建|新设立|新设|新建|刚成立|刚组建)(?:的)?(?:单位|部门|机构)|上年度?(?:尚)?未(?:成立|组建|设立)|(?:首年|第一年)运行"
)
_FOUNDED = regex(r"(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:正式)?[^,;。\n\d]{0,8}(?:成立|组建|设立|挂牌)")
_FIGURE = regex(
    r"(?:accounts/T[13]/|(?:total|basic|project)_expenditure$|three_public_costs$|personnel_cost$|operating_cost$)"
)


@check(
    "YR14", "new_agency_had_a_year", "称新成立，上年却有决算", since="0.1", covers=("C13",), level=Level.WARNING,
    says={
        "zh": "写“{new}”，而{file}里有本单位 {year} 年的支出（{spent}，{where}）；请写明成立时间",
        "en": "the agency is called new ({new}), yet {file} shows its spending in {year} ({spent}, {where})",
    },
)  # fmt: skip
def new_agency_had_a_year(context: Context) -> Iterator[Finding]:
    """One finding at the first sentence that calls the agency new while last year's papers of it show spending; reforms excuse."""
    reading = context.reading
    paper = next((one for one in context.joined.last if one.reading is not None), None)
    if paper is None or paper.reading is None or any("机构改革" in text or "更名" in text for text in reading.paragraphs):
        return
    fact = next(
        (one for one in paper.reading.facts if _FIGURE.match(one.item) and one.raw and one.basis in ("", "executed")), None
    )
    sentence, match = next(
        ((one, found) for one in reading.sentences if (found := _new(one.text, reading.year)) is not None), (None, None)
    )
    if fact is None or sentence is None or match is None:
        return
    if any(str(year) in sentence.text for year in range((reading.year or 0) - 9, reading.year or 0)):
        return
    rests = (paper.placed(Operand(None, fact.raw, fact.place, "支出")),)
    yield finding(
        "YR14", Level.WARNING, sentence.place, sentence.text, rests_on=rests, new=match.group(), file=f"《{paper.name}》", year=str(paper.year),
        spent=fact.shown, where=str(paper.at(fact.place)),
    )  # fmt: skip


def _new(text: str, year: int | None) -> re.Match[str] | None:
    """The words that call the agency new, or date its founding in the year evaluated."""
    found = _NEW.search(text)
    dated = _FOUNDED.search(text) if found is None else None
    own = (
        dated is not None
        and int(dated[1]) == year
        and re.search(r"(?:本|我)(?:单位|部门|机关|局|办|委|中心|站|所|院)|^.{0,4}(?:于|在)?20", text)
    )
    return found or (dated if own else None)
