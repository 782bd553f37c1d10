"""The text of a rulebook as data: read with lines, its base merged in (`extends`), the differences applied (`replace`).

A variant says only what differs; a source it names under an id of its base stands wherever the base says that id. Every
path of the merged data still knows the file and the line it was written at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any

from jixiao.datafile import DataFile, Path_, check_schema, read_data
from jixiao.errors import Fault

Look = Callable[[str, str], tuple[str, bytes] | None]
"""(what `extends` says, name of the file that says it) → (name, text) of that rulebook, or None."""

_NOT_INHERITED = ("rulebook", "examples", "extends", "replace")
_SCORINGS = ("scoring", "at_least", "at_most", "qualitative", "by_date")
_CARRY_SOURCE = (*_SCORINGS, "grades")


@dataclass(slots=True)
class RuleFile(DataFile):
    """Merged data; `origins` says for every path the file and line it came from, `broken` which paths the schema refuses."""

    origins: dict[Path_, tuple[str, int]] = field(default_factory=dict)
    broken: list[Path_] = field(default_factory=list)
    hash: str = ""

    def origin(self, path: Path_) -> tuple[str, int]:
        """File and line of the nearest known place at or above `path`."""
        while path and path not in self.origins:
            path = path[:-1]
        return self.origins.get(path, (self.name, 1))

    def where(self, path: Path_ = ()) -> str:
        name, line = self.origin(path)
        return f"{name}:{line}"

    def line(self, path: Path_ = ()) -> int:
        return self.origin(path)[1]

    def sound(self, path: Path_) -> bool:
        """Whether the schema found nothing wrong at or below `path`."""
        return not any(one[: len(path)] == path for one in self.broken)


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The published JSON Schema of rulebooks."""
    loaded: dict[str, Any] = json.loads(resources.files("jixiao.rules").joinpath("schema.json").read_text("utf-8"))
    return loaded


def read_rulefile(text: bytes, name: str, look: Look, with_schema: bool = True) -> RuleFile:
    """`text` with everything it inherits. Faults are collected in the result; its data may then be incomplete."""
    file = _read(text, name, look, (name,))
    if with_schema and file.data is not None:
        _hold_against_schema(file)
    file.faults = list(dict.fromkeys(file.faults))
    return file


def _hold_against_schema(file: RuleFile) -> None:
    probe = _Probe(file.name, file.data, file.lines, [], file)
    check_schema(probe, schema())
    file.faults.extend(probe.faults)


@dataclass(slots=True)
class _Probe(DataFile):
    """Passes to `check_schema` for a rule file: faults get the merged file's places, and the broken paths are kept."""

    rule: RuleFile = field(default_factory=lambda: RuleFile(""))

    def where(self, path: Path_ = ()) -> str:
        return self.rule.where(path)

    def fault(self, path: Path_, what: str, hint: str = "") -> None:
        self.rule.broken.append(path)
        self.faults.append(Fault(self.where(path), what, hint))


def _read(text: bytes, name: str, look: Look, chain: tuple[str, ...]) -> RuleFile:
    plain = read_data(text, name)
    file = RuleFile(name, plain.data, plain.lines, plain.faults, {path: (name, line) for path, line in plain.lines.items()})
    file.hash = sha256(text).hexdigest()
    if file.data is None and not file.faults:
        file.faults.append(Fault(name, "文件是空的", "规则书的写法见 CONTRIBUTING"))
    if not isinstance(file.data, dict) or not isinstance(file.data.get("extends"), str):
        return file
    _hold_against_schema(file)
    base = _base_of(file, look, chain)
    if base is None or not isinstance(base.data, dict):
        file.data = None
        return file
    file.hash = sha256((file.hash + base.hash).encode()).hexdigest()
    return _merged(base, file)


def _base_of(file: RuleFile, look: Look, chain: tuple[str, ...]) -> RuleFile | None:
    wanted = file.data["extends"]
    found = look(wanted, file.name)
    if found is None:
        file.fault(("extends",), f"找不到被继承的规则书“{wanted}”", "请写 jixiao rulebook list 里的编号，或相对本文件的路径")
        return None
    name, text = found
    if name in chain:
        circle = " → ".join((*chain[chain.index(name) :], name))
        file.fault(("extends",), f"继承成了环：{circle}", "请去掉其中一处 extends")
        return None
    base = _read(text, name, look, (*chain, name))
    file.faults.extend(base.faults)
    return base


