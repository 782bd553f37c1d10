"""Points lost by a rate that a bracket tells with what the indicator is worth: 预算执行率扣0.75分（执行率92.5%，该指标10分）.

What is lost is the worth times what the rate lacks of a hundred. Where one digit explains a miss it is asked about; else another rule of
points may stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.extract.judge import edit_of, like
from jixiao.extract.percent import quantity_of
from jixiao.extract.points.beside import BY_RATE
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity, half_up
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LOST = regex(r"扣(?:减|除|掉)?(?:了|分)?(?:为)?$")
_RATE = regex(r"(?:率|比例|进度)(?:为|是|仅为|仅)?$")
_WORTH = regex(r"(?:该项?指标|本项指标|指标|满分|分值|权重|标准分)(?:为|是|满分|分值)*$")
_OPENS = regex(r"\s*[(（][^()（）。;；]{0,20}")
_HUNDRED = 100
_PLACES = 2


def lost_by_rate(prose: Prose) -> list[Relation]:
    """One relation for each loss whose bracket tells a rate and a worth, where they give it or one digit parts them."""
    return [found for at, one in prose.of("score") if (found := _judged(prose, at, one)) is not None]


def _judged(prose: Prose, at: int, lost: Figure) -> Relation | None:
    quantity = lost.mention.quantity
    if quantity is None or quantity.approx or lost.zone == "table" or _LOST.search(lost.label) is None:
        return None
    behind = [one for one in prose.figures[at + 1 : at + 3] if one.sentence == lost.sentence and one.depth > lost.depth]
    if len(behind) < len(("rate", "worth")) or _OPENS.fullmatch(prose.gap(lost, behind[0])) is None:
        return None
    rates = [one for one in behind if one.mention.dimension == "percent" and _RATE.search(one.label) and _plain(one)]
    worths = [one for one in behind if one.mention.dimension == "score" and _WORTH.search(one.label) and _plain(one)]
    if len(rates) != 1 or len(worths) != 1:
        return None
    rate, worth = quantity_of(rates[0]), quantity_of(worths[0])
    if not 0 <= rate.value <= _HUNDRED:
        return None
    exact = Fraction(worth.value) * (1 - Fraction(rate.value) / _HUNDRED)
    expected = half_up(exact, _PLACES).normalize()
    holds = quantity.agrees(exact)
    edit = "" if holds else next(_edits(quantity, rate, worth, exact), "")
    if not holds and not edit:
        return None
    start = prose.sentence_span(lost)[0]
    return Relation(
        Kind.SCORE_RULE, prose.operand(lost), (prose.operand(worths[0]), prose.operand(rates[0])),
        Verdict.CONSISTENT if holds else Verdict.INCONSISTENT, prose.quote(start, behind[-1].mention.end).strip(), lost.place,
        like(quantity, expected), "lost", "points", "", () if holds else (BY_RATE,), near=True, edit=edit,
    )  # fmt: skip


def _edits(lost: Quantity, rate: Quantity, worth: Quantity, exact: Fraction) -> Iterator[str]:
    """The edits by one digit of the loss, of the rate or of the worth with which they hold."""
    candidates: list[tuple[Quantity, Fraction]] = [(lost, exact)]
    if worth.value:
        candidates.append((rate, (1 - Fraction(lost.value) / Fraction(worth.value)) * _HUNDRED))
    if rate.value != _HUNDRED:
        candidates.append((worth, Fraction(lost.value) / (1 - Fraction(rate.value) / _HUNDRED)))
    for one, wanted in candidates:
        value = half_up(wanted, _PLACES)
        if value > 0 and Fraction(value) == wanted and (edit := edit_of(one, Decimal(value))):
            yield edit


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    return quantity is not None and quantity.plain and not figure.change
