"""One number with its unit, read where it starts: in digits (1.2万余人, 1亿2000万元) or in Chinese numerals (三百二十万元)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from jixiao.model.quantity import Approx, Bound, Quantity, trim
from jixiao.model.record import record
from jixiao.patterns import regex
from jixiao.text.numbers import NUMBER, NUMERAL_CHARS, chinese_number, decimal_of, decimals_of
from jixiao.text.units import Unit, power, power_at, scaled, unit_at, units

_ZERO = Decimal(0)
_AND_MORE = frozenset("余多")
_BARE = Unit("", "", Decimal(1), "count", True, True)
_LOW = regex(r"(?P<low>[0-9]{1,4}(?:\.[0-9]{1,8})?)(?P<power>[万亿千百]?)(?=[元圆])")
_PARTED = regex(r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,4}(?:\.[0-9]{1,2})?(?= ?[万亿]?元)")
_NUMERAL = regex(rf"[{NUMERAL_CHARS}]{{1,15}}(?:点[〇零一二三四五六七八九]{{1,8}})?")


@record(frozen=True, slots=True)
class Figure:
    """A number as printed: where it ends, its digits, its unit ("" by name: bare), 余 or 多 inside it."""

    end: int
    digits: str
    value: Decimal
    places: int
    unit: Unit
    inner: Approx = ""
    power: str = ""

    @property
    def bare(self) -> bool:
        return self.unit is _BARE

    def quantity(self, unit: Unit, bound: Bound = "=", approx: Approx = "", negative: bool = False) -> Quantity:
        """The figure in `unit`. A whole count is exact; anything else is known to its last printed digit."""
        value, step = _amount(self.value, self.places, unit)
        sign = "-" if negative else ""
        return Quantity(
            -value if negative else value, unit.full_name, step, bound, approx, sign + self.digits, unit.printed, unit.factor
        )


@lru_cache(maxsize=8192)
def _amount(value: Decimal, places: int, unit: Unit) -> tuple[Decimal, Decimal]:
    step = _ZERO if unit.exact and not places else Decimal(1).scaleb(-places) * unit.factor
    return trim(value * unit.factor), trim(step)


def figure_at(text: str, start: int, cell: bool = False) -> Figure | None:
    """The number in digits that starts at `start` of a normalised text, with the unit that follows. A bare number has no unit;
    `power` holds a 万 or 亿 behind which no unit stands."""
    match = NUMBER.match(text, start)
    if match is None:
        return None
    digits, end = match.group(), match.end()
    if not cell and text[end : end + 1] == " " and (parted := _parted(text, start)):
        digits, end = parted.replace(" ", ""), start + len(parted)
    value, places = decimal_of(digits)
    inner: Approx = ""
    at = end
    following = text[at : at + 1]
    if following == " " and cell:
        at += 1
        following = text[at : at + 1]
    if following in "余多几" and following:
        inner = "over"
        at += 1
    found = unit_at(text, at, cell)
    if found is not None:
        unit, stop = found
        if unit.factor != 1 and not _AND_MORE.isdisjoint(text[at:stop]):
            inner = "over"
        return Figure(_end_of_round(text, stop, unit), digits, value, places, unit, inner)
    word = power_at(text, at)
    if not word:
        return Figure(end, digits, value, places, _BARE)
    stop = at + len(word)
    if not places and word in "万亿" and (lower := _compound(text, start, stop, value, word)):
        return lower
    if text[stop : stop + 1] in "余多" and stop < len(text):
        inner, stop = "over", stop + 1
    return Figure(stop, digits, value, places, _BARE, inner, word)


def _parted(text: str, start: int) -> str:
    """An amount whose thousands are parted by blanks (执行数为986 752.25万元), in running text only: in a row blanks part the cells."""
    match = _PARTED.match(text, start)
    if match is None or not "一" <= text[start - 1 : start] <= "鿿":
        return ""
    groups = match.group().split(" ")
    return match.group() if len(groups) > 2 or len(groups[0]) > 1 else ""  # 项目1 200万元


def _compound(text: str, start: int, at: int, high: Decimal, word: str) -> Figure | None:
    """1亿2000万元, 3万5000元, 3万4993.1亿元: two numbers that are one amount."""
    match = _LOW.match(text, at)
    found = unit_at(text, match.end()) if match else None
    if match is None or found is None:
        return None
    low, places = decimal_of(match["low"])
    below = power(match["power"]) if match["power"] else Decimal(1)
    if match["power"] == "亿":  # what stands before counts 亿 too
        if word != "万" or low >= power(word):
            return None
        high *= below
    elif low * below >= power(word):
        return None
    value = high * power(word) + low * below
    shift = len(str(below)) - 1
    return Figure(found[1], text[start : match.end()], value, places - shift, found[0])


def numeral_at(text: str, start: int, cell: bool = False) -> Figure | None:
    """The Chinese numeral that starts at `start`, with its unit; None if it is no number or no unit follows."""
    match = _NUMERAL.match(text, start)
    if match is None:
        return None
    said, end = match.group(), match.end()
    inner: Approx = ""
    if text[end : end + 1] in "余多几" and end < len(text):
        inner, end = "over", end + 1
    found = unit_at(text, end, cell)
    if found is None or not found[0].spoken:
        return None
    unit, stop = found
    number, power_word = said, ""
    to_the_yuan = _end_of_round(text, stop, unit)
    if (
        said[-1] in "万亿" and unit.scaled and to_the_yuan == stop
    ):  # 三十万元 is printed as 三十 and 万元, 三十万元整 to the yuan
        power_word = "万亿" if said.endswith("万亿") else said[-1]
        number = said[: -len(power_word)]
    value = chinese_number(number)
    if value is None:
        return None
    return Figure(to_the_yuan, number, value, decimals_of(number), scaled(unit, power_word) if power_word else unit, inner)


def _end_of_round(text: str, end: int, unit: Unit) -> int:
    """Where an amount ends that closes with 整 (元整), told from 整改 and 整合 by what follows."""
    if unit.dimension == "money" and text[end : end + 1] in ("整", "正") and not text[end + 1 : end + 2].isalnum():
        return end + 1
    return end


def bare_numeral(text: str) -> Figure | None:
    """A whole text that is a Chinese numeral without a unit."""
    value = chinese_number(text)
    return None if value is None else Figure(len(text), text, value, decimals_of(text), _BARE)


def in_power(figure: Figure, unit: Unit) -> Unit:
    """`unit` with the 万 or 亿 printed behind a bare number: 29.6万 in 元 or in 万元 is 29.6万元."""
    if not figure.power:
        return unit
    return scaled(units().get(unit.printed.lstrip("百千万亿"), unit), figure.power)


BARE = _BARE
"""The unit of a number behind which none stands."""