def _merged(base: RuleFile, own: RuleFile) -> RuleFile:
    data: dict[str, Any] = {key: value for key, value in base.data.items() if key not in _NOT_INHERITED}
    result = RuleFile(own.name, data, {}, own.faults, {}, [], own.hash)
    result.origins = {path: at for path, at in base.origins.items() if not path or path[0] not in _NOT_INHERITED}
    result.origins[()] = (own.name, 1)
    for key, value in own.data.items():
        if key in ("extends", "replace"):
            continue
        if key in ("sources", "known") and isinstance(value, dict) and isinstance(data.get(key), dict):
            for id, one in value.items():
                _put(result, (key, id), one, own, (key, id))
        else:
            _put(result, (key,), value, own, (key,))
    replacements = own.data.get("replace")
    for dotted, change in replacements.items() if isinstance(replacements, dict) else ():
        if isinstance(change, dict) and {"value", "verified", "source"} <= change.keys():
            _replace(result, dotted, change, own)
    _drop_unused_sources(result, own)
    return result


def _drop_unused_sources(file: RuleFile, own: RuleFile) -> None:
    """Inherited sources that no number of the variant comes from are not its sources."""
    if not isinstance(file.data.get("sources"), dict):
        return
    mine = own.data.get("sources")
    used = {*_named_sources(file.data), *(mine if isinstance(mine, dict) else ())}
    file.data["sources"] = {id: one for id, one in file.data["sources"].items() if id in used}


def _named_sources(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield value["source"]
        for one in value.values():
            yield from _named_sources(one)
    elif isinstance(value, list):
        for one in value:
            yield from _named_sources(one)


def _replace(file: RuleFile, dotted: str, change: dict[str, Any], own: RuleFile) -> None:
    at: Path_ = ("replace", dotted)
    path = _resolve(file.data, dotted) or _new_top(dotted, change["value"])
    if path is None:
        own.fault(
            at, f"replace 的“{dotted}”在被继承的规则书里找不到", "写成 indicators.指标编号.字段 的样子，编号见被继承的规则书"
        )
        return
    value, origin = change["value"], {key: change.get(key) for key in ("verified", "source")}
    if value is None and path[-1] != "weight":
        _remove(file, path)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and _is_sourced_number(path):
        _put(file, path, {"value": value, **origin}, own, at)
    else:
        _put(file, path, value, own, (*at, "value"))
        holder = path if isinstance(value, dict) else path[:-1]
        if holder and (holder[-1] in _CARRY_SOURCE or (isinstance(value, dict) and path[-2:-1] == ("indicators",))):
            for key, word in origin.items():
                _put(file, (*holder, key), word, own, (*at, key))


def _is_sourced_number(path: Path_) -> bool:
    return path[-1] in ("weight", "total", "rest") or any(one in _SCORINGS for one in path[:-1])


def _resolve(data: dict[str, Any], dotted: str) -> Path_ | None:
    """The path of `indicators.staffing.scoring.deduct`: an indicator is found by its id at any depth."""
    first, *rest = dotted.split(".")
    path: Path_ = (first,)
    if first == "indicators" and rest:
        found = next((path for path, _ in walk(data.get("indicators"), ("indicators",)) if path[-1] == rest[0]), None)
        if found is None:
            return None
        path, rest = found, rest[1:]
    here = at(data, path)
    for index, key in enumerate(rest):
        if not isinstance(here, dict) or (key not in here and index < len(rest) - 1):
            return None
        path, here = (*path, key), here.get(key)
    return path if len(path) > 1 or first in data else None


def _new_top(dotted: str, value: Any) -> Path_ | None:
    """The path of a first-level indicator that the base does not have: `indicators.output` with a whole indicator as value."""
    first, *rest = dotted.split(".")
    return (
        (first, *rest) if first == "indicators" and len(rest) == 1 and isinstance(value, dict) and "name" in value else None
    )


def walk(nodes: Any, path: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Every indicator below `nodes` with its path, parents first; what has the wrong shape is passed over."""
    if not isinstance(nodes, dict):
        return
    for id, node in nodes.items():
        if isinstance(node, dict):
            yield (*path, id), node
            yield from walk(node.get("indicators"), (*path, id, "indicators"))


def at(data: Any, path: Path_) -> Any:
    """The value at `path`, None where there is none."""
    for key in path:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def _put(file: RuleFile, path: Path_, value: Any, own: RuleFile, origin: Path_) -> None:
    """Set `path` to `value`, which stands at `origin` in `own`; the dictionaries on the way are copied, never shared."""
    holder = file.data
    for key in path[:-1]:
        holder[key] = dict(holder[key])
        holder = holder[key]
    holder[path[-1]] = value
    file.origins = {one: where for one, where in file.origins.items() if one[: len(path)] != path}
    moved = {one: where for one, where in own.origins.items() if one[: len(origin)] == origin}
    file.origins |= {(*path, *one[len(origin) :]): where for one, where in moved.items()}


def _remove(file: RuleFile, path: Path_) -> None:
    holder = file.data
    for key in path[:-1]:
        holder[key] = dict(holder[key])
        holder = holder[key]
    holder.pop(path[-1], None)
