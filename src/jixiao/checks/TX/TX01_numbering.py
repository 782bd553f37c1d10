"""TX01: numbering that repeats, jumps or changes its style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading

_CN = "一二三四五六七八九十"
_DOUBLE = re.compile(r"^\s*(\d{1,2})[、.].{0,16}[:：]\s*(\d{1,2})[、.]|^\s*[⑴-⒇(（]\S{0,3}[)）]?\s*、?\s*(\d{1,2})[、.]")


@check(
    "TX01", "numbering", "序号重复、跳号或混用", since="0.1", covers=("E09",), level=Level.INFO,
    says={
        "zh": "序号“{mark}”{fault}",
        "en": "the number {mark} is out of order",
    },
)  # fmt: skip
def numbering(context: Context) -> Iterator[Finding]:
    """One note for each line with two numbers at its head, and for each main heading out of order."""
    reading = context.reading
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        if match := _DOUBLE.match(text):
            yield finding("TX01", Level.INFO, place, text[:40], mark=match.group().strip(), fault="一行里有两个序号")
    yield from _main_headings(reading)


def _main_headings(reading: Reading) -> Iterator[Finding]:
    previous = 0
    for section in reading.sections:
        match = re.match(rf"([{_CN}]{{1,3}})[、.]", section.mark)
        if section.level != 1 or match is None:
            continue
        number = _number(match.group(1))
        if previous and number != previous + 1 and number != 1:
            fault = "重复" if number == previous else "与上一个不连续"
            yield finding(
                "TX01", Level.INFO, section.place, f"{section.mark}{section.heading}", mark=section.mark, fault=fault
            )
        previous = number


def _number(text: str) -> int:
    if "十" not in text:
        return _CN.index(text) + 1
    tens, _, ones = text.partition("十")
    return (10 * (_CN.index(tens) + 1) if tens else 10) + (_CN.index(ones) + 1 if ones else 0)
