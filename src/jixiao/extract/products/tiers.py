"""Standards of several steps under one amount: 大学生36人，每人5000元；高中生82人，每人3000元，共计42.60万元.

Each standard has its own count, before it, behind it, or in a second list of the same order; no step tells an amount of its own.
What the products add up to confirms; what one digit would close is asked about. No single step is held against the amount of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from jixiao.extract import cues
from jixiao.extract.judge import like, one_digit_away, significant
from jixiao.extract.products.factors import (
    counts_of,
    is_loose,
    often_of,
    per_of,
    quantity_of,
    totals_of,
    units_of,
    value_of,
)  # fmt: skip
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

WHY = "各档标准和人数（数量）按紧邻的相配"

_LEAST, _MOST = 2, 8
_NAME = 2
_DIGITS = 3
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The steps of one amount: each a count and its standard."""

    total: Figure
    steps: tuple[tuple[Figure, Figure], ...]
    named: bool = True
    """Whether each count stands beside its standard, or bears its name."""

    @property
    def standards(self) -> tuple[Figure, ...]:
        return tuple(standard for _, standard in self.steps)

    @property
    def value(self) -> Decimal:
        """What they come to if each is paid once."""
        return sum((value_of(count) * value_of(standard) for count, standard in self.steps), _ZERO)


def tiers_of(figures: Sequence[Figure]) -> list[Tiers]:
    """The amounts of a paragraph that stand for several standards, by sentence."""
    found = (_of_sentence(list(group)) for _, group in groupby(figures, key=lambda one: one.sentence))
    return [one for one in found if one is not None]


def _of_sentence(figures: Sequence[Figure]) -> Tiers | None:
    standards = [one for one in figures if per_of(one) and one.mention.dimension == "money" and units_of(one)]
    if not _LEAST <= len(standards) <= _MOST or any(is_loose(one) for one in standards):
        return None
    first, last = standards[0].mention.start, standards[-1].mention.start
    totals = totals_of(figures, standards[0])
    behind = [one for one in totals if one.mention.start > last]
    before = [one for one in totals if one.mention.start < first]
    if len(behind) + len(before) != len(totals) or len(totals) != 1 or is_loose(totals[0]):
        return None  # a step has its own amount, or it is not clear which amount is of all
    counts = _counts(figures, standards)
    if counts is None or any(is_loose(one) for one in counts):
        return None
    apart = counts[0].mention.start > last and len(counts) > 1
    named = not apart or all(_alike(one, other) for one, other in zip(counts, standards, strict=True))
    return Tiers(totals[0], tuple(zip(counts, standards, strict=True)), named)


def _alike(count: Figure, standard: Figure) -> bool:
    """Whether a count bears the name of a standard: 城镇困难户135户, 城镇每户1200元."""
    name = cues.core(standard.label)
    return any(name[at : at + _NAME] in count.label for at in range(len(name) - _NAME + 1))


def _counts(figures: Sequence[Figure], standards: Sequence[Figure]) -> list[Figure] | None:
    """The count of each standard: right before each, right behind each, or all behind the last one in the same order."""
    starts = [one.mention.start for one in standards]
    rooms = [
        list(pairwise([-1, *starts])),
        list(pairwise([*starts, figures[-1].mention.end])),
        [(starts[-1], figures[-1].mention.end)] * len(standards),
    ]
    for n, room in enumerate(rooms):
        found = [
            sorted(
                (one for one in counts_of(figures, standard) if low < one.mention.start < high),
                key=lambda one: one.mention.start,
            )
            for standard, (low, high) in zip(standards, room, strict=True)
        ]
        if n < len(rooms) - 1 and all(len(these) == 1 for these in found):
            return [these[0] for these in found]
        if n == len(rooms) - 1 and all(these == found[0] and len(these) == len(standards) for these in found):
            return found[0]
    return None


def tier_relation(prose: Prose, tiers: Tiers) -> Relation | None:
    """The steps' products under their amount: what holds, or what one digit would close; None where neither does."""
    often = sorted(set.intersection(*(set(often_of(prose, one)) for one in tiers.standards)))
    stated = quantity_of(tiers.total)
    half = stated.step / 2
    times = next((one for one in often if abs(tiers.value * one - stated.value) <= half), 0)
    if times:
        return _relation(prose, tiers, Verdict.CONSISTENT, tiers.value * times)
    edit, times = _slip(tiers, often)
    return _relation(prose, tiers, Verdict.INCONSISTENT, tiers.value * times, edit) if edit else None


def _slip(tiers: Tiers, often: Sequence[int]) -> tuple[str, int]:
    """The one digit of the amount, of a count or of a standard with which the steps come to the amount, and how often they are paid."""
    stated = quantity_of(tiers.total)
    if significant(stated) < _DIGITS or not tiers.named:
        return "", 1
    half = stated.step / 2
    for times in often:
        for other in one_digit_away(stated.text.replace(",", "")):
            if abs(tiers.value * times - Decimal(other) * stated.factor) <= half:
                return f"{stated.text}→{other}", times
        for count, standard in tiers.steps:
            rest = tiers.value - value_of(count) * value_of(standard)
            for one, beside in ((count, standard), (standard, count)):
                quantity = quantity_of(one)
                for other in one_digit_away(quantity.text.replace(",", "")):
                    if abs((rest + Decimal(other) * quantity.factor * value_of(beside)) * times - stated.value) <= half:
                        return f"{quantity.text}→{other}", times
    return "", 1


def _relation(prose: Prose, tiers: Tiers, verdict: Verdict, value: Decimal, edit: str = "") -> Relation:
    start, end = prose.sentence_span(tiers.total)
    stated = quantity_of(tiers.total)
    return Relation(
        Kind.PRODUCT, prose.operand(tiers.total), tuple(prose.operand(one) for step in tiers.steps for one in step), verdict,
        prose.quote(start, end).strip(), tiers.total.place, like(stated, value), "", "tiers", tiers.total.label,
        (WHY,) if edit else (), bool(edit), edit,
    )  # fmt: skip
