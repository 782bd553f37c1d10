"""Identities between the tables of one document, and the single cell that would explain what does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.catalog.identities import Equation, TableIdentity, table_identities
from jixiao.catalog.items import find_basis, find_item
from jixiao.extract.judge import digits_of
from jixiao.extract.tables.amounts import Amounts
from jixiao.extract.tables.hold import Sum, Tested, judge
from jixiao.model.claim import Operand, Relation, Verdict
from jixiao.model.document import Place
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity

BETWEEN = "表间"


def hold_between(tables: Sequence[Amounts], exact: bool) -> list[Tested]:
    """Identities between tables. A kind of table that stands twice (several agencies in one file) is left out."""
    by_kind: dict[str, list[Amounts]] = {}
    for one in tables:
        by_kind.setdefault(one.table, []).append(one)
    single = {kind: these[0] for kind, these in by_kind.items() if kind and len(these) == 1}
    rounded = frozenset(place for one in tables for place in one.rounded) if exact else None
    return [
        judge(identity, [found], BETWEEN, rounded)
        for identity in table_identities()
        for equation in identity.equations
        if equation.mode == "between" and (found := _between(single, identity, equation)) is not None
    ]


def _between(tables: Mapping[str, Amounts], identity: TableIdentity, equation: Equation) -> Sum | None:
    total = _figure(tables, equation.total)
    parts = [found for term in equation.terms if (found := _figure(tables, term.name)) is not None]
    if total is None or not parts or (identity.whole and len(parts) < len(equation.terms)):
        return None
    kinds = {name.partition("·")[0] for name in (equation.total, *(term.name for term in equation.terms))}
    said = {tables[kind].block.said for kind in kinds}
    return Sum(total, tuple(parts)) if len(said) == 1 else None  # 元 or 万元? one of the tables does not say


def _figure(tables: Mapping[str, Amounts], name: str) -> Operand | None:
    """表·行 or 表·行·列, with the table's name before the label."""
    kind, _, rest = name.partition("·")
    key, _, column = rest.partition("·")
    table = tables.get(kind)
    line = table.by_key.get(key) if table is not None else None
    if table is None or line is None:
        return None
    found = line.amounts.get(column) if column else next(iter(line.amounts.values()), None)
    return replace(found, label=f"《{table.name}》{found.label}") if found is not None else None


def hold_facts(facts: Sequence[Fact]) -> list[Tested]:
    """Identities between items of the catalog that the tables of one document state for one year."""
    by_key = {fact.key: fact for fact in reversed(facts)}
    found = []
    for identity in table_identities():
        for equation in identity.equations:
            if equation.mode == "facts":
                for year in dict.fromkeys(fact.year for fact in facts):
                    sums = list(_of_facts(by_key, equation, year))
                    if sums:
                        found.append(judge(identity, sums, BETWEEN, None))
    return found


def _of_facts(by_key: Mapping[tuple[str, int | None, str], Fact], equation: Equation, year: int | None) -> Iterator[Sum]:
    """The sums all of whose items are stated."""
    total = _fact(by_key, equation.total, year)
    for terms in equation.choices:
        parts = [found for term in terms if (found := _fact(by_key, term.name, year)) is not None]
        if total is not None and len(parts) == len(terms):
            yield Sum(total, tuple(parts), frozenset(), ("预算调整的口径各地不一",))


