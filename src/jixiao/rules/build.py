"""Sound data → `Rulebook`: numbers with their sources, one `Indicator` per node."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.catalog.items import find_basis, find_item
from jixiao.datafile import Path_
from jixiao.model.rulebook import (
    Bonus,
    Example,
    Grade,
    Indicator,
    Number,
    Pool,
    RowScoring,
    Rulebook,
    Scoring,
    Selector,
    Source,
    Veto,
)
from jixiao.rules.numbers import is_sourced, sourced_numbers, unwrap, weakest
from jixiao.rules.rulefile import RuleFile


def build(file: RuleFile) -> Rulebook:
    """The rulebook in `file`, which has no faults."""
    data = file.data
    grades = data.get("grades") or {"scale": ()}
    return Rulebook(
        id=data["rulebook"],
        title=data["title"],
        kind=data["kind"],
        region=data["region"],
        year=data["year"],
        completeness=data["completeness"],
        total=_decimal(unwrap(data["total"])),
        score_places=data["rounding"]["score_places"],
        grades=tuple(
            Grade(one["name"], _decimal(one["at_least"]), tuple(one.get("words", ())), grades["verified"], grades["source"])
            for one in grades["scale"]
        ),
        indicators=tuple(_indicator(file, ("indicators", id), node, ()) for id, node in data["indicators"].items()),
        sources={id: Source(id, **one) for id, one in data["sources"].items()},
        examples=tuple(
            Example(
                name=one["name"],
                given=one["given"],
                expect=one["expect"],
                source=one.get("source", ""),
                line=file.line(("examples", index)),
                allow_recalled=one.get("allow_recalled", False),
            )
            for index, one in enumerate(data.get("examples") or ())
        ),
        bonus=_bonus(file, data["bonus"]) if "bonus" in data else None,
        vetoes=tuple(_veto(file, id, one) for id, one in (data.get("vetoes") or {}).items()),
        rest=_rest(data),
        outline=data.get("outline", ""),
        form=data.get("form", ""),
        text_limits=dict((data.get("texts") or {}).get("limits", {})),
        in_force=data.get("in_force", ""),
        note=_unfolded(data.get("note", "")),
        known=data.get("known", {}),
        file=file.name,
        sha256=file.hash,
    )


def _bonus(file: RuleFile, bonus: dict[str, Any]) -> Bonus:
    if bonus.get("forbidden"):
        return Bonus(forbidden=True)
    return Bonus(
        cap=_decimal(unwrap(bonus["cap"])),
        indicators=tuple(
            _indicator(file, ("bonus", "indicators", id), node, ("加分",)) for id, node in bonus["indicators"].items()
        ),
        over_total=bonus.get("over_total", False),
    )


def _veto(file: RuleFile, id: str, veto: dict[str, Any]) -> Veto:
    """A veto is asked like an indicator that is met or not, and has no weight."""
    cap = veto.get("cap_total")
    rule = {key: one for key, one in veto.items() if key not in ("when", "cap_total", "cap_grade")}
    rule |= {"weight": None, "scoring": {"method": "all_or_nothing", "question": f"是否有“{veto['name']}”的情形"}}
    if "when" in veto:
        rule["value"] = veto["when"]
    known = list(sourced_numbers(veto))
    verified, source = weakest(known) if known else (veto["verified"], veto["source"])
    found = replace(_indicator(file, ("vetoes", id), rule, ("一票否决",)), verified=verified, source=source)
    return Veto(found, None if cap is None else _decimal(unwrap(cap)), veto.get("cap_grade", ""))


def _indicator(file: RuleFile, path: Path_, node: dict[str, Any], above: tuple[str, ...]) -> Indicator:
    numbers = list(sourced_numbers(node))
    rule = [one for one in numbers if one.path != ("weight",)]
    verified, source = weakest(rule) if rule else (node.get("verified", "seen"), node.get("source", ""))
    name, line = file.origin(path)
    return Indicator(
        id=str(path[-1]),
        name=node["name"],
        path=above,
        weight=_weight(node),
        children=tuple(
            _indicator(file, (*path, "indicators", id), child, (*above, node["name"]))
            for id, child in (node.get("indicators") or {}).items()
        ),
        rest=_rest(node),
        inputs={word: _selector(one) for word, one in (node.get("inputs") or {}).items()},
        formula=node.get("value", ""),
        unit=node.get("unit", ""),
        scoring=_scoring(file, (*path, "scoring"), node["scoring"]) if "scoring" in node else None,
        rows=_rows(file, (*path, "rows"), node["rows"]) if "rows" in node else None,
        pool=Pool(**node["pool"]) if "pool" in node else None,
        ratio_places=node.get("ratio_places"),
        on_zero=node.get("on_zero", "na"),
        both_zero=node.get("both_zero", "na"),
        na=node.get("na", "refuse"),
        verified=verified,
        source=source or node.get("source", ""),
        rule_text=node.get("rule", ""),
        explanation=_unfolded(node.get("explanation", "")),
        missing=node.get("missing", "open"),
        score_places=node.get("score_places"),
        requires_evidence=node.get("requires_evidence", False),
        requires_reason=node.get("requires_reason", False),
        reason_below=_decimal(unwrap(node["reason_below"])) if "reason_below" in node else None,
        known=node.get("known", {}),
        line=line,
        file=name,
    )


def _unfolded(text: str) -> str:
    """`text` without the spaces that folding the lines of a YAML text leaves between Chinese characters."""
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _weight(node: dict[str, Any]) -> Number:
    weight = node["weight"]
    if is_sourced(weight):
        return Number(_decimal(weight["value"]), weight["verified"], weight["source"])
    value = None if weight is None else _decimal(weight)
    return Number(value, node.get("verified", "seen"), node.get("source", ""))


def _rest(holder: dict[str, Any]) -> Number | None:
    rest = holder.get("rest")
    return None if rest is None else Number(_decimal(rest["value"]), rest["verified"], rest["source"])


def _selector(one: dict[str, Any]) -> Selector:
    item, basis = find_item(one["item"]), find_basis(one.get("basis", ""))
    if item is None:
        raise KeyError(one["item"])
    return Selector(item.key, basis.key if basis else "", one.get("year", 0))


def _rows(file: RuleFile, path: Path_, rows: dict[str, Any]) -> RowScoring:
    at_least, at_most, qualitative = (
        _scoring(file, (*path, kind), rows[kind]) for kind in ("at_least", "at_most", "qualitative")
    )
    by_date = _scoring(file, (*path, "by_date"), rows["by_date"]) if "by_date" in rows else None
    level2, lower = tuple(rows.get("level2", ())), tuple(rows.get("lower_is_better", ()))
    return RowScoring(at_least, at_most, qualitative, level2, lower, tuple(rows.get("asks", ())), by_date)


def _scoring(file: RuleFile, path: Path_, scoring: dict[str, Any]) -> Scoring:
    params = {key: unwrap(one) for key, one in scoring.items() if key not in ("method", "source", "verified")}
    return Scoring(scoring["method"], params, file.line(path))


def _decimal(value: int | Decimal) -> Decimal:
    return Decimal(value)
