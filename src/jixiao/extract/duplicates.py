"""The same thing stated twice: equal values confirm each other; a near miss asks which one is meant.

The weakest kind of relation: never above a warning. Two phases (planned 187, done 191), two years, two bases, part and total are
no contradiction; only an item of the catalog, or a long label standing twice word for word, is taken for the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import amount, edit_of
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure

_LABEL = 12
_NEAR = Decimal("0.2")
_PLAN_LINE = re.compile(r"[^:。]{0,12}(?:目标|计划|任务|预期|打算)(?![^:]{0,4}(?:完成|实现))[^:。]{0,6}:")


def duplicate_relations(prose: Prose, facts: Sequence[tuple[Fact, Figure | None]], plan: frozenset[int]) -> list[Relation]:
    """One relation for each later figure against the first of its kind, by catalog item or by label.

    `plan` are the sections (by index) that say what was to be done: their figures are no statements of what was.
    """
    groups: dict[tuple[str, ...], list[Figure]] = {}
    items = {id(figure): fact for fact, figure in facts if figure is not None}
    for figure in prose.figures:
        key = _key(prose, figure, items.get(id(figure))) if figure.section not in plan else None
        if key is not None:
            groups.setdefault(key, []).append(figure)
    return [relation for group in groups.values() if len(group) > 1 for relation in _of_group(prose, group)]


def _key(prose: Prose, figure: Figure, fact: Fact | None) -> tuple[str, ...] | None:
    mention = figure.mention
    if mention.quantity is None or figure.change or figure.prior or figure.zone == "table" or mention.per or mention.chinese:
        return None
    if mention.quantity.approx or mention.quantity.bound != "=" or mention.dimension not in ("money", "count", "area"):
        return None
    if fact is not None:
        return "item", fact.item, str(fact.year), fact.basis
    core = cues.core(figure.label)[-_LABEL:]
    if len(core) < 6 or figure.depth:
        return None
    phase = "plan" if _PLAN_LINE.match(prose.lines[figure.paragraph].text.string) else figure.phase
    return "label", core, mention.dimension, mention.unit, figure.role, phase, str(figure.year)


def _of_group(prose: Prose, group: Sequence[Figure]) -> Iterator[Relation]:
    first = group[0]
    values = {_quantity(one).value for one in group}
    for other in group[1:]:
        if other.sentence == first.sentence:
            continue
        one, two = amount(_quantity(first)), amount(_quantity(other))
        start, end = prose.sentence_span(other)
        quote = prose.quote(start, end).strip()
        operands = (prose.operand(first),)
        stated = prose.operand(other)
        if one.value == two.value:
            yield Relation(
                Kind.DUPLICATE, stated, operands, Verdict.CONSISTENT, quote, other.place, _quantity(first), "", "duplicate"
            )
        elif one.low <= two.high and two.low <= one.high:
            yield Relation(
                Kind.DUPLICATE, stated, operands, Verdict.ROUNDING, quote, other.place, _quantity(first), "", "duplicate"
            )
        else:
            relative = abs(one.value - two.value) / max(abs(one.value), abs(two.value), Decimal(1))
            edit = edit_of(_quantity(other), one.value)
            near = len(values) == 2 and relative < _NEAR and bool(edit) and first.paragraph != other.paragraph
            verdict = Verdict.INCONSISTENT if near else Verdict.UNVERIFIABLE
            detail = "" if near else "可能不是同一个数"
            yield Relation(
                Kind.DUPLICATE, stated, operands, verdict, quote, other.place, _quantity(first), detail, "duplicate", "",
                ("两处各有所指也未可知",), near, edit,
            )  # fmt: skip


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
