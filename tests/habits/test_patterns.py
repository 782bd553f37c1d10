"""Every pattern of the program can be compiled: `regex` puts that off until one is used, and a fault in its text with it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import jixiao
from jixiao.patterns import regex


def modules() -> Iterator[str]:
    return (one.name for one in pkgutil.walk_packages(jixiao.__path__, "jixiao.") if not one.name.endswith("__main__"))


def test_every_pattern_compiles() -> None:
    kind = type(regex("a")).__mro__[1]
    found = 0
    for name in modules():
        for one in vars(importlib.import_module(name)).values():
            if isinstance(one, kind):
                re.compile(one.pattern, one.flags)  # type: ignore[attr-defined]
                found += 1
    assert found > 700  # none of them is passed over


def test_a_pattern_is_what_the_compiled_one_is() -> None:
    late, now = regex("(?P<digit>[0-9])B", re.I), re.compile("(?P<digit>[0-9])B", re.I)
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (now.pattern, now.flags, now.groups, now.groupindex)
    for text in ("", "x1b2B", "1B"):
        assert [one.span() for one in late.finditer(text)] == [one.span() for one in now.finditer(text)]
        assert str(late.search(text, 1)) == str(now.search(text, 1))
        assert (str(late.match(text)), str(late.fullmatch(text))) == (str(now.match(text)), str(now.fullmatch(text)))
        assert (late.sub("-", text), late.split(text), late.findall(text)) == (
            now.sub("-", text),
            now.split(text),
            now.findall(text),
        )
        assert late.subn("-", text) == now.subn("-", text)


def test_a_fault_in_its_text_is_told_when_it_is_used() -> None:
    late = regex("(")
    try:
        late.search("a")
    except re.error:
        return
    raise AssertionError("nothing was told")
