"""The sentences a person is told when something is wrong, and whether each has its English (src/jixiao/english.yaml).

They are read off the source: what `Fault` and its likes are given, the notes of documents and scorecards, words of
schemas. `python -m tools.faults` lists what has no English yet, and English whose sentence is gone.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.flow import FOLLOWED, HAN, Hole, Sentence, Source
from tools.syntax import called

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "jixiao"

NOTED = {
    ("Document", "notes"): "jixiao.readers", ("Scorecard", "notes"): "jixiao.rules", ("Sum", "notes"): "jixiao.rules",
    ("Final", "notes"): "jixiao.rules",
    ("Value", "problem"): "jixiao.readers", ("Sheet", "notes"): "jixiao.intake", ("Accounts", "notes"): "jixiao.intake",
    ("Case", "notes"): "jixiao.intake",
}  # fmt: skip
"""Other fields that end in what a command tells, and where they are made."""


def sentences(source: Source) -> Iterator[Sentence]:
    """Every sentence a person may be told, once per place where it is written."""
    for name in ("what", "hint"):
        for call, value in source.given(name):
            yield from source.says(value, call.scope)
    for (owner, name), home in NOTED.items():
        for call, value in source.given(name):
            if called(call.node) == owner and call.scope[0].name.startswith(home):
                found = source.says(value, call.scope, (None,) if name == "notes" else (), near=True)
                yield from (one for one in found if one.where.startswith(home))
    for call in source.calls.get("BadParameter", ()):
        yield from source.says(call.node.args[0], call.scope)


def unseen(source: Source) -> list[str]:
    """Places where a fault says something whose words cannot be found."""
    return [
        sentence.where
        for name in ("what", "hint")
        for call, value in source.given(name)
        for sentence in source.says(value, call.scope)
        for part in sentence.parts
        if len(sentence.parts) == 1 and isinstance(part, Hole) and not _told(part.expression)
    ]


def _told(node: ast.expr) -> bool:
    """Whether this is what another fault, already seen, says; or the description of a schema."""
    # the description of a schema: see `schema_hints`
    return isinstance(node, ast.Attribute) and (node.attr in FOLLOWED or ast.unparse(node) == "error.schema")


@cache
def source() -> Source:
    """The package as it stands."""
    return Source(PACKAGE)


def schema_hints() -> dict[str, str]:
    """Descriptions that a JSON Schema gives for a value of the wrong form, and where they stand."""
    shown = {"pattern", "oneOf", "anyOf", "not", "minProperties", "maxProperties", "maxItems", "maxLength", "uniqueItems"}
    found: dict[str, str] = {}

    def walk(node: object, where: str) -> None:
        if isinstance(node, dict):
            if shown & node.keys() and isinstance(node.get("description"), str) and HAN.search(node["description"]):
                found[node["description"].replace("{", "{{").replace("}", "}}")] = where
            for one in node.values():
                walk(one, where)
        elif isinstance(node, list):
            for one in node:
                walk(one, where)

    for path in sorted(PACKAGE.rglob("*schema.json")):
        walk(json.loads(path.read_text(encoding="utf-8")), path.relative_to(PACKAGE).as_posix())
    return found


def wanted(english: dict[str, str], source: Source) -> dict[str, str]:
    """The sentences that must have English, and where each is written: those told, and what fills slots told as `said`.

    Of what fills a slot told as a `list` only fixed words count: the rest are names.
    """
    found = schema_hints()
    todo = list(sentences(source))
    seen: set[Sentence] = set()
    while todo:
        sentence = todo.pop()
        if sentence in seen:
            continue
        seen.add(sentence)
        if not sentence.plain:
            found[str(sentence)] = sentence.where
        for name, hole in sentence.holes.items():
            slot = re.search(rf"\{{{name}:(said|list)\}}", english.get(str(sentence), ""))
            if slot and slot[1] == "said":
                todo.extend(source.says(hole.expression, hole.scope, hole.way))
            elif slot:
                members = source.says(hole.expression, hole.scope, hole.way, near=True)
                todo.extend(one for one in members if not one.holes)
    return found


def main() -> int:
    """Print what lacks English, and English that has lost its sentence; 1 if there is any."""
    from jixiao.phrasebook import english_words

    words = english_words()
    found = wanted(words, source())
    lacking = sorted((where, key) for key, where in found.items() if key not in words)
    for where, key in lacking:
        print(f"  {json.dumps(key, ensure_ascii=False)}:  # {where}")
    dead = sorted(words.keys() - found.keys() - source().written())
    for key in dead:
        print(f"  no such sentence: {key}")
    for where in unseen(source()):
        print(f"  cannot see what is said: {where}")
    return int(bool(lacking or dead))


if __name__ == "__main__":
    sys.exit(main())
