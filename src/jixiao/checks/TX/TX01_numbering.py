"""TX01: numbering that repeats, jumps or stands twice in one line."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import chinese
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

_CN = "一二三四五六七八九十"
_DOUBLE = regex(
    r"^\s*\d{1,2}[、.](?!\d)[^。;,]{0,16}:\s*\d{1,2}(?:、|\.(?!\d))"
    r"|^\s*(?:[⑴-⒇①-⑳]|\([\d一二三四五六七八九十]{1,3}\))\s*、?\s*\d{1,2}(?:、|\.(?!\d))"
)
_INNER = regex(rf"\s*\(([{_CN}]{{1,3}})\)")
_OTHER = regex(rf"\s*(?:[{_CN}]{{1,3}}、|第[{_CN}]{{1,3}}[部章节]|附[件表录]|\d{{1,2}}[、.](?!\d))")
_MAIN = regex(rf"([{_CN}]{{1,3}})[、.]")


@check(
    "TX01", "numbering", "序号重复、跳号或混用", since="0.1", covers=("E09",), level=Level.INFO,
    says={
        "zh": "“{mark}”一行里有两个序号",
        "zh.repeated": "序号“{mark}”重复",
        "zh.jump": "序号“{mark}”与上一个“{before}”不连续",
        "en": "two numbers at the head of one line: {mark}",
        "en.repeated": "the number {mark} is repeated",
        "en.jump": "the number {mark} does not follow {before}",
    },
)  # fmt: skip
def numbering(context: Context) -> Iterator[Finding]:
    """One note for each line with two numbers at its head, and for each main heading out of order."""
    reading = context.reading
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        if match := _DOUBLE.match(text):
            yield finding("TX01", Level.INFO, place, text[:40], mark=chinese(match.group().strip()))
    yield from _main_headings(reading)
    yield from _inner_marks(reading)


def _inner_marks(reading: Reading) -> Iterator[Finding]:
    """（一） at the heads of two marked lines one behind the other, or （一） and then （三）, with no other heading between."""
    before = ""
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        match = _INNER.match(text)
        if match is None:
            before = "" if _OTHER.match(text) else before
            continue
        now, last = chinese_number(match[1]), chinese_number(before) if before else None
        if match[1] == before:
            yield finding("TX01", Level.INFO, place, text[:40], mark=f"（{match[1]}）", variant="repeated", before="")
        elif now is not None and last is not None and now > last + 1:
            yield finding(
                "TX01", Level.INFO, place, text[:40], mark=f"（{match[1]}）", variant="jump", before=f"（{before}）"
            )
        before = match[1]


def _main_headings(reading: Reading) -> Iterator[Finding]:
    """一、 may start again at any time (a new part, an annex); otherwise each number is one more than the last."""
    before = ""
    for section in reading.sections:
        match = _MAIN.match(section.mark)
        if section.level != 1 or match is None:
            continue
        number = chinese_number(match[1])
        if number is None:
            continue
        if before and number not in (1, (chinese_number(before) or 0) + 1):
            variant = "repeated" if match[1] == before else "jump"
            yield finding(
                "TX01", Level.INFO, section.place, f"{section.mark}{section.heading}", mark=match[1], variant=variant, before=before
            )  # fmt: skip
        before = match[1]
