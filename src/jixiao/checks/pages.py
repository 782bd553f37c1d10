"""The page of a check: what a person reads, what `jixiao explain` prints, and the cases its test runs.

A page has sections 查什么, 为什么, 怎么改 and examples. In an example a block ```report holds a text; `# CODE level` at the
end of a line says that this check must speak there, at that level; a line without a mark must stay silent. A block
```findings behind it pins the full sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jixiao.checks.check import Check

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
_MARK = re.compile(r"\s+#\s+(?P<code>[A-Z]{2}\d\d)\s+(?P<level>error|warning|info)\s*$")
_HEAD = re.compile(r"^## (.+)$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, where this check must speak in it (line from 0, level), and the pinned sentences if any."""

    title: str
    text: str
    expected: tuple[tuple[int, str], ...]
    sentences: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A check's page: the whole text, its section heads, its examples."""

    text: str
    heads: tuple[str, ...]
    examples: tuple[Example, ...]


@lru_cache(maxsize=256)
def page(check: Check) -> Page:
    """The page beside the check's file; `FileNotFoundError` if it has none (a test of the house forbids that)."""
    package, _, name = check.module.rpartition(".")
    text = resources.files(package).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return read_page(text, check.code)


def read_page(text: str, code: str) -> Page:
    """The page `text`; marks of other codes than `code` are left out of what is expected."""
    examples: list[Example] = []
    for match in _BLOCK.finditer(text):
        kind, body = match.groups()
        heads = _HEAD.findall(text[: match.start()])
        if kind == "report":
            examples.append(_example(heads[-1] if heads else "", body, code))
        elif kind == "findings" and examples:
            last = examples[-1]
            sentences = tuple(line.strip() for line in body.splitlines() if line.strip())
            examples[-1] = Example(last.title, last.text, last.expected, sentences)
    return Page(text, tuple(_HEAD.findall(text)), tuple(examples))


def _example(title: str, body: str, code: str) -> Example:
    lines, expected = [], []
    for number, line in enumerate(body.rstrip("\n").split("\n")):
        while match := _MARK.search(line):
            if match["code"] == code:
                expected.append((number, match["level"]))
            line = line[: match.start()]
        lines.append(line)
    return Example(title, "\n".join(lines), tuple(sorted(expected)))
