"""The pages of the rule types (`scoring/<type>.md`): what each means, its parameters, and worked examples that are its tests.

A page begins with `# title name`. Under a head 例题 stands a block ```yaml with an indicator (or, from `indicators:` on, the
inside of a rulebook) and a table: what a case gives, and what comes of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jixiao.patterns import regex

_EXAMPLE = regex(r"^## 例题：(.+?)\n\n```yaml\n(.*?)```\n\n((?:\|[^\n]*\n?)+)", re.MULTILINE | re.DOTALL)
_PARAMETER = regex(r"^- `(\w+)`：", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Worked:
    """One example of a page: its heading, the rule, and the rows of its table by column head."""

    title: str
    rule: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page of a rule type: name, Chinese title, first sentence, the keys it explains, examples, the whole text."""

    name: str
    title: str
    summary: str
    parameters: tuple[str, ...]
    examples: tuple[Worked, ...]
    text: str


@lru_cache(maxsize=1)
def rule_pages() -> dict[str, RulePage]:
    """Every page by the name of its rule type."""
    folder = resources.files("jixiao.rules.scoring")
    texts = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".md")}
    pages = [read_rule_page(texts[name]) for name in sorted(texts)]
    return {page.name: page for page in pages}


def read_rule_page(text: str) -> RulePage:
    """The page written in `text`."""
    head, _, rest = text.partition("\n")
    title, _, name = head.removeprefix("# ").rpartition(" ")
    summary = rest.strip().partition("\n")[0]
    examples = tuple(Worked(found[1], found[2], _rows(found[3])) for found in _EXAMPLE.finditer(text))
    return RulePage(name, title, summary, tuple(_PARAMETER.findall(text)), examples, text)


def _rows(table: str) -> tuple[dict[str, str], ...]:
    head, _, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines())
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


def explain_rule(name: str) -> str:
    """The page of the rule type called `name` (its name or its title), or of what every rule may bear (`na`, `rounding`);
    "" if there is none."""
    pages = rule_pages()
    named = (page.text for page in pages.values() if name in (page.name, page.title))
    return next(named, pages["modifiers"].text if name in pages["modifiers"].parameters else "")
