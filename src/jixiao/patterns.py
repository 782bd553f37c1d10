"""Patterns that are compiled when first asked for (ADR 42): a check of the twin report uses 268 of the 617 it loads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["regex"]

_USED = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "sub",
    "subn",
    "split",
    "pattern",
    "flags",
    "groups",
    "groupindex",
)


class _Compiled:
    """Bears the methods of a compiled pattern as its own."""


class _Pattern(_Compiled):
    """Stands for a pattern until it is used."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _USED:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        self.__dict__ |= {one: getattr(compiled, one) for one in _USED}
        self.__class__ = _Compiled  # type: ignore[assignment]  # no way round by `__getattr__` any more: it would be asked for each time
        return getattr(compiled, name)


if TYPE_CHECKING:
    regex = re.compile
else:

    def regex(text: str, flags: int = 0) -> Any:
        """`re.compile(text, flags)`, put off. A fault in the text shows when it is first used: a test of the house compiles every one."""
        return _Pattern(text, int(flags))
