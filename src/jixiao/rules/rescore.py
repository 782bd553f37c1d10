"""Points of a self-evaluation form worked out anew: what a rulebook gives for the figures the report itself states.

Only what leaves no choice is computed: indicators with a formula whose figures the report states once, and the unit's own
indicators whose target and actual value stand in the row. What a person judges (lists, tiers) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.catalog.items import plain
from jixiao.model.case import Case
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.fact import Fact, FactKey, Facts
from jixiao.model.outcome import IndicatorScore, Known
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.reading import IndicatorRow
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.rules.leaf import score_leaf
from jixiao.rules.scoring import Ask, Points, award

RESCORED = "rescored"
_NOT_NAMED = "没有指明评价规则"
_NO_SIGN = "指标值没有写比较符号"


@dataclass(frozen=True, slots=True)
class _Expected:
    """The points a rule gives, between `low` and `high` as the printed figures allow, why, and on which figures they rest."""

    low: Fraction
    high: Fraction
    why: str
    rests_on: tuple[Operand, ...]
    rule: str
    open: tuple[str, ...] = ()


def rescore(
    rulebook: Rulebook, rows: Sequence[IndicatorRow], facts: Iterable[Fact], year: int | None, *, named: bool
) -> list[Relation]:
    """A relation for each scored row whose points the rulebook settles; `named`: somebody said that this is the rulebook."""
    stated = list(facts)
    case = Case("", year or rulebook.year or 0, rulebook.id, Facts.of(stated))
    values: dict[FactKey, set[Decimal]] = {}
    for fact in stated:
        if isinstance(fact.value, Quantity):
            values.setdefault(fact.key, set()).add(fact.value.value)
    found = []
    for row in rows:
        if row.weight is None or row.score is None or row.weight.quantity is None or row.score.quantity is None:
            continue
        if not named and "满意" in f"{row.level1}{row.level2}{row.name}":
            continue  # 财预〔2021〕101号 lets the same form give its points by bands (满意度赋分): either may have been meant
        expected = _by_formula(rulebook, row, case, values) or _by_target(rulebook, row)
        if expected is not None:
            found.append(_relation(row, row.score, row.score.quantity, expected, named, rulebook.score_places))
    return found


def _by_formula(
    rulebook: Rulebook, row: IndicatorRow, case: Case, values: Mapping[FactKey, set[Decimal]]
) -> _Expected | None:
    """The points of an indicator of the rulebook's own, where the report states each of its figures, and states it once."""
    leaf = next((one for one in rulebook.leaves() if plain(one.name) == plain(row.name) and one.formula), None)
    if leaf is None or leaf.scoring is None or not _same_weight(leaf, row):
        return None
    scored = score_leaf(rulebook, leaf, case, None)
    used = [one.fact for one in scored.trace.inputs if one.fact is not None]
    if not isinstance(scored.score, Known) or not used or any(len(values.get(fact.key, ())) != 1 for fact in used):
        return None
    rests_on = tuple(_operand(fact) for fact in used)
    return _Expected(scored.score.value, scored.score.value, _because(scored), rests_on, leaf.id)


def _same_weight(leaf: Indicator, row: IndicatorRow) -> bool:
    assert row.weight is not None and row.weight.quantity is not None
    return leaf.weight.value is not None and leaf.weight.value == row.weight.quantity.value


def _because(scored: IndicatorScore) -> str:
    return f"{scored.trace.substituted}，{scored.trace.branch}" if scored.trace.substituted else scored.trace.branch


def _operand(fact: Fact) -> Operand:
    quantity = fact.value if isinstance(fact.value, Quantity) else None
    return Operand(quantity, fact.raw, fact.place, fact.item)


def _by_target(rulebook: Rulebook, row: IndicatorRow) -> _Expected | None:
    """The points of an indicator the unit set itself, by the rule of the node it stands under."""
    node = _node(rulebook, row)
    if node is None or node.rows is None or row.rule or row.target is None or row.actual is None:
        return None
    target, actual = row.target.quantity, row.actual.quantity
    if target is None or actual is None or target.unit != actual.unit or target.approx or not actual.plain:
        return None
    assert row.weight is not None and row.weight.quantity is not None
    scoring = _scoring(node, row, target)
    if scoring is None:
        return None
    weight, aim = Fraction(row.weight.quantity.value), Fraction(target.value)
    answers = [
        award(
            scoring.method, Ask(weight, scoring.params, actual.unit, value=value, target=aim, places=rulebook.score_places)
        )
        for value in (Fraction(actual.value), *actual.interval())
    ]
    points = [one.points for one in answers if isinstance(one, Points)]
    if len(points) != len(answers) or not isinstance(answers[0], Points):
        return None
    operands = (row.target, row.actual, row.weight)
    return _Expected(min(points), max(points), answers[0].branch, operands, node.id, () if row.bound else (_NO_SIGN,))


def _node(rulebook: Rulebook, row: IndicatorRow) -> Indicator | None:
    """The node of the rulebook that lets the unit set indicators of this row's second or first level."""
    nodes = [one for one in rulebook.nodes() if one.rows is not None]
    level1, level2 = plain(row.level1), plain(row.level2)
    for node in nodes:
        if node.rows is not None and level2 and any(plain(one) in (level2, f"{level2}指标") for one in node.rows.level2):
            return node
    return next(
        (one for one in nodes if level1 and plain(one.name).removesuffix("指标") == level1.removesuffix("指标")), None
    )


def _scoring(node: Indicator, row: IndicatorRow, target: Quantity) -> Scoring | None:
    assert node.rows is not None
    if row.bound in ("≤", "<"):
        return node.rows.at_most
    if row.bound in ("≥", ">"):
        return node.rows.at_least
    lower = any(plain(one) == plain(row.level2) for one in node.rows.lower_is_better)
    return None if lower or target.value <= 0 else node.rows.at_least


def _relation(
    row: IndicatorRow, score: Operand, stated: Quantity, expected: _Expected, named: bool, places: int
) -> Relation:
    low, high = stated.interval()
    rounded = {half_up(one, places) for one in (expected.low, expected.high)}
    if stated.value in rounded:
        verdict = Verdict.CONSISTENT
    elif low <= expected.high and expected.low <= high:
        verdict = Verdict.ROUNDING
    else:
        verdict = Verdict.INCONSISTENT
    value = half_up((expected.low + expected.high) / 2, places)
    points = Quantity(value, stated.unit, Decimal(0), "=", "", format(trim(value), "f"), stated.printed_unit, stated.factor)
    opened = expected.open if named else (*expected.open, _NOT_NAMED)
    quote = " ".join(one.quote for one in (*expected.rests_on, score) if one.quote)
    return Relation(
        Kind.SCORE_RULE, score, expected.rests_on, verdict, f"{row.name or row.level2} {quote}", score.place, points,
        RESCORED, f"rule:{expected.rule}", expected.why, opened, near=True,
    )  # fmt: skip
