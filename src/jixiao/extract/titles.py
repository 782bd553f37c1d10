"""The title of a report, and what it says of the agency and the year."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.patterns import regex

FIRST = 6
"""Lines among which the title is looked for."""

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


def title_of(lines: Iterable[str], *, printed: bool = False) -> str:
    """The first short line, of those given, that names a report; `printed`: of a page, where a long title stands in two lines."""
    read = [text for line in lines if (text := line.strip())]
    for index, text in enumerate(read):
        if len(text) <= 60 and _TITLE.search(text) and not text.endswith("。"):
            return _whole(read, index) if printed else text
    return ""


def _whole(lines: list[str], at: int) -> str:
    """The line at `at` with the agency in the line above and the end of the title in the line below, where it lacks them."""
    text = lines[at]
    if not _ENDED.search(text) and at + 1 < len(lines) and _ENDING.fullmatch(lines[at + 1]):
        text += lines[at + 1]
    if at and not agency_of(text) and _NAME.fullmatch(lines[at - 1]):
        text = lines[at - 1] + text
    return text


def year_of(title: str) -> int | None:
    """The year a title names."""
    match = _TITLE_YEAR.search(title)
    return int(match.group(1)) if match else None


def agency_of(title: str) -> str:
    """The name before 整体支出, 绩效自评 and the like; "" where it is as short as 项目, 部门, 财政, which name nobody."""
    match = _AGENCY.match(title.replace(" ", ""))
    agency = _LETTER.sub("", match.group("agency")) if match else ""
    return agency if len(agency) > 2 else ""
