"""Remarks on rulebooks → text for a terminal, and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jixiao import __version__
from jixiao.model.remark import Remark
from jixiao.writers.json import SCHEMA, dump
from jixiao.writers.words import WORDS, Lang


def remarks_text(remarks: Sequence[Remark], lang: Lang = "zh") -> str:
    """A remark a line: place, level, what, what to do, and in brackets the name under which it can be declared as known.

    What is declared already is told at the end, once for each reason.
    """
    words = WORDS[lang]
    if not remarks:
        return words["sound"] + "\n"
    lines = []
    for one in remarks:
        if one.known:
            continue
        fault, mark = one.fault, f" [{one.rule}]" if one.rule else ""
        said = f"{fault.what}{fault.marks[1]}{fault.hint}" if fault.hint else fault.what
        lines.append(f"{fault.where}{fault.marks[0]}{words[str(one.level)]}{fault.marks[0]}{said}{mark}")
    lines += _known(remarks, lang)
    counts = {
        level: sum(1 for one in remarks if one.level == level and not one.known) for level in ("error", "warning", "info")
    }
    lines.append(words["lint"].format(**counts, known=sum(1 for one in remarks if one.known)))
    return "\n".join(lines) + "\n"


def _known(remarks: Sequence[Remark], lang: Lang) -> Iterator[str]:
    """What is known, a line for each reason in each file, with the lines it stands at."""
    groups: dict[tuple[str, str, str], list[Remark]] = {}
    for one in remarks:
        if one.known:
            groups.setdefault((one.fault.where.rpartition(":")[0], one.rule, one.known), []).append(one)
    for (file, rule, why), found in groups.items():
        places = dict.fromkeys(one.fault.where.rpartition(":")[2] for one in found)
        at = ("、" if lang == "zh" else ", ").join(places)
        yield WORDS[lang]["known"].format(file=file, n=len(places), lines=at, rule=rule, what=found[0].fault.what, why=why)


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
