"""What people judged, as cells of a table → columns: the items that are met, how many faults, a tier, yes or no, a date.

A cell says 1、3、4 (items of a checklist, 无 for none), 2 (faults), 达成年度指标 85% (a tier and the share inside it), 是 or 否,
2021年6月30日, or 不适用. Few texts repeat over many agencies: each is read, and held against the rule, once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from jixiao.batch.figures import Table
from jixiao.errors import CaseError, Fault
from jixiao.intake.fit import fit
from jixiao.model.case import Case, Judgement
from jixiao.model.fact import Facts
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.patterns import regex
from jixiao.rules.answers import read_answers
from jixiao.rules.columns.units import Judged
from jixiao.rules.scoring import asked
from jixiao.text.dates import parse_date
from jixiao.text.quantities import quantity

_YES, _NO = frozenset(("是", "√", "✓", "✔", "达到", "有")), frozenset(("否", "×", "✗", "未达到", "没有", "无"))
_EXCUSED = regex(r"不适用(?:[（(:：](?P<why>.+?)[)）]?)?")
_LISTED = regex(r"[,，、;；\s]+")
_SHARE = regex(r"(?P<tier>.*?)\s*(?P<ratio>\d{1,3}(?:\.\d{1,4})?[%％])")
BY = "数据表"
"""Who judged, as far as a table tells."""


class Judging:
    """The judgements of one rulebook's leaves, each text read once."""

    def __init__(self, rulebook: Rulebook, year: int) -> None:
        self.rulebook, self.year = rulebook, year
        self.leaves = {leaf.id: leaf for leaf in rulebook.leaves()}
        self._read: dict[tuple[str, str], Judgement | Fault] = {}

    def read(self, id: str, text: str) -> Judgement | Fault:
        """The judgement a cell states, or (without place) why the rule cannot use it."""
        if (id, text) not in self._read:
            self._read[id, text] = self._judgement(self.leaves[id], text)
        return self._read[id, text]

    def _judgement(self, leaf: Indicator, text: str) -> Judgement | Fault:
        judgement = read_judgement(leaf, text)
        if isinstance(judgement, Fault):
            return judgement
        case = Case("", self.year, self.rulebook.id, Facts(), judgements={leaf.id: judgement}, allow_recalled=True)
        try:
            return read_answers(self.rulebook, fit(case, self.rulebook)).judgements[leaf.id]
        except CaseError as error:
            return replace(error.faults[0], where="")

    def columns(self, table: Table, cells: Mapping[str, Sequence[str]], places: Sequence[int]) -> dict[str, Judged]:
        """The columns of every judged leaf, of nobody where the table has none; what cannot be used is told to `table` with its row."""
        found: dict[str, Judged] = {}
        nobody = [""] * len(places)
        asked_for = [id for id, leaf in self.leaves.items() if leaf.scoring is not None and not leaf.formula]
        for id, texts in {**dict.fromkeys(asked_for, nobody), **cells}.items():
            distinct = {text: self.read(id, text) for text in set(texts) if text}
            for text, one in distinct.items():
                if isinstance(one, Fault):
                    name = self.leaves[id].name
                    for at, cell in enumerate(texts):
                        if cell == text:
                            table.fault(places[at], one.what, one.hint, name)
            good = {text: one for text, one in distinct.items() if isinstance(one, Judgement)}
            found[id] = _columns(self.leaves[id], texts, good)
        return found


def read_judgement(leaf: Indicator, text: str) -> Judgement | Fault:
    """What a cell says of `leaf`, in the form its rule asks for."""
    excused = _EXCUSED.fullmatch(text)
    given = Judgement(leaf.id, by=BY, why=BY)
    if excused is not None:
        return replace(given, not_applicable=excused["why"] or "不适用")
    if leaf.scoring is None or leaf.formula:
        return Fault("", f"{leaf.name}由数据算出，不能填评定结果", "请填各数据项，或写“不适用”")
    match asked(leaf.scoring.method, leaf.scoring.params):
        case "ticks":
            return replace(given, ticks=() if text in _NO else tuple(filter(None, _LISTED.split(text))))
        case "occurrences":
            count = re.fullmatch(r"(\d{1,4})[次处项个起]?", text)
            return (
                replace(given, occurrences=int(count[1]))
                if count
                else Fault("", f"“{text}”不是次数", "请填整数，没有的填 0")
            )
        case "met":
            if text in _YES or text in _NO:
                return replace(given, met=text in _YES)
            return Fault("", f"“{text}”说不清是“是”还是“否”", "请填“是”或“否”")
        case "tier":
            return replace(given, tier=text)
        case "tier_ratio":
            both = _SHARE.fullmatch(text)
            return replace(given, tier=both["tier"], ratio=both["ratio"]) if both else replace(given, tier=text)
        case "ratio":
            return replace(given, ratio=text)
        case "date":
            return replace(given, date=text)
    return Fault("", f"{leaf.name}的评定不能写在表里", "请用案卷逐个单位评定")


def _columns(leaf: Indicator, texts: Sequence[str], known: Mapping[str, Judgement]) -> Judged:
    params: Mapping[str, Any] = leaf.scoring.params if leaf.scoring else {}
    asks = asked(leaf.scoring.method, params) if leaf.scoring else ""
    order = {text: at for at, text in enumerate(known)}
    codes = np.array([order.get(text, -1) for text in texts], np.int64)
    each = list(known.values())

    def spread(values: Sequence[Any], kind: Any = np.int64) -> Any:
        return np.array([*values, 0], kind)[codes]

    ids = [one["id"] for one in params.get("items", ())]
    tiers = [one.get("name", "") for one in params.get("tiers", ())]
    excused = spread([bool(one.not_applicable) for one in each], np.bool_)
    ratios = [quantity(one.ratio, "%") for one in each]
    shares = [Decimal(0) if one is None else one.value for one in ratios]
    scale = 10 ** max((max(-int(one.as_tuple().exponent), 0) for one in shares), default=0)
    lacks_share = asks in ("ratio", "tier_ratio")
    given = spread([bool(one.ratio) or bool(one.not_applicable) or not lacks_share for one in each], np.bool_) & (codes >= 0)
    return Judged(
        given=given,
        ticks=spread([sum(1 << ids.index(one) for one in given.ticks or ()) for given in each]) if asks == "ticks" else None,
        occurrences=spread([one.occurrences or 0 for one in each]) if asks == "occurrences" else None,
        tier=spread([tiers.index(one.tier) if one.tier in tiers else 0 for one in each])
        if asks in ("tier", "tier_ratio")
        else None,
        ratio=spread([int(Fraction(one) * scale) for one in shares]) if asks in ("ratio", "tier_ratio") else None,
        ratio_scale=scale,
        met=spread([bool(one.met) for one in each], np.bool_) if asks == "met" else None,
        done=spread([_ordinal(one.date) for one in each]) if asks == "date" else None,
        not_applicable=excused if excused.any() else None,
    )


def _ordinal(text: str) -> int:
    found = parse_date(text) if text else None
    return (found or date(1, 1, 1)).toordinal()
