"""The road of reading: document → lines → sections → figures → relations and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.extract.arithmetic import arithmetic
from jixiao.extract.changes.differences import left_relations
from jixiao.extract.counts.list_lines import lines_counted
from jixiao.extract.counts.lists import list_relations
from jixiao.extract.doubled import without_doubled
from jixiao.extract.duplicates import duplicate_relations
from jixiao.extract.facts import identity_relations, prose_facts
from jixiao.extract.funds_lines import funds_lines
from jixiao.extract.goals import read_goals
from jixiao.extract.outline import find_sections, section_of
from jixiao.extract.points.first_level import first_level_relations
from jixiao.extract.points.grades import grade_relations, score_figure
from jixiao.extract.points.lost_by_rate import lost_by_rate
from jixiao.extract.points.missed_targets import missed_targets
from jixiao.extract.points.points import point_relations
from jixiao.extract.points.scores import deduction_relations
from jixiao.extract.prose import Prose, read_prose
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.restated import restated_relations
from jixiao.extract.stale_years import stale_years
from jixiao.extract.sums.balances import balance_relations
from jixiao.extract.sums.nearly import nearly_sums
from jixiao.extract.sums.steps import step_relations
from jixiao.extract.sums.sums import sum_relations
from jixiao.extract.tables import read_tables
from jixiao.extract.tables.flattened import unflattened
from jixiao.extract.tables.stacked import unstacked
from jixiao.extract.titles import FIRST, agency_beside, agency_of, title_below, title_of, year_of
from jixiao.extract.unit_slips import settled, unit_slips
from jixiao.extract.wrapped import whole_lines
from jixiao.model.claim import Kind
from jixiao.model.document import Document, Paragraph
from jixiao.model.fact import Fact
from jixiao.model.reading import Reading, Sentence
from jixiao.patterns import regex

if TYPE_CHECKING:
    from jixiao.model.rulebook import Rulebook


def read_document(document: Document, rulebook: Rulebook | None = None) -> Reading:
    """Everything the document says that can be held against something. `rulebook` gives the grade scale when named."""
    document = unstacked(_unblanked(_unglued(unflattened(document))))
    lines = whole_lines(document)
    sections = find_sections([(one.text, one.place, one.level) for one in lines])
    owner = section_of(sections, len(lines))
    zones = _zones([one.text for one in lines])
    prose = read_prose(
        [(one.text, one.place, zones[index], owner[index]) for index, one in enumerate(lines)], [one.seams for one in lines]
    )
    first = [line.text.string for line in prose.lines[:FIRST]]
    title = title_of(first, printed=document.kind == "pdf")
    title = title or title_below((line.text.string, one.level) for line, one in zip(prose.lines, lines, strict=True))
    year, agency = _year(prose, title), agency_of(title) or agency_beside(first, title)
    tables = read_tables(document, agency, year)
    agency = agency or tables.agency
    year = year if year is not None else tables.year
    relations = arithmetic(prose)
    relations += funds_lines(prose)
    relations += list_relations(prose)
    relations += lines_counted(prose)
    relations += deduction_relations(prose)
    relations += point_relations(prose)
    relations += lost_by_rate(prose)
    relations += missed_targets(prose)
    relations += first_level_relations(prose, relations)
    relations += restated_relations(prose)
    relations += grade_relations(prose, rulebook)
    relations += unit_slips(prose, relations, (sum_relations, rate_relations, left_relations))
    relations = settled(prose, relations)
    stated = prose_facts(prose, agency, year, title)
    relations += identity_relations(prose, stated, relations)
    relations += balance_relations(prose, year)
    relations += step_relations(prose)
    plan = frozenset(
        index
        for index, one in enumerate(sections)
        if "key_tasks" in (one.key, sections[one.parent].key if one.parent >= 0 else "")
    )
    relations += stale_years(prose, relations, year)
    relations += duplicate_relations(prose, stated, plan, year)
    relations += nearly_sums(prose, relations)
    relations = [*without_doubled(prose, relations), *tables.relations]
    facts = [fact for fact, _ in stated]
    score = score_figure(prose)
    if score is not None and score.mention.quantity is not None and all(one.item != "self_score" for one in facts):
        facts.append(Fact("self_score", score.mention.quantity, year, "", agency, score.quote, score.place, "prose:得分"))
    grade = next((one for one in relations if one.kind is Kind.GRADE), None)
    if grade is not None:
        facts.append(
            Fact("self_grade", grade.stated.quote, year, "", agency, grade.stated.quote, grade.stated.place, "prose:等级")
        )
    sentences = _sentences(prose)
    goals = read_goals(prose, sections, sentences)
    return Reading(
        document.source, document.name, document.kind, agency, year, title,
        tuple(line.text.string for line in prose.lines), tuple(line.place for line in prose.lines), sentences, sections,
        tuple(prose.figures), tuple(relations), (*facts, *tables.facts), goals.commitments, goals.results, goals.problems,
        goals.measures, sum(1 for _ in document.tables()), document.notes, tuple(tables.figures),
        tuple(tables.indicators), tuple(tables.funds), tuple(tables.doubts), tuple(tables.forms), tuple(tables.goals),
        tuple(tables.signed), tuple(one.seams for one in lines if one.seams),
    )  # fmt: skip


def _unglued(document: Document) -> Document:
    """The document with glued tables that can be read; nothing of them is loaded for one without such a head."""
    if not any(
        isinstance(one, Paragraph) and "分值" in one.text and one.text.rstrip().endswith("得分") for one in document.blocks
    ):
        return document
    from jixiao.extract.tables.glued import unglued

    return unglued(document)


_BLANK_HEAD = regex(r"分值\s[^\n]{0,16}?得分(?:\s|$)")


def _unblanked(document: Document) -> Document:
    """The document with forms told with blanks between their cells as tables; nothing of them is loaded for one without such a head."""
    if not any(isinstance(one, Paragraph) and _BLANK_HEAD.search(one.text) is not None for one in document.blocks):
        return document
    from jixiao.extract.tables.blanks import unblanked

    return unblanked(document)


def _year(prose: Prose, title: str) -> int | None:
    """The year evaluated: the title's, else the one the text names most often."""
    named = year_of(title)
    if named is not None:
        return named
    counts: dict[int, int] = {}
    for _, year in prose.years:
        counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda one: (counts[one], one), default=None)


