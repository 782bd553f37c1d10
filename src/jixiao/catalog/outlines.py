"""What a report must contain: sections by meaning with their synonyms, and the outlines that require them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jixiao.datafile import own_data, own_names
from jixiao.errors import Fault, UsageError
from jixiao.patterns import regex


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A kind of section: its official name, the headings it goes by (words or patterns), the words that show the text speaks of it."""

    key: str
    name: str
    headings: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section an outline asks for, with the topics it must speak of (somewhere: a heading of its own is not needed)."""

    key: str
    mark: str = ""
    required: bool = False
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline (报告提纲) as issued: title pattern and sections in order.

    `signs` are sections that, all present, show that a report follows this outline though nobody named it. Where
    `topics_wanted` is false the topics only have their place in it; a report need not speak of them.
    """

    id: str
    name: str
    kind: str
    title: str
    sections: tuple[OutlineSection, ...]
    signs: tuple[str, ...] = ()
    topics_wanted: bool = True


@lru_cache(maxsize=1)
def section_kinds() -> dict[str, SectionKind]:
    """All kinds of sections by key, in the order of the file."""
    return {
        key: SectionKind(key, one["name"], tuple(one["headings"]), tuple(one["words"]))
        for key, one in _load("sections.yaml")["sections"].items()
    }


_INDICATOR = regex(r"(?:明确|合理|科学|健全|完整|规范|充分|及时|合规|相符)性(?!评价|分析|情况)")


@lru_cache(maxsize=4096)
def recognise(heading: str) -> str:
    """The key of the section a heading announces, or "". Of several synonyms the one standing last decides.

    “整体支出绩效情况” is results though 整体支出 stands before it: Chinese heads stand at the end. What is called 明确性,
    合理性 and the like is an indicator of targets or plans (年度工作计划明确性), not the section of them.
    """
    if _INDICATOR.search(heading):
        return ""
    words, patterns, any_pattern = _headings()
    best: tuple[int, int, int, str] = (-1, 0, 0, "")
    for end in range(len(heading), 0, -1):
        here = [
            (end, len(word), -rank, key)
            for word, rank, key in words.get(heading[end - 1], ())
            if heading.endswith(word, 0, end)
        ]
        if here:
            best = max(here)
            break
    for rank, key, pattern in patterns if any_pattern.search(heading) else ():
        for match in pattern.finditer(heading):
            best = max(best, (match.end(), match.end() - match.start(), -rank, key))
    return best[-1]


@lru_cache(maxsize=1)
def _headings() -> tuple[dict[str, list[tuple[str, int, str]]], list[tuple[int, str, re.Pattern[str]]], re.Pattern[str]]:
    """What headings go by, with rank (the order of the file decides between equals) and section.

    Words by their last sign; patterns; and one pattern that finds something where any of them does.
    """
    words: dict[str, list[tuple[str, int, str]]] = {}
    patterns: list[tuple[int, str, re.Pattern[str]]] = []
    rank = 0
    for key, kind in section_kinds().items():
        for one in kind.headings:
            rank += 1
            if re.escape(one) == one:
                words.setdefault(one[-1], []).append((one, rank, key))
            else:
                patterns.append((rank, key, re.compile(one)))
    return words, patterns, re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in patterns))


@lru_cache(maxsize=1)
def outlines() -> dict[str, Outline]:
    """All outlines by id."""
    found = {}
    for name in own_names("catalog/outlines"):
        raw = _load(f"outlines/{name}")
        sections = tuple(
            OutlineSection(one["key"], one.get("mark", ""), one.get("required", False), tuple(one.get("topics", ())))
            for one in raw["sections"]
        )
        found[raw["outline"]] = Outline(
            raw["outline"], raw["name"], raw["kind"], raw["title"], sections, tuple(raw.get("signs", ())),
            raw.get("topics_wanted", True),
        )  # fmt: skip
    return found


def outline(id: str) -> Outline:
    """The outline `id`; `UsageError` lists those there are."""
    if id not in outlines():
        raise UsageError(Fault("", f"没有名为“{id}”的报告提纲", f"现有：{'、'.join(outlines())}"))
    return outlines()[id]


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = own_data("catalog", name)
    return data
