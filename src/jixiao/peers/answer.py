"""What a store tells one agency of its peers: the narrowest group that may be told of, and questions about a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jixiao.catalog.items import plain
from jixiao.errors import CaseError, Fault, UsageError
from jixiao.model.case import Case
from jixiao.model.quantity import Quantity
from jixiao.model.reference import Answer, Distribution, Group, Measure, OwnValue, Traits
from jixiao.peers.sources import bare_name
from jixiao.peers.store import Store
from jixiao.reference.disclosure import LEAST
from jixiao.reference.editions import PERIOD
from jixiao.reference.flags import flags
from jixiao.reference.groups import group_of, groups_of, traits_of
from jixiao.reference.measures import find_measure, value_of
from jixiao.reference.quartiles import DEFINITION
from jixiao.text.quantities import quantity, target


def answer(store: Store, indicator: str, agency: str, own: Sequence[Case] = (), aim: str = "") -> Answer:
    """What `agency` is told. Its own history is that of its `own` cases: the store tells no agency's values, not even its own."""
    agency = bare_name(agency)
    history = {key: one for case in own for key, one in _named(case).items()}
    measure = find_measure(indicator, {**history, **store.told})
    faults = [
        Fault(case.file, f"是“{case.agency}”的案卷，问的是“{agency}”", "请给出同一个单位的案卷")
        for case in own if bare_name(case.agency) != agency
    ]  # fmt: skip
    wanted = _aim(aim, measure, faults)
    if faults:
        raise CaseError(faults)
    traits = store.traits.get(agency) or traits_of(agency, _staff(own))
    editions = store.editions.get(measure.key, [])
    told = {one.group: one for one in editions[-1].distributions} if editions else {}
    found = next((told[group] for group in groups_of(traits) if group in told), None)
    values = tuple(sorted(_history(own, measure), key=lambda one: one.year))
    asked = () if wanted is None else tuple(flags(measure, wanted, values, found, agency))
    return Answer(
        measure,
        agency,
        group_of(traits),
        found,
        tuple(_why(traits, found)),
        values,
        aim.strip(),
        None if wanted is None else Fraction(wanted.value),
        asked,
    )


def _named(case: Case) -> dict[str, Measure]:
    from jixiao.peers.sources import rows_of_case

    return {measure.key: measure for measure, _, _ in rows_of_case(case)}


def _aim(aim: str, measure: Measure, faults: list[Fault]) -> Quantity | None:
    if not aim:
        return None
    found = target(aim, measure.unit)
    if found is None or found.unit != measure.unit:
        raise UsageError(
            Fault(
                "--target", f"“{aim}”不是{measure.name}的指标值", f"写一个数，单位是“{measure.unit}”，如 ≥90{measure.unit}"
            )
        )
    return found


def _staff(own: Sequence[Case]) -> Fraction | None:
    for case in sorted(own, key=lambda one: -one.year):
        fact = case.facts.get("staff_in_post", case.year)
        if fact is not None and isinstance(fact.value, Quantity):
            return Fraction(fact.value.value)
    return None


def _history(own: Sequence[Case], measure: Measure) -> Iterator[OwnValue]:
    for case in own:
        if measure.formula:
            value = value_of(measure, case.facts, case.year)
            if value is not None:
                yield OwnValue(case.year, value)
            continue
        for row in case.rows:
            actual = quantity(row.actual) if row.actual else None
            if plain(row.name) == plain(measure.name) and actual is not None and actual.unit == measure.unit:
                aimed = target(row.target) if row.target else None
                same = aimed is not None and aimed.unit == measure.unit
                yield OwnValue(
                    case.year, Fraction(actual.value), Fraction(aimed.value) if same and aimed is not None else None
                )


def _why(traits: Traits, found: Distribution | None) -> Iterator[str]:
    """How the group was chosen, in words."""
    group = group_of(traits)
    by = "名单" if traits.told else "单位名称"
    yield f"按{by}和在职人数，本单位属于“{group.name}”" if group != Group() else "单位名称看不出级次，按全部单位"
    if found is None:
        yield f"同组单位不足 {LEAST} 家，或者答了就能推出个别单位，不显示"
        return
    if found.group != group:
        yield f"“{group.name}”的单位太少，或者答了就能推出个别单位，改用“{found.group.name}”"
    yield f"每个单位取 {found.first}—{found.last} 年中最近一年的数，一家一个；分组事先定死，不能另选条件；少于 {LEAST} 家不显示"
    yield f"{DEFINITION}，取三位有效数字；只用最近 {PERIOD} 年的数"
