"""Remarks on rulebooks → text for a terminal, and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao import __version__
from jixiao.model.remark import Remark
from jixiao.writers.json import SCHEMA, dump
from jixiao.writers.words import WORDS, Lang


def remarks_text(remarks: Sequence[Remark], lang: Lang = "zh") -> str:
    """A remark a line: place, level, what, what to do, and in brackets the name under which it can be declared as known."""
    words = WORDS[lang]
    if not remarks:
        return words["sound"] + "\n"
    lines = []
    for one in remarks:
        level = words["known"] if one.known else words[str(one.level)]
        mark = f" [{one.rule}]" if one.rule else ""
        fault = one.fault
        said = f"{fault.what}{fault.marks[1]}{fault.hint}" if fault.hint and not one.known else fault.what
        lines.append(f"{fault.where}{fault.marks[0]}{level}{fault.marks[0]}{said}{mark}")
        if one.known:
            lines.append("    " + words["why_known"].format(why=one.known))
    counts = {
        level: sum(1 for one in remarks if one.level == level and not one.known) for level in ("error", "warning", "info")
    }
    lines.append(words["lint"].format(**counts, known=sum(1 for one in remarks if one.known)))
    return "\n".join(lines) + "\n"


def remarks_json(remarks: Sequence[Remark]) -> str:
    """The answer of `jixiao rulebook lint --format json`."""
    return dump({"schema": SCHEMA, "version": __version__, "remarks": [_remark(one) for one in remarks]})


def _remark(one: Remark) -> dict[str, Any]:
    return {
        "rule": one.rule or None,
        "level": str(one.level),
        "indicator": one.indicator or None,
        "place": one.fault.where,
        "what": one.fault.what,
        "hint": one.fault.hint,
        "known": one.known or None,
    }
