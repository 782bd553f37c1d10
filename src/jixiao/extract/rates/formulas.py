"""Formulas told in full: 完成率＝实际支出486.20万元÷预算数520.00万元×100%＝93.50%. What is divided by what leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.extract.judge import amount
from jixiao.extract.percent import percent_relation, quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_edit, percent_like
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_OVER = regex(r"\)?\s*[÷/]\s*\(?[^,，。;；:\d=÷]{0,16}")
_TIMES = regex(r"\)?\s*[×*xX]\s*")
_GIVES = regex(r"\)?\s*(?:[×*xX]\s*100)?\s*%?\)?\s*[=≈]\s*")
_DIMENSIONS = ("money", "count", "area", "time")
_WHOLE = 100


def formula_relations(prose: Prose) -> list[Relation]:
    """One relation for each quotient of two figures that is said to give a percentage."""
    if "÷" not in prose.string and "/" not in prose.string:
        return []
    return [one for index in range(len(prose.figures) - 2) for one in _told(prose, index)]


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    over, under = prose.figures[index : index + 2]
    if over.mention.addable != under.mention.addable or not (_plain(over) and _plain(under)):
        return
    if over.mention.dimension not in _DIMENSIONS or _OVER.fullmatch(prose.gap(over, under)) is None:
        return
    behind = prose.figures[index + 2 : index + 4]
    last = under
    if len(behind) > 1 and _is_whole(behind[0]) and _TIMES.fullmatch(prose.gap(under, behind[0])):
        last, behind = behind[0], behind[1:]
    if (
        not behind
        or behind[0].mention.dimension != "percent"
        or not _plain(behind[0])
        or not _GIVES.fullmatch(prose.quote(last.mention.end, behind[0].mention.start))
    ):
        return
    me = behind[0]
    printed = quantity_of(me)
    ratio = judge_ratio(printed, amount(quantity_of(over)), amount(quantity_of(under)))
    if ratio is None:
        return
    expected = percent_like(printed, ratio.exact)
    missed = ratio.verdict is Verdict.INCONSISTENT
    edit = percent_edit(printed, expected) if missed else ""
    yield percent_relation(
        prose, me, (over, under), ratio.verdict, expected, ratio.detail, near=missed, edit=edit, kind=Kind.RATE
    )


def _is_whole(figure: Figure) -> bool:
    return (
        figure.mention.dimension == "percent"
        and figure.mention.quantity is not None
        and figure.mention.quantity.value == _WHOLE
    )


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    return quantity is not None and quantity.plain and not figure.mention.per
