"""Written values on their way to facts: what the case file and the collection workbook have in common.

Whoever reads a format makes entries; `gather` turns them into facts and says everything that is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jixiao.catalog.items import Item, bases, describe, find_basis, find_item, items, nearest_items
from jixiao.errors import Fault
from jixiao.intake.figures import Complaint, read_value, same_value
from jixiao.model.document import Place
from jixiao.model.fact import Fact, Facts
from jixiao.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as written for one item, basis and year. `unit` is the printed unit of its column ("" if none)."""

    item: Item
    basis: str
    year: int
    raw: str
    unit: str
    place: Place
    where: str
    by: str


def look_up_item(name: str) -> Item | Fault:
    """The item called `name`, or a fault (without place) that names the nearest ones."""
    found = find_item(name)
    if found is not None:
        return found
    near = nearest_items(name)
    hint = f"是不是{'、'.join(f'“{one}”' for one in near)}" if near else "数据项的正式名称见采集表的“数据项”一栏"
    return Fault("", f"没有名为“{name}”的数据项", hint)


def look_up_basis(item: Item, name: str) -> str | Fault:
    """The key of the basis called `name`; a fault if there is none or the item is not stated on it."""
    found = find_basis(name)
    allowed = "、".join(bases()[key].name for key in item.bases)
    if found is None:
        return Fault(
            "", f"{item.name}没有名为“{name}”的口径", f"可用：{allowed}" if allowed else "该项不分口径，直接写数即可"
        )
    if not item.bases:
        return Fault("", f"{item.name}不分口径，不能写“{name}”", "请直接写数")
    if found.key not in item.bases:
        return Fault("", f"{item.name}没有“{found.name}”这个口径", f"可用：{allowed}")
    return found.key


def only_basis(item: Item) -> str | Fault:
    """The basis of a value written without one: "" or the item's single basis; a fault where there are several."""
    if len(item.bases) <= 1:
        return item.bases[0] if item.bases else ""
    names = [bases()[key].name for key in item.bases]
    return Fault("", f"{item.name}没有写口径", f"请写明是{'、'.join(names[:-1])}还是{names[-1]}")


def gather(entries: Iterable[Entry], agency: str, faults: list[Fault]) -> Facts:
    """The facts of `entries`; adds to `faults` every value that cannot be used, contradicts another or cannot be true."""
    found: dict[tuple[str, int, str], tuple[Fact, Entry]] = {}
    for entry in entries:
        value = read_value(entry.item, entry.raw, entry.unit)
        if isinstance(value, Complaint):
            faults.append(Fault(entry.where, value.what, value.hint))
            continue
        key = (entry.item.key, entry.year, entry.basis)
        if key not in found:
            fact = Fact(entry.item.key, value, entry.year, entry.basis, agency, entry.raw, entry.place, entry.by)
            found[key] = (fact, entry)
            continue
        first_fact, first = found[key]
        if not same_value(first_fact.value, value):
            name = f"{entry.year}年{describe(entry.item.key, entry.basis)}"
            what = f"{name}写了两次，数不相同：这里是“{entry.raw}”，{_nearby(first, entry)}是“{first.raw}”"
            faults.append(Fault(entry.where, what, "请核对后只留一处"))
    faults.extend(_spent_without_budget(found))
    return Facts.of(fact for fact, _ in found.values())


def _nearby(first: Entry, second: Entry) -> str:
    """Where `first` stands, seen from `second`: 第3行, 基础数据!E5."""
    same_part = first.place.part == second.place.part
    return first.place.ref if same_part else str(first.place)


def _spent_without_budget(found: dict[tuple[str, int, str], tuple[Fact, Entry]]) -> Iterable[Fault]:
    """A budget of nothing and spending against it: a slip, and no rate can be computed from it (domain.md A12)."""
    for (item, year, basis), (fact, entry) in found.items():
        if basis != "executed" or "adjusted_budget" not in items()[item].bases or _amount(fact) <= 0:
            continue
        for budget in ("adjusted_budget", "initial_budget"):
            stated = found.get((item, year, budget))
            if stated is None:
                continue
            if _amount(stated[0]) == 0 and not (budget == "initial_budget" and _raised(item, year, found)):
                name, basis_name = items()[item].name, bases()[budget].name
                yield Fault(
                    stated[1].where,
                    f"{name}{basis_name}为 0，却有{bases()['executed'].name} {fact.raw}（{_nearby(entry, stated[1])}）",
                    "请核对预算数；年初未安排、年中追加的，请填写全年预算数",
                )
            break


def _raised(item: str, year: int, found: dict[tuple[str, int, str], tuple[Fact, Entry]]) -> bool:
    """Whether money came in after the start of the year: then an initial budget of 0 explains itself."""
    if item != "total_expenditure":
        return False
    sources = (found.get((source, year, "")) for source in ("added_budget", "prior_year_carryover"))
    return any(source is not None and _amount(source[0]) > 0 for source in sources)


def _amount(fact: Fact) -> Decimal:
    return fact.value.value if isinstance(fact.value, Quantity) else Decimal(0)
