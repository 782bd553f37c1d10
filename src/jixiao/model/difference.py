"""What changes from one rulebook to another, in words, and what that does to one case, indicator by indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jixiao.model.outcome import IndicatorScore, Scorecard

Kind = Literal[
    "book", "added", "dropped", "namesake", "renamed", "moved", "weight", "formula", "scoring", "rule", "edge_case", "grades", "sources"
]  # fmt: skip

KINDS: Mapping[Kind, str] = {
    "book": "规则书", "added": "新增的指标", "dropped": "取消的指标", "namesake": "同名而不是一回事的指标", "renamed": "改了名称",
    "moved": "换了上级指标", "weight": "分值", "formula": "公式和取数", "scoring": "计分办法", "rule": "评分标准的文字",
    "edge_case": "不适用、分母为0、佐证和原因", "grades": "等级", "sources": "依据和核实程度",
}  # fmt: skip
"""Kinds of changes with their heads, in the order they are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `words` is a whole sentence; `before` and `after` what it was and is, as printed ("" for nothing).

    `left` and `right` are the ids of the indicator in either rulebook, "" where it has none or is not about one.
    """

    kind: Kind
    words: str
    before: str = ""
    after: str = ""
    left: str = ""
    right: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A rulebook by its id, title and hash."""

    id: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from `left` to `right`, by kind, then in the order of the indicators.

    `same` are the names of the lowest indicators whose rule has not changed.
    """

    left: Named
    right: Named
    changes: tuple[Change, ...]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One indicator's scores side by side; None where a rulebook has no such indicator. `why` says what makes the difference."""

    left: IndicatorScore | None
    right: IndicatorScore | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One case under two rulebooks. `left` is the one it is compared with: the case's own in a trial (试算).

    `lacking` is what `right` asks and the case does not hold, `ignored` what the case holds and `right` has no use for,
    `assumed` what had to be assumed to score the case under a rulebook it was not written for.
    """

    left: Scorecard
    right: Scorecard
    sides: tuple[Side, ...] = ()
    lacking: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
