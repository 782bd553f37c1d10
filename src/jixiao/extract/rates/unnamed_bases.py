"""What a share is of that names nothing: the amount before the 其中 it stands behind, or what the amounts of its sentence make together.

Only shares that found no base. What fits confirms; where it does not and one digit of the three closes it, it is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.percent import quantity_of
from jixiao.extract.prose import Prose, places_of
from jixiao.extract.rates.named_bases import BACK, before, names_no_base, numerator, over_base
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

WHY = "以“其中”之前的数为分母"

_PARTS = regex(r"其中|包括|具体为|分别为")
_ENDS = regex(r"[。\n]")
_OPEN_LINE = regex(r"^(?:其中|包括|具体为|分别为)[:,，\s]*\n")
_PAIR = 2
_MOST = 12
_GAP = 60
_FAR_GAP = 200


def shares_of_unnamed(prose: Prose, relations: Sequence[Relation]) -> list[Relation]:
    """The relations, with shares that found no base held against what their place in the text says they are of."""
    order = prose.once(places_of)
    return [
        (one.kind is Kind.SHARE and one.verdict is Verdict.UNVERIFIABLE and one.stated.place in order
         and _held(prose, order[one.stated.place])) or one
        for one in relations
    ]  # fmt: skip


def _held(prose: Prose, index: int) -> Relation | None:
    over = numerator(prose, index)
    if over is None or not names_no_base(prose.clause(prose.figures[index])):
        return None
    base = _before_parts(prose, over) or _of_together(prose, index, over)
    found = over_base(prose, prose.figures[index], over, base, WHY) if base is not None else None
    if found is None or found.verdict is not Verdict.INCONSISTENT:
        return found
    return replace(found, stated=replace(found.stated, label=f"{cues.core(over.label)}占比"))


def _before_parts(prose: Prose, over: Figure) -> Figure | None:
    """The amount before the 其中 that begins the numerator's list: 总规模64458万元，其中：安排53043万元，占82.29%."""
    reach = prose.figures[max(0, prose.order(over) - BACK)].mention.start  # of no figure further back is anything asked
    start = max(prose.lines[max(0, over.paragraph - 1)].start, reach)
    said = prose.string[start : over.mention.words_start]
    marks = list(_PARTS.finditer(said))
    if not marks or _ENDS.search(_OPEN_LINE.sub("", said[marks[-1].start() :])):
        return None
    mark = start + marks[-1].start()
    whole = next((one for one in before(prose, over) if one.mention.end <= mark), None)
    if whole is None or mark - whole.mention.end > (_FAR_GAP if whole.total else _GAP):
        return None
    return None if _ENDS.search(prose.quote(whole.mention.end, mark).rstrip("。;, \n")) else whole


def _of_together(prose: Prose, index: int, over: Figure) -> Figure | None:
    """The amount before that the amounts with a share in this sentence make together: 26602和26441.61 make 53043.61."""
    me = prose.figures[index]
    shares = [
        at for at, one in enumerate(prose.figures[max(0, index - _MOST) : index + _MOST], max(0, index - _MOST))
        if one.mention.dimension == "percent" and one.sentence == me.sentence and prose.clause(one).strip().startswith("占")
    ]  # fmt: skip
    parts = [one for one in (numerator(prose, at) for at in shares) if one is not None]
    if len(parts) < len(shares) or len(parts) < _PAIR or len({one.mention.addable for one in parts}) > 1:
        return None
    whole = sum((quantity_of(one).value for one in parts), Decimal(0))
    return next((one for one in before(prose, parts[0]) if quantity_of(one).value == whole), None)
