"""Standard × count = amount, in one sentence. A product is only ever confirmed: of all triples some must miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby

from jixiao.extract.judge import like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

_MOST = 20


def product_relations(prose: Prose) -> list[Relation]:
    """Amounts that are a standard (1300元/人) times one or two counts of the same sentence."""
    found: list[Relation] = []
    for _, group in groupby(prose.figures, key=lambda figure: figure.sentence):
        figures = [one for one in group if one.mention.quantity is not None and one.zone != "table"][:_MOST]
        standards = [one for one in figures if one.mention.per]
        if standards:
            found.extend(_products(prose, figures, standards))
    return found


def _products(prose: Prose, figures: Sequence[Figure], standards: Sequence[Figure]) -> Iterator[Relation]:
    counts = [one for one in figures if one.mention.dimension in ("count", "area", "time") and not one.mention.per]
    totals = [one for one in figures if one.mention.dimension == "money" and not one.mention.per and not one.change]
    for total in totals:
        stated = total.mention.quantity
        assert stated is not None
        for standard in standards:
            price = standard.mention.quantity
            assert price is not None
            for size in (1, 2):
                hit = next(
                    (
                        chosen
                        for chosen in combinations(counts, size)
                        if _fits(price.value, chosen, stated.value, stated.step)
                    ),
                    None,
                )
                if hit is not None:
                    start, end = prose.sentence_span(total)
                    yield Relation(
                        Kind.PRODUCT, prose.operand(total), (prose.operand(standard), *(prose.operand(one) for one in hit)),
                        Verdict.CONSISTENT, prose.quote(start, end).strip(), total.place, like(stated, stated.value), "", "product",
                    )  # fmt: skip
                    break
            else:
                continue
            break


def _fits(price: Decimal, counts: Sequence[Figure], total: Decimal, step: Decimal) -> bool:
    value = price
    for one in counts:
        assert one.mention.quantity is not None
        value *= one.mention.quantity.value
    return abs(value - total) <= step / 2
