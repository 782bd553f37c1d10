"""Figures → facts of the catalog: which item, year and basis a figure of the prose states. And the identities they keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from jixiao.catalog.identities import Identity, identities
from jixiao.catalog.items import Item, items
from jixiao.extract.index import is_level
from jixiao.extract.judge import amount, close_sum, like, nearness
from jixiao.extract.naming import WHOLE, basis_of
from jixiao.extract.points.grades import of_one_indicator
from jixiao.extract.prose import Prose, value_of
from jixiao.extract.spoken import Spoken
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.quantities import target
from jixiao.text.sought import Sought

_ROW = Sought(
    r"(?:^|[。;])\s*(?:\d{1,2}[.、])?(?P<name>[^。;:,，]{2,40}):指标值(?P<target>[^。;,，]{1,20})[,，]实际完成(?P<actual>[^。;,，]{1,20})",
    "指标值",
)
_NONE = regex(r"[:]?\s*(?:无|未发生|为?0(?:\.0+)?(?:万?元)?)(?=[,;。\n]|$)")


def prose_facts(prose: Prose, agency: str, year: int | None, title: str) -> list[tuple[Fact, Figure | None]]:
    """The facts stated in running text, in order, each with its figure (None for an explicit 无).

    A bare 全年预算数, or an earlier year's figure, is of the item last named in its sentence; where none is, of the project in a
    project's report and of the whole expenditure in a department's. Where the sentence or its heading speaks of some other thing
    (培训经费预算50万元，实际支出48万元), it is of none. Parts of a budget (年初预算…，其中基本支出…) are budgets.
    """
    whole = items()["project_funds" if "项目" in title and "整体" not in title else WHOLE]
    found: list[tuple[Fact, Figure | None]] = []
    spoken = Spoken(prose)
    for figure in prose.figures:
        if not _stated(figure):
            spoken.pass_over(figure)
            continue
        spoken.reach(figure)
        fact = _fact(prose, figure, spoken, whole, agency, year)
        if fact is not None:
            found.append((fact, figure))
    found.extend((fact, None) for fact in _explicit_none(prose, agency, year))
    found.extend((fact, None) for fact in _rows(prose, agency, year))
    return found


def _rows(prose: Prose, agency: str, year: int | None) -> Iterable[Fact]:
    """An indicator told in one sentence: 培训场次：指标值≥120场次，实际完成108场次."""
    for line in prose.lines if _ROW.may_be_in(prose.string) else ():
        for match in _ROW.finditer(line.text.string):
            for role in ("target", "actual"):
                text = match[role]
                place = prose.place(line.start + match.start(role), line.start + match.end(role))
                yield Fact(
                    f"rows/{match['name']}/{role}", target(text) or text, year, "", agency, text, place, "prose:指标值"
                )


def _stated(figure: Figure) -> bool:
    """Whether a figure is a plain statement: a number without widening words, no change, standard or table cell."""
    mention = figure.mention
    if mention.quantity is None or figure.change or mention.per or figure.zone == "table" or mention.chinese:
        return False
    return mention.quantity.plain


def _fact(prose: Prose, figure: Figure, spoken: Spoken, whole: Item, agency: str, year: int | None) -> Fact | None:
    clause = prose.clause(figure)
    when = figure.year or year
    if figure.prior:
        item, other_thing = spoken.before_prior(figure, whole)
        if item is None or other_thing:
            return None
        budget = "预算" in clause
        basis = basis_of(clause) if budget else "executed"
        other = figure.year if figure.year and figure.year != year else 0
        when = other or (year if budget or year is None else year - 1)
    else:
        item, basis = spoken.of(figure, clause, whole)
    if item is None or item.unit != figure.mention.unit or (item.bases and basis not in item.bases):
        return None
    if item.key == "self_score" and of_one_indicator(prose, figure):
        return None
    return Fact(
        item.key, _quantity(figure), when, basis if item.bases else "", agency, figure.mention.quote, figure.place, "prose:label",
    )  # fmt: skip


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity


def _explicit_none(prose: Prose, agency: str, year: int | None) -> Iterable[Fact]:
    """因公出国（境）费用：无 is a stated zero, not a missing figure. Only for the items of “三公”经费."""
    zero = Quantity(Decimal(0), "元", Decimal(0), "=", "", "0", "元")
    named = [(name, item) for name, item in _three_public() if _denied(prose.string, name)]
    for line in prose.lines if named else ():
        text = line.text.string
        for name, item in named:
            position = text.find(name)
            if position >= 0 and (match := _NONE.match(text, position + len(name))):
                place = prose.place(line.start + position, line.start + match.end())
                yield Fact(item.key, zero, year, "executed", agency, text[position : match.end()], place, "prose:无")
                break


def _denied(text: str, name: str) -> bool:
    """Whether 无 stands behind `name` anywhere."""
    at = text.find(name)
    while at >= 0:
        at += len(name)
        if _NONE.match(text, at):
            return True
        at = text.find(name, at)
    return False


@lru_cache(maxsize=1)
def _three_public() -> list[tuple[str, Item]]:
    group = [item for item in items().values() if item.group == "“三公”经费" and item.key != "three_public_costs"]
    pairs = [(name.replace("（", "(").replace("）", ")"), item) for item in group for name in (item.name, *item.aliases)]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def identity_relations(
    prose: Prose, facts: Sequence[tuple[Fact, Figure | None]], known: Sequence[Relation]
) -> list[Relation]:
    """The identities of the catalog held against the facts of one year and basis; those already seen as sums are left out."""
    seen = {_figures_of(relation) for relation in known if relation.verdict is not Verdict.UNVERIFIABLE}
    by_key: dict[tuple[str, int | None, str], list[tuple[Fact, Figure | None]]] = {}
    for fact, figure in facts:
        by_key.setdefault(fact.key, []).append((fact, figure))
    scopes = dict.fromkeys((fact.year, fact.basis) for fact, _ in facts)
    stated = {fact.item for fact, _ in facts}
    found = []
    for identity in identities():
        if identity.total not in stated or not stated.issuperset(identity.parts):
            continue
        for year, basis in scopes:
            total = by_key.get((identity.total, year, basis), [])
            if not total:
                continue
            parts = [by_key.get((part, year, basis), []) for part in identity.parts]
            if not all(parts):
                continue
            extra = [by_key[(part, year, basis)][0] for part in identity.optional if (part, year, basis) in by_key]
            if not extra and _values(total[0], [part[0] for part in parts]) in seen:
                continue
            relation = _hold(prose, identity, total[0], [part[0] for part in parts], extra)
            if _figures_of(relation) not in seen:
                found.append(relation)
    return found


def _figures_of(relation: Relation) -> tuple[object, ...]:
    """The stated value and the operands that are not zero, whatever their places: the same sum stated again is one relation."""
    values = sorted(one.quantity.value for one in relation.operands if one.quantity is not None and one.quantity.value)
    return (relation.stated.quantity.value if relation.stated.quantity else None, *values)


def _values(total: tuple[Fact, Figure | None], parts: Sequence[tuple[Fact, Figure | None]]) -> tuple[object, ...]:
    """What `_figures_of` the relation of a total to its parts would be."""
    values = sorted(one.value.value for one, _ in parts if isinstance(one.value, Quantity) and one.value.value)
    return (total[0].value.value if isinstance(total[0].value, Quantity) else None, *values)


def _hold(
    prose: Prose, identity: Identity, total: tuple[Fact, Figure | None], parts: list[tuple[Fact, Figure | None]],
    extra: list[tuple[Fact, Figure | None]],
) -> Relation:  # fmt: skip
    stated = total[0].value
    assert isinstance(stated, Quantity)
    whole = amount(stated)
    closings = []
    for operands in (parts, [*parts, *extra]) if extra else (parts,):
        quantities = [fact.value for fact, _ in operands if isinstance(fact.value, Quantity)]
        amounts = [amount(one) for one in quantities]
        closings.append((close_sum(whole, amounts), operands, amounts))
    closing, operands, amounts = min(
        closings, key=lambda one: (one[0].verdict is Verdict.INCONSISTENT, abs(one[0].difference))
    )
    nearby = nearness(whole, amounts, count=False)
    opened: list[str] = []
    if identity.optional and len(extra) < len(identity.optional) and closing.difference < 0:
        opened.append("其他经济分类未列")
    verdict = closing.verdict
    if any(word in prose.string for word in identity.more):
        opened.append("另有其他支出")
        rest = _outside(prose, identity.more, -closing.difference) if verdict is Verdict.INCONSISTENT else None
        if rest is not None:
            return Relation(
                Kind.IDENTITY, _operand(total), (*map(_operand, operands), prose.operand(rest)), Verdict.CONSISTENT,
                "；".join(fact.raw for fact, _ in (total, *operands)), total[0].place, stated, identity.id,
                f"identity:{identity.id}", identity.name,
            )  # fmt: skip
    another = whole.value * 2 < max(
        one.value for one in amounts
    )  # what is far less than its part is the total of something else
    if verdict is Verdict.INCONSISTENT and not nearby.near and (opened or closing.difference < 0 or another):
        verdict = Verdict.UNVERIFIABLE
    return Relation(
        Kind.IDENTITY, _operand(total), tuple(_operand(one) for one in operands), verdict,
        "；".join(fact.raw for fact, _ in (total, *operands)), total[0].place, like(stated, closing.total),
        closing.detail or identity.id, f"identity:{identity.id}", identity.name, tuple(opened), nearby.near, nearby.edit,
    )  # fmt: skip


def _outside(prose: Prose, names: Sequence[str], gap: Decimal) -> Figure | None:
    """The figure of a part outside the catalog that is just what the others fall short by: 经营支出12.3万元."""
    return next(
        (
            one for _, one in prose.of("money")
            if is_level(one) and value_of(one) == gap and any(name in one.label for name in names)
        ), None,
    )  # fmt: skip


def _operand(pair: tuple[Fact, Figure | None]) -> Operand:
    fact, figure = pair
    quantity = fact.value if isinstance(fact.value, Quantity) else None
    return Operand(quantity, fact.raw, fact.place, figure.label if figure else items()[fact.item].name)
