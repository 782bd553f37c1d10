"""Thresholds as data: which rule, which bands, where they are from and how that is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.model.plan import Color, Light
from jixiao.model.rulebook import Verified

RECALLED = "（未核实，仅作举例）"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold. `bands` from the highest down: (from, light), the lower edge inside; `steps`: (month, below)."""

    id: str
    name: str
    rule: str
    source: str
    verified: Verified
    bands: tuple[tuple[Fraction, Color], ...] = ()
    steps: tuple[tuple[int, Fraction], ...] = ()
    lights: Mapping[str, Color] | None = None
    light: Color = "yellow"
    over: Fraction = Fraction(0)
    respond_within: int = 0

    @property
    def mark(self) -> str:
        """What must stand beside every result of a threshold nobody has seen."""
        return RECALLED if self.verified == "recalled" else ""

    def band(self, percent: Fraction) -> tuple[Color, str]:
        """The light of `percent` and the band in words: 不低于60%、低于80%. The lowest holds what is below nothing too: a loss."""
        above: Fraction | None = None
        for start, light in self.bands[:-1]:
            if percent >= start:
                return light, "、".join(
                    [f"不低于{_plain(start)}%", *([f"低于{_plain(above)}%"] if above is not None else [])]
                )
            above = start
        return self.bands[-1][1], f"低于{_plain(above)}%" if above is not None else ""

    def step(self, month: int) -> tuple[int, Fraction] | None:
        """The last step that lies at or before `month`; None before the first."""
        passed = [one for one in self.steps if one[0] <= month]
        return passed[-1] if passed else None

    def shine(self, about: str, color: Color | None, sentence: str, value: Fraction | None = None) -> Light:
        """A light under this threshold; the sentence ends with its colour, the threshold's name and where that is from."""
        basis = f"，{color_word(color)}（依据：{self.name}，{self.source}）{self.mark}" if color else ""
        return Light(about, color, f"{sentence}{basis}。", value, self.name, self.source, self.verified)


@lru_cache(maxsize=1)
def thresholds() -> Mapping[str, Threshold]:
    """All thresholds by id."""
    return {one.id: one for one in _read()}


def _read() -> Iterator[Threshold]:
    for one in load("thresholds.yaml")["thresholds"]:
        yield Threshold(
            id=one["id"],
            name=one["name"],
            rule=one["rule"],
            source=one["source"],
            verified=one["verified"],
            bands=tuple((Fraction(band["from"]), band["light"]) for band in one.get("bands", ())),
            steps=tuple((int(step["by"]), Fraction(step["below"])) for step in one.get("steps", ())),
            lights=one.get("lights"),
            light=one.get("light", "yellow"),
            over=Fraction(one.get("over", 0)),
            respond_within=one.get("respond_within", 0),
        )


def color_word(color: Color | None) -> str:
    """红灯, 黄灯, 绿灯; — for no light."""
    return "—" if color is None else str(load("notices.yaml")["words"][color])


@lru_cache(maxsize=4)
def load(name: str) -> dict[str, Any]:
    """A data file of this package."""
    file = read_data(resources.files("jixiao.monitor").joinpath(name).read_bytes(), f"monitor/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, Any] = file.data
    return data


def _plain(value: Fraction) -> str:
    return str(Decimal(value.numerator) / Decimal(value.denominator))
