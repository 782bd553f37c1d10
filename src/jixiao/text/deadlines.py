"""Due days as people write them (2021年6月底前, 年底前, 上半年), and days of completion that may name a month only.

“前” and “以前” include the day they name: 6月30日前 is kept on 30 June. A period ends with its last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from jixiao.patterns import regex
from jixiao.text.dates import parse_date
from jixiao.text.normalise import normalise

_LAST_OF_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_DAY_OF_PART = {"上旬": 10, "中旬": 20}
_DUE = regex(
    r"(?:不晚于|不迟于|最迟|截至|≤|<=|于|在)?"
    r"(?:(?P<year>(?:19|20)\d\d)年?度?|本年度?|当年|今年)?"
    r"(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|底|末))?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度(?:底|末)?|(?P<end>年?(?:底|末)))"
    r"(?:以前|之前|前|以内|之内|内)?(?:全部|全面)?(?:完成|办结|到位|竣工|完工|上线|建成)?"
)


def due_day(text: str, year: int) -> date | None:
    """The last day that keeps the due time `text` states, or None; a due time without year is one of `year`."""
    plain = re.sub(r"\s", "", normalise(text).string)
    found = parse_date(plain)
    if found is not None:
        return found
    match = _DUE.fullmatch(plain)
    if match is None:
        return None
    year = int(match["year"] or year)
    if match["half"]:
        month = 6 if match["half"] == "上" else 12
    elif match["quarter"]:
        month = _LAST_OF_QUARTER[match["quarter"]]
    else:
        month = int(match["month"]) if match["month"] else 12
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = int(match["day"]) if match["day"] else _DAY_OF_PART.get(match["part"] or "", last)
    return date(year, month, day) if 1 <= day <= last else None


def is_exact(text: str) -> bool:
    """Whether `text` names a day, not only a month or a longer time."""
    plain = re.sub(r"\s", "", normalise(text).string)
    match = _DUE.fullmatch(plain)
    return parse_date(plain) is not None or (match is not None and match["day"] is not None)
