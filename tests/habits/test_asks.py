"""No check is kept from a document it would speak of: one that asks for what is not there says nothing when it is run all the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from jixiao.checks.check import PARTS, Check, Context, checks
from jixiao.checks.pages import page
from jixiao.extract import read_document
from jixiao.model.claim import Kind

ASKING = [one for _, one in checks.items() if one.asks]


@cache
def contexts() -> tuple[Context, ...]:
    """Two examples of every page: texts, forms and tables in which something is wrong, and some in which nothing is."""
    return tuple(
        Context(read_document(example.document())) for _, one in checks.items() for example in page(one).examples[:2]
    )


def lacking(check: Check) -> Iterator[Context]:
    return (one for one in contexts() if one.present.isdisjoint(check.asks))


@pytest.mark.parametrize("check", ASKING, ids=lambda one: one.code)
def test_a_check_says_nothing_where_what_it_asks_for_is_missing(check: Check) -> None:
    assert [
        (context.reading.paragraphs, list(check.run(context))) for context in lacking(check) if list(check.run(context))
    ] == []


@pytest.mark.parametrize("check", ASKING, ids=lambda one: one.code)
def test_what_is_asked_for_can_be_there(check: Check) -> None:
    known = {*Kind, *PARTS, check.code}
    assert known.issuperset(check.asks), check.asks
    assert any(True for _ in lacking(check))
