"""What people ask about rulebooks: which there are, what one says, what is wrong with one, how two differ."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import Fault, RulesError, UsageError

if TYPE_CHECKING:
    from jixiao.model.difference import Comparison, Difference
    from jixiao.model.remark import Remark
    from jixiao.model.rulebook import Rulebook


def explain_indicator(name: str) -> str:
    """What every rulebook says of the indicators called `name`, "" where none has it."""
    from jixiao.catalog.items import plain
    from jixiao.rules.load import load_rulebook, rulebook_ids
    from jixiao.rules.show import show_indicator

    parts = []
    for id in rulebook_ids():
        rulebook = load_rulebook(id)
        for node in rulebook.nodes():
            if plain(name) in (plain(node.id), plain(node.name)):
                parts.append(show_indicator(rulebook, node))
    return "\n\n".join(parts)


def rulebook_list() -> str:
    """All rulebooks, a line each."""
    from jixiao.rules.load import load_rulebook, rulebook_ids
    from jixiao.rules.show import show_line

    return "\n".join(show_line(load_rulebook(id)) for id in rulebook_ids())


def rulebook_show(id: str) -> str:
    """One rulebook: indicators, weights, rules and sources."""
    from jixiao.rules.load import load_rulebook
    from jixiao.rules.show import show_rulebook

    return show_rulebook(load_rulebook(id))


def rulebook_lint(names: Iterable[str] = ()) -> tuple[Remark, ...]:
    """All remarks on the named rulebooks (ids or files), or on every one we ship: structure, examples, measurability.

    What a rulebook declares as a defect of its source is among them, marked as known. What a base and its variants share is
    told once.
    """
    from jixiao.checks.measurable import measurability
    from jixiao.rules.lint import inspect_rulebook, settle
    from jixiao.rules.load import rulebook_ids
    from jixiao.rules.shelf import open_rulebook

    texts: list[tuple[str, bytes]] = []
    lacking: list[Fault] = []
    for one in list(names) or rulebook_ids():
        try:
            texts.append(open_rulebook(one))
        except UsageError as error:
            lacking.extend(error.faults)
    if lacking:
        raise UsageError(lacking)
    found: list[Remark] = []
    for name, text in texts:
        inspected = inspect_rulebook(text, name)
        found += settle(inspected, measurability(inspected.rulebook) if inspected.rulebook else ())
    return tuple(dict.fromkeys(found))


def rulebook_diff(left: str, right: str, case: Path | None = None) -> tuple[Difference, Comparison | None]:
    """What changes from one rulebook to the other (ids or files), and what it does to the case at `case`.

    `RulesError` holds the faults of both where they cannot be loaded.
    """
    from jixiao.casefiles import load_case
    from jixiao.evaluate import compare_case
    from jixiao.rules.diff import difference
    from jixiao.rules.load import load_rulebook

    books: list[Rulebook] = []
    faults: list[Fault] = []
    unknown: list[Fault] = []
    for name in (left, right):
        try:
            books.append(load_rulebook(name))
        except RulesError as error:
            faults += error.faults
        except UsageError as error:
            unknown += error.faults
    if unknown:
        raise UsageError([*unknown, *faults])
    if faults:
        raise RulesError(dict.fromkeys(faults))
    before, after = books
    if case is None:
        return difference(before, after), None
    held = load_case(case)
    return difference(before, after), compare_case(held, load_rulebook(held.rulebook), before, after)


def rulebook_schema() -> str:
    """The JSON Schema of rulebooks: an editor that knows it explains and checks while one writes."""
    from importlib import resources

    return resources.files("jixiao.rules").joinpath("schema.json").read_text("utf-8")
