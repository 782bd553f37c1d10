"""The title of a report, and what it says of the agency and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable

FIRST = 6
"""Lines among which the title is looked for."""

_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_TITLE = re.compile(r"(?:自评|评价|决算|绩效)")
_AGENCY = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d年?(?:度)?)?(?P<agency>[^\d,。:;]{2,40}?)(?:(?:19|20)\d\d年?度?)?"
    r"(?=部门整体|单位整体|整体支出|部门\(单位\)|部门预算|部门决算|项目支出|专项资金|绩效自评|预算绩效|支出绩效)"
)


def title_of(lines: Iterable[str]) -> str:
    """The first short line, of those given, that names a report."""
    for line in lines:
        text = line.strip()
        if text and len(text) <= 60 and _TITLE.search(text) and not text.endswith("。"):
            return text
    return ""


def year_of(title: str) -> int | None:
    """The year a title names."""
    match = _TITLE_YEAR.search(title)
    return int(match.group(1)) if match else None


def agency_of(title: str) -> str:
    """The name before 整体支出, 绩效自评 and the like; "" where it is as short as 项目, 部门, 财政, which name nobody."""
    match = _AGENCY.match(title.replace(" ", ""))
    return match.group("agency") if match and len(match.group("agency")) > 2 else ""
