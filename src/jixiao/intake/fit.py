"""A case held against its rulebook: names become ids, and what the rulebook has no use for is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from jixiao.catalog.items import plain
from jixiao.errors import CaseError, Fault
from jixiao.intake.needs import Choice, choice
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.document import Place
from jixiao.model.quantity import Quantity, trim
from jixiao.model.rulebook import Indicator, Rulebook, Scoring
from jixiao.text.quantities import quantity


def fit(case: Case, rulebook: Rulebook) -> Case:
    """`case` with every indicator, checklist item and tier named as `rulebook` names it.

    `CaseError` holds all that does not fit: an indicator or tier the rulebook does not have, a judgement of the wrong
    kind, a share outside its tier, points that do not add up to the node's.
    """
    faults: list[Fault] = []
    judgements: dict[str, Judgement] = {}
    for given in case.judgements.values():
        where = _where(case, given.place)
        leaf = _find(given.indicator, tuple(rulebook.leaves()), where, faults)
        if leaf is None:
            continue
        if leaf.id in judgements:
            faults.append(Fault(where, f"“{leaf.name}”的判断写了两次", "请只留一处"))
        judgements[leaf.id] = _fit_judgement(replace(given, indicator=leaf.id), leaf, where, faults)
    rows = tuple(_fit_row(row, rulebook, _where(case, row.place), faults) for row in case.rows)
    faults.extend(_points(rows, rulebook, case))
    if faults:
        raise CaseError(dict.fromkeys(faults))
    return replace(case, judgements=judgements, rows=rows)


def _where(case: Case, place: Place) -> str:
    """file:line for a case file, 文件!表!单元格 for a workbook."""
    if place.part in ("", case.file):
        return f"{case.file}:{place.ref.strip('第行')}" if place.ref else case.file
    return f"{case.file}!{place}"


def _find(name: str, nodes: tuple[Indicator, ...], where: str, faults: list[Fault]) -> Indicator | None:
    """The node called `name` (id or name); None, and a fault, if there is none or more than one."""
    found = [node for node in nodes if node.id == name] or [node for node in nodes if plain(node.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = "、".join(node.id for node in found)
        faults.append(Fault(where, f"规则里有 {len(found)} 个指标叫“{name}”", f"请写编号：{ids}"))
        return None
    names = {plain(node.name): node.name for node in nodes} | {node.id: node.id for node in nodes}
    near = [names[one] for one in get_close_matches(plain(name), list(names), n=3, cutoff=0.4)]
    known = "、".join(f"“{one}”" for one in near) if near else "、".join(node.name for node in nodes[:12]) or "（无）"
    hint = f"是不是{known}" if near else f"可用：{known}"
    faults.append(Fault(where, f"规则里没有名为“{name}”的指标", hint))
    return None


def _fit_judgement(given: Judgement, leaf: Indicator, where: str, faults: list[Fault]) -> Judgement:
    if leaf.scoring is None:
        if not given.not_applicable:
            faults.append(Fault(where, f"“{leaf.name}”不由判断计分", "由单位自设指标的，请写在 rows（自评指标）里"))
        return given
    asked = choice(leaf)
    if given.not_applicable:
        if not asked.may_not_apply:
            faults.append(Fault(where, f"规则不允许“{leaf.name}”不适用", "请照规则计分"))
        return given
    used = {name for name, value in _decided(given) if value}
    wanted = _WANTED[asked.kind]
    if used - set(wanted):
        what = f"“{leaf.name}”不用{'、'.join(_WORDS[one] for one in _WORDS if one in used - set(wanted))}来评"
        how = "、".join(_WORDS[one] for one in wanted) if wanted else "无，由数据算出"
        faults.append(Fault(where, what, f"本指标要的判断：{how}"))
        return given
    if given.ticks is not None:
        given = replace(given, ticks=tuple(_ticks(given.ticks, asked, where, faults)))
    if given.tier:
        given = replace(given, tier=_fit_tier(given.tier, given.ratio, leaf.scoring, leaf.name, where, faults))
    elif asked.kind == "tier_ratio" and given.ratio:
        faults.append(Fault(where, f"“{leaf.name}”写了比例，没有选档次", f"请先选档次：{'、'.join(asked.tiers)}"))
    return given


_WORDS = {"ticks": "清单", "occurrences": "例数", "tier": "档次", "ratio": "比例", "met": "是否达到"}
_WANTED: dict[str, tuple[str, ...]] = {
    "ticks": ("ticks",),
    "occurrences": ("occurrences",),
    "tier": ("tier",),
    "tier_ratio": ("tier", "ratio"),
    "ratio": ("ratio",),
    "met": ("met",),
    "computed": (),
}


def _decided(given: Judgement) -> Iterator[tuple[str, bool]]:
    yield "ticks", given.ticks is not None
    yield "occurrences", given.occurrences is not None
    yield "tier", bool(given.tier)
    yield "ratio", bool(given.ratio)
    yield "met", given.met is not None


def _ticks(ticks: Iterable[str], asked: Choice, where: str, faults: list[Fault]) -> Iterator[str]:
    """The ids of checklist items named by id, by number (from 1) or by their words."""
    names = {str(number): id for number, (id, _) in enumerate(asked.items, 1)}
    names |= {plain(text): id for id, text in asked.items} | {id: id for id, _ in asked.items}
    seen: set[str] = set()
    for tick in ticks:
        id = names.get(tick) or names.get(plain(tick))
        if id is None:
            known = "；".join(f"{n}. {id}（{text}）" for n, (id, text) in enumerate(asked.items, 1))
            faults.append(Fault(where, f"“{asked.indicator.name}”的清单里没有“{tick}”这一项", f"可用：{known}"))
        elif id not in seen:
            seen.add(id)
            yield id


def _fit_tier(tier: str, ratio: str, scoring: Scoring, name: str, where: str, faults: list[Fault]) -> str:
    """The tier's name as the rulebook writes it; faults a tier it does not have and a share outside the tier."""
    tiers: Mapping[str, Mapping[str, Any]] = {plain(one["name"]): one for one in scoring.params.get("tiers", ())}
    found = tiers.get(plain(tier))
    if found is None:
        names = "、".join(f"“{one['name']}”" for one in tiers.values())
        faults.append(Fault(where, f"“{name}”没有“{tier}”这一档", f"可用：{names}"))
        return tier
    share = quantity(ratio, "%") if ratio else None
    if share is not None and not _inside(share, found):
        what = f"“{name}”的得分比例 {ratio} 不在“{found['name']}”的范围（{_range(found)}）内"
        faults.append(Fault(where, what, "请改比例，或改选档次"))
    return str(found["name"])


