"""What must hold of one leaf: its inputs exist, its formula uses them all, its scoring fits its weight."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jixiao.catalog.items import bases, find_basis, find_item, nearest_items
from jixiao.datafile import Path_
from jixiao.errors import FormulaError
from jixiao.formula import Node, names, parse
from jixiao.formula.tree import Binary, Call, Unary
from jixiao.rules.numbers import number_of, scorings, unwrap
from jixiao.rules.rulefile import RuleFile
from jixiao.rules.scoring import METHODS, Written, asked, limits
from jixiao.rules.texts import BY_FIGURE, contradictions
from jixiao.rules.words import plain

_ROW_METHODS = {
    "at_least": ("proportional", "coefficient"), "at_most": ("reverse", "coefficient"), "qualitative": ("tiers_range", "coefficient"),
    "by_date": ("date_target",),
}  # fmt: skip
_WITH_TARGET = ("proportional", "reverse")
_LEAF_FIELDS = ("inputs", "value", "scoring", "rows")


def check_leaf(file: RuleFile, path: Path_, node: dict[str, Any], completeness: str) -> None:
    """Add to `file.faults` whatever is wrong with the leaf at `path`."""
    name = str(node.get("name", path[-1]))
    formula = _check_formula(file, path, node, name)
    weight = number_of(node.get("weight"))
    if "pool" in node:
        file.fault((*path, "pool"), f"“{name}”没有下级指标，不能写 pool", "请删去，或写下级指标")
    if "scoring" in node and "rows" in node:
        file.fault((*path, "rows"), f"“{name}”同时写了 scoring 和 rows", "由单位自设指标的只写 rows")
    if weight is not None and not ({"scoring", "rows"} & node.keys()) and completeness != "partial":
        file.fault(path, f"“{name}”有分值，没有写怎么计分", "请写 scoring 或 rows")
    if completeness == "framework" and "scoring" in node:
        file.fault((*path, "scoring"), f"“{name}”：框架不规定分值，不应写 scoring", "请删去，或把 completeness 改为 partial")
    for at, scoring in scorings(node):
        where = (*path, *at)
        if file.sound(where) and scoring.get("method") in METHODS:
            _check_scoring(file, where, unwrap(scoring), name, weight, str(node.get("unit") or ""))
    if isinstance(node.get("scoring"), dict):
        _check_edges(file, path, node, name, formula)
    _check_rows(file, path, node, name)
    _check_words(file, path, node, name, weight)


def check_parent(file: RuleFile, path: Path_, node: dict[str, Any]) -> None:
    """A node with indicators below it has nothing of a leaf."""
    extra = [key for key in _LEAF_FIELDS if key in node]
    pool = node.get("pool")
    if isinstance(pool, dict) and file.sound((*path, "pool")):
        least, most, there = pool.get("at_least", 1), pool.get("at_most"), len(node["indicators"])
        if least > there or (most is not None and most < least):
            what = f"“{node.get('name', path[-1])}”的可选项数不对：至少{least}项、共{there}项"
            file.fault((*path, "pool"), what, "请核对 at_least、at_most")
    if extra:
        name = node.get("name", path[-1])
        file.fault((*path, extra[0]), f"“{name}”有下级指标，不能再写 {'、'.join(extra)}", "请写到末级指标里")


def _check_formula(file: RuleFile, path: Path_, node: dict[str, Any], name: str) -> Node | None:
    inputs = node.get("inputs")
    known = inputs if isinstance(inputs, dict) else {}
    for word, selector in known.items():
        if isinstance(selector, dict) and file.sound((*path, "inputs", word)):
            _check_selector(file, (*path, "inputs", word), selector, name)
    text, others = node.get("value"), _written(file, path, node)
    if not isinstance(text, str) and not others:
        if known:
            file.fault((*path, "inputs"), f"“{name}”写了 inputs，没有写 value", "请写公式，或删去 inputs")
        return None
    formula = _read_formula(file, (*path, "value"), text, name) if isinstance(text, str) else None
    read = [((*path, "value"), formula)] if formula is not None else []
    for one in others:
        at = (*path, "scoring", *one.path)
        found = _read_formula(file, at, one.text, name)
        if found is None:
            continue
        read.append((at, found))
        _check_kind(file, at, one.text, found, one.condition, name)
    _check_names(file, read, known, path, name, whole=len(read) == len(others) + isinstance(text, str))
    if formula is not None and not is_condition(formula) and "unit" not in node:
        file.fault((*path, "value"), f"“{name}”没有写计量单位", "请写 unit，如 unit: '%'")
    divided = [(*path, "scoring", *one.path) for one in others if one.divisor]
    if any(divides(found) or (at in divided and names(found)) for at, found in read if at != (*path, "value")):
        _check_zero(file, path, node, name)
    return formula


def check_condition(file: RuleFile, path: Path_, node: dict[str, Any]) -> None:
    """Add to `file.faults` whatever is wrong with the inputs and the `when` of a veto."""
    name, known = str(node.get("name", path[-1])), node["inputs"]
    for word, selector in known.items():
        if isinstance(selector, dict) and file.sound((*path, "inputs", word)):
            _check_selector(file, (*path, "inputs", word), selector, name)
    found = _read_formula(file, (*path, "when"), str(node["when"]), name)
    if found is not None:
        _check_names(file, [((*path, "when"), found)], known, path, name)
        _check_kind(file, (*path, "when"), str(node["when"]), found, True, name)


def _check_kind(file: RuleFile, path: Path_, text: str, found: Node, condition: bool, name: str) -> None:
    if condition != is_condition(found):
        wanted = "应是一个条件" if condition else "应算出一个数"
        file.fault(path, f"“{name}”的公式“{text}”{wanted}", "条件写成“年末结余 <= 上年结转”的样子，数不带比较号")


def _check_names(
    file: RuleFile, read: list[tuple[Path_, Node]], known: dict[str, Any], path: Path_, name: str, whole: bool = True
) -> None:
    """Every name is an input; every input is used, if all formulas could be read (`whole`)."""
    used = [(at, word) for at, found in read for word in names(found)]
    for at, word in used:
        if word not in known:
            what = f"“{name}”的公式用到“{word}”，inputs 里没有"
            file.fault(at, what, f"inputs 里有：{'、'.join(known) or '（无）'}")
    for word in known if whole else ():
        if word not in {one for _, one in used}:
            file.fault((*path, "inputs", word), f"“{name}”的 inputs 里“{word}”没有用到", "请在公式里用它，或删去")


def _written(file: RuleFile, path: Path_, node: dict[str, Any]) -> list[Written]:
    """The formulas among the parameters of the scoring, once it is sound."""
    scoring = node.get("scoring")
    if not isinstance(scoring, dict) or not file.sound((*path, "scoring")) or scoring.get("method") not in METHODS:
        return []
    return list(METHODS.get(str(scoring["method"])).formulas(unwrap(scoring)))


def _read_formula(file: RuleFile, path: Path_, text: str, name: str) -> Node | None:
    try:
        return parse(text)
    except FormulaError as error:
        for fault in error.faults:
            file.fault(path, f"“{name}”的{fault.what}", fault.hint)
        return None


def _check_selector(file: RuleFile, path: Path_, selector: dict[str, Any], name: str) -> None:
    wanted, basis = str(selector["item"]), selector.get("basis")
    item = find_item(wanted)
    if item is None:
        near = nearest_items(wanted)
        hint = f"是不是{'、'.join(f'“{one}”' for one in near)}" if near else "数据项见 catalog/items.yaml"
        file.fault((*path, "item"), f"“{name}”用到不认识的数据项“{wanted}”", hint)
        return
    allowed = "、".join(f"{key}（{bases()[key].name}）" for key in item.bases)
    if item.bases and basis is None:
        file.fault(path, f"“{name}”取“{item.name}”没有写口径", f"请写 basis，可用：{allowed}")
    elif basis is not None and not item.bases:
        file.fault((*path, "basis"), f"“{name}”取“{item.name}”写了口径“{basis}”，该项不分口径", "请删去 basis")
    elif basis is not None:
        found = find_basis(str(basis))
        if found is None or found.key not in item.bases:
            file.fault((*path, "basis"), f"“{name}”取“{item.name}”的口径“{basis}”不可用", f"可用：{allowed}")


def is_condition(formula: Node) -> bool:
    """Whether a formula says yes or no."""
    match formula:
        case Binary(op, _, _):
            return op not in ("+", "-", "*", "/")
        case Unary(op, _):
            return op == "not"
    return False


def divides(formula: Node) -> bool:
    """Whether a formula divides by something that is not a plain number."""
    match formula:
        case Binary(op, left, right):
            return (op == "/" and bool(names(right))) or divides(left) or divides(right)
        case Unary(_, operand):
            return divides(operand)
        case Call(_, arguments):
            return any(divides(argument) for argument in arguments)
    return False


def _check_scoring(
    file: RuleFile, path: Path_, scoring: dict[str, Any], name: str, weight: Fraction | None, unit: str
) -> None:
    method = str(scoring["method"])
    in_rows = path[-1] in _ROW_METHODS
    if in_rows:
        allowed = _ROW_METHODS[str(path[-1])]
        if method not in allowed:
            file.fault((*path, "method"), f"“{name}”的自设指标不能用 {method}", f"可用：{'、'.join(allowed)}")
            return
        for key in ("target", "due"):
            if key in scoring:
                file.fault((*path, key), f"“{name}”的自设指标各有指标值，不能统一写 {key}", "请删去")
    elif method in _WITH_TARGET and "target" not in scoring:
        file.fault(path, f"“{name}”没有写目标值", "请写 target，如 target: 100")
    elif method == "date_target" and "due" not in scoring:
        file.fault(path, f"“{name}”没有写期限", "请写 due，如 due: 06-30")
    floor, cap = limits(scoring, weight if weight is not None else Fraction(10**9))
    if not (0 <= floor <= cap) or (weight is not None and cap > weight):
        what = f"“{name}”的最低得分、最高得分应满足 0 ≤ floor ≤ cap ≤ 分值"
        file.fault(path, what, f"现为 floor {plain(floor)}、cap {plain(cap)}")
    for doubt in METHODS.get(method).doubts(scoring, None if in_rows else weight, unit):
        file.fault((*path, *doubt.path), f"“{name}”的{doubt.what}", doubt.hint)


def _check_edges(file: RuleFile, path: Path_, node: dict[str, Any], name: str, formula: Node | None) -> None:
    """The method gets what it asks for, and the rule says what happens where its rate is undefined."""
    method = node["scoring"].get("method")
    if not isinstance(method, str) or method not in METHODS:
        return
    if not file.sound((*path, "scoring")):
        return
    asks, at = asked(method, unwrap(node["scoring"])), (*path, "scoring")
    if asks in ("figures", "chosen") and not node.get("inputs"):
        file.fault(at, f"“{name}”按 {method} 计分，没有写取数", "请写 inputs")
    if asks == "value" and "value" not in node:
        file.fault(at, f"“{name}”按 {method} 计分，没有写公式", "请写 inputs 和 value")
    if "value" in node and asks not in ("value", "met"):
        if asks in ("figures", "chosen"):
            file.fault(at, f"“{name}”按 {method} 计分，公式写在 scoring 里", "请删去 value")
        else:
            file.fault(at, f"“{name}”按 {method} 计分，由人判断，不需要公式", "请删去 inputs 和 value")
    if formula is None:
        return
    if asks == "value" and is_condition(formula):
        file.fault((*path, "value"), f"“{name}”按 {method} 计分，公式应算出一个数", "请去掉比较号")
    if asks == "met" and not is_condition(formula):
        file.fault((*path, "value"), f"“{name}”按 {method} 计分，公式应是一个条件", "请写成“年末结余 <= 上年结转”的样子")
    if divides(formula):
        _check_zero(file, path, node, name)


def _check_zero(file: RuleFile, path: Path_, node: dict[str, Any], name: str) -> None:
    """The rule says what a rate over zero is, and what becomes of the indicator if that is "not applicable"."""
    lacking = [key for key in ("on_zero", "both_zero") if key not in node]
    if lacking:
        file.fault(path, f"“{name}”没有写分母为 0 时怎么办（{'、'.join(lacking)}）", "可用：na、full、zero、missing")
    if "na" in (node.get("on_zero"), node.get("both_zero")) and "na" not in node:
        file.fault(path, f"“{name}”没有写不适用时怎么办（na）", "可用：full、zero、exclude")


def _check_rows(file: RuleFile, path: Path_, node: dict[str, Any], name: str) -> None:
    rows = node.get("rows")
    if not isinstance(rows, dict) or not file.sound((*path, "rows")):
        return
    by_coefficient = {kind: rows[kind].get("method") == "coefficient" for kind in ("at_least", "at_most")}
    if len(set(by_coefficient.values())) > 1:
        at = next(kind for kind, found in by_coefficient.items() if not found)
        file.fault(
            (*path, "rows", at),
            f"“{name}”的自设指标一半按得分系数、一半不按",
            "at_least 和 at_most 都写 coefficient，或都不写",
        )
    level2 = rows.get("level2", [])
    for index, one in enumerate(rows.get("lower_is_better", [])):
        if level2 and one not in level2:
            file.fault(
                (*path, "rows", "lower_is_better", index), f"“{name}”的二级指标里没有“{one}”", f"可用：{'、'.join(level2)}"
            )


def _check_words(file: RuleFile, path: Path_, node: dict[str, Any], name: str, weight: Fraction | None) -> None:
    """The rule's own words do not contradict its numbers, or the rulebook says that its source does (`known`)."""
    rule, scoring = node.get("rule"), node.get("scoring")
    if not isinstance(rule, str) or not file.sound(path):
        return
    params = unwrap(scoring) if isinstance(scoring, dict) else {}
    method = str(params.get("method"))
    by_value = method in METHODS and asked(method, params) in BY_FIGURE
    for doubt in contradictions(rule, weight, params, by_value, str(node.get("unit") or "")):
        if doubt.rule not in (node.get("known") or {}):
            file.fault((*path, *doubt.path), f"“{name}”的{doubt.what}", doubt.hint)
