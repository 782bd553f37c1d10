"""The figures of a document by what they are called: what stands in no neighbourhood is looked up here.

A name is the end of a label (调整预算数, 年末结转和结余); a thing is a name without the words that say it was done (村庄规划编制);
whose money it is (中央, 市级, 自筹) is its scope. Built once for a document; a look-up costs what it finds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jixiao.extract import cues
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_SCOPES = regex(
    r"中央|国家|自治区|省级|省财政|省本级|市本级|市级|市财政|区级|区财政|县级|县财政|县本级|乡镇|本级|上级|全省|全市|全县|全区|自筹|社会资本|银行贷款"
)
_DONE = regex(r"完成|实际|决算|支出|执行|实现|达到|建成")
_TAIL = 2
_LAST = 10
_MOST = 200


@lru_cache(maxsize=4096)
def scope(label: str) -> str:
    """Whose money a label says it is, by its first such word: 中央 of 中央资金支出; "" where it says nothing."""
    found = _SCOPES.search(label)
    return found.group() if found else ""


@lru_cache(maxsize=4096)
def thing(label: str) -> str:
    """What a label is about, whether planned or done: 村庄规划编制 of 完成村庄规划编制; its last ten characters."""
    return _DONE.sub("", cues.core(label))[-_LAST:]


def is_level(figure: Figure) -> bool:
    """Whether a figure states a level: no standard, change, earlier year, cell, or number in words."""
    mention = figure.mention
    return not (
        mention.quantity is None or mention.per or mention.chinese or figure.change or figure.prior or figure.zone == "table"
    )


@dataclass
class Index:
    """Level figures by the last characters of their names, and by their things; each in text order."""

    figures: Sequence[Figure]

    @cached_property
    def tails(self) -> dict[str, list[Figure]]:
        """Figures by the last characters of their names."""
        found: dict[str, list[Figure]] = {}
        for one in self.figures:
            found.setdefault(one.label[-_TAIL:], []).append(one)
        return found

    @cached_property
    def things(self) -> dict[tuple[str, tuple[str, str]], list[Figure]]:
        """Figures by what they are about and their unit: only some rates ask for it."""
        found: dict[tuple[str, tuple[str, str]], list[Figure]] = {}
        for one in self.figures:
            found.setdefault((thing(one.label), one.mention.addable), []).append(one)
        return found

    def called(self, name: str, addable: tuple[str, str] | None = None, before: int | None = None) -> list[Figure]:
        """Figures whose name ends in `name` (of that unit, before that position), of the last two hundred that may."""
        found = self.tails.get(name[-_TAIL:])
        if found is None:
            return []
        end = len(found) if before is None else bisect_left(found, before, key=lambda one: one.mention.start)
        found = found[max(0, end - _MOST) : end]
        return [one for one in found if one.label.endswith(name) and addable in (None, one.mention.addable)]

    def of_thing(self, figure: Figure) -> list[Figure]:
        """The last two hundred figures of the same thing and unit."""
        return self.things.get((thing(figure.label), figure.mention.addable), [])[-_MOST:]


def index_of(figures: Sequence[Figure]) -> Index:
    """The index of all level figures that bear a label."""
    return Index([one for one in figures if len(one.label) >= _TAIL and is_level(one)])
