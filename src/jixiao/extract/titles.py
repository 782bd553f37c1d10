"""The title of a report, and what it says of the agency and the year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from jixiao.patterns import regex

FIRST = 6
"""Lines among which the title is looked for."""
PAGE = 60
"""Lines of a web page among which it is looked for where none of the first is one: the way to the page stands before it."""

_TITLE_YEAR = regex(r"((?:19|20)\d\d)\s*年")
_TITLE = regex(r"(?:自评|评价|决算|绩效)")
_AGENCY = regex(
    r"^(?:关于(?:报送|上报|呈报|印发|公开)?)?(?:(?:19|20)\d\d年?(?:度)?)?(?P<agency>(?:[^\d,。:;]|(?<=第)\d{1,3}){2,40}?)(?:(?:19|20)\d\d年?度?)?"
    r"(?=部门整体|单位整体|整体支出|部门\(单位\)|部门预算|部门决算|项目支出|专项资金|绩效自评|预算绩效|支出绩效)"
)
_LETTER = regex(r"(?<!海)关于.*|(?:报送|上报|呈报|公开)$")
"""Behind the name of an agency: 示例局关于2021年度…的报告, 关于示例局报送2021年度…."""

_KIND = r"(?:报告|自评表|申报表|监控表|情况表|情况说明|决算公开|决算说明)(?:\([^()]{1,12}\))?$"
_ENDED, _ENDING = regex(_KIND), regex(rf"[^\d,。:;、|]{{0,14}}{_KIND}")
_NAME = regex(
    r"[一-鿿()]{2,28}(?:局|委|委员会|办|办公室|厅|处|院|校|站|所|中心|社|会|馆|部|队|政府)(?:\([^()]{1,12}\))?(?:(?:19|20)\d\d年度?)?"
)
_THING = regex(r"(?:项目|资金|经费|专项|补助|补贴|工程|政策)$")
_KINDS = r"局|委员会|办公室|厅|法院|检察院|学院|大学|医院|中学|小学|学校|中心|馆|所|政府|街道办事处"
_BODY_FIRST = regex(rf"[一-鿿]{{1,7}}?[省市县区州旗镇乡][一-鿿]{{1,20}}?(?:{_KINDS})(?!{_KINDS})(?:\([^()]{{1,12}}\))?")
"""The body in front of what it did: 示例县教育局校舍维修项目."""


def title_of(lines: Iterable[str], *, printed: bool = False) -> str:
    """The first short line, of those given, that names a report; `printed`: of a page, where a long title stands in two lines."""
    read = [text for line in lines if (text := line.strip())]
    for index, text in enumerate(read):
        if len(text) <= 60 and _TITLE.search(text) and not text.endswith("。"):
            return _whole(read, index) if printed else text
    return ""


def title_below(lines: Iterable[tuple[str, int | None]]) -> str:
    """The title of a page that opens with the way to it: the first heading of the highest level that is one, else the first whole title with its agency.

    `lines` are words with the level of the heading they are, as `title_of` has found none in the first of them.
    """
    read = [(words, level) for line, level in islice(lines, PAGE) if (words := line.strip()) and len(words) <= 60]
    headed = (words for words, level in read if level == 0 and _TITLE.search(words))
    named = (words for words, _ in read if _TITLE.search(words) and _ENDED.search(words) and agency_of(words))
    return next(headed, next(named, ""))


def _whole(lines: list[str], at: int) -> str:
    """The line at `at` with the agency in the line above and the end of the title in the line below, where it lacks them."""
    text = lines[at]
    if at and _torn(lines[at - 1], text):
        text = lines[at - 1] + text
    if not _ENDED.search(text) and at + 1 < len(lines) and _ENDING.fullmatch(lines[at + 1]):
        text += lines[at + 1]
    if at and not agency_of(text) and _NAME.fullmatch(lines[at - 1]):
        text = lines[at - 1] + text
    return text


def _torn(above: str, below: str) -> bool:
    """Whether a bracket that one line opens is closed in the next."""
    return (
        len(above) <= 40
        and above.count("(") > above.count(")")
        and below.find(")") >= 0
        and below.count(")") > below.count("(")
    )


def year_of(title: str) -> int | None:
    """The year a title names."""
    match = _TITLE_YEAR.search(title)
    return int(match.group(1)) if match else None


def agency_of(title: str) -> str:
    """The name before 整体支出, 绩效自评 and the like; "" where it is as short as 项目, 部门, 财政, which name nobody.

    Of a project's title it is the body that stands in front of what it did; a project alone is no agency.
    """
    match = _AGENCY.match(title.replace(" ", ""))
    agency = _LETTER.sub("", match.group("agency")) if match else ""
    if _THING.search(agency):
        body = _BODY_FIRST.match(agency)
        agency = body.group() if body else ""
    return agency if len(agency) > 2 else ""


def agency_beside(lines: Iterable[str], title: str) -> str:
    """The name of a body that stands alone in the line below or above a title that names none; "" where there is none."""
    read = [text for line in lines if (text := line.strip())]
    at = next((number for number, text in enumerate(read) if text == title), None)
    if at is None:
        return ""
    return next((text for text in (*read[at + 1 : at + 2], *read[max(0, at - 1) : at]) if is_name(text)), "")


def is_name(text: str) -> bool:
    """Whether a text is the name of a body and nothing else."""
    return _NAME.fullmatch(text) is not None
