"""The same thing stated twice: equal values confirm each other; a near miss asks which one is meant.

The weakest kind of relation: never above a warning. Two phases (planned 187, done 191), two years, two bases, part and total are
no contradiction; only an item of the catalog, or a long label standing twice word for word, is taken for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from jixiao.extract import cues
from jixiao.extract.judge import amount, edit_of, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LABEL = 12
_LEAST = 6
_LEAST_COUNTED = 4
_NEAR = Decimal("0.2")
_YEAR = regex(r"(?:19|20)\d\d年度?")
_MOVES = regex(r"增加|减少|增长|下降|追加|调[增减]")
_PLAN_LINE = regex(r"[^:。]{0,12}(?:目标|计划|任务|预期|打算)(?![^:]{0,4}(?:完成|实现))[^:。]{0,6}:")


def duplicate_relations(
    prose: Prose, facts: Sequence[tuple[Fact, Figure | None]], plan: frozenset[int], year: int | None = None
) -> list[Relation]:
    """One relation for each later figure against the first of its kind, by catalog item or by label.

    A figure without a year is of the `year` the document is about. `plan` are the sections (by index) that say what was to be done: their figures are no statements of what was.
    """
    groups: dict[tuple[str, ...], list[Figure]] = {}
    items = {id(figure): fact for fact, figure in facts if figure is not None}
    for figure in prose.figures:
        key = _key(prose, figure, items.get(id(figure)), year) if figure.section not in plan else None
        if key is not None:
            groups.setdefault(key, []).append(figure)
    found = [
        relation for key, group in groups.items() if len(group) > 1 for relation in _of_group(prose, group, item=key[0] == "item")
    ]  # fmt: skip
    return found + _year_slips(prose, items, plan)


def _year_slips(prose: Prose, items: Mapping[int, Fact], plan: frozenset[int]) -> list[Relation]:
    """One amount of one name under two neighbouring years: one of the years is a slip, or the amounts are truly equal."""
    first: dict[tuple[object, ...], Figure] = {}
    found: list[Relation] = []
    for figure in prose.figures:
        quantity = figure.mention.quantity
        if (
            quantity is None
            or figure.section in plan
            or not figure.year
            or figure.prior
            or figure.change
            or figure.zone == "table"
        ):
            continue
        if figure.mention.dimension != "money" or figure.mention.per or significant(quantity) < 4:
            continue
        fact = items.get(id(figure))
        label = _end_of(figure.label)
        if _MOVES.search(figure.label):
            continue  # 支出2022年增加55.87万元，主要是教育支出增加经费拨款51.17万元: what was added to that year
        keys: list[tuple[object, ...]] = [(fact.item, fact.basis, quantity.value)] if fact is not None else []
        keys += [(label, figure.role, quantity.value)] if len(label) >= 4 else []
        other = next((first[key] for key in keys if key in first), figure)
        first |= {key: figure for key in keys if key not in first}
        if other.sentence != figure.sentence and abs(other.year - figure.year) == 1:
            start, end = prose.sentence_span(figure)
            found.append(
                Relation(
                    Kind.YEAR_SLIP, prose.operand(figure), (prose.operand(other),), Verdict.INCONSISTENT, prose.quote(start, end).strip(),
                    figure.place, None, f"{other.year}→{figure.year}", "year", str(figure.year), ("两年数额也可能恰好相同",), near=True,
                )
            )  # fmt: skip
    return found


def _key(prose: Prose, figure: Figure, fact: Fact | None, year: int | None) -> tuple[str, ...] | None:
    mention = figure.mention
    if mention.quantity is None or figure.change or figure.prior or figure.zone == "table" or mention.per or mention.chinese:
        return None
    if not mention.quantity.plain or mention.dimension not in ("money", "count", "area"):
        return None
    if fact is not None:
        return "item", fact.item, str(fact.year), fact.basis
    core = _name(figure.label)
    if len(core) < (_LEAST if mention.dimension == "money" else _LEAST_COUNTED) or figure.depth:
        return None
    phase = "plan" if _PLAN_LINE.match(prose.lines[figure.paragraph].text.string) else figure.phase
    when = figure.year or year or 0
    return "label", core, mention.dimension, mention.unit, figure.role, "plan" if phase == "plan" else "", str(when)


@lru_cache(maxsize=4096)
def _name(label: str) -> str:
    """What is said to be so many, in one way of saying it: 参训学员 and 培训学员 are the same people."""
    name = _end_of(label)
    for said, also in cues.words()["same"].items():
        for word in also:
            name = name.replace(word, said)
    return name


@lru_cache(maxsize=4096)
def _end_of(label: str) -> str:
    """The last characters of a label without its year."""
    return cues.core(_YEAR.split(label)[-1])[-_LABEL:]


def _of_group(prose: Prose, group: Sequence[Figure], *, item: bool) -> Iterator[Relation]:
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
            near = near and (item or _telling(first, other))
            verdict = Verdict.INCONSISTENT if near else Verdict.UNVERIFIABLE
            detail = "" if near else "可能不是同一个数"
            yield Relation(
                Kind.DUPLICATE, stated, operands, verdict, quote, other.place, _quantity(first), detail, "duplicate", "",
                ("两处各有所指也未可知",), near, edit,
            )  # fmt: skip


def _telling(one: Figure, other: Figure) -> bool:
    """Whether two figures differ like a slip and hardly by chance: neighbouring digits swapped, or one of a long name.

    A short name, a year or a phase (done, planned) that only one of them bears may make them two things: swapped digits alone tell then.
    """
    a, b = (_quantity(figure).text.replace(",", "") for figure in (one, other))
    swapped = len(a) == len(b) and sorted(a) == sorted(b)
    return swapped or (one.phase == other.phase and one.year == other.year and len(_name(other.label)) >= _LEAST)


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity
