"""No pattern is kept from a text it would match: every match of a `Sought` holds one of the words it says it needs.

Worked out from the pattern as it is parsed, not from examples: all ways through it are followed, and every one must pass a word.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from re import _constants as op
from re import _parser
from typing import Any

import pytest

import jixiao
from jixiao.checks.TX.TX03_typo import _typos
from jixiao.text.sought import Sought

_MOST_SIGNS = 12
"""Sets of more characters than these are taken for any character."""


@cache
def everywhere() -> tuple[Sought, ...]:
    """All of the house: at the top of a module, or made of its lists."""
    found = [one for one, _ in _typos()]
    for module in pkgutil.walk_packages(jixiao.__path__, "jixiao."):
        if not module.name.endswith("__main__"):
            found += [one for one in vars(importlib.import_module(module.name)).values() if isinstance(one, Sought)]
    return tuple(dict.fromkeys(found))


def without(needs: tuple[str, ...], pattern: re.Pattern[str]) -> set[str]:
    """How the ways through `pattern` may end that pass none of `needs`: the last characters, as far as they are known."""
    longest = max(map(len, needs))

    def grown(states: set[str], signs: Iterable[str]) -> set[str]:
        texts = {state + sign for state in states for sign in signs}
        return {text[-longest:] for text in texts if not any(need in text for need in needs)}

    def along(states: set[str], items: Iterable[tuple[Any, Any]]) -> set[str]:
        for what, how in items:
            match what:
                case op.LITERAL:
                    states = grown(states, chr(how))
                case op.IN if (signs := few(how)) is not None:
                    states = grown(states, signs)
                case op.BRANCH:
                    states = set().union(*(along(states, branch) for branch in how[1]))
                case op.SUBPATTERN:
                    states = along(states, how[3])
                case op.MAX_REPEAT | op.MIN_REPEAT:
                    least, most, inner = how
                    once = along(states, inner)
                    states = (states if not least else set()) | once | (along({""}, inner) if most > 1 and states else set())
                case op.ASSERT | op.ASSERT_NOT | op.AT:
                    pass
                case _:
                    states = {""} if states else states
        return states

    return along({""}, _parser.parse(pattern.pattern, pattern.flags))


def few(set_of: Iterable[tuple[Any, Any]]) -> list[str] | None:
    signs = [chr(how) for what, how in set_of if what is op.LITERAL]
    return signs if len(signs) == len(list(set_of)) <= _MOST_SIGNS else None


def test_there_are_some() -> None:
    assert len(everywhere()) > 20


@pytest.mark.parametrize("sought", everywhere(), ids=lambda one: one.pattern.pattern[:24])
def test_every_match_holds_a_word(sought: Sought) -> None:
    assert not without(sought.needs, sought.pattern), (sought.pattern.pattern, sought.needs)


@pytest.mark.parametrize(
    ("pattern", "needs", "proved"),
    [
        ("甲(?:乙|丙)丁", ("甲乙", "丙丁"), True),
        ("甲(?:乙|丙)丁", ("甲乙",), False),
        ("甲[^乙]{0,4}丙", ("甲丙",), False),
        ("甲[^乙]{0,4}丙", ("丙",), True),
        ("甲?乙", ("甲乙",), False),
        ("(?:甲乙)+丙", ("乙丙",), True),
        ("[甲乙]丙", ("甲丙", "乙丙"), True),
        (r"\d甲(?!乙)", ("甲乙",), False),
    ],
)
def test_the_proof_itself(pattern: str, needs: tuple[str, ...], proved: bool) -> None:
    assert (not without(needs, re.compile(pattern))) is proved
