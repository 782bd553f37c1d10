"""CM01: a part the outline asks for is nowhere in the report, neither as a heading nor in a word."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.catalog.outlines import Outline, outline, outlines, section_kinds
from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import head_place
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Reading
from jixiao.patterns import regex
from jixiao.text.sought import stands_in

_REPORT = regex(r"自评报告|评价报告|自评的?报告")
_DEPARTMENT = regex(r"整体支出|部门支出|单位支出|部门\(单位\)")
_COMMON = "department-common"
_LEAST_SECTIONS = 3


@check(
    "CM01", "section_missing", "缺少应写的内容", since="0.1", covers=("E01",),
    says={
        "zh": "按《{outline}》，报告没有写到：{missing}",
        "en": "by the outline {outline_en}, the report does not speak of: {missing_en}",
    },
)  # fmt: skip
def section_missing(context: Context) -> Iterator[Finding]:
    """One finding that lists all that is missing; an error only for sections of an outline that was named."""
    reading = context.reading
    wanted = _outline(context)
    if wanted is None:
        return
    sections, topics = missing(reading, wanted, context.text)
    if not sections and not topics:
        return
    named = context.rulebook is not None and bool(context.rulebook.outline)
    keys = [*sections, *topics]
    yield finding(
        "CM01", Level.ERROR if named and sections else Level.WARNING, head_place(reading), reading.title,
        outline=wanted.name, outline_en=wanted.id, missing="、".join(section_kinds()[key].name for key in keys),
        missing_en=", ".join(key.replace("_", " ") for key in keys),
    )  # fmt: skip


def _outline(context: Context) -> Outline | None:
    """The rulebook's outline; else, of a whole department report, the one it shows to follow, or what all have in common."""
    reading = context.reading
    if context.rulebook is not None and context.rulebook.outline:
        only_tables = bool(reading.indicators) and not reading.sections
        return None if only_tables else outline(context.rulebook.outline)
    whole = sum(1 for section in reading.sections if section.level == 1) >= _LEAST_SECTIONS
    if not whole or not _REPORT.search(reading.title) or not _DEPARTMENT.search(reading.title):
        return None
    present = {section.key for section in reading.sections}
    shown = (one for one in outlines().values() if one.signs and present.issuperset(one.signs))
    return next(shown, outline(_COMMON))


def missing(reading: Reading, wanted: Outline, text: str) -> tuple[list[str], list[str]]:
    """Required sections and topics that no heading announces and no word of the `text` touches."""
    present = {section.key for section in reading.sections}
    kinds = section_kinds()

    scored = any(one.item == "self_score" for one in reading.facts) or any(
        row.score is not None for row in reading.indicators
    )

    def absent(key: str) -> bool:
        if key == "score" and scored:
            return False
        return key not in present and not stands_in(text, kinds[key].words)

    sections = [one.key for one in wanted.sections if one.required and absent(one.key)]
    asked = wanted.sections if wanted.topics_wanted else ()
    topics = [key for one in asked for key in one.topics if one.key not in sections and absent(key)]
    topics += [one.key for one in wanted.sections if not one.required and one.key == "application" and absent(one.key)]
    return sections, topics