def _fact(by_key: Mapping[tuple[str, int | None, str], Fact], name: str, year: int | None) -> Operand | None:
    item_name, _, basis_name = name.partition("·")
    item, basis = find_item(item_name), find_basis(basis_name) if basis_name else None
    fact = by_key.get((item.key, year, basis.key if basis else "")) if item is not None else None
    if item is None or fact is None or not isinstance(fact.value, Quantity):
        return None
    return Operand(fact.value, fact.raw, fact.place, f"{item.name}{basis.name if basis else ''}")


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A cell that would close a broken sum if it held `wanted`."""

    operand: Operand
    wanted: Decimal


def pinpoint(tested: Sequence[Tested]) -> list[Relation]:
    """Broken sums with the one cell that explains them: the same change closes most of them, and it breaks none that holds.

    `place` of such a relation is that cell and `edit` the change; where no cell stands out it stays at the total. A miss counts
    as sure (`near`) where the rest of its table holds.
    """
    relations = [one.relation for one in tested]
    broken = [index for index, one in enumerate(relations) if one.verdict is Verdict.INCONSISTENT]
    if not broken:
        return relations
    trusted = _in_sums_that_hold(relations)
    wanted: dict[Place, list[tuple[int, Decimal]]] = {}
    suspects = {index: list(_suspects(tested[index])) for index in broken}
    for index, these in suspects.items():
        for one in these:
            wanted.setdefault(one.operand.place, []).append((index, one.wanted))
    out = list(relations)
    sure = _tables_that_hold(relations)
    for index in broken:
        best = _best(suspects[index], wanted, trusted)
        out[index] = _accuse(relations[index], best, near=relations[index].near or _where(relations[index]) <= sure)
    return out


def _where(relation: Relation) -> frozenset[str]:
    """The tables whose cells a relation speaks of."""
    return frozenset(_table_of(one) for one in (relation.stated, *relation.operands))


def _table_of(operand: Operand) -> str:
    return operand.place.part


def _tables_that_hold(relations: Iterable[Relation]) -> frozenset[str]:
    """Tables of which at least two sums hold, and at least as many as do not."""
    holds: dict[str, int] = {}
    fails: dict[str, int] = {}
    for one in relations:
        match one.verdict:
            case Verdict.CONSISTENT | Verdict.ROUNDING if one.stated.quantity is not None and one.stated.quantity.value:
                count = holds
            case Verdict.INCONSISTENT:
                count = fails
            case _:
                continue
        for part in _where(one):
            count[part] = count.get(part, 0) + 1
    return frozenset(part for part, number in holds.items() if number >= max(2, fails.get(part, 0)))


def _in_sums_that_hold(relations: Iterable[Relation]) -> dict[Place, int]:
    """How many sums that hold each cell stands in; a zero proves nothing."""
    found: dict[Place, int] = {}
    for one in relations:
        if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            for operand in (one.stated, *one.operands):
                if operand.quantity is not None and operand.quantity.value:
                    found[operand.place] = found.get(operand.place, 0) + 1
    return found


def _suspects(tested: Tested) -> Iterator[_Suspect]:
    """Each cell of a broken sum with the value that would close it."""
    relation = tested.relation
    stated, expected = relation.stated.quantity, relation.expected
    if stated is None or expected is None:
        return
    miss = expected.value - stated.value
    yield _Suspect(relation.stated, stated.value + miss)
    for one in relation.operands:
        if one.quantity is not None:
            yield _Suspect(one, one.quantity.value + (miss if one.place in tested.minus else -miss))


def _best(
    suspects: Sequence[_Suspect], wanted: Mapping[Place, Sequence[tuple[int, Decimal]]], trusted: Mapping[Place, int]
) -> _Suspect | None:
    """The suspect most other broken sums point at too, or the only one that no sum vouches for."""

    def agree(one: _Suspect) -> int:
        return sum(1 for _, value in wanted[one.operand.place] if value == one.wanted) - 1

    def vouched(one: _Suspect) -> int:
        return trusted.get(one.operand.place, 0)

    likely = [one for one in suspects if agree(one) or not vouched(one)]
    ranked = sorted(likely, key=lambda one: vouched(one) - 4 * agree(one))
    if not ranked or (
        len(ranked) > 1 and vouched(ranked[0]) - 4 * agree(ranked[0]) == vouched(ranked[1]) - 4 * agree(ranked[1])
    ):
        return None
    return ranked[0]


def _accuse(relation: Relation, suspect: _Suspect | None, *, near: bool) -> Relation:
    if suspect is None or suspect.operand.quantity is None:
        return replace(relation, near=near)
    right = digits_of(suspect.operand.quantity, suspect.wanted)
    printed = suspect.operand.quantity.text.replace(",", "")
    return replace(relation, near=near, place=suspect.operand.place, edit=f"{printed}→{right}" if right else "")