_EDGES: dict[str, tuple[str, Callable[[Decimal, Decimal], bool]]] = {
    "ge": ("不低于", lambda share, edge: share >= edge),
    "gt": ("高于", lambda share, edge: share > edge),
    "le": ("不超过", lambda share, edge: share <= edge),
    "lt": ("低于", lambda share, edge: share < edge),
}


def _inside(share: Quantity, tier: Mapping[str, Any]) -> bool:
    return all(holds(share.value, Decimal(tier[edge])) for edge, (_, holds) in _EDGES.items() if edge in tier)


def _range(tier: Mapping[str, Any]) -> str:
    return "、".join(f"{word} {trim(Decimal(tier[edge]))}%" for edge, (word, _) in _EDGES.items() if edge in tier)


def _fit_row(row: Row, rulebook: Rulebook, where: str, faults: list[Fault]) -> Row:
    nodes = tuple(node for node in rulebook.nodes() if node.rows is not None)
    node = _find(row.under, nodes, where, faults)
    if node is None or node.rows is None:
        return row
    level2 = node.rows.level2
    if level2 and row.level2 not in level2:
        what = f"没有“{row.level2}”这个二级指标" if row.level2 else "没有写二级指标"
        faults.append(Fault(where, f"指标“{row.name}”：“{node.name}”下{what}", f"可用：{'、'.join(level2)}"))
    tier = row.tier
    if row.measure == "定性" and tier:
        tier = _fit_tier(tier, row.ratio, node.rows.qualitative, row.name, where, faults)
    return replace(row, under=node.id, tier=tier)


def _points(rows: tuple[Row, ...], rulebook: Rulebook, case: Case) -> Iterator[Fault]:
    """Nodes whose rows all have points that do not add up to what the rulebook gives the node; a name given twice."""
    for node in rulebook.nodes():
        under = [row for row in rows if row.under == node.id]
        first: dict[str, Row] = {}
        for row in under:
            twin = first.setdefault(plain(row.name), row)
            if twin is not row:
                what = f"“{node.name}”下有两个指标都叫“{row.name}”（另一个在{twin.place.ref}）"
                yield Fault(_where(case, row.place), what, "请改名或删去一个")
        points = [quantity(row.weight, "分") for row in under if row.weight]
        known = [one.value for one in points if one is not None]
        if not under or len(known) < len(under) or node.weight.value is None or sum(known) == node.weight.value:
            continue
        what = f"“{node.name}”下 {len(under)} 个自设指标的分值合计 {trim(sum(known, Decimal(0)))} 分"
        hint = f"规则给“{node.name}” {trim(node.weight.value)} 分，请调整各指标的分值，使合计相等"
        yield Fault(_where(case, under[0].place), what, hint)
