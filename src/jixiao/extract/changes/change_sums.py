"""Changes that make up a change: 支出减少106.71万元，主要原因是财政拨款减少112.60万元，事业收入增加5.89万元; 三公经费减少15.29万元，其中….

Each part goes up or down by its own verb. What adds up to the last digit confirms; where one digit of long figures would make it
add up, it is asked about, for 主要 leaves room for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import ZERO, Amount, amount, edit_of, like, significant, within_rounding
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "以所列增减为全部增减"

_LISTS = regex(r"其中|原因|主要[是为由]|系|由于|[:：]")
_BASE = regex(r"(?:比|较|与)(?:[^,，。;；]{0,8}?(?P<budget>预算)|[^,，。;；]{0,10}?(?:年|同期|上期))|同比")
_MAINLY = regex(r"主要|原因|由于|系")
_APART = regex(r"[。\n]")
_DIMENSIONS = ("money", "count")
_MOST = 8
_FAR = 24
_CHANCE = Decimal("0.03")
_CHANCE_OF_ALL = Decimal("0.08")
_LONG = 3


def change_sums(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """One relation for each change that the changes listed behind it make up, or would but for one digit."""
    told = {
        one.stated.place for one in known
        if one.kind in (Kind.SUM, Kind.COUNT_SUM) and one.verdict is not Verdict.UNVERIFIABLE
    }  # fmt: skip
    return [
        relation
        for index, figure in enumerate(prose.figures)
        if figure.place not in told and _is_change(figure) and figure.mention.dimension in _DIMENSIONS
        for relation in _told(prose, index)
    ]


def _is_change(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    if quantity is None or not cues.direction(figure.change) or figure.zone == "table" or figure.mention.per:
        return False
    return quantity.plain and quantity.value > 0


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    me = prose.figures[index]
    parts = _parts(prose, index)
    for end in range(len(parts), 1, -1):
        listed = parts[:end]
        if _sum(me, listed) == quantity_of(me).value:
            yield from _relation(prose, me, listed, Verdict.CONSISTENT, "")
            return
    if len(parts) > 1 and _rounded(me, parts):
        yield from _relation(prose, me, parts, Verdict.ROUNDING, "")
        return
    if len(parts) > 1 and (
        edit := _edit(me, parts, _MAINLY.search(prose.gap(me, parts[0]).rpartition("其中")[2]) is not None)
    ):
        yield from _relation(prose, me, parts, Verdict.INCONSISTENT, edit)


def _parts(prose: Prose, index: int) -> list[Figure]:
    """The changes listed behind a change, against the same base; nothing where no word begins a list, or another amount breaks it."""
    me = prose.figures[index]
    base = _base(prose, me)
    found: list[Figure] = []
    last = me
    for one in prose.figures[index + 1 : index + _FAR]:
        if one.paragraph != me.paragraph or len(found) == _MOST:
            break
        gap = prose.gap(last, one)
        if not found and one.mention.addable == me.mention.addable:
            start = prose.quote(me.mention.end, one.mention.start)
            if _LISTS.search(start) is None and one.change and _base(prose, one) not in ("", base):
                continue  # 较上年减少15.29万元，较年初预算减少0.08万元。其中：…
            if _LISTS.search(start) is None or (_APART.search(start) and "其中" not in start):
                break
        elif found and _APART.search(gap):
            break
        last = one
        if one.mention.addable != me.mention.addable:
            continue
        if not _is_change(one) or one.depth > me.depth:
            break
        own = _base(prose, one)
        if own and base and own != base:
            continue  # 较上年减少…，较年初预算数减少…
        if found and not _names(prose, one):
            break
        found.append(one)
    return found


def _names(prose: Prose, figure: Figure) -> bool:
    """Whether a change says what it is of."""
    words = _BASE.sub("", prose.clause(figure))
    return len(words.replace(figure.change, "").strip(" 了为约各均和")) > 1


def _base(prose: Prose, figure: Figure) -> str:
    """What a change is measured against, by its own clause: year, budget or unsaid."""
    start = prose.lines[figure.paragraph].start
    words = prose.string[max(start, figure.mention.words_start - 30) : figure.mention.words_start]
    said = list(_BASE.finditer(re.split("[。;；]", words)[-1]))
    if not said:
        return ""
    return "budget" if said[-1]["budget"] else "year"


def _signed(me: Figure, part: Figure) -> Decimal:
    """A part, negative where it goes the other way than the whole."""
    same = cues.direction(me.change) == cues.direction(part.change)
    return quantity_of(part).value if same else -quantity_of(part).value


def _sum(me: Figure, parts: Sequence[Figure]) -> Decimal:
    return sum((_signed(me, one) for one in parts), ZERO)


def _rounded(me: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the last printed digits of so many parts may put the sum off by what is missing."""
    amounts: list[Amount] = [amount(quantity_of(one)) for one in parts]
    return _sum(me, parts) - quantity_of(me).value in within_rounding(amount(quantity_of(me)), amounts)


def _edit(me: Figure, parts: Sequence[Figure], mainly: bool) -> str:
    """The one digit that makes it add up, where all are long and chance would hardly give one; the less where 主要 leaves room."""
    everything = (me, *parts)
    if any(significant(quantity_of(one)) < _LONG for one in everything):
        return ""
    step = min(quantity_of(one).step or quantity_of(one).factor for one in everything)
    tries = sum(10 * significant(quantity_of(one)) for one in everything)
    if tries * step / quantity_of(me).value > (_CHANCE if mainly else _CHANCE_OF_ALL):
        return ""
    miss = _sum(me, parts) - quantity_of(me).value
    edits = [edit_of(quantity_of(me), quantity_of(me).value + miss)]
    for one in parts:
        sign = 1 if _signed(me, one) > 0 else -1
        edits.append(edit_of(quantity_of(one), quantity_of(one).value - sign * miss))
    return next((one for one in edits if one), "")


def _relation(prose: Prose, me: Figure, parts: Sequence[Figure], verdict: Verdict, edit: str) -> Iterator[Relation]:
    """A sum where all go one way, else a difference whose last operand goes the other; with more than one of those nothing is said."""
    against = [one for one in parts if _signed(me, one) < 0]
    with_it = [one for one in parts if one not in against]
    if len(against) > 1 or not with_it:
        return
    start, end = prose.sentence_span(me)
    last = max(end, parts[-1].mention.end)
    yield Relation(
        Kind.DIFFERENCE if against else Kind.SUM, prose.operand(me), tuple(prose.operand(one) for one in (*with_it, *against)),
        verdict, prose.quote(start, last).strip(), me.place, like(quantity_of(me), _sum(me, parts)), "", "changes", me.change,
        (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