_SENTENCE = regex(r"[^。!?；\n]+[。!?；]?")


def _sentences(prose: Prose) -> tuple[Sentence, ...]:
    found = []
    for index, line in enumerate(prose.lines):
        at, before, section = line.at, line.start, line.section
        for match in _SENTENCE.finditer(line.text.string):
            text = match.group().strip()
            if text:
                start, end = match.span()
                found.append(Sentence(text, at(start, end), index, section, before + start))
    return tuple(found)


_HEAD_WORDS = regex(
    r"一级指标|二级指标|三级指标|年度指标值|全年预算数|全年执行数|年初目标值|实际完成值|\(A\)|\(B\)|B/A|年度资金总额|评分标准|自评得分|指标值|完成值|分值"
)
_RUN = 6
_BARE = regex(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?![\d.,%‰年月日号元万亿个项人次家分])")


def _zones(texts: list[str]) -> list[str]:
    """ "table" for lines that are a table turned into text: bars, several head words, many bare numbers, runs of cells."""
    zones = ["" for _ in texts]
    short = 0
    for index, text in enumerate(texts):
        stops = text.count("。")
        if (
            text.count("|") + text.count("\t") >= 2
            or (stops < 2 and len(set(_HEAD_WORDS.findall(text))) >= 3)
            or (not stops and len(_BARE.findall(text)) >= 3)
        ):
            zones[index] = "table"
        short = short + 1 if len(text.strip()) <= 12 and not stops and ":" not in text and "：" not in text else 0
        if short >= _RUN:
            first = index - _RUN + 1 if short == _RUN else index
            zones[first : index + 1] = ["table"] * (index + 1 - first)
    return zones
