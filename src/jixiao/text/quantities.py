"""A whole cell or field read as one quantity."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.quantity import Quantity
from jixiao.patterns import regex
from jixiao.text.bounds import words_around
from jixiao.text.dates import ignored_at
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise
from jixiao.text.numbers import START_CHARS
from jixiao.text.scan import BARE, Figure, bare_numeral, figure_at, in_power, numeral_at
from jixiao.text.units import Unit
from jixiao.text.units import unit as unit_of

_MAX_CELL = 60
_LEAD = regex(r"(?:(?:人民币|共计|合计|总计|共|计|达到|达|为|实际完成|实际|完成|实现|控制在|力争|确保|金额|[¥$:])\s?)*")
_NUMBER_START = regex(rf"[0-9{START_CHARS}]")
_BRACKETED = regex(r" ?\(([^()]{1,8})\)")
_BLANKS = regex(r"\s+")


def quantity(text: str, unit: str = "") -> Quantity | None:
    """The one quantity that is all a cell says (≥120场次, 89.97万元, １３%, 约30人), or None.

    A bare number takes `unit` (a printed unit, 万元 as well as 元; one we do not know is taken for a count); a unit printed in
    the cell overrides it. A date, a year, a document number, a range, a sum of figures or words beside the number give None.
    """
    plain = _plain(text)
    return _whole(plain, unit) if 0 < len(plain) <= _MAX_CELL else None


def target(text: str, unit: str = "") -> Quantity | None:
    """The target a cell or field sets: as `quantity`, or else the only figure its words contain (全年培训不少于4次)."""
    plain = _plain(text)
    found = _whole(plain, unit) if 0 < len(plain) <= _MAX_CELL else None
    if found is not None:
        return found
    inside = mentions(plain)
    inside = [one for one in inside if not one.chinese] or inside
    return inside[0].quantity if len(inside) == 1 else None


def unclear_share(text: str) -> bool:
    """Whether a cell for a percentage holds a number up to 1 without `%`: 0.9 may be meant as 90% as well as 0.9%."""
    found = quantity(text)
    return found is not None and found.unit != "%" and 0 < found.value <= 1


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", normalise(text).string).strip(" 。;,，、")


def _whole(text: str, unit: str) -> Quantity | None:
    first = _NUMBER_START.search(text)
    if first is None:
        return _only_mention(text)
    start = first.start()
    figure = _figure(text, start)
    if figure is None:
        return _only_mention(text)
    end, own = figure.end, figure.unit
    if figure.bare:
        own = in_power(figure, _default(unit))
        end = _unit_behind(text, figure.end, unit)
        if end != figure.end and (printed := unit_of(text[figure.end : end])) is not None and printed.name != own.name:
            own = printed
    sign = text[start - 1 : start] if start and text[start - 1] in "+-" else ""
    words = words_around(text, start - len(sign), end, figure.inner, own.dimension == "time")
    if words.end != len(text) or not _LEAD.fullmatch(text, 0, words.start):
        return _only_mention(text)
    return figure.quantity(own, words.bound, words.approx, sign == "-")


def _figure(text: str, start: int) -> Figure | None:
    if not text[start].isascii():
        return numeral_at(text, start, cell=True) or bare_numeral(text[start:])
    ignored = ignored_at(text, start)
    if ignored is not None and ignored.kind != "mark":
        return None
    return figure_at(text, start, cell=True)


def _default(unit: str) -> Unit:
    """The unit a bare number takes: `unit` if we know it, else a count in a unit of that name."""
    if not unit.strip():
        return BARE
    name = normalise(unit).string.strip()
    return unit_of(name) or Unit(name, name, Decimal(1), "count", True, True)


def _unit_behind(text: str, end: int, unit: str) -> int:
    """Where a unit ends that stands behind a bare number in brackets, 120(场次), or is the very word of the column."""
    bracketed = _BRACKETED.match(text, end)
    if bracketed is not None and unit_of(bracketed.group(1)) is not None:
        return bracketed.end()
    name = normalise(unit).string.strip()
    return end + len(name) if name and text.startswith(name, end) else end


def _only_mention(text: str) -> Quantity | None:
    """The quantity of a mention that is the whole text: 百分之九十五, 户均补助300元."""
    found = mentions(text)
    if len(found) != 1 or found[0].words_end != len(text) or not _LEAD.fullmatch(text, 0, found[0].words_start):
        return None
    return found[0].quantity
