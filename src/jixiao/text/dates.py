"""Years, dates, document numbers, list marks, codes and phones: digits that state no quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from jixiao.patterns import regex
from jixiao.text.lexicon import lexicon
from jixiao.text.normalise import normalise
from jixiao.text.numbers import DIGITS, chinese_number, digits_said


class Ignored(NamedTuple):
    """A stretch of text whose digits state no quantity. `kind`: year date time document fused code ordinal phone mark url idiom."""

    start: int
    end: int
    kind: str


class Year(NamedTuple):
    """A year named in a text, where its digits stand."""

    start: int
    end: int
    year: int


_Y = r"(?:19|20)[0-9]{2}"
_D = r"[0-9]{1,2}"
_TO = "[-~—至到、和及与]"
_MARK_BEFORE = r"(?:(?<![\s\S])|(?<=[\n。;:(]))"

# Matched at the start of a run of digits; the first that fits names the kind.
_AT_DIGITS = regex(
    rf"""
  (?P<document>(?<=[〔\[【(]){_Y}[〕\]】)](?:第?[0-9]{{1,5}}(?:[、,，-][0-9]{{1,5}}){{0,8}}号|第?[0-9]{{1,5}}(?![0-9.%‰万亿千百元个余多]|,[0-9]))?
             |{_Y}[〕](?:第?[0-9]{{1,5}}(?:[、,，-][0-9]{{1,5}}){{0,8}}号)?
             |(?<=[〔\[【]){_Y}\ ?[0-9]{{1,4}}号)
 |(?P<ordinal>(?<=第)[0-9]{{1,6}}(?:[-~—至到、][0-9]{{1,6}}){{0,3}}(?![0-9])
             |(?<=前)[0-9]{{1,4}}(?=[名位强])
             |[0-9]{{1,8}}号
             |{_D}(?:-{_D})?级)
 |(?P<fused>(?<=[〔\[【]){_Y}(?=[0-9]{{1,15}}(?:\.[0-9]{{1,15}})?(?:[万亿]|元)))
 |(?P<date>{_Y}年(?:{_D}[-~—至到])?{_D}月(?:{_D}(?:{_TO}{_D}){{0,3}}[日号])?
          |{_Y}(?P<sep>[-/.]){_D}(?P=sep){_D}(?![0-9])
          |{_D}(?:{_TO}{_D}){{0,3}}月(?:份|{_D}(?:{_TO}{_D}){{0,3}}[日号])?
          |{_Y}[0-9]{{4}}日|{_D}日(?!以?内|之内|以上|以下|左右|历天))
 |(?P<year>{_Y}(?:[-~—至到、和及与/,，]{_Y}){{0,8}}学?年度?)
 |(?P<time>{_D}[时点][0-9]{{2}}分(?!钟)|{_D}分(?:钟)?{_D}秒|{_D}小时{_D}分(?:钟)?|{_D}:[0-5][0-9](?::[0-5][0-9]|分(?!钟)|(?=[-~—至到前后])))
 |(?P<phone>0[0-9]{{2,3}}-[0-9]{{7,8}}(?![0-9])|1[3-9][0-9]{{9}}(?![0-9.,%万亿千元个人户次]))
 |(?P<mark>{_MARK_BEFORE}{_D}(?:[、)](?![0-9])|\.(?![0-9]))
          |(?:(?<![\s\S])|(?<=\n)){_D}(?:\.{_D}){{2,4}}(?![0-9])
          |(?<=指标){_D}(?:[:、]|\.(?![0-9]))
          |(?<=目标){_D}(?:[:、]|\.(?![0-9])))
 |(?P<code>(?:(?<=[A-Za-z])|(?<=[A-Za-z][-.]))[0-9]{{1,15}}(?:[-.][0-9]{{1,8}}){{0,4}}
          |[0-9]{{1,15}}(?!km|kg|KM|KG|kW|KW|MW|cm|mm|k㎡|m[23²³])[A-Za-z]{{1,10}}[0-9]{{0,8}})
""",
    re.VERBOSE,
)
_URL = regex(r"(?:https?://|www\.)[!-~]{1,400}")
_CHINESE_MARK = regex(
    r"(?:(?<![\s\S])|(?<=[\n。;:,(“]))(?:[一二三四五六七八九十]{1,3}(?:、|\)|是)|其[一二三四五六七八九十])|第[一二三四五六七八九十百]{1,4}"
)
_FOUR_DIGITS = regex(rf"(?<![0-9]){_Y}(?![0-9])")
_CHINESE_YEAR = regex(r"[一二](?:[〇零○一二三四五六七八九]{3})年")
_WHOLE_DATE = regex(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})(?:日|号)?(?:[ T]00:00(?::00)?)?")
_EIGHT_DIGITS = regex(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_CHINESE_DATE = regex(
    r"([一二][〇零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿卅]{1,3})[日号]"
)


_BEFORE_IGNORED = frozenset("〔[【(第前标\n。;:-." + ascii_letters)
_BEHIND_IGNORED = frozenset("〔〕[]【】()年月日号级学时点分小-~—至到、和及与/:" + ascii_letters)
_YEAR_DIGITS, _PHONE_DIGITS = 4, 11


def ignored_at(text: str, start: int, end: int = 0) -> Ignored | None:
    """What the run of digits at `start` of a normalised text is, if it is no quantity; `end` is where the run ends, if known.

    Most figures are settled by their length and the characters beside them, which can be none of those above.
    """
    if end and start and text[start - 1] not in _BEFORE_IGNORED:
        behind, n = text[end : end + 1], end - start
        if behind not in _BEHIND_IGNORED and n != _PHONE_DIGITS and (n != _YEAR_DIGITS or behind not in ".,，"):
            return None
    match = _AT_DIGITS.match(text, start)
    return None if match is None else Ignored(start, match.end(), str(match.lastgroup))


def urls(text: str) -> list[Ignored]:
    """Addresses of web pages, whose digits say nothing."""
    if "://" not in text and "www." not in text:
        return []
    return [Ignored(match.start(), match.end(), "url") for match in _URL.finditer(text)]


def spans_to_ignore(text: str) -> list[Ignored]:
    """Every stretch of a normalised text whose digits or numerals state no quantity, in text order."""
    found = urls(text)
    taken = [(one.start, one.end) for one in found]
    at = 0
    for run in DIGITS.finditer(text):
        if run.start() < at or any(start <= run.start() < end for start, end in taken):
            continue
        one = ignored_at(text, *run.span())
        if one is not None:
            found.append(one)
            at = one.end
    found.extend(Ignored(match.start(), match.end(), "mark") for match in _CHINESE_MARK.finditer(text))
    found.extend(Ignored(match.start(), match.end(), "year") for match in _CHINESE_YEAR.finditer(text))
    found.extend(Ignored(match.start(), match.end(), "idiom") for match in _idioms().finditer(text))
    return sorted(found)


@lru_cache(maxsize=1)
def _idioms() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, lexicon("words.yaml")["idioms"]), key=len, reverse=True)))


def years(text: str) -> list[Year]:
    """The years a normalised text names (2021年, 2021-2023年, 2021-09-01, 二〇二一年), where they stand; numbers of documents give none."""
    return sorted(_years(text))


def _years(text: str) -> Iterator[Year]:
    at = 0
    for run in DIGITS.finditer(text):
        start, end = run.span()
        one = ignored_at(text, start, end) if start >= at else None
        if one is None:
            continue
        at = one.end
        if one.kind in ("year", "date"):
            for match in _FOUR_DIGITS.finditer(text[one.start : one.end]):
                yield Year(one.start + match.start(), one.start + match.end(), int(match.group()))
    for match in _CHINESE_YEAR.finditer(text):
        said = digits_said(match.group()[:-1].replace("○", "〇"))
        if said is not None and said[:2] in ("19", "20"):
            yield Year(match.start(), match.end() - 1, int(said))


def parse_date(text: str) -> date | None:
    """The date a whole cell or field states (2022年3月15日, 2022-3-15, 2022/03/15, 20220315, 二〇二二年三月十五日), or None."""
    plain = normalise(text).string.replace("○", "〇").strip(" \n\t。")
    plain = plain.replace(" ", "") if "年" in plain else plain
    if match := _WHOLE_DATE.fullmatch(plain) or _EIGHT_DIGITS.fullmatch(plain):
        numbers = [int(one) for one in match.groups()]
    elif match := _CHINESE_DATE.fullmatch(plain):
        said = digits_said(match[1])
        month, day = chinese_number(match[2]), chinese_number(match[3])
        if said is None or month is None or day is None:
            return None
        numbers = [int(said), int(month), int(day)]
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


_MONTH = regex(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月(?:底|末)?)?")
_YEAR_END = regex(r"([0-9]{4})年(?:(?:年)?(?:底|末)|度)?")
_BEFORE = regex(r"(?:之前|以前|前)$")


def deadline(text: str) -> date | None:
    """The last day a deadline leaves: a date, the end of a month (2022年6月底, 2022年6月前完成 means its end), of a year; None for any other words."""
    plain = re.sub(r"(?:完成|整改到位)$", "", normalise(text).string.strip(" \n\t。"))
    plain = _BEFORE.sub("", plain)
    whole = parse_date(plain)
    if whole is not None:
        return whole
    plain = plain.replace(" ", "")
    if match := _MONTH.fullmatch(plain):
        year, month = int(match[1]), int(match[2])
        return None if not 1 <= month <= 12 else _month_end(year, month)
    if match := _YEAR_END.fullmatch(plain):
        return _month_end(int(match[1]), 12)
    return None


def _month_end(year: int, month: int) -> date | None:
    if not date.min.year <= year < date.max.year:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
