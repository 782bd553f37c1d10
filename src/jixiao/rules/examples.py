"""A rulebook's worked examples: turned into cases, computed, and held against what they expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.catalog.items import items
from jixiao.errors import CaseError, Fault
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Fact, FactKey, Facts
from jixiao.model.outcome import Known, Missing, NotApplicable, Outcome
from jixiao.model.quantity import half_up
from jixiao.model.rulebook import Example, Indicator, Rulebook
from jixiao.rules.compute import compute
from jixiao.rules.words import plain
from jixiao.text.quantities import quantity

_ANY_YEAR = 2020
"""The year of an example where the rulebook bears none: only the distance between years counts."""

_JUDGED = ("ticks", "occurrences", "tier", "ratio", "met", "date", "chosen", "not_applicable", "by", "why", "evidence")
_ROW = (
    "name",
    "level2",
    "measure",
    "target",
    "actual",
    "weight",
    "tier",
    "ratio",
    "reason",
    "by",
    "why",
    "evidence",
    "first_target",
    "core",
    "scored",
    "pass_line",
)


def example_faults(rulebook: Rulebook) -> list[Fault]:
    """Every example that does not come out, or cannot be read."""
    return [fault for example in rulebook.examples for fault in _one(rulebook, example)]


def _one(rulebook: Rulebook, example: Example) -> Iterator[Fault]:
    where, name = f"{rulebook.file}:{example.line}", f"例题“{example.name}”"
    try:
        case = example_case(rulebook, example)
        card = compute(rulebook, case)
    except CaseError as error:
        for fault in error.faults:
            yield Fault(where, f"{name}：{fault.what}", fault.hint)
        return
    scores: dict[str, tuple[Outcome, Outcome]] = {one.id: (one.score, one.value) for one in card.indicators}
    for id, wanted in example.expect.items():
        if id == "grade":
            if card.grade != wanted:
                yield Fault(where, f"{name}的等级应为“{wanted}”，算得“{card.grade or '（无）'}”", "请核对例题或规则")
            continue
        if id != "total" and id not in scores:
            yield Fault(where, f"{name}的 expect 里没有这样的指标：“{id}”", f"有：{'、'.join(scores)}")
            continue
        score, value = (card.total, card.total) if id == "total" else scores[id]
        asked: Mapping[str, Any] = wanted if isinstance(wanted, dict) else {"score": wanted}
        if "score" in asked and not _same(score, asked["score"]):
            yield Fault(where, f"{name}的 {id} 应得 {asked['score']}，算得 {_shown(score)}", "请核对例题或规则")
        if "value" in asked and not _same(value, asked["value"], 2):
            yield Fault(where, f"{name}的 {id} 指标值应为 {asked['value']}，算得 {_shown(value)}", "请核对例题或规则")


def _same(found: Outcome, wanted: Any, places: int | None = None) -> bool:
    """Whether an outcome is what is expected: exactly for scores, to two printed decimals for values."""
    if wanted == "missing":
        return isinstance(found, Missing)
    if wanted == "na":
        return isinstance(found, NotApplicable)
    if not isinstance(found, Known) or isinstance(wanted, str | bool):
        return False
    return (found.value if places is None else Fraction(half_up(found.value, places))) == Fraction(wanted)


def _shown(found: Outcome) -> str:
    match found:
        case Known(value):
            return plain(value)
        case Missing(needs):
            return f"算不出（缺少{'、'.join(needs)}）"
    return "不适用"


def example_case(rulebook: Rulebook, example: Example) -> Case:
    """The case an example describes; `CaseError` holds what in it the rulebook does not know."""
    faults: list[Fault] = []
    facts: dict[FactKey, Fact] = {}
    judgements: dict[str, Judgement] = {}
    rows: list[Row] = []
    year = rulebook.year or _ANY_YEAR
    for id, given in example.given.items():
        leaf = rulebook.find(id)
        if leaf is None or not isinstance(given, dict):
            faults.append(Fault("", f"given 里的“{id}”不是本规则书的指标编号", "请核对编号"))
            continue
        judged = {key: value for key, value in given.items() if key in _JUDGED}
        if judged:
            judgements[id] = _judgement(id, judged)
        rows += [_row(id, one) for one in given.get("rows", ())]
        for name, written in given.items():
            if name not in _JUDGED and name != "rows":
                _add_fact(leaf, year, name, _text(written), facts, faults)
    if faults:
        raise CaseError(faults)
    return Case(
        agency="例题",
        year=year,
        rulebook=rulebook.id,
        facts=Facts(facts),
        allow_recalled=example.allow_recalled,
        rows=tuple(rows),
        judgements=judgements,
        file="例题",
    )


def _row(id: str, given: Mapping[str, Any]) -> Row:
    words: dict[str, Any] = {key: _text(given[key]) for key in _ROW if key in given}
    return Row(under=id, **words)


def _judgement(id: str, given: Mapping[str, Any]) -> Judgement:
    ticks = given.get("ticks")
    chosen = given.get("chosen") or ()
    rest = {key: value for key, value in given.items() if key not in ("ticks", "occurrences", "met", "chosen")}
    words: dict[str, Any] = {key: _text(value) for key, value in rest.items()}
    return Judgement(
        indicator=id,
        ticks=tuple(map(str, ticks)) if ticks is not None else None,
        occurrences=given.get("occurrences"),
        met=given.get("met"),
        chosen=tuple((str(one), _text(chosen[one]) if isinstance(chosen, dict) else "") for one in chosen),
        **words,
    )


def _add_fact(leaf: Indicator, year: int, name: str, written: str, facts: dict[FactKey, Fact], faults: list[Fault]) -> None:
    selector = leaf.inputs.get(name)
    if selector is None:
        known = "、".join((*leaf.inputs, *_JUDGED, "rows"))
        faults.append(Fault("", f"“{leaf.name}”没有名为“{name}”的取数", f"可用：{known}"))
        return
    item = items()[selector.item]
    found = quantity(written, item.unit)
    if found is None:
        faults.append(Fault("", f"“{name}”应是一个数，现为“{written}”", "请写数和单位"))
        return
    key: FactKey = (item.key, year + selector.year, selector.basis)
    if key in facts and facts[key].raw != written:
        faults.append(Fault("", f"“{name}”在同一道例题里给了两个不同的数", "请核对"))
    facts[key] = Fact(item.key, found, key[1], key[2], raw=written, by="example")


def _text(value: Any) -> str:
    return str(value) if isinstance(value, int | Decimal | str) and not isinstance(value, bool) else ""
