"""Units of measure: how they are printed, what they are called, how many of the one are the other (`units.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from jixiao.model.mention import Dimension
from jixiao.patterns import regex
from jixiao.text.lexicon import lexicon

_SECTIONS: dict[str, Dimension] = {
    "money": "money", "percent": "percent", "point": "point", "score": "score",
    "area": "area", "time": "time", "count": "count", "measure": "count",
}  # fmt: skip
_POWERS = {
    "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "万亿": Decimal(1_000_000_000_000),
}  # fmt: skip
_ROUND = regex(r"万亿|[百千]?万|亿|[百千]")
_WRAPPED = regex(r"^\(?(?:单位:?)?([^()]*(?:\([^()]*\))?)\)?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: `name` is the canonical one, `factor` how many of it one `printed` is (万元: 10000 元).

    `exact` is true where a whole number is taken at its word: 12人 is 12, 12万元 is 11.5…12.5 万元. `whole` is true of
    what cannot be divided (人, 个), not of what is measured (公里).
    `per` is what a rate type is counted against (元/人/月: "人/月"), else "".
    """

    printed: str
    name: str
    factor: Decimal
    dimension: Dimension
    exact: bool
    scaled: bool
    per: str = ""
    spoken: bool = True
    not_before: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    cell_only: bool = False
    whole: bool = False

    def __hash__(self) -> int:
        return hash((self.printed, self.per))

    @property
    def full_name(self) -> str:
        """The canonical unit with what it is counted against: 元/人/月."""
        return f"{self.name}/{self.per}" if self.per else self.name

    def stands(self, text: str, end: int) -> bool:
        """Whether the spelling that ends at `end` of a running text is this unit, judged by what follows."""
        if self.not_before and text.startswith(self.not_before, end) and not text.startswith(self.but, end):
            return False
        return not self.only_before or text.startswith(self.only_before, end)


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every printed spelling without 万, 亿 … in front."""
    data = lexicon("units.yaml")
    found: dict[str, Unit] = {}
    for section, dimension in _SECTIONS.items():
        for name, raw in data[section].items():
            first = Unit(
                name, name, Decimal(1), dimension, dimension in ("count", "area", "time"), dimension in data["scaled"], "",
                raw.get("spoken", True), tuple(raw.get("not_before", ())), tuple(raw.get("but", ())),
                whole=section == "count",
            )  # fmt: skip
            for spelling in (name, *raw.get("also", ())):
                found[spelling] = replace(first, printed=spelling)
            for spelling, factor in raw.get("times", {}).items():
                found[spelling] = replace(first, printed=spelling, factor=Decimal(factor))
            for spelling in raw.get("cells", ()):
                found[spelling] = replace(first, printed=spelling, cell_only=True)
            for spelling, words in raw.get("only_before", {}).items():
                found[spelling] = replace(first, printed=spelling, only_before=tuple(words))
    return found


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[tuple[str, Unit], ...]]:
    groups: dict[str, list[tuple[str, Unit]]] = {}
    for spelling, one in units().items():
        groups.setdefault(spelling[0], []).append((spelling, one))
    return {first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in groups.items()}


@lru_cache(maxsize=1)
def per_words() -> dict[str, str]:
    """What a rate may be counted against: printed word → canonical word (㎡ → 平方米)."""
    return {word: name for name, also in lexicon("units.yaml")["per"].items() for word in (name, *also)}


@lru_cache(maxsize=1)
def _per() -> re.Pattern[str]:
    word = per_alternation()
    return re.compile(rf" ?(?:/|每)(?:1?0{{0,3}}万)?(?:{word})(?:[/.·*每](?:{word})){{0,2}}(?![0-9A-Za-z])")


@lru_cache(maxsize=1)
def per_alternation() -> str:
    """The words a rate may be counted against, for a pattern, longest first."""
    return "|".join(re.escape(word) for word in sorted(per_words(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _per_word() -> re.Pattern[str]:
    return re.compile(per_alternation())


def scaled(one: Unit, power: str) -> Unit:
    """The unit with 万, 亿, 百万 … in front: 元 → 万元."""
    return _scaled(power, one)


@lru_cache(maxsize=2048)
def _scaled(power: str, one: Unit) -> Unit:
    return replace(one, printed=power + one.printed, factor=_POWERS[power] * one.factor, exact=False)


def power_at(text: str, position: int) -> str:
    """万, 亿, 百万, 万亿 … at `position`, or ""."""
    match = _ROUND.match(text, position)
    return match.group() if match else ""


def power(word: str) -> Decimal:
    """How much 万, 亿, 百万 … is."""
    return _POWERS[word]


def unit_at(text: str, position: int, cell: bool = False) -> tuple[Unit, int] | None:
    """The longest unit that starts at `position` of a normalised text, and where it ends (万 and rates included)."""
    word = text[position : position + 1]
    plain = _plain_at(text, position, word, cell)
    if plain is None and word in "万亿千百" and word:
        big = power_at(text, position)
        after = position + len(big)
        if text[after : after + 1] in ("余", "多", " "):  # 200万余元; 1260.5万 元
            after += 1
        plain = _plain_at(text, after, text[after : after + 1], cell)
        if plain is None or not plain[0].scaled:
            return None
        plain = _scaled(big, plain[0]), plain[1]
    if plain is None:
        return None
    one, end = plain
    if text[end : end + 1] in "/每 " and end < len(text) and (match := _per().match(text, end)):
        return rate(one, tuple(_per_word().findall(match.group())), match.group()), match.end()
    return plain


def _plain_at(text: str, position: int, first: str, cell: bool) -> tuple[Unit, int] | None:
    for spelling, one in _by_first().get(first, ()):
        if text.startswith(spelling, position):
            end = position + len(spelling)
            if cell or (not one.cell_only and one.stands(text, end)):
                return one, end
    return None


def rate(one: Unit, words: tuple[str, ...], printed: str = "") -> Unit:
    """`one` counted against `words`: 元 against 人 and 月 is 元/人/月."""
    return _rate(one, tuple(per_words()[word] for word in words), printed)


@lru_cache(maxsize=512)
def _rate(one: Unit, words: tuple[str, ...], printed: str) -> Unit:
    return replace(one, printed=one.printed + printed, per="/".join(words), exact=one.exact)


@lru_cache(maxsize=1024)
def unit(printed: str) -> Unit | None:
    """The unit printed in a head or a cell of its own: 万元, （万元）, 单位:万元, 人/次, ㎡. None if it is none we know."""
    from jixiao.text.normalise import normalise

    name = normalise(printed).string.strip()
    wrapped = _WRAPPED.match(name)
    for candidate in (name, wrapped.group(1) if wrapped else name):
        found = unit_at(candidate, 0, cell=True)
        if found is not None and found[1] == len(candidate):
            return found[0]
    return None
