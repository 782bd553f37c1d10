"""Columns of a table told in words: 甲项目预算5万元、执行4万元；乙项目预算3万元、执行3万元；合计预算8万元、执行7万元.

Each thing tells the same amounts, and a line at the head or at the end tells their totals. A total of one name over figures of
that name confirms. Beside a list that adds up, what stands at its total and at every one of its parts (last year's amount, the
change, what was spent) adds up too, or is asked about where one digit explains the miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.extract import cues
from jixiao.extract.index import is_level
from jixiao.extract.judge import significant
from jixiao.extract.prose import Prose, value_of
from jixiao.model.reading import Figure
from jixiao.patterns import regex

ALIGNED = "各项按同名的数逐项相加"

_TOTAL = regex(r"合计|共计|总计|累计|小计|各项|全部|总|共")
_DATE = regex(r"^(?:截至)?[\d一—–\-~至年月日.]+(?:底|末|份)?")
_ELSEWHERE = regex(r"[;；]|其中[:：,，]")
_BRACKET = regex(r"\([^()\n]*(?:\)|$)")
_MOST = 12
_FAR = 12
_DIGITS = 3
_LONG = 5
_WINDOW = 8
_THINGS = 3
_DIMENSIONS = ("money", "count", "area")

Key = tuple[str, str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """Figures of the things of a list, in text order, and their total before or behind them."""

    total: Figure
    parts: tuple[Figure, ...]


def named_columns(prose: Prose) -> Iterator[Column]:
    """Runs of neighbours of one name that add up to the figure of that name right before or right behind them."""
    for group in prose.once(_groups):
        taken: set[int] = set()
        for index, total in enumerate(group):
            if _digits(total) < _DIGITS or id(total) in taken:
                continue
            parts = _run(group, index, -1) or _run(group, index, 1)
            if parts:
                taken.add(id(total))
                yield Column(total, parts)


def told_columns(prose: Prose) -> Iterator[Column]:
    """The one figure of a name that calls itself a total, at the head or end; the others, of three things or more, are its parts."""
    for group in prose.once(_groups):
        totals = [one for one in group if one.total and _TOTAL.search(one.label)]
        if len(totals) != 1 or not 4 <= len(group) <= _MOST or group[-1].paragraph - group[0].paragraph > _FAR:
            continue
        parts = tuple(one for one in group if one is not totals[0])
        if totals[0] in (group[0], group[-1]) and len({one.depth for one in parts}) == 1:
            yield Column(totals[0], parts)


@lru_cache(maxsize=4096)
def _name(label: str) -> str:
    """What an amount is called, whether of one thing or of all: 年初预算 of 年初预算合计; 执行 of 1—7月执行."""
    return _TOTAL.sub("", cues.core(_DATE.sub("", _TOTAL.sub("", label))))


def _groups(prose: Prose) -> list[list[Figure]]:
    """Figures of one name, unit and year that are three or more."""
    found: dict[tuple[str, tuple[str, str], int], list[Figure]] = {}
    for one in prose.figures:
        if is_level(one) and one.mention.dimension in _DIMENSIONS and len(name := _name(one.label)) >= 2:
            found.setdefault((name, one.mention.addable, one.year), []).append(one)
    return [group for group in found.values() if len(group) >= 3]


def _digits(figure: Figure) -> int:
    """How many digits tell a figure from chance; none where it is about so much."""
    quantity = figure.mention.quantity
    return 0 if quantity is None or quantity.approx else significant(quantity)


def _run(group: Sequence[Figure], index: int, step: int) -> tuple[Figure, ...]:
    """The neighbours on one side that give the figure at `index` to the last digit; of two, the total must call itself one, or have five digits."""
    total = group[index]
    whole, value = value_of(total), Decimal(0)
    parts: list[Figure] = []
    at = index + step
    while 0 <= at < len(group) and len(parts) < _MOST and value < whole:
        one = group[at]
        if abs(one.paragraph - total.paragraph) > _FAR:
            return ()
        parts.append(one)
        value += value_of(one)
        at += step
    told = len(parts) >= 3 or (len(parts) == 2 and (total.total or _digits(total) >= _LONG))
    return tuple(parts[::step]) if value == whole and told else ()


def columns_of_things(prose: Prose, columns: Sequence[Column]) -> Iterator[Column]:
    """Figures of one name that stand one with each part of a list that adds up, and one more of that name, which is their total."""
    with_one = {one.sentence for column in columns for one in column.parts[:1]}
    beside: dict[int, list[Sequence[Figure]]] = {}
    for group in prose.once(_groups) if columns else ():
        for sentence in {one.sentence for one in group} & with_one:
            beside.setdefault(sentence, []).append(group)
    for column in columns:
        sentences = [one.sentence for one in column.parts]
        if len(set(sentences)) < len(sentences):
            continue
        for these in beside.get(sentences[0], ()):
            if len(these) == len(sentences) + 1:
                parts = tuple(one for one in these if one.sentence in sentences)
                rest = [one for one in these if one.sentence not in sentences]
                if len(rest) == 1 and [one.sentence for one in parts] == sentences:
                    yield Column(rest[0], parts)


# —— beside a list that adds up ——


def columns_beside(prose: Prose, column: Column) -> Iterator[Column]:
    """What stands behind (or before) the total and every part of a list that adds up, by what it is."""
    members = (column.total, *column.parts)
    starts = {one.mention.start for one in members}
    for step in (1, -1):
        series = [_window(prose, one, starts, step) for one in members]
        for key, total in series[0].items():
            parts = tuple(one[key] for one in series[1:] if key in one)
            if len(parts) == len(column.parts):
                yield Column(total, parts)


def columns_lacking(prose: Prose, columns: Sequence[Column]) -> Iterator[Column]:
    """What stands by name behind the total and behind all parts but one of a list of three things and more that adds up.

    Where two amounts of that one differ by what is lacking (批复20万元、已用18万元, and no 结余), it is only left unsaid.
    """
    for column in columns:
        if len(column.parts) < _THINGS:
            continue
        members = (column.total, *column.parts)
        starts = {one.mention.start for one in members}
        for step in (1, -1):
            series = [_window(prose, one, starts, step) for one in members]
            for key, total in series[0].items():
                parts = tuple(one[key] for one in series[1:] if key in one)
                if key[0] == "name" and len(parts) == len(column.parts) - 1:
                    silent = next(one for one, beside in zip(column.parts, series[1:], strict=True) if key not in beside)
                    if not _tells(prose, silent, starts, value_of(total) - sum(value_of(one) for one in parts)):
                        yield Column(total, parts)


def _tells(prose: Prose, figure: Figure, stops: set[int], lost: Decimal) -> bool:
    """Whether two amounts of one thing of a list differ by what is lacking."""
    beside = [one for step in (1, -1) for one in _window(prose, figure, stops, step).values()]
    values = [value_of(one) for one in (figure, *beside) if one.mention.addable == figure.mention.addable]
    return any(one - other == lost for one in values for other in values)


def _window(prose: Prose, figure: Figure, stops: set[int], step: int) -> dict[Key, Figure]:
    """The first figure of each kind between one of a list and the next one, in its own sentence."""
    found: dict[Key, Figure] = {}
    figures, origin = prose.figures, prose.order(figure)
    for at in range(origin + step, origin + step * (_WINDOW + 1), step):
        if not 0 <= at < len(figures):
            break
        one = figures[at]
        if one.mention.start in stops or one.sentence != figure.sentence:
            break
        first, last = (figure, one) if step > 0 else (one, figure)
        if _ELSEWHERE.search(_BRACKET.sub("", prose.gap(first, last))):
            break  # of the next thing: 节约1033万元;其中:房屋类7个,交易金额1.171亿元
        if (
            one.mention.quantity is not None
            and not one.mention.per
            and one.zone != "table"
            and one.mention.dimension in _DIMENSIONS
        ):
            for key in _keys(one):
                found.setdefault(key, one)
            if at == origin + step and not prose.gap(first, last).strip():  # 1286户4215人
                found.setdefault(("with", "", one.mention.addable), one)
    return found


def _keys(figure: Figure) -> Iterator[Key]:
    """What a figure is beside the one it stands at: an earlier year's, a change, of a name or of a role."""
    unit = figure.mention.addable
    if figure.prior:
        yield "prior", "", unit
    elif figure.change:
        yield "change", "", unit
    else:
        if len(name := _name(figure.label)) >= 2:
            yield "name", name, unit
        if figure.role in ("plan", "spent", "received"):
            yield "role", figure.role, unit
