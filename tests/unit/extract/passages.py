"""Passages for the tests of reading: a text of a few lines, one paragraph a line, and the figures and relations read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.extract import read_document
from jixiao.extract.judge import Amount, amount
from jixiao.extract.prose import Prose, read_prose
from jixiao.extract.sums.scope import Claim, claim_of
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.document import Document, Paragraph, Place
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure, Reading
from jixiao.text.quantities import quantity


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


def prose(text: str, zone: str = "") -> Prose:
    """The prose of `text`, all of it in `zone`."""
    return read_prose([(line, Place("", "正文", f"第{n}行"), zone, -1) for n, line in enumerate(lines(text), 1)])


def reading(text: str) -> Reading:
    """A whole document of the lines of `text`."""
    places = (Place("", "正文", f"第{n}行") for n in range(1, 1000))
    return read_document(
        Document("例", tuple(Paragraph((line,), place) for line, place in zip(lines(text), places, strict=False)))
    )


def figure(text: str, quote: str) -> Figure:
    """The one figure of `text` printed as `quote`."""
    (found,) = (one for one in prose(text).figures if one.quote == quote)
    return found


def claim(text: str, quote: str) -> Claim | None:
    """What the words of `text` give the first figure printed as `quote` for its parts."""
    whole = prose(text)
    total = next(one for one in whole.figures if one.quote == quote)
    levels = [
        one for one in whole.figures if one.mention.addable == total.mention.addable and not one.change and not one.prior
    ]
    return claim_of(whole, levels, levels.index(total))


def quotes(figures: Iterable[Figure]) -> list[str]:
    return [one.quote for one in figures]


def only(relations: Iterable[Relation], kind: Kind, stated: str = "") -> Relation:
    """The one relation of `kind` (about the figure printed as `stated`)."""
    (found,) = (one for one in relations if one.kind is kind and stated in ("", one.stated.quote))
    return found


def parts(relation: Relation) -> list[str]:
    return [one.quote for one in relation.operands]


def wrong(relations: Iterable[Relation]) -> list[Relation]:
    return [one for one in relations if one.verdict is Verdict.INCONSISTENT]


def printed(text: str) -> Quantity:
    """One printed quantity: 89.97万元."""
    found = quantity(text)
    assert found is not None
    return found


def amounts(*texts: str) -> list[Amount]:
    return [amount(printed(text)) for text in texts]


def expected(relation: Relation) -> Decimal:
    """What the stated figure should be, in the unit it is printed in."""
    assert relation.expected is not None
    return relation.expected.in_printed_unit(relation.expected.value)


def brief(relations: Sequence[Relation]) -> list[tuple[str, list[str], Verdict]]:
    return [(one.stated.quote, parts(one), one.verdict) for one in relations]
