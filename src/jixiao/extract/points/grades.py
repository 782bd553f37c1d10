"""The score and grade a report gives itself."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from jixiao.catalog.grades import grade_words, scales
from jixiao.extract.prose import Prose, value_of
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

if TYPE_CHECKING:
    from jixiao.model.rulebook import Rulebook

_TOTAL = regex(
    r"(?:总得?分|总评分|自评(?:得)?分|综合(?:得|评)分|最终(?:得|评)分|评价(?:得|评)?分|自评结果|绩效(?:自评)?得分|自评[^,，。;\n]{0,10}(?:得分|评分)|绩效自评)[^,，。;\n]{0,10}$"
)
_OF_ONE = regex(r"(?:目标值|指标值|完成值|实际值)[为是:=≥≤<>不少于低高]{0,4}\d[^。;；\n]{0,30}$")
"""Said before the score of a single indicator: 目标值≥90%，实际完成值92%，自评得分20分."""
_NO_TOTAL = regex(r"扣[^,，。;]{0,6}$|满分[^,，。;]{0,4}$|分值[^,，。;]{0,4}$")
_OF_A_SURVEY = regex(r"满意度|测评|问卷")
_WHOLE = regex(r"总|合计|综合|最终")
_GOT = regex(r"得分?[为是共计达:]*$|评分[为是:]*$")
_SUMMED = regex(r"(?:合计|共计|总计|累计)(?:得)?$")
_GRADED = regex(r"\s*[,，(:]?\s*(?:自评|评价|绩效)?(?:等级|等次|级别|评为|评定为)")
_SENTENCE = 160
_SCORE = regex(r"(?:得分|评分|分数|自评(?:为|得)?)[^,。;\n]{0,10}$")


_EDGE = r"(?P<low>\d{2,3})(?:\(含\))?分?(?:\(含\))?(?:及?以上|[-—~至](?P<high>\d{2,3})(?:\(不?含\))?分?(?:\(不?含\))?|(?P<below>以下))"
_WORD = r"[“\"]?(?P<grade>优秀?|良好?|中等?|不?合格|一般|较?差)[”\"]?"
_NAMED_FIRST = regex(rf"{_WORD}\s*[(:为]\s*{_EDGE}")
_RANGE_FIRST = regex(rf"{_EDGE}\s*(?:为|是|:|评为|定为|\()\s*{_WORD}")
_ANY_EDGE = regex(_EDGE)
_LEAST_GRADES = 3
_ORDER = ("优", "良", "中", "差")


@lru_cache(maxsize=1)
def _grade() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(grade_words(), key=len, reverse=True))
    return re.compile(
        rf"(?:等级|等次|级别|结论|结果|评价|评定|评为|定为)[^。;\n\d]{{0,10}}?[“\"]?({words})[”\"]?(?![一-鿿A-Za-z])"
    )


def score_figure(prose: Prose, *, sure: bool = False) -> Figure | None:
    """The figure that is the report's own total score: 自评得分为99分. A score called a total goes before a mere 得分.

    `sure` leaves a mere 得分 out. Several grammars ask: it is looked for once.
    """
    total, mere = prose.once(_score_figures)
    return total if total is not None or sure else mere


def of_one_indicator(prose: Prose, figure: Figure) -> bool:
    """Whether points are what a single indicator got: its target or result is told right before them."""
    return _OF_ONE.search(prose.before(figure.mention.words_start, 48)) is not None


def _score_figures(prose: Prose) -> tuple[Figure | None, Figure | None]:
    """The figure called a total score, and the first one called a mere 得分."""
    sure_ones: list[Figure] = []
    weak = None
    for _, figure in prose.of("score"):
        mention = figure.mention
        if mention.quantity is None or figure.change or figure.zone == "table":
            continue
        if of_one_indicator(prose, figure):
            continue
        before = prose.before(mention.words_start, 28)
        if mention.quantity.bound != "=" or _NO_TOTAL.search(before):
            continue
        if _TOTAL.search(before):
            sure_ones.append(figure)
        elif (
            (_SCORE.search(before) or _graded(prose, figure, before))
            and mention.quantity.value >= 60
            and not _OF_A_SURVEY.search(before.rpartition("\n")[2])
        ):
            weak = weak or figure
    if not sure_ones:
        return None, weak
    named = [one for one in sure_ones if _WHOLE.search(prose.before(one.mention.words_start, 12))]
    got = [one for one in named if _GOT.search(prose.before(one.mention.words_start, 12))]
    return (got or named or sorted(sure_ones, key=value_of, reverse=True))[0], weak


def _behind_points(prose: Prose, figure: Figure) -> re.Match[str] | None:
    """The grade at the end of the sentence of a score, behind the points it is made of: 总分94.6分，其中投入14分…，等次为优秀."""
    start, end = figure.mention.end, min(figure.mention.end + _SENTENCE, prose.sentence_span(figure)[1])
    match = _grade().search(prose.string, start, end)
    return match if match is not None and "其中" in prose.quote(start, match.start()) else None


def _graded(prose: Prose, figure: Figure, before: str) -> bool:
    """Whether a sum of points has its grade right behind: 合计94.6分，等级优."""
    return _SUMMED.search(before) is not None and _GRADED.match(prose.string, figure.mention.end) is not None


def grade_relations(prose: Prose, rulebook: Rulebook | None) -> list[Relation]:
    """The grade word near the score, against the rulebook's scale, or against every known scale."""
    figure = score_figure(prose)
    if figure is None:
        return []
    start = figure.mention.end
    match = _grade().search(prose.string, start, start + 60) or _behind_points(prose, figure)
    if match is None:
        before = max(0, prose.sentence_span(figure)[0])
        match = _grade().search(prose.string, before, figure.mention.start)
    if match is None:
        return []
    word = match.group(1)
    stated = Operand(None, word, prose.place(match.start(1), match.end(1)), "绩效等级")
    assert figure.mention.quantity is not None
    score = figure.mention.quantity.value
    verdict, expected, detail = judge_grade(score, grade_words()[word], rulebook)
    own = stated_scale(prose.string) if rulebook is None or not rulebook.grades else ()
    if own:
        expected = next((name for name, least in own if score >= least), own[-1][0])
        verdict, detail = (Verdict.CONSISTENT if expected == grade_words()[word] else Verdict.INCONSISTENT), ""
    if verdict is Verdict.INCONSISTENT and (
        score_figure(prose, sure=True) is not figure or (not own and _other_fits(prose, figure, word, rulebook))
    ):
        verdict, detail = Verdict.UNVERIFIABLE, "不能断定这是总分"
    span = prose.sentence_span(figure)[0], match.end()
    return [
        Relation(
            Kind.GRADE, stated, (prose.operand(figure),), verdict, prose.quote(min(span[0], match.start()), span[1]).strip(),
            stated.place, None, expected if verdict is Verdict.INCONSISTENT else detail, "grade:own" if own else "grade", word,
        )
    ]  # fmt: skip


