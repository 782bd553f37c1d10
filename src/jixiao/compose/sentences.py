"""Sentences from templates: words with slots, filled by facts. What is absent reads 待补充 and is written down.

A sentence is a list of variants. The first one whose condition holds and whose slots are all known is spoken; where there
is none, the last variant is, with 待补充 in its gaps (an empty last variant says nothing). A part in [brackets] is left
out when one of its slots is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.compose.figures import Derivation, Figures, Slot
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.model.document import TO_FILL
from jixiao.model.fact import Fact
from jixiao.patterns import regex

Runs = tuple[str | Fact, ...]
_PIECE = regex(r"\{(\w+)\}|([\[\]])")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say a sentence: `when` compares figures, `text` holds {slots} and [optional parts]."""

    text: str
    when: str = ""

    @property
    def slots(self) -> tuple[str, ...]:
        """Names that must be known: those outside brackets."""
        return tuple(name for name, optional in self._slots() if not optional)

    @property
    def all_slots(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._slots())

    def _slots(self) -> Iterator[tuple[str, bool]]:
        inside = False
        for piece in _PIECE.finditer(self.text):
            if piece[2]:
                inside = piece[2] == "["
            else:
                yield piece[1], inside


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """What the data file holds: the figures sentences may name, and the sentences."""

    slots: Mapping[str, Slot]
    derivations: Mapping[str, Derivation]
    sentences: Mapping[str, tuple[Variant, ...]]


@dataclass(slots=True)
class Gaps:
    """What is lacking, each thing once, with the places of the document that wait for it."""

    by_name: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, where: str) -> None:
        places = self.by_name.setdefault(name, [])
        if where and where not in places:
            places.append(where)


class Speaker:
    """Says sentences of one case; `words` are the plain slots (year, agency …)."""

    def __init__(self, figures: Figures, words: Mapping[str, str], gaps: Gaps) -> None:
        self.figures = figures
        self.words = words
        self.gaps = gaps

    def say(self, key: str, where: str) -> Runs:
        """The sentence `key`; () where there is nothing to say."""
        return self.speak(phrasebook().sentences[key], where)

    def speak(self, variants: tuple[Variant, ...], where: str) -> Runs:
        chosen = next((one for one in variants if self._fits(one)), variants[-1])
        return merge(self._fill(chosen.text, where))

    def fill(self, text: str) -> str:
        """`text` with its plain slots filled: for headings and titles."""
        return text.format_map(self.words)

    def _fits(self, variant: Variant) -> bool:
        if variant.when and not self.figures.holds(variant.when):
            return False
        return all(self._known(name) for name in variant.slots)

    def _known(self, name: str) -> bool:
        return name in self.words or self.figures.get(name) is not None

    def _fill(self, text: str, where: str) -> Iterator[str | Fact]:
        for part, optional in _parts(text):
            named = [piece[1] for piece in _PIECE.finditer(part)]
            if optional and not all(self._known(name) for name in named):
                continue
            end = 0
            for piece in _PIECE.finditer(part):
                yield part[end : piece.start()]
                yield self._slot(piece[1], where)
                end = piece.end()
            yield part[end:]

    def _slot(self, name: str, where: str) -> str | Fact:
        if name in self.words:
            return self.words[name]
        fact = self.figures.get(name)
        if fact is not None:
            return fact
        for slot in self.figures.lacking(name):
            self.gaps.add(slot.called, where)
        return TO_FILL


def merge(runs: Iterable[str | Fact]) -> Runs:
    """`runs` with neighbouring words joined and empty ones dropped; 待补充 stays a run of its own."""
    joined: list[str | Fact] = []
    for run in runs:
        if run == "":
            continue
        last = joined[-1] if joined else None
        if isinstance(run, str) and isinstance(last, str) and TO_FILL not in (run, last):
            joined[-1] = last + run
        else:
            joined.append(run)
    return tuple(joined)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of `text` with whether they stand in brackets."""
    for number, part in enumerate(re.split(r"[\[\]]", text)):
        if part:
            yield part, number % 2 == 1


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The sentences and the figures they name, as the package ships them."""
    raw = load("sentences.yaml")
    return Phrasebook(
        {name: Slot(*one) for name, one in raw["facts"].items()},
        {name: Derivation(**(one if isinstance(one, dict) else {"formula": one})) for name, one in raw["derived"].items()},
        {key: tuple(_variant(one) for one in _listed(variants)) for key, variants in raw["sentences"].items()},
    )


def load(name: str) -> dict[str, Any]:
    """A data file of this package."""
    file = read_data(resources.files("jixiao.compose").joinpath(name).read_bytes(), f"compose/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


def _listed(variants: Any) -> list[Any]:
    return variants if isinstance(variants, list) else [variants]


def _variant(raw: Any) -> Variant:
    return Variant(**raw) if isinstance(raw, dict) else Variant(raw or "")
