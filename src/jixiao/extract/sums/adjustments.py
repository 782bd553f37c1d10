"""A budget in the course of its year: 年初预算 + 追加 − 调减 (+ 上年结转) = 调整后预算."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.extract.judge import Amount, amount, close_sum, edit_of, like, significant
from jixiao.extract.prose import Prose, value_of
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_INITIAL = regex(r"年初(?:批复|下达|部门)?预算")
_ADJUSTED = regex(r"(?:调整|追加|变动)后(?:的)?(?:全年)?(?:预算|支出)|全年预算|调整预算数")
_CARRIED = regex(r"上年(?:度)?结转|年初结转")
_STEP = regex(r"(?:追加|调增|新增|(?P<cut>追减|调减|核减|压减|收回))[^增减]{0,4}$")


def adjustment_relations(prose: Prose) -> list[Relation]:
    """One relation for each sentence (or two neighbours of a paragraph) that states both ends of a budget's year."""
    found: list[Relation] = []
    for _, group in groupby(prose.figures, key=lambda figure: figure.paragraph):
        figures = [one for one in group if _plain(one)]
        relation = _chain(prose, figures)
        if relation is not None:
            found.append(relation)
    return found


def _plain(figure: Figure) -> bool:
    mention = figure.mention
    known = mention.quantity is not None and mention.quantity.plain
    return known and mention.dimension == "money" and not mention.per and figure.zone != "table" and not figure.prior


def _chain(prose: Prose, figures: Sequence[Figure]) -> Relation | None:
    """None unless the paragraph states one initial budget, one adjusted budget behind it, and something between them."""
    initial = [one for one in figures if _INITIAL.search(one.label) and not one.change]
    adjusted = [one for one in figures if _ADJUSTED.search(one.label) and not one.change]
    if len(initial) != 1 or len(adjusted) != 1 or adjusted[0].mention.start < initial[0].mention.start:
        return None
    between = [one for one in figures if initial[0].mention.start < one.mention.start < adjusted[0].mention.start]
    steps = [one for one in between if one.depth == initial[0].depth and (_step(one) or _CARRIED.search(one.label))]
    if not steps or len(steps) != len([one for one in between if one.depth == initial[0].depth]):
        return None
    parts = [_signed(one) for one in (initial[0], *steps)]
    total = _amount(adjusted[0])
    closing = close_sum(total, parts)
    verdict, edit = closing.verdict, ""
    if verdict is Verdict.INCONSISTENT:
        edit = _edit(total, parts)
        verdict = verdict if edit else Verdict.UNVERIFIABLE
    start = prose.sentence_span(initial[0])[0]
    assert adjusted[0].mention.quantity is not None
    return Relation(
        Kind.SUM, prose.operand(adjusted[0]), tuple(prose.operand(one) for one in (initial[0], *steps)), verdict,
        prose.quote(start, adjusted[0].mention.end).strip(), adjusted[0].place, like(adjusted[0].mention.quantity, closing.total),
        closing.detail if edit or verdict is not Verdict.UNVERIFIABLE else "可能另有调整", "adjustment", "调整后", (), bool(edit), edit,
    )  # fmt: skip


def _step(figure: Figure) -> re.Match[str] | None:
    """The word that adds to a budget or cuts it: the verb of change, or (收回, 追减) the end of the label."""
    return _STEP.search(figure.change) or _STEP.search(figure.label)


def _signed(figure: Figure) -> Amount:
    """A step as an addend: cuts are negative."""
    found = _amount(figure)
    step = _step(figure)
    if step is None or step["cut"] is None:
        return found
    return Amount(-found.value, -found.high, -found.low, found.step, found.factor, found.loose, found.quantity)


def _edit(total: Amount, parts: Sequence[Amount]) -> str:
    """The one digit that closes it, where all figures have three digits or more."""
    if min(significant(one.quantity) for one in (total, *parts)) < 3:
        return ""
    value = sum((one.value for one in parts), Decimal(0))
    edits = [edit_of(total.quantity, value)]
    edits += [edit_of(one.quantity, abs(one.value - (value - total.value))) for one in parts]
    return next((one for one in edits if one), "")


def _amount(figure: Figure) -> Amount:
    assert figure.mention.quantity is not None
    return amount(figure.mention.quantity)


def one_of_several(figures: Sequence[Figure], index: int, prior: Figure, level: Figure, whole: Decimal) -> bool:
    """Whether a change is one of several that move a figure: 与年初802万元相比，新增156万元，报废32万元，净增124万元.

    `whole` is what lies between the two levels. Another change of the sentence is that much, or stands before this one.
    """
    me = figures[index]
    others = [
        one for one in figures[max(0, index - 4) : index + 5]
        if one is not me and one.change and one.sentence == me.sentence and one.mention.addable == me.mention.addable
        and one.mention.quantity is not None
    ]  # fmt: skip
    moved = prior.mention.start < level.mention.start and any(
        prior.mention.start < one.mention.start < me.mention.start for one in others
    )
    return moved or any(value_of(one) == whole for one in others)
