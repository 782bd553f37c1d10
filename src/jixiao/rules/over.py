"""Far more than the target (超额完成): above one line a reason is wanted, above another the points are cut (偏离度调减).

What a cut is worth, the rulebook says in the formula language over 完成比例 (150% is 150/100), 分值, 说明线 and 调减线.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jixiao.errors import FormulaError
from jixiao.formula import Node, evaluate, names, parse, substitute
from jixiao.formula.tree import Binary, Call, Name, Number, Unary
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import Ask, ColumnAsk, Points, Ways
from jixiao.rules.words import figure, plain, points

if TYPE_CHECKING:
    from jixiao.formula.scaled import Scaled

RATIO, WEIGHT, EXPLAIN, CUT = "完成比例", "分值", "说明线", "调减线"


def keep_measure(ask: Ask, found: Points) -> Points:
    """`found` for a value that reached its target, with the wish for a reason, and cut where the rule cuts."""
    rule: Mapping[str, Any] | None = ask.params.get("over")
    if rule is None or ask.aim <= 0 or ask.value < ask.aim:
        return found
    ratio = ask.value / ask.aim * 100
    lines = [Fraction(rule[key]) for key in ("explain_over", "cut_over") if key in rule]
    shown = f"完成比例{figure(ratio, '%', lines)}"
    if "explain_over" in rule and ratio > Fraction(rule["explain_over"]):
        found = replace(found, explain=f"{shown}，超过{plain(Fraction(rule['explain_over']), '%')}")
    if "cut_over" not in rule or ratio <= Fraction(rule["cut_over"]):
        return found
    cut = min(max(_cut(rule, ratio, ask.weight), Fraction(0)), ask.weight)
    words = f"{found.branch}，{shown}，超过{plain(Fraction(rule['cut_over']), '%')}，按偏离度调减{points(cut, ask.places)}"
    return replace(
        found, points=found.points - cut, branch=words, full=f"完成比例不超过{plain(Fraction(rule['cut_over']), '%')}"
    )


def _cut(rule: Mapping[str, Any], ratio: Fraction, weight: Fraction) -> Fraction:
    found = evaluate(parse(rule["cut"]), {RATIO: ratio / 100, **_constants(rule, weight)})
    assert isinstance(found, Fraction)  # it divides by nothing that can be 0: `over_doubts`
    return found


def _constants(rule: Mapping[str, Any], weight: Fraction) -> dict[str, Fraction]:
    lines = {name: Fraction(rule[key]) / 100 for name, key in ((EXPLAIN, "explain_over"), (CUT, "cut_over")) if key in rule}
    return {WEIGHT: weight, **lines}


def cut_columns(ask: ColumnAsk) -> Ways:
    """The cut over many units, before the ways of those that are not cut."""
    rule: Mapping[str, Any] = ask.params.get("over") or {}
    if "cut" not in rule or ask.aim <= 0:
        return ()
    from jixiao.formula.columns import evaluate_columns

    formula = _filled(parse(rule["cut"]), _constants(rule, ask.weight))

    def left(some: ColumnAsk) -> Scaled:
        cut: Any = evaluate_columns(formula, {RATIO: some.value / some.aim}).value
        return some.value * 0 + (some.weight - cut) if isinstance(cut, Fraction) else some.weight - cut

    return ((ask.value > ask.aim * Fraction(rule["cut_over"]) / 100, left),)


def _filled(node: Node, constants: Mapping[str, Fraction]) -> Node:
    """`node` with what is the same for all units put in."""
    match node:
        case Name(name) if name in constants:
            return Number(constants[name], name)
        case Unary(op, operand):
            return Unary(op, _filled(operand, constants))
        case Binary(op, left, right):
            return Binary(op, _filled(left, constants), _filled(right, constants))
        case Call(function, arguments):
            return Call(function, tuple(_filled(one, constants) for one in arguments))
    return node


def over_doubts(rule: Mapping[str, Any]) -> Iterator[Doubt]:
    """Lines above the target, a cut with its formula, and the formula over the names there are."""
    at = "over"
    if ("cut_over" in rule) != ("cut" in rule):
        yield Doubt((at,), "cut_over 和 cut 只写了一个", "请两个都写，或都不写")
    if "explain_over" not in rule and "cut_over" not in rule:
        yield Doubt((at,), "over 里没有写 explain_over 或 cut_over", "请写完成比例超过百分之几要说明、超过百分之几要调减")
    for key in ("explain_over", "cut_over"):
        if key in rule and Fraction(rule[key]) < 100:
            yield Doubt((at, key), f"{key} 应不低于 100，现为 {rule[key]}", "请写完成比例的百分数，如 130")
    if "explain_over" in rule and "cut_over" in rule and Fraction(rule["cut_over"]) < Fraction(rule["explain_over"]):
        yield Doubt((at, "cut_over"), "cut_over 低于 explain_over", "请先说明、后调减")
    if "cut" in rule:
        yield from _formula_doubts(rule)


def _formula_doubts(rule: Mapping[str, Any]) -> Iterator[Doubt]:
    try:
        formula = parse(rule["cut"])
    except FormulaError as error:
        yield from (Doubt(("over", "cut"), fault.what, fault.hint) for fault in error.faults)
        return
    known = [RATIO, WEIGHT, *([EXPLAIN] if "explain_over" in rule else []), CUT]
    for name in names(formula):
        if name not in known:
            yield Doubt(("over", "cut"), f"调减的公式用到“{name}”", f"可用：{'、'.join(known)}")
    if not _is_safe(formula):
        what = f"调减的公式“{substitute(formula, {})}”不是加减乘除，或除以可能为 0 的数"
        yield Doubt(("over", "cut"), what, "请只除以数、分值或完成比例，不写比较号")


def _is_safe(node: Node) -> bool:
    """Arithmetic that divides by single names (all above 0) and numbers only."""
    match node:
        case Binary("/", left, right):
            positive = isinstance(right, Name) or (isinstance(right, Number) and right.value != 0)
            return positive and _is_safe(left)
        case Binary("+" | "-" | "*", left, right):
            return _is_safe(left) and _is_safe(right)
        case Call(_, arguments):
            return all(map(_is_safe, arguments))
        case Unary("-", operand):
            return _is_safe(operand)
    return isinstance(node, Name | Number)
