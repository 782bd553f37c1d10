"""Differences of rulebooks, and one case under two of them → text for a terminal, and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jixiao import __version__
from jixiao.model.difference import KINDS, Change, Comparison, Difference, Named, Side
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard
from jixiao.model.quantity import half_up, trim
from jixiao.writers.json import SCHEMA, dump
from jixiao.writers.score_json import comparison_record
from jixiao.writers.score_text import columns
from jixiao.writers.words import WORDS, Lang

_ENGLISH = {
    "book": "the rulebook", "added": "added", "dropped": "dropped", "namesake": "same name, another indicator", "renamed": "renamed",
    "moved": "moved", "weight": "weights", "formula": "formulas and inputs", "scoring": "scoring", "rule": "words of the rules",
    "edge_case": "not applicable, divisor 0, evidence and reasons", "grades": "grades", "sources": "sources",
}  # fmt: skip


def difference_text(difference: Difference, comparison: Comparison | None = None, lang: Lang = "zh") -> str:
    """What `jixiao rulebook diff` prints: the changes by kind, then the case under both rulebooks."""
    return "\n".join([*_changes(difference, lang), *([""] if comparison else []), *_compared(comparison, lang)]) + "\n"


def comparison_text(comparison: Comparison, lang: Lang = "zh") -> str:
    """What `jixiao evaluate` adds when another rulebook is tried on a case."""
    return "\n".join(_compared(comparison, lang)) + "\n"


def _changes(difference: Difference, lang: Lang) -> Iterator[str]:
    words = WORDS[lang]
    yield words["diff_from"].format(id=difference.left.id, title=difference.left.title)
    yield words["diff_to"].format(id=difference.right.id, title=difference.right.title)
    if not difference.changes:
        yield words["diff_none"]
    for kind, title in KINDS.items():
        found = [one for one in difference.changes if one.kind == kind]
        if found:
            yield ""
            yield words["diff_group"].format(title=title if lang == "zh" else _ENGLISH[kind], n=len(found))
            yield from (f"  {one.words}" for one in found)
    if difference.same and difference.changes:
        yield ""
        yield words["diff_same"].format(n=len(difference.same), names="、".join(difference.same))


def _compared(comparison: Comparison | None, lang: Lang) -> Iterator[str]:
    if comparison is None:
        return
    words, left, right = WORDS[lang], comparison.left, comparison.right
    yield words["compare_head"].format(agency=left.agency, year=left.year)
    yield words["compare_left"].format(id=left.rulebook, total=_total(left, lang))
    yield words["compare_right"].format(id=right.rulebook, total=_total(right, lang))
    yield ""
    rows = [
        (_name(one), _points(one.left, left, lang), _points(one.right, right, lang), one.why) for one in comparison.sides
    ]
    widths = [max((columns(row[column]) for row in rows), default=0) for column in range(3)]
    for name, mine, theirs, why in rows:
        gaps = [" " * (width - columns(text)) for width, text in zip(widths, (name, mine, theirs), strict=True)]
        yield f"  {name}{gaps[0]}  {gaps[1]}{mine}  {gaps[2]}{theirs}  {why}".rstrip()
    for head, lines in (("lacking", comparison.lacking), ("ignored", comparison.ignored), ("assumed", comparison.assumed)):
        if lines:
            yield ""
            yield words[f"compare_{head}"].format(n=len(lines))
            yield from (f"  {line}" for line in lines)


def _name(side: Side) -> str:
    names = [one.name for one in (side.left, side.right) if one is not None]
    return " → ".join(dict.fromkeys(names))


def _total(card: Scorecard, lang: Lang) -> str:
    words, of = WORDS[lang], trim(card.of)
    if isinstance(card.total, Known):
        told = words["total"].format(score=half_up(card.total.value, card.places), of=of)
        return told + (words["grade"].format(grade=card.grade) if card.grade else "")
    return words["range"].format(of=of, low=half_up(card.low, card.places), high=half_up(card.high, card.places))


def _points(leaf: IndicatorScore | None, card: Scorecard, lang: Lang) -> str:
    if leaf is None:
        return "—"
    weight = "—" if leaf.weight is None else str(trim(leaf.weight))
    match leaf.score:
        case Known(value):
            return f"{half_up(value, card.places)}/{weight}"
        case Missing():
            return f"{WORDS[lang]['missing_score']}/{weight}"
    return f"{WORDS[lang]['not_applicable']}/{weight}"


def difference_json(difference: Difference, comparison: Comparison | None = None) -> str:
    """The answer of `jixiao rulebook diff --format json`."""
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            "left": _named(difference.left),
            "right": _named(difference.right),
            "changes": [_change(one) for one in difference.changes],
            "same": list(difference.same),
            "case": comparison_record(comparison) if comparison else None,
        }
    )


def _named(one: Named) -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "sha256": one.sha256}


def _change(one: Change) -> dict[str, Any]:
    return {
        "kind": one.kind, "left": one.left or None, "right": one.right or None, "name": one.name or None,
        "words": one.words, "before": one.before, "after": one.after,
    }  # fmt: skip
