"""All that is wrong with the text of a rulebook: writing, structure, and examples that do not come out."""

from __future__ import annotations

from jixiao.errors import Fault
from jixiao.rules.build import build
from jixiao.rules.examples import example_faults
from jixiao.rules.load import checked, in_order
from jixiao.rules.rulefile import Look
from jixiao.rules.shelf import look


def lint_rulebook(text: bytes, name: str, find: Look = look) -> list[Fault]:
    """Every fault of the rulebook in `text`, by line; `name` is what they call it. Examples run once the rest is sound."""
    file = checked(text, name, find)
    if file.faults:
        return in_order(file.faults)
    rulebook = build(file)
    faults = example_faults(rulebook)
    if not rulebook.examples:
        faults.append(Fault(f"{name}:1", "没有例题（examples）", "请至少写一道算好的例题，它就是这本规则书的测试"))
    return in_order(faults)
