"""A rulebook and a case → a scorecard. Pure: no file, no clock, no rounding but where the rule rounds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jixiao.model.case import Case
from jixiao.model.outcome import IndicatorScore, NotApplicable, Scorecard
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.answers import Answers, read_answers
from jixiao.rules.doubts import doubts
from jixiao.rules.extras import finish, rule_on, score_bonus
from jixiao.rules.leaf import is_recalled, left_over, score_leaf
from jixiao.rules.lengths import too_long
from jixiao.rules.pool import aside_score
from jixiao.rules.row import score_rows
from jixiao.rules.totals import add_up
from jixiao.rules.words import plain


def compute(rulebook: Rulebook, case: Case) -> Scorecard:
    """Every score of `case` under `rulebook`, each with the way to it, and the total.

    What is missing stays missing and is named; the total then has bounds. `CaseError` holds all answers of the case the
    rulebook cannot use. Numbers recalled from memory count only where the case says `allow_recalled`.
    """
    answers = read_answers(rulebook, case)
    rulebook = answers.rulebook
    scores = tuple(score for leaf in rulebook.leaves() for score in _leaf(rulebook, leaf, case, answers))
    sum_ = add_up(rulebook, scores)
    known_grades = case.allow_recalled or not any(grade.verified == "recalled" for grade in rulebook.grades)
    bonus = score_bonus(rulebook, case, answers.judgements)
    rulings = rule_on(rulebook, case, answers.judgements)
    final = finish(rulebook, sum_, bonus, rulings, known_grades)
    return Scorecard(
        rulebook=rulebook.id,
        rulebook_sha256=rulebook.sha256,
        rulebook_title=rulebook.title,
        allow_recalled=case.allow_recalled and rests_on_memory(rulebook),
        agency=case.agency,
        year=case.year,
        of=rulebook.total,
        indicators=scores,
        total=final.total,
        low=final.low,
        high=final.high,
        grade=final.grade,
        grade_if=final.grade_if,
        notes=(*_notes(rulebook, case, scores, known_grades), *sum_.notes, *final.notes, *wished((*scores, *bonus))),
        read=case.notes,
        places=rulebook.score_places,
        bonus=bonus,
        vetoes=rulings,
    )


def rests_on_memory(rulebook: Rulebook) -> bool:
    """Whether any weight, rule or grade of `rulebook` that counts was entered from memory."""
    grades = any(grade.verified == "recalled" for grade in rulebook.grades)
    return grades or any(is_recalled(leaf) and leaf.weight.value is not None for leaf in rulebook.leaves())


def _leaf(rulebook: Rulebook, leaf: Indicator, case: Case, answers: Answers) -> Iterator[IndicatorScore]:
    if leaf.id in answers.aside:
        yield aside_score(leaf, answers.aside[leaf.id], left_over(rulebook, case))
    elif answers.rows.get(leaf.id):
        yield from score_rows(rulebook, leaf, case, answers.rows[leaf.id])
    else:
        yield score_leaf(rulebook, leaf, case, answers.judgements.get(leaf.id))


def wished(scores: tuple[IndicatorScore, ...]) -> Iterator[str]:
    """What is lacking beside the scores, each kind once with the indicators it concerns."""
    kinds: dict[str, list[str]] = {}
    for one in scores:
        for wish in one.wishes:
            kinds.setdefault(wish, []).append(one.name)
    for wish, names in kinds.items():
        yield f"{wish}，涉及：{'、'.join(names)}"


def _notes(rulebook: Rulebook, case: Case, scores: tuple[IndicatorScore, ...], known_grades: bool) -> Iterator[str]:
    yield from doubts(case)
    yield from too_long(rulebook, case)
    recalled = [leaf for leaf in rulebook.leaves() if is_recalled(leaf) and leaf.weight.value is not None]
    names = "、".join(leaf.name for leaf in recalled)
    if recalled and case.allow_recalled:
        yield f"采用了凭记忆录入、未经核实的分值或标准（{names}），核实前不能作为正式结果"
    elif recalled:
        yield f"{names}的分值或标准凭记忆录入、未经核实，没有采用；要采用，采集表在“允许使用未核实的分值”填“是”，案卷写 allow_recalled: true"
    if rulebook.grades and not known_grades:
        yield "等级分段未经核实，没有评定等级"
    if rulebook.completeness == "framework":
        yield "这是指标框架，不规定分值，只计算指标值，不打分"
    elif rulebook.completeness == "partial":
        weights = [node.weight.value for node in rulebook.nodes() if not node.children or node.pool is not None]
        seen = sum((Fraction(one) for one in weights if one is not None), Fraction(0))
        yield f"规则书有缺漏，满分{rulebook.total}分中见到{plain(seen)}分的指标，不能算出总分"
    out = [one.name for one in scores if isinstance(one.score, NotApplicable) and one.weight is not None]
    if out:
        yield f"不适用而剔除：{'、'.join(out)}；其余得分折算到{rulebook.total}分"
