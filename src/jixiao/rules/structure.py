"""What a schema cannot say of a rulebook: weights add up, numbers have sources, ids are given once, grades leave no hole."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jixiao.datafile import Path_
from jixiao.rules.beside import Nodes, check_extras
from jixiao.rules.leaves import check_leaf, check_parent
from jixiao.rules.numbers import is_sourced, number_of, sourced_numbers
from jixiao.rules.rulefile import RuleFile, at, walk
from jixiao.rules.scoring import METHODS
from jixiao.rules.words import plain


def check_structure(file: RuleFile) -> None:
    """Add to `file.faults` everything that is wrong beyond the schema; what the schema refused is passed over."""
    data = file.data
    if not isinstance(data, dict):
        return
    nodes = list(walk(data.get("indicators"), ("indicators",)))
    bonus: Nodes = list(walk(at(data, ("bonus", "indicators")), ("bonus", "indicators")))
    vetoes: Nodes = [(path, node) for path, node in walk(data.get("vetoes"), ("vetoes",)) if len(path) == 2]
    _check_ids(file, nodes + bonus + vetoes)
    _check_weights(file, data, nodes)
    _check_sources(file, data, nodes + bonus + vetoes)
    _check_grades(file, data)
    check_extras(file, bonus, vetoes)
    completeness = str(data.get("completeness"))
    for path, node in nodes:
        if isinstance(node.get("indicators"), dict):
            check_parent(file, path, node)
        else:
            check_leaf(file, path, node, completeness)


def _check_ids(file: RuleFile, nodes: Nodes) -> None:
    first: dict[str, Path_] = {}
    for path, _ in nodes:
        id = str(path[-1])
        if id in first:
            where = file.where(first[id]).rpartition(":")[2]
            file.fault(path, f"指标编号“{id}”用了两次（前一次在第 {where} 行）", "请给每个指标不同的编号")
        first.setdefault(id, path)


def _check_weights(file: RuleFile, data: dict[str, Any], nodes: Nodes) -> None:
    complete = data.get("completeness") == "complete"
    shared = {path for path, _ in nodes if isinstance(at(data, path[:-2]), dict) and "pool" in at(data, path[:-2])}
    for path, node in nodes:
        weight, name = number_of(node.get("weight")), node.get("name", path[-1])
        if weight is not None and weight <= 0:
            file.fault((*path, "weight"), f"“{name}”的分值应大于 0，现为 {plain(weight)}", "请改写")
        if path in shared:
            _check_share(file, path, node)
        elif complete and weight is None and file.sound((*path, "weight")) and "weight" in node:
            file.fault((*path, "weight"), f"“{name}”没有分值", "请补上，或把 completeness 改为 partial 或 framework")
        children = node.get("indicators")
        if weight is not None and isinstance(children, dict):
            parts, rest = _weights(children), number_of(node.get("rest")) or Fraction(0)
            if None not in parts and sum(_known(parts), rest) != weight:
                below = plain(sum(_known(parts), rest))
                what = f"“{name}”的下级分值之和为 {below}，与它的分值 {plain(weight)} 不符"
                file.fault((*path, "weight"), what, "请核对下级分值")
            elif None in parts and (least := _least(node)) > weight:
                what = f"“{name}”的下级已写的分值合计 {plain(least)}，超过它的分值 {plain(weight)}"
                file.fault((*path, "weight"), what, "请核对下级分值")
        _check_rest(file, (*path, "rest"), node, complete)
    total, tops = number_of(data.get("total")), _weights(data.get("indicators"))
    if total is None or not tops:
        return
    _check_rest(file, ("rest",), data, complete)
    unseen = number_of(data.get("rest"))
    found = _least(data)
    if (complete or unseen is not None) and None not in tops and found != total:
        file.fault(("total",), f"一级指标分值之和为 {plain(found)}，与总分 {plain(total)} 不符", "请核对各一级指标的分值")
    elif not complete and found > total:
        file.fault(("total",), f"一级指标分值之和为 {plain(found)}，超过总分 {plain(total)}", "请核对各一级指标的分值")


def _check_rest(file: RuleFile, path: Path_, holder: dict[str, Any], complete: bool) -> None:
    """Points of indicators nobody has seen: more than none, below a parent, and not in a book that says it is complete."""
    rest = number_of(holder.get("rest"))
    if rest is None:
        return
    if complete:
        file.fault(path, "完整的规则书没有未见的分值（rest）", "请删去，或把 completeness 改为 partial")
    if rest <= 0 or not isinstance(holder.get("indicators"), dict):
        file.fault(path, "未见的分值（rest）应大于 0，写在有下级指标的地方", "请改写或删去")


def _check_share(file: RuleFile, path: Path_, node: dict[str, Any]) -> None:
    """An optional indicator has no weight and no indicators of its own, and a rule that fits any weight."""
    name, scoring = node.get("name", path[-1]), node.get("scoring")
    if number_of(node.get("weight")) is not None:
        file.fault((*path, "weight"), f"“{name}”的分值由上级指标分摊（pool），不能写死", "请写 weight: null")
    if isinstance(node.get("indicators"), dict):
        file.fault(path, f"“{name}”是可选指标，不能再有下级指标", "请把 pool 写到它的上一级")
    if not {"scoring", "rows", "indicators"} & node.keys():
        file.fault(path, f"“{name}”是可选指标，没有写怎么计分", "请写 scoring 或 rows")
    method = str(scoring.get("method")) if isinstance(scoring, dict) else ""
    if method in METHODS and not METHODS.get(method).any_weight:
        what = f"“{name}”的分值随选用的项数变化，不能按 {method} 写死得分"
        file.fault((*path, "scoring", "method"), what, "请用 proportional、reverse、tiers_range、coefficient 等")


def _least(holder: dict[str, Any]) -> Fraction:
    """The points below `holder` at least: the weights there are, and those below a node without one.

    Points nobody has seen (`rest`) may be those of nodes without a weight, so they are not counted beside them.
    """
    below, rest = holder.get("indicators"), number_of(holder.get("rest"))
    if rest is not None:
        return sum(_known(_weights(below)), rest)
    nodes = below.values() if isinstance(below, dict) else ()
    return sum((_least_of(node) for node in nodes if isinstance(node, dict)), Fraction(0))


def _least_of(node: dict[str, Any]) -> Fraction:
    weight = number_of(node.get("weight"))
    return _least(node) if weight is None else weight


def _weights(nodes: Any) -> list[Fraction | None]:
    if not isinstance(nodes, dict):
        return []
    return [number_of(node.get("weight")) if isinstance(node, dict) else None for node in nodes.values()]


def _known(parts: list[Fraction | None]) -> list[Fraction]:
    return [one for one in parts if one is not None]


def _check_sources(file: RuleFile, data: dict[str, Any], nodes: Nodes) -> None:
    sources = data.get("sources")
    known = list(sources) if isinstance(sources, dict) else []

    def check(path: Path_, holder: Any) -> None:
        source = holder.get("source") if isinstance(holder, dict) else None
        if isinstance(source, str) and source not in known:
            file.fault(
                (*path, "source"), f"来源“{source}”没有列在 sources 里", f"sources 里有：{'、'.join(known) or '（无）'}"
            )

    check((), data)
    check(("total",), data.get("total"))
    check(("grades",), data.get("grades"))
    check(("rest",), data.get("rest"))
    check(("texts",), data.get("texts"))
    for index, example in enumerate(data.get("examples") or ()):
        check(("examples", index), example)
    for path, node in nodes:
        check(path, node)
        numbers = [one for one in sourced_numbers(node) if file.sound((*path, *one.path))]
        lacking = [one for one in numbers if not (one.verified and one.source)]
        if lacking:
            fields = "、".join(dict.fromkeys(".".join(str(key) for key in one.path) for one in lacking))
            what = f"“{node.get('name', path[-1])}”的数字没有来源（{fields}）"
            file.fault(
                (*path, *lacking[0].path), what, "请写 source（sources 里的编号）和 verified（seen、recalled 或 derived）"
            )
        for one in _holders(node, ()):
            check((*path, *one[0]), one[1])


def _holders(value: Any, path: Path_) -> list[tuple[Path_, Any]]:
    """Everything below an indicator, not below its children, that may name a source."""
    found: list[tuple[Path_, Any]] = []
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "indicators" and not path:
                continue
            if isinstance(one, dict) and (is_sourced(one) or "method" in one):
                found.append(((*path, key), one))
            found += _holders(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            found += _holders(one, (*path, index))
    return found


def _check_grades(file: RuleFile, data: dict[str, Any]) -> None:
    grades = data.get("grades")
    if not isinstance(grades, dict) or not file.sound(("grades",)):
        if grades is None and data.get("completeness") == "complete":
            file.fault((), "没有写等级（grades）", "请写各等级的下限，最低一级从 0 起")
        return
    total = number_of(data.get("total"))
    edges: list[Fraction] = []
    names: list[str] = []
    words: dict[str, str] = {}
    for index, grade in enumerate(grades["scale"]):
        at, edge = ("grades", "scale", index), Fraction(grade["at_least"])
        if grade["name"] in names:
            file.fault(at, f"等级“{grade['name']}”写了两次", "请只留一个")
        if edges and edge >= edges[-1]:
            file.fault(
                (*at, "at_least"),
                f"等级“{grade['name']}”的下限 {plain(edge)} 不低于上一等级的 {plain(edges[-1])}",
                "请从高到低写",
            )
        if total is not None and edge > total:
            file.fault((*at, "at_least"), f"等级“{grade['name']}”的下限 {plain(edge)} 超过总分 {plain(total)}", "请核对")
        for word in (grade["name"], *grade.get("words", ())):
            if words.setdefault(word, grade["name"]) != grade["name"]:
                what = f"“{word}”既属于等级“{words[word]}”，又属于“{grade['name']}”"
                file.fault(at, what, "一种写法只能属于一个等级")
        names.append(grade["name"])
        edges.append(edge)
    if edges[-1] != 0:
        what = f"等级有空档：低于 {plain(edges[-1])} 分的没有等级"
        file.fault(("grades", "scale", len(edges) - 1, "at_least"), what, "最低一级的下限请写 0")
