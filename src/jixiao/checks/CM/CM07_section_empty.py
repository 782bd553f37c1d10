"""CM07: a heading stands there, and nothing below it: not even 本年度无."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.outlines import section_kinds
from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import chinese
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading, Section
from jixiao.patterns import regex

_NOTHING = regex(r"^[\s。、,;:.]*(?:暂?无|没有|略|不涉及|/|-|—)?[\s。]*$")
_FUNDS = ("government_funds", "state_capital", "social_insurance")
_WANTED = (
    "measures",
    "results",
    "goals_done",
    "score",
    "key_tasks",
    "basic_expenditure",
    "project_expenditure",
    "three_public",
    *_FUNDS,
)
_LEAST_SECTIONS = 3


@check(
    "CM07", "section_empty", "有标题，没有内容", since="0.1", covers=("E14", "E02"), level=Level.WARNING,
    says={
        "zh": "“{heading}”下面没有内容；确实没有的，请写明“本年度无”",
        "zh.none": "“{heading}”只写了“{words}”；有问题就应当有措施，请写具体",
        "en": "nothing stands below “{heading}”; if there is none this year, say so",
        "en.none": "“{heading}” holds only “{words}”",
    },
)  # fmt: skip
def section_empty(context: Context) -> Iterator[Finding]:
    """One finding for each heading of a whole report with nothing below it, and for measures that are 无 where problems were named."""
    reading = context.reading
    if sum(1 for one in reading.sections if one.level == 1) < _LEAST_SECTIONS:
        return
    for index, section in enumerate(reading.sections):
        if section.key not in _WANTED or (reading.tables and section.key not in (*_FUNDS, "measures")):
            continue
        body = _body(reading, section)
        if body.strip() and not _NOTHING.match(body):
            continue
        if body.strip():
            if section.key == "measures" and reading.problems:
                yield finding(
                    "CM07", Level.WARNING, section.place, section.heading, heading=chinese(section.heading), words=body.strip(" 。"),
                    variant="none",
                )  # fmt: skip
        elif not _told_elsewhere(reading, index):
            yield finding(
                "CM07", Level.WARNING, section.place, section.heading, heading=chinese(section.heading), words=""
            )  # fmt: skip


def _body(reading: Reading, section: Section) -> str:
    """What stands below a heading, and behind it on its own line."""
    line = reading.paragraphs[section.first].strip()
    line = line.removeprefix(section.mark).strip()
    rest = line.removeprefix(section.heading).strip(" :。")
    return "\n".join([rest, *reading.paragraphs[section.first + 1 : section.last]])


def _told_elsewhere(reading: Reading, index: int) -> bool:
    """Whether another section of the same kind has a body, or none can be told of the last one: the text may be cut off."""
    section = reading.sections[index]
    twice = any(
        other.key == section.key and _body(reading, other).strip() for other in reading.sections if other is not section
    )
    words = section_kinds()[section.key].words
    said = sum(1 for text in reading.paragraphs if any(word in text for word in words)) > 1 and section.key in _FUNDS
    return twice or said or index == len(reading.sections) - 1
