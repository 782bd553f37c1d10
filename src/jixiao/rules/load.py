"""The door: a rulebook by its id or its path, or all its faults at once."""

from __future__ import annotations

from functools import lru_cache

from jixiao.errors import Fault, RulesError
from jixiao.model.rulebook import Rulebook
from jixiao.rules.build import build
from jixiao.rules.rulefile import Look, RuleFile, read_rulefile
from jixiao.rules.shelf import is_packaged, look, open_rulebook, packaged_ids
from jixiao.rules.structure import check_structure


def rulebook_ids() -> tuple[str, ...]:
    """The ids of the rulebooks that come with the package, sorted."""
    return packaged_ids()


def load_rulebook(id_or_path: str) -> Rulebook:
    """The rulebook called `id_or_path` (an id of the package, or a .yaml file).

    `RulesError` holds all faults, each with file and line; `UsageError` says what there is when there is none of that name.
    The package's own are held against the schema by the tests, not at every start.
    """
    if is_packaged(id_or_path):
        return _packaged(id_or_path)
    name, text = open_rulebook(id_or_path)
    return parse_rulebook(text, name)


@lru_cache(maxsize=64)
def _packaged(id: str) -> Rulebook:
    name, text = open_rulebook(id)
    return parse_rulebook(text, name, with_schema=False)


def parse_rulebook(text: bytes, name: str, find: Look = look, with_schema: bool = True) -> Rulebook:
    """The rulebook written in `text`; `name` is what its faults call it, `find` opens what it extends."""
    file = checked(text, name, find, with_schema)
    if file.faults:
        raise RulesError(in_order(file.faults))
    return build(file)


def checked(text: bytes, name: str, find: Look = look, with_schema: bool = True) -> RuleFile:
    """The data of a rulebook with the faults of schema and structure."""
    file = read_rulefile(text, name, find, with_schema)
    check_structure(file)
    return file


def in_order(faults: list[Fault]) -> list[Fault]:
    """Faults by file and line, each once."""

    def place(fault: Fault) -> tuple[str, int]:
        name, _, line = fault.where.rpartition(":")
        return (name, int(line)) if line.isdigit() else (fault.where, 0)

    return sorted(dict.fromkeys(faults), key=place)
