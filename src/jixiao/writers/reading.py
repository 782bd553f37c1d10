"""What was read in one document, for a person to see whether it was read right: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jixiao import __version__
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure, Reading
from jixiao.writers.json import SCHEMA, dump, number_record, place_record, relation_record
from jixiao.writers.words import KINDS, Lang

_TITLES = {
    "zh": {"agency": "单位", "year": "年度", "title": "标题", "sections": "各部分", "facts": "数据项", "figures": "数字", "relations": "关系"},
    "en": {
        "agency": "agency", "year": "year", "title": "title", "sections": "sections", "facts": "facts", "figures": "figures",
        "relations": "relations",
    },
}  # fmt: skip
_VERDICTS = {"consistent": "相符", "rounding": "尾差", "inconsistent": "不符", "unverifiable": "无法核对"}


def reading_text(reading: Reading, lang: Lang = "zh") -> str:
    """The reading as lines: head, sections, facts, figures, relations."""
    return "\n".join(_lines(reading, lang))


def _lines(reading: Reading, lang: Lang) -> Iterator[str]:
    words = _TITLES[lang]
    yield f"{words['title']}: {reading.title}"
    yield f"{words['agency']}: {reading.agency}    {words['year']}: {reading.year or ''}"
    yield f"\n{words['sections']} ({len(reading.sections)})"
    for section in reading.sections:
        key = f"  [{section.key}]" if section.key else ""
        yield f"  {'  ' * (section.level - 1)}{section.mark}{section.heading}{key}"
    yield f"\n{words['facts']} ({len(reading.facts)})"
    for fact in reading.facts:
        yield f"  {fact.place}: {fact.item} {fact.basis} {fact.year or ''} = {fact.shown}"
    yield f"\n{words['figures']} ({len(reading.figures)})"
    for figure in reading.figures:
        label = figure.label or f"…{figure.after}"
        yield f"  {figure.place}: {figure.quote}  {label} {figure.role} {figure.change}".rstrip()
    yield f"\n{words['relations']} ({len(reading.relations)})"
    for relation in reading.relations:
        kind = KINDS[str(relation.kind)] if lang == "zh" else str(relation.kind)
        verdict = _VERDICTS[str(relation.verdict)] if lang == "zh" else str(relation.verdict)
        operands = "、".join(one.quote for one in relation.operands)
        yield f"  {relation.place}: {kind} {relation.stated.quote} ← {operands}  {verdict} {relation.detail}".rstrip()


def reading_json(reading: Reading) -> str:
    """The reading as JSON: the same parts, each with its place; numbers are strings in the unit printed."""
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            "file": reading.name,
            "sha256": reading.source,
            "kind": reading.kind,
            "agency": reading.agency,
            "year": reading.year,
            "title": reading.title,
            "sections": [
                {
                    "key": one.key,
                    "heading": one.heading,
                    "mark": one.mark,
                    "level": one.level,
                    "place": place_record(one.place),
                }
                for one in reading.sections
            ],
            "facts": [_fact(one) for one in reading.facts],
            "figures": [_figure(one) for one in reading.figures],
            "relations": [relation_record(one) for one in reading.relations],
            "notes": list(reading.notes),
        }
    )


def _fact(fact: Fact) -> dict[str, Any]:
    value, unit = number_record(fact.value) if isinstance(fact.value, Quantity) else (fact.shown, "")
    return {
        "item": fact.item, "year": fact.year, "basis": fact.basis, "value": value, "unit": unit, "raw": fact.raw, "by": fact.by,
        "place": place_record(fact.place),
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    quantity = figure.mention.quantity
    value, unit = number_record(quantity) if quantity is not None else ("", figure.mention.unit)
    return {
        "value": value, "unit": unit, "quote": figure.quote, "label": figure.label, "after": figure.after, "role": figure.role,
        "change": figure.change, "prior": figure.prior, "year": figure.year or None, "place": place_record(figure.place),
    }  # fmt: skip
