"""The words around a figure that say what it is: role, change, prior year, total. The words themselves are data."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data
from jixiao.model.mention import Mention
from jixiao.patterns import regex


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The cue words of `extract/words.yaml`."""
    data: dict[str, Any] = own_data("extract", "words.yaml")
    return data


def _alternation(these: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(these, key=len, reverse=True))


@lru_cache(maxsize=1)
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(_alternation(these))) for role, these in words()["roles"].items()]


@lru_cache(maxsize=4096)
def role(label: str) -> str:
    """left · spent · received · plan, by the last role word in `label` (支出预算 is plan, 预算支出 is spent)."""
    best, at = "", -1
    for name, pattern in _roles():
        for match in pattern.finditer(label):
            if match.end() > at:
                best, at = name, match.end()
    return best


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    verbs = _alternation(words()["change"]["up"] + words()["change"]["down"])
    return re.compile(rf"({verbs})(?:\((?:{verbs})\)|了|额|数|为|达|约|近|率|幅度?|比例|经费|支出|资金|开支|费用|[:\s])*$")


def change_before(text: str, end: int, floor: int) -> str:
    """The verb of change directly before position `end` ("增加", "减少"), or ""; 由8次减为3次 says what it became, no change."""
    match = _change().search(text, max(floor, end - 12), end)
    if match is None or (match.group().strip() == f"{match.group(1)}为" and _FROM.search(text, floor, match.start())):
        return ""
    return match.group(1)


_FROM = regex(r"[由从自][^,，。;；:()\n]{0,16}\d[\d.,]*[^\d,，。;；:()\n]{1,5}$")


def direction(verb: str) -> int:
    """+1 for a verb of increase, −1 for one of decrease, 0 for neither."""
    change = words()["change"]
    return 1 if verb in change["up"] else -1 if verb in change["down"] else 0


_LAST_YEAR = regex(r"(?:上年度?|去年|上期|上一年度?)(?:同期)?(?:的|为|是|数为?|完成)?$")
_PRIOR = regex(
    r"(?:与|同比|(?<!经)(?<!经比)(?<!经对)(?<!经相)(?:比(?!增减|情况|分析|说明|表)|较|相比))[^,;。:、()\n]{0,18}(?:(?<!周)年|同期|预算|上期|基期|上[一个]?[季月周旬])(?:度|初|底|末)?[^,;。:、()\n]{0,10}$"
)


_SAME = regex(r"持平|一致|相同|无变化")
"""与上年持平 has said all: what stands behind it is of this year."""


def is_prior(text: str, end: int, floor: int) -> bool:
    """Whether the figure starting at `end` is an amount compared with: 较2020年0.03万元."""
    if _LAST_YEAR.search(text, max(floor, end - 10), end):
        return True
    match = _PRIOR.search(text, max(floor, end - 28), end)
    return match is not None and _SAME.search(match.group()) is None and _change().search(match.group()) is None


@lru_cache(maxsize=1)
def _total() -> re.Pattern[str]:
    return re.compile(rf"(?<![公中])(?:{_alternation(words()['total'])})(?!同|享)[^,;:。、()\n\d]{{0,10}}[:\s]*$")


def is_total(text: str, end: int, floor: int) -> bool:
    """Whether a word of totality stands within ten characters before the figure: 共计, 合计, 总支出; not 公共 or 共同."""
    return _total().search(text, max(floor, end - 16), end) is not None


_FAR = 60


@lru_cache(maxsize=1)
def _phases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    phase = words()["phase"]
    return re.compile(_alternation(phase["done"])), re.compile(_alternation(phase["plan"]))


def phase(text: str, mention: Mention, floor: int) -> str:
    """done · plan · "", by the nearest such word before the figure; `floor` is where its sentence, or part of one, begins."""
    end = mention.start
    start = max(floor, end - _FAR)
    done, plan = _phases()
    last_done = last_plan = -1
    for match in done.finditer(text, start, end):
        last_done = match.end()
    for match in plan.finditer(text, start, end):
        last_plan = match.end()
    if last_done < 0 and last_plan < 0:
        return ""
    return "done" if last_done >= last_plan else "plan"


@lru_cache(maxsize=1)
def _core() -> tuple[re.Pattern[str], re.Pattern[str]]:
    strip = words()["strip"]
    end = r"年度?[末底初]"  # 2023年支出 is 支出, but 2023年末在职 is 年末在职
    year = rf"(?:19|20)\d\d(?:年(?={end})|(?={end})|年度?)"
    mark = r"[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.]|\s"
    left = rf"^(?:(?!{end})(?:{_alternation(strip['left'])}|{year}|{mark}))+"
    right = rf"(?:{_alternation(strip['right'])}|\s)+$"
    return re.compile(left), re.compile(right)


def names(label: str) -> bool:
    """Whether a label says more than 其中, 共 or 安排."""
    return label not in ("", "其中", "共", "安排")


@lru_cache(maxsize=4096)
def core(label: str) -> str:
    """A label for comparing: without 其中, 全年, 2021年 on the left and 为, 共, 达 on the right."""
    left, right = _core()
    short = right.sub("", left.sub("", label))
    return short or label
