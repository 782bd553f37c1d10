"""YR04: growth is explained by the agency being new, and yet it is compared with a year before it existed."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_SELF = r"(?:(?:本|我)(?:单位|部门|机关|局|办|委|中心|院|站|所|会|校|馆|队|处|室)|单位|部门|机构)"
_NEW = regex(
    rf"{_SELF}[^,;。\n]{{0,4}}(?:新成立|新组建|新设立|新设|刚成立|刚组建)(?:的)?(?:单位|部门|机构)?"
    r"|(?:因|由于|系|是|为|属)(?:新成立|新组建|新设立|刚成立|刚组建)(?:的)?(?:单位|部门|机构)"
)
_COMPARED = regex(
    r"(?:比|较|同|与)(?:于)?(?:(20\d\d)年|上年|去年|上一年)(?!度?(?:无|没有|不|不具|不存在|尚无)可?(?:比|作比|对比))|同比(?!数?(?:无|没有|不))"
)
_FOUNDED = regex(r"(20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^,;。\n\d]{0,8}(?:成立|组建|设立|挂牌)")


@check(
    "YR04", "new_agency_compared", "称新成立，又与上年比较", since="0.1", covers=("C13",), level=Level.WARNING,
    words=("新成立", "新组建", "新设", "刚成立", "刚组建"),
    says={
        "zh": "原因写“{new}”，同句又“{compared}”比较：新成立的单位上年没有可比的数，请说明上年数从哪里来",
        "en": "the agency is said to be new ({new}) and compared with an earlier year ({compared}): where does that figure come from?",
    },
)  # fmt: skip
def new_agency_compared(context: Context) -> Iterator[Finding]:
    """One finding for each sentence that says both of the agency itself, unless the report dates its founding early enough."""
    reading = context.reading
    founded = [int(match[1]) for text in reading.paragraphs for match in _FOUNDED.finditer(text)]
    for sentence in reading.sentences:
        new, compared = _NEW.search(sentence.text), _COMPARED.search(sentence.text)
        if new is None or compared is None or "机构改革" in sentence.text:
            continue
        before = int(compared[1]) if compared[1] else (reading.year or 0) - 1
        if any(year <= before for year in founded):
            continue
        yield finding("YR04", Level.WARNING, sentence.place, sentence.text, new=new.group(), compared=compared.group())
