"""Whether an indicator of a rulebook can be measured: unit, direction, words that measure nothing, one thing counted twice.

The same questions that IN asks of the rows of a report, asked of the rules before anybody reports by them (D01, D02, D06, D17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from jixiao.catalog.items import items, plain
from jixiao.datafile import own_data
from jixiao.errors import Fault
from jixiao.formula import Node, names, parse
from jixiao.formula.likeness import print_of
from jixiao.formula.tree import Binary, Call, Name, Number, Unary
from jixiao.model.finding import Level
from jixiao.model.remark import Remark
from jixiao.model.rulebook import Indicator, Rulebook, Scoring

_PERSON = ("coefficient", "tiers_range", "tiers_fixed")
_PURE = ("%", "", "倍", "‰", "次")


def measurability(rulebook: Rulebook) -> Iterator[Remark]:
    """What keeps the indicators of `rulebook` from being measured, or measures one thing twice."""
    leaves = tuple(rulebook.leaves())
    for leaf in leaves:
        for one in (*_unit(leaf), *_direction(leaf), *_words(leaf), *_standard(leaf)):
            fault = Fault(f"{leaf.file}:{leaf.line}", f"“{leaf.name}”：{one.what}", one.hint)
            yield Remark(one.rule, one.level, fault, leaf.id)
    yield from _twice(leaves)


@dataclass(frozen=True, slots=True)
class _Doubt:
    rule: str
    what: str
    hint: str
    level: Level = Level.WARNING


# —— unit ——


def _unit(leaf: Indicator) -> Iterator[_Doubt]:
    """Amounts of different units added, or a result that cannot bear the unit it is given."""
    if not leaf.formula:
        return
    units = {name: items()[one.item].unit for name, one in leaf.inputs.items()}
    found = _dimension(parse(leaf.formula), units)
    if isinstance(found, str):
        yield _Doubt("unit_odd", f"公式把{found}放在一起加减或比较，单位不同", "请核对公式和取数")
    elif found is not None and not found and leaf.unit not in _PURE:
        yield _Doubt("unit_odd", f"是两个同类数的比，计量单位却写“{leaf.unit}”", "比率的单位写 '%'")
    elif found and leaf.unit == "%":
        shown = "·".join(f"{unit}{'' if power == 1 else f'^{power}'}" for unit, power in found)
        yield _Doubt("unit_odd", f"公式算出来的单位是“{shown}”，计量单位却写“%”", "请核对公式，或改写 unit")


_Dimension = tuple[tuple[str, int], ...]


def _dimension(node: Node, units: dict[str, str]) -> _Dimension | str | None:
    """Units with their powers, () for a plain number; words naming two units that do not go together; None: a yes or no."""
    match node:
        case Number():
            return ()
        case Name(name):
            return () if units[name] == "%" else ((units[name], 1),)
        case Unary(_, operand):
            return _dimension(operand, units)
        case Call(_, arguments):
            return _same([_dimension(one, units) for one in arguments], list(arguments))
        case Binary("*" | "/" as sign, left, right):
            a, b = _dimension(left, units), _dimension(right, units)
            if isinstance(a, str) or isinstance(b, str):
                return a if isinstance(a, str) else b
            return _powers(a or (), b or (), 1 if sign == "*" else -1)
        case Binary(op, left, right):
            found = _same([_dimension(left, units), _dimension(right, units)], [left, right])
            return found if isinstance(found, str) or op in ("+", "-") else None
    return None


def _same(found: list[_Dimension | str | None], nodes: list[Node]) -> _Dimension | str | None:
    for one in found:
        if isinstance(one, str):
            return one
    kinds = {one for one, node in zip(found, nodes, strict=True) if one is not None and not isinstance(node, Number)}
    if len(kinds) > 1:
        return "、".join(f"“{name}”" for node in nodes for name in names(node))
    return next(iter(kinds), ())


def _powers(a: _Dimension, b: _Dimension, sign: int) -> _Dimension:
    powers = dict(a)
    for unit, power in b:
        powers[unit] = powers.get(unit, 0) + sign * power
    return tuple(sorted((unit, power) for unit, power in powers.items() if power))


# —— direction ——


def _direction(leaf: Indicator) -> Iterator[_Doubt]:
    """A rate scored against the sense of its name; second-level indicators of cost nobody says are the lower the better."""
    words = _words_file()
    if leaf.rows is not None:
        for name in leaf.rows.level2:
            if any(word in name for word in words["costs"]) and name not in leaf.rows.lower_is_better:
                what = f"二级指标“{name}”没有写越高越好还是越低越好，指标值没写≤的会按越高越好计分"
                yield _Doubt("direction_open", what, "越低越好的，写进 rows.lower_is_better")
    if leaf.scoring is None:
        return
    way = direction(leaf.scoring)
    wrong = {"up": words["lower"], "down": words["higher"]}.get(way, [])
    word = next((one for one in wrong if plain(leaf.name).endswith(one)), "")
    if word:
        told = {"up": "越高得分越多", "down": "越低得分越多"}[way]
        yield _Doubt("direction_odd", f"照名称（“{word}”）看方向反了：规则书里{told}", "请核对 method、side 或各档的得分")


def direction(scoring: Scoring) -> str:
    """up: the more the better · down: the less the better · "": neither, or not told by the method."""
    params = scoring.params
    match scoring.method:
        case "proportional":
            return "up"
        case "reverse":
            return "down"
        case "per_point_deduction" | "per_step_deduction":
            return "down" if params["side"] == "above" else "up"
        case "stepwise":
            ordered = sorted(params["bands"], key=lambda one: Fraction(one.get("ge", one.get("gt", -(10**9)))))
            steps = [Fraction(b["points"]) - Fraction(a["points"]) for a, b in pairwise(ordered)]
            if all(one >= 0 for one in steps):
                return "up"
            return "down" if all(one <= 0 for one in steps) else ""
    return ""


# —— words ——


def _words(leaf: Indicator) -> Iterator[_Doubt]:
    """A name or rule that promises a better state and names no figure; tiers told apart by degree alone."""
    if leaf.formula or leaf.scoring is None:
        return
    words = _words_file()
    params = leaf.scoring.params
    texts = [
        leaf.name,
        leaf.rule_text,
        str(params.get("question", "")),
        *(str(one["text"]) for one in params.get("items", ())),
    ]
    for text in texts:
        word = next((one for one in words["vague"] if one in text), "")
        if word and not re.search(r"\d", text):
            what = f"写“{word}”，没有说到什么程度算做到"
            yield _Doubt("vague_words", what, "请写出可以查证的数或事实", Level.INFO)
            break
    tiers = [str(one["name"]) for one in params.get("tiers", ()) if "name" in one]
    if tiers and all(_only_degree(one) for one in tiers) and not leaf.explanation:
        what = f"各档（{'、'.join(tiers)}）只说程度，没有说凭什么归哪一档"
        yield _Doubt("vague_words", what, "请在 explanation 里写明各档看什么", Level.INFO)


def _only_degree(tier: str) -> bool:
    words = _words_file()
    left = plain(tier)
    for word in sorted((*words["degrees"], *words["about"]), key=len, reverse=True):
        left = left.replace(word, "")
    return not left


def _standard(leaf: Indicator) -> Iterator[_Doubt]:
    """A person judges, and nothing says by what."""
    if leaf.scoring is not None and leaf.scoring.method in _PERSON and not (leaf.rule_text or leaf.explanation):
        yield _Doubt("no_standard", "由人判断，没有写凭什么判断", "请写 rule（评分标准）或 explanation（说明）")


@lru_cache(maxsize=1)
def _words_file() -> dict[str, list[str]]:
    data: dict[str, list[str]] = own_data("checks", "measurable.yaml")
    return data


# —— twice ——


def _twice(leaves: tuple[Indicator, ...]) -> Iterator[Remark]:
    """Two indicators that compute the same from the same facts, or that stand beside each other under one name."""
    computed: dict[object, Indicator] = {}
    named: dict[tuple[object, ...], Indicator] = {}
    for leaf in leaves:
        key = print_of(leaf) if leaf.formula else None
        if key is not None and key in computed:
            what = f"与“{computed[key].name}”算的是同一个数，重复计分"
            yield _again(leaf, what)
        if key is not None:
            computed.setdefault(key, leaf)
        title = (*leaf.path, plain(leaf.name))
        if title in named and key is None:
            yield _again(leaf, "与同级的另一个指标同名，像是重复计分")
        named.setdefault(title, leaf)


def _again(leaf: Indicator, what: str) -> Remark:
    fault = Fault(f"{leaf.file}:{leaf.line}", f"“{leaf.name}”：{what}", "请留一个，或写明两者有什么不同")
    return Remark("counted_twice", Level.WARNING, fault, leaf.id)
