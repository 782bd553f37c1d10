"""Many units as columns: their facts and judgements, one array each, and any one of them taken out as a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from jixiao.catalog.items import items
from jixiao.errors import Fault, UsageError
from jixiao.formula.scaled import WIDEST, Integers, Mask
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Indicator, Rulebook

FactName = tuple[str, str, int]
"""Item, basis, and the year counted from the year evaluated, as in `model.rulebook.Selector`."""


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One figure of every unit: `numbers` ÷ `scale` in the item's own unit (元, %, 人), known to `step` ÷ `scale`.

    `scale` is a power of ten. Numbers beyond int64 stand as Python integers (dtype object). Where `missing` is true the
    number means nothing; None: no unit lacks it.
    """

    numbers: Integers
    scale: int = 1
    missing: Mask | None = None
    step: int = 0

    def __post_init__(self) -> None:
        if self.scale < 1 or str(self.scale).strip("0") != "1":
            raise ValueError(f"scale {self.scale} is no power of ten")

    @classmethod
    def of(cls, values: Iterable[Decimal | int | None]) -> FactColumn:
        """The column of plain numbers, None where one is missing; exact whatever their decimals."""
        given = [None if one is None else Decimal(one) for one in values]
        places = max((-int(one.as_tuple().exponent) for one in given if one is not None), default=0)
        scale = 10 ** max(places, 0)
        whole = [0 if one is None else int(one * scale) for one in given]
        wide = any(abs(one) > WIDEST for one in whole)
        missing = np.array([one is None for one in given], dtype=np.bool_)
        return cls(np.array(whole, dtype=object if wide else np.int64), scale, missing if missing.any() else None)

    def value(self, row: int) -> Decimal | None:
        """The figure of one unit."""
        if self.missing is not None and self.missing[row]:
            return None
        return Decimal(int(self.numbers[row])).scaleb(1 - len(str(self.scale)))


@dataclass(frozen=True, slots=True)
class Judged:
    """What evaluators decided of one indicator, for every unit; `given` is true where somebody did (None: everywhere).

    `ticks`: bit k stands for the k-th item of the rule · `occurrences` · `tier`: position among the rule's tiers ·
    `ratio` ÷ `ratio_scale` in percent · `met` · `done`: a day, counted as `date.toordinal` does · `chosen`: position among
    the rule's members. `not_applicable` stands above them all. Only what the rule asks for is set.
    """

    given: Mask | None = None
    ticks: Integers | None = None
    occurrences: Integers | None = None
    tier: Integers | None = None
    ratio: Integers | None = None
    ratio_scale: int = 1
    met: Mask | None = None
    done: Integers | None = None
    chosen: Integers | None = None
    not_applicable: Mask | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """`count` units, all evaluated for one `year` under one rulebook.

    `judgements` are by the indicator's id. `rows` are the indicators that units wrote themselves, by the unit's number:
    no two units have the same, so each unit that has some is scored on its own. `said` are answers that no column holds, by
    the unit's number: which optional indicators it chose, bonus points, vetoes.
    """

    count: int
    year: int
    facts: Mapping[FactName, FactColumn]
    judgements: Mapping[str, Judged] = field(default_factory=dict)
    allow_recalled: bool = False
    rows: Mapping[int, tuple[Row, ...]] = field(default_factory=dict)
    said: Mapping[int, tuple[Judgement, ...]] = field(default_factory=dict)

    def case(self, rulebook: Rulebook, unit: int) -> Case:
        """One unit as `compute` wants it."""
        facts = (self._fact(name, column, unit) for name, column in self.facts.items())
        judged = ((leaf, self.judgements[leaf.id]) for leaf in rulebook.leaves() if leaf.id in self.judgements)
        given = (_judgement(leaf, one, unit) for leaf, one in judged)
        return Case(
            agency=f"第{unit + 1}个单位",
            year=self.year,
            rulebook=rulebook.id,
            facts=Facts.of(fact for fact in facts if fact is not None),
            allow_recalled=self.allow_recalled,
            rows=self.rows.get(unit, ()),
            judgements={one.indicator: one for one in (*given, *self.said.get(unit, ())) if one is not None},
        )

    def _fact(self, name: FactName, column: FactColumn, unit: int) -> Fact | None:
        item, basis, offset = name
        value = column.value(unit)
        if value is None:
            return None
        measured = Quantity(value, items()[item].unit, Decimal(column.step).scaleb(1 - len(str(column.scale))))
        return Fact(item, measured, self.year + offset, basis, by="column")


def check_names(rulebook: Rulebook, units: Units) -> None:
    """`UsageError` with every column that no unit can have: items, bases and indicators that do not exist, wrong lengths."""
    faults = []
    leaves = {leaf.id for leaf in rulebook.leaves()}
    for (item, basis, _), column in units.facts.items():
        known = items().get(item)
        if known is None:
            faults.append(Fault("", f"没有编号为“{item}”的数据项", "数据项见 catalog/items.yaml"))
        elif basis not in (known.bases or ("",)):
            faults.append(Fault("", f"数据项“{known.name}”没有口径“{basis}”", f"可用：{'、'.join(known.bases) or '（无）'}"))
        if len(column.numbers) != units.count:
            faults.append(Fault("", f"数据项“{item}”一列有 {len(column.numbers)} 个数，单位有 {units.count} 个", "请核对"))
    for id in units.judgements:
        if id not in leaves:
            faults.append(Fault("", f"规则书里没有编号为“{id}”的指标", f"可用：{'、'.join(sorted(leaves))}"))
    if faults:
        raise UsageError(faults)


def _judgement(leaf: Indicator, judged: Judged, unit: int) -> Judgement | None:
    if judged.not_applicable is not None and judged.not_applicable[unit]:
        return Judgement(leaf.id, not_applicable="不适用")
    if judged.given is not None and not judged.given[unit]:
        return None
    params = leaf.scoring.params if leaf.scoring else {}
    ids = [one["id"] for one in params.get("items", ())]
    tiers = [one.get("name", "") for one in params.get("tiers", ())]
    members = [one["name"] for one in params.get("members", ())]
    tier = None if judged.tier is None else int(judged.tier[unit])
    share = None if judged.ratio is None else FactColumn(judged.ratio, judged.ratio_scale).value(unit)
    return Judgement(
        leaf.id,
        ticks=None if judged.ticks is None else _named(int(judged.ticks[unit]), ids),
        occurrences=None if judged.occurrences is None else int(judged.occurrences[unit]),
        tier="" if tier is None else _place(tier, tiers, "档"),
        ratio="" if share is None else f"{share}%",
        met=None if judged.met is None else bool(judged.met[unit]),
        date="" if judged.done is None else _day(int(judged.done[unit])),
        chosen=() if judged.chosen is None else ((_place(int(judged.chosen[unit]), members, "项"), ""),),
    )


def _named(ticks: int, ids: list[str]) -> tuple[str, ...]:
    """The ids of the bits that are set; a bit without an item is called by its number, for the case's own check to refuse."""
    return tuple(ids[bit] if bit < len(ids) else f"第{bit + 1}项" for bit in range(ticks.bit_length()) if ticks >> bit & 1)


def _place(index: int, names: list[str], word: str) -> str:
    """The name at a position; one that does not exist is called by its number, as above."""
    return names[index] if 0 <= index < len(names) else f"第{index + 1}{word}"


def _day(ordinal: int) -> str:
    found = date.fromordinal(ordinal)
    return f"{found.year}年{found.month}月{found.day}日"
