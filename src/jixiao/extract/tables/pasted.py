"""The words of self-evaluation forms that were pasted as text: where cells are lost, heads and rows are known by their words alone."""

from __future__ import annotations

from functools import lru_cache

from jixiao.catalog.identities import table_identities
from jixiao.extract.tables.form import Form, forms

_TOTAL = "资金总额"
_SHORTEST = 4
"""总额 and 合计 are words of any text."""


def funds_form() -> Form:
    """The form of a project's funds."""
    return _form("project-funds")


def score_form() -> Form:
    """The form of indicators and their points."""
    return _form("score")


@lru_cache(maxsize=2)
def _form(id: str) -> Form:
    return next(one for one in forms() if one.id == id)


@lru_cache(maxsize=1)
def pasted_labels() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How its total is spelled, and how the parts are that make it up by kind of money; the longest first."""
    form = funds_form()
    equations = (each for one in table_identities() if form.table in one.of for each in one.equations)
    keys = {term.name for term in next(one for one in equations if one.total == _TOTAL).terms}
    spelled = sorted((one for one in form.rows[""] if len(one) >= _SHORTEST), key=lambda one: (-len(one), one))
    return (
        tuple(one for one in spelled if form.row_key(one) == _TOTAL),
        tuple(one for one in spelled if form.row_key(one) in keys),
    )