def stated_scale(text: str) -> tuple[tuple[str, Decimal], ...]:
    """The grades and where each begins, the highest first, as a text prints its own scale: 优（90分及以上）、良（80分—90分）….

    Empty where fewer than three grades are told, or their order makes no scale.
    """
    least: dict[str, Decimal] = {}
    if _ANY_EDGE.search(text) is None:
        return ()
    for pattern in (_NAMED_FIRST, _RANGE_FIRST):
        for match in pattern.finditer(text):
            name = grade_words().get(match["grade"], "")
            if name and name not in least:
                edges = [Decimal(edge) for edge in (match["low"], match["high"]) if edge]
                least[name] = Decimal(0) if match["below"] else min(edges)
        if len(least) >= _LEAST_GRADES:
            found = sorted(least.items(), key=lambda one: -one[1])
            known = [name for name in _ORDER if name in least]
            return tuple(found) if [name for name, _ in found] == known else ()
        least.clear()
    return ()


def _other_fits(prose: Prose, figure: Figure, word: str, rulebook: Rulebook | None) -> bool:
    """Whether another score of the paragraph would have this grade: then which one is the total is not sure."""
    others = (
        one.mention.quantity.value for one in prose.of_paragraph(figure.paragraph)
        if one is not figure and one.mention.dimension == "score" and one.mention.quantity is not None
    )  # fmt: skip
    return any(
        judge_grade(value, grade_words()[word], rulebook)[0] is Verdict.CONSISTENT for value in others if value <= 110
    )


def judge_grade(score: Decimal, grade: str, rulebook: Rulebook | None) -> tuple[Verdict, str, str]:
    """Verdict, the grade expected, and a word why. Without a rulebook only a grade no known scale allows is wrong."""
    if rulebook is not None and rulebook.grades:
        found = rulebook.grade_of(score)
        expected = found.name if found else ""
        canonical = grade_words().get(expected, expected)
        return (Verdict.CONSISTENT if canonical == grade else Verdict.INCONSISTENT), expected, ""
    national, *others = scales()
    expected = national.grade_of(score)
    if expected == grade:
        return Verdict.CONSISTENT, expected, ""
    if any(scale.grade_of(score) == grade for scale in others):
        return Verdict.UNVERIFIABLE, expected, "各地等级尺度不一"
    return Verdict.INCONSISTENT, expected, ""
