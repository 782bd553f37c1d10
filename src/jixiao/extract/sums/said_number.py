"""Lists that fall short of their total and of the number of parts that the words say: 六个泵站用电90万元，其中：一站…、五站… of five.

How many there are is said by a count of what the parts are called (六个泵站), by a bare number right before them (分三项：), or by the
parts' own numbers, in which one is left out (一级、三级). One that is lacking is asked about; more than one may be left out on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jixiao.extract.prose import Prose
from jixiao.extract.sums.divisions import name
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

ONE_LACKING = "所列比所称少一项"
NUMBER_LEFT_OUT = "各项编号中间缺一项"

_LEAST = 2
_LEAST_BY_NAME = 3
_LEAST_BEHIND_FIRST = 3
_MOST = 20
_MONEY_WORDS = regex(
    r"(?:已|共|实际|全年|资金|经费|支出|投入|投资|补助|补贴|预算|安排|使用|执行|到位|完成|费用|金额|任务|收入|用电|用水)+$"
)
_GENERIC = regex(
    r"(?<![第\d])(?P<n>[二两三四五六七八九十]|\d{1,2})(?:大|个)?(?:项|类|块|部分|方面|档|批|期|笔|子项|子项目|分项|标段|片区)(?:内容)?[,，:：]?(?:其中)?[:：,，]?$"
)
_COUNT = r"(?<![第\d.])(?P<n>[二两三四五六七八九十]|\d{1,2})(?:大|个|家|所|座|处|条|支|项|类|块|批|期|部|眼|片|名|位)?(?P<noun>[一-鿿]{0,5}?"
_CHOSEN = regex(r"主要|重点|部分|等|例如|如[:：]|较大|之一|前[二两三四五六七八九十\d]|包含|不含|除")
_ORDINAL = regex(
    r"^第?(?:(?P<han>[一二三四五六七八九十]{1,2})|(?P<stem>[甲乙丙丁戊己庚辛])|(?P<first>首)|(?P<latin>[A-Ha-h])|(?P<digits>\d{1,2}))(?:号|#)?"
)
_STEMS = "甲乙丙丁戊己庚辛"


def one_lacking(prose: Prose, total: Figure, parts: Sequence[Figure]) -> str:
    """Why one part of a list that falls short is lacking, by what the words say; "" where they say nothing of it."""
    if len(parts) < _LEAST:
        return ""
    start = prose.sentence_span(total)[0]
    before = prose.quote(start, parts[0].mention.words_start).removesuffix(parts[0].label)
    if _CHOSEN.search(before[-40:]) or _CHOSEN.match(prose.after(parts[-1].mention.words_end, 4)):
        return ""
    names = [_MONEY_WORDS.sub("", name(one)) for one in parts]
    if _number_left_out(names):
        return NUMBER_LEFT_OUT
    return ONE_LACKING if len(parts) + 1 in _told(before, names) else ""


def _told(before: str, names: Sequence[str]) -> set[int]:
    """The numbers of parts that the words before a list say."""
    found: set[int] = set()
    generic = _GENERIC.search(before.rstrip())
    if generic is not None:
        found.add(_value(generic["n"]))
    endings = {one[-1] for one in names if len(one) >= _LEAST}
    if (
        len(names) >= _LEAST_BY_NAME
        and len(endings) == 1
        and all(len(one) >= _LEAST for one in names)
        and len(set(names)) == len(names)
    ):
        found |= {_value(one["n"]) for one in _of_noun(endings.pop()).finditer(before)}
    return {one for one in found if _LEAST < one <= _MOST}


@lru_cache(maxsize=256)
def _of_noun(ending: str) -> re.Pattern[str]:
    """A count of things whose name ends so: 六个水文站 for 站."""
    return re.compile(f"{_COUNT}{re.escape(ending)})")


def _number_left_out(names: Sequence[str]) -> bool:
    """Whether parts are numbered in a row and one number inside it is lacking: 一级、三级; the first only where three and more follow."""
    found = [_ORDINAL.match(one) for one in names]
    marks = [one for one in found if one is not None]
    if len(marks) < len(names) or len({one.lastgroup or "" for one in marks} - {"first"}) > 1:
        return False
    rests = {one.string[one.end() :] for one in marks}
    numbers = [_number(one) for one in marks]
    if len(rests) != 1 or numbers != sorted(set(numbers)):
        return False
    whole = range(numbers[0] if len(numbers) < _LEAST_BEHIND_FIRST else 1, numbers[-1] + 1)
    return len(whole) == len(numbers) + 1 and whole[0] == 1


def _number(mark: re.Match[str]) -> int:
    if mark["han"]:
        return int(chinese_number(mark["han"]) or 0)
    if mark["stem"]:
        return _STEMS.index(mark["stem"]) + 1
    if mark["latin"]:
        return ord(mark["latin"].upper()) - ord("A") + 1
    return int(mark["digits"]) if mark["digits"] else 1


def _value(printed: str) -> int:
    return int(printed) if printed.isdecimal() else int(chinese_number(printed) or 0)
