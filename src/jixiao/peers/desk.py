"""The three things asked of reference values: a store built, an agency answered, what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.casefiles import load_case
from jixiao.errors import Fault
from jixiao.model.reference import Answer, Group
from jixiao.peers.answer import answer
from jixiao.peers.arrow import arrow
from jixiao.peers.roster import read_roster
from jixiao.peers.sources import Gathered
from jixiao.peers.store import demand_store, load_store, store_files
from jixiao.writers.disk import write_files


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: agencies and values in the store, measures that may be told of, and those that may not yet."""

    agencies: int
    values: int
    told: int
    hidden: int
    notes: tuple[str | Fault, ...]


def build_reference(found: Gathered, folder: Path, agencies: Path | None = None) -> Built:
    """What was gathered taken into the store in `folder`, and made public where that tells of no few agencies."""
    arrow()
    store = load_store(folder)
    roster = read_roster(agencies) if agencies is not None else {}
    store.add(found.values)
    store.own_measures |= found.measures
    for name, traits in found.traits(roster).items():
        kept = store.traits.get(name)
        store.traits[name] = kept if kept is not None and kept.told and not traits.told else traits
    _, held = store.publish()
    write_files(store_files(store, folder))
    notes: list[str | Fault] = list(found.skipped)
    if held:
        names = "、".join(store.measure(key).name for key in held if key in store.told)
        notes.append(f"新旧答复一对照就能推出个别单位，仍用原来公布的：{names}" if names else "有的指标单位太少，还不能公布")
    told = len(store.told)
    hidden = len({one.measure for one in store.values}) - told
    return Built(len(store.traits), len(store.values), told, hidden, tuple(notes))


def reference_for(indicator: str, agency: str, folder: Path, own: Sequence[Path] = (), aim: str = "") -> Answer:
    """What `agency` is told of an indicator by the store in `folder`."""
    return answer(demand_store(folder), indicator, agency, [load_case(path) for path in own], aim)


def reference_list(folder: Path) -> list[tuple[str, str, int]]:
    """The indicators that may be told of: name, unit, how many agencies."""
    store = demand_store(folder)
    found = []
    for key, measure in store.told.items():
        n = next(one.n for one in store.editions[key][-1].distributions if one.group == Group())
        found.append((measure.name, measure.unit, n))
    return sorted(found, key=lambda one: (-one[2], one[0]))
