"""Standard × count = amount. A product is only ever confirmed: of all triples of a passage some must miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.extract.judge import like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

_MOST = 30
_MONTHS = Decimal(12)


def product_relations(prose: Prose) -> list[Relation]:
    """Amounts that are a standard (1300元/人/月) times a count in the standard's own unit, in one paragraph."""
    found: list[Relation] = []
    for _, group in groupby(prose.figures, key=lambda figure: figure.paragraph):
        figures = [one for one in group if one.mention.quantity is not None and one.zone != "table"][:_MOST]
        standards = [one for one in figures if one.mention.per and one.mention.dimension == "money"]
        if standards:
            found.extend(_products(prose, figures, standards))
    return found


def _products(prose: Prose, figures: Sequence[Figure], standards: Sequence[Figure]) -> Iterator[Relation]:
    totals = [one for one in figures if one.mention.dimension == "money" and not one.mention.per and not one.change]
    for standard in standards:
        against = standard.mention.per.split("/")
        counts = [one for one in figures if one.mention.unit in against and not one.mention.per and not one.change]
        for count in counts:
            total = next((one for one in totals if _fits(standard, count, one, monthly="月" in against)), None)
            if total is not None:
                start, end = prose.sentence_span(total)
                stated = total.mention.quantity
                assert stated is not None
                yield Relation(
                    Kind.PRODUCT, prose.operand(total), (prose.operand(standard), prose.operand(count)), Verdict.CONSISTENT,
                    prose.quote(start, end).strip(), total.place, like(stated, stated.value), "", "product",
                )  # fmt: skip
                break


def _fits(standard: Figure, count: Figure, total: Figure, *, monthly: bool) -> bool:
    """Whether standard × count (× twelve months where the standard is a month's) prints as the total."""
    price, number, stated = standard.mention.quantity, count.mention.quantity, total.mention.quantity
    assert price is not None and number is not None and stated is not None
    value = price.value * number.value
    return any(
        abs(value * times - stated.value) <= stated.step / 2
        for times in ((Decimal(1), _MONTHS) if monthly else (Decimal(1),))
    )
