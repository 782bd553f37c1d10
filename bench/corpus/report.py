"""One report: its number and the seed say all of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from .claims import CLAIMS, money, slipped

PAGE = 800
"""Characters of a page."""


@dataclass(frozen=True)
class Slip:
    """A planted fault: the claim, and what stands there instead of what should."""

    claim: str
    wrong: str
    right: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """A report as lines, with all that is known of it."""

    number: int
    agency: str
    region: str
    year: int
    lines: tuple[str, ...]
    slips: tuple[Slip, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@cache
def words() -> dict[str, Any]:
    """The forms and words."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
    return found


def report(seed: int, number: int, characters: tuple[int, int] = (1600, 2400), faulty: float = 0.3) -> Report:
    """Report `number` of the corpus `seed`, of a length between `characters`; with a share `faulty` of them something slips."""
    rng = Random(f"jixiao/{seed}/{number}")
    return _Writer(rng, number, rng.randint(*characters), rng.random() < faulty).report()


class _Writer:
    def __init__(self, rng: Random, number: int, length: int, faulty: bool) -> None:
        self.rng, self.number, self.length = rng, number, length
        self.words = words()
        pick = rng.choice
        place = f"{pick(self.words['first'])}{pick(self.words['second'])}{pick(self.words['levels'])}"
        self.region = pick(self.words["provinces"]) if rng.random() < 0.3 else ""
        body, names, *targets = pick(self.words["bodies"])
        self.agency = f"{self.region}{place}{body}（虚构）"
        self.region = self.region or place
        self.year = rng.randrange(2018, 2025)
        self.about: dict[str, Any] = {"names": names, "targets": targets, **self._amounts()}
        self.slips: list[Slip] = []
        self.left = rng.choice([1, 1, 1, 2]) if faulty else 0
        self.slipping = set(rng.sample(sorted(CLAIMS), self.left))

    def _amounts(self) -> dict[str, Decimal]:
        basic, project = money(self.rng, 80, 900), money(self.rng, 40, 1500)
        return {"basic": basic, "project": project, "total": basic + project}

    def report(self) -> Report:
        """The sections in their order, filled up to the length."""
        rng = self.rng
        heads = rng.choice(self.words["outline"])
        title = rng.choice(self.words["titles"]).format(year=self.year, agency=self.agency)
        parts: list[list[str]] = [
            [self._said("staff"), self._filler()],
            [
                self._said("execution"),
                self._said("spending"),
                self._said("basic"),
                self._said("public"),
                self._said("growth"),
            ],
            [self._said("projects")],
            [self._said("target"), self._said("survey"), self._said("scores")],
            [self._list("problems")],
            [self._list("measures")],
        ]
        rng.shuffle(parts[1])
        size = len(title) + sum(len(line) for part in parts for line in part) + sum(map(len, heads))
        while size < self.length:
            more = rng.choice([0, 1, 2, 3, 3, 4, 5])
            line = self._target() if more == 3 and size > PAGE * 4 else self._filler()
            parts[more].append(line)
            size += len(line)
        lines = [title, ""] if rng.random() < 0.3 else [title]
        for head, part in zip(heads, parts, strict=True):
            lines += [head, *self._paragraphs(part)]
        return Report(self.number, self.agency, self.region, self.year, tuple(lines), tuple(self.slips))

    def _said(self, name: str) -> str:
        claim = CLAIMS[name](self.rng, self.about)
        form = self.rng.choice(self.words["forms"][claim.form])
        slots = {**claim.slots, "year": str(self.year)}
        right = form.format(**slots)
        if name not in self.slipping or f"{{{claim.slip}}}" not in form:
            return right
        self.slipping.discard(name)
        changed, good, bad = slipped(self.rng, claim)
        sentence = form.format(**{**slots, **changed})
        self.slips.append(Slip(name, bad, good, sentence))
        return sentence

    def _target(self) -> str:
        """In long reports: one more thing that was done, in a place of its own, so that it is no copy of another."""
        place = f"{self.rng.choice(self.words['first'])}{self.rng.choice(self.words['second'])}村"
        return f"{place}{self._said('target')}"

    def _filler(self) -> str:
        choice = self.rng.choice
        said = [
            choice(self.words["openings"]),
            choice(self.words["middles"]),
            choice(self.words["middles"]),
            choice(self.words["ends"]),
        ]
        return "，".join(dict.fromkeys(said)) + "。"

    def _list(self, name: str) -> str:
        chosen = self.rng.sample(self.words[name], 3)
        return "".join(f"{mark}{words}。" for mark, words in zip(("一是", "二是", "三是"), chosen, strict=True))

    def _paragraphs(self, sentences: list[str]) -> list[str]:
        """Sentences as paragraphs of one to five, some under heads of their own."""
        found: list[str] = []
        rest = list(sentences)
        while rest:
            many = self.rng.randrange(1, 6)
            found.append("".join(rest[:many]))
            rest = rest[many:]
        if len(found) > 2 and self.rng.random() < 0.4:
            found = [f"（{'一二三四五六七八九十'[at]}）{one}" if at < 10 else one for at, one in enumerate(found)]
        return found
