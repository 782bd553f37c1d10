"""A reference value → text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao import __version__
from jixiao.model.quantity import half_up, trim
from jixiao.model.question import Question
from jixiao.model.reference import Answer, Distribution
from jixiao.writers.json import dump
from jixiao.writers.words import Lang

SCHEMA = 1
KINDS = {"case": "案卷和采集表", "scorecard": "得分表", "report": "审核过的报告", "table": "数据表"}
_KINDS_EN = {"case": "cases", "scorecard": "scorecards", "report": "checked reports", "table": "tables"}
_LEVELS = {"warning": "请说明", "info": "留意"}


def answer_text(answer: Answer, lang: Lang = "zh") -> str:
    """What `jixiao reference show` prints."""
    return "\n".join(_english(answer) if lang == "en" else _chinese(answer)) + "\n"


def _chinese(answer: Answer) -> Iterator[str]:
    unit, found = answer.measure.unit, answer.distribution
    means = f"（{answer.measure.means}）" if answer.measure.means else ""
    yield f"参考值：{answer.measure.name}{means}"
    if found is None:
        yield "  同类单位：不显示"
    else:
        yield f"  同类单位：{found.group.name}，{found.n} 家，{found.first}—{found.last} 年"
        low, middle, high = (with_unit(one, unit) for one in (found.low, found.middle, found.high))
        yield f"  下四分位数 {low}　中位数 {middle}　上四分位数 {high}"
        yield f"  来源：{sources_text(found)}（第 {found.edition} 次公布）"
    for own in answer.own:
        aimed = f"（指标值 {own_text(own.target, unit)}）" if own.target is not None else ""
        yield f"  本单位 {own.year} 年：{own_text(own.actual, unit)}{aimed}"
    if answer.target:
        yield f"  拟定指标值：{answer.target}"
    yield from (f"  选取办法：{why}" for why in answer.why)
    if answer.target and not answer.questions:
        yield "  对这个指标值没有疑问。"
    yield from (f"  {_LEVELS[one.level]} {one.code}：{one.sentence}。" for one in answer.questions)


def _english(answer: Answer) -> Iterator[str]:
    unit, found = answer.measure.unit, answer.distribution
    yield f"Reference value: {answer.measure.name}"
    if found is None:
        yield "  peers: hidden (fewer than five, or few could be worked out)"
    else:
        yield f"  peers: {found.group.name}, n = {found.n}, {found.first}–{found.last}"
        low, middle, high = (with_unit(one, unit) for one in (found.low, found.middle, found.high))
        yield f"  lower quartile {low}, median {middle}, upper quartile {high}"
        counted = ", ".join(f"{n} {_KINDS_EN[kind]}" for kind, n in found.sources)
        yield f"  sources: {counted} (edition {found.edition})"
        yield f"  selection: each agency's latest value of {found.first}–{found.last}; fixed groups; quartiles by QUARTILE.INC, three digits"
    for own in answer.own:
        aimed = f" (target {own_text(own.target, unit)})" if own.target is not None else ""
        yield f"  own {own.year}: {own_text(own.actual, unit)}{aimed}"
    if answer.target:
        yield f"  target: {answer.target}"
    yield from (f"  {one.code}: {one.sentence}" for one in answer.questions)


def sources_text(found: Distribution) -> str:
    """Where the values are from: 案卷和采集表 12 家、审核过的报告 30 家."""
    return "、".join(f"{KINDS[kind]} {n} 家" for kind, n in found.sources)


def with_unit(number: Decimal, unit: str) -> str:
    """A told number with its unit; amounts from 万 on in 万."""
    if unit.startswith("元") and abs(number) >= 10_000:
        return f"{trim(number / 10_000):f}万{unit}"
    return f"{number:f}{unit}"


def own_text(value: Fraction | None, unit: str) -> str:
    """An own value, to two decimals."""
    return "没有数" if value is None else with_unit(trim(half_up(value, 2)), unit)


def answer_json(answer: Answer) -> str:
    """As `jixiao reference show --format json`: numbers are strings in `unit`."""
    found = answer.distribution
    return dump(
        {
            "schema": SCHEMA,
            "version": __version__,
            "indicator": {"key": answer.measure.key, "name": answer.measure.name, "unit": answer.measure.unit},
            "agency": answer.agency,
            "group": answer.asked.name,
            "distribution": None if found is None else distribution_record(found),
            "selection": list(answer.why),
            "own": [{"year": one.year, "actual": _number(one.actual), "target": _number(one.target)} for one in answer.own],
            "target": answer.target or None,
            "questions": [question_record(one) for one in answer.questions],
        }
    )


def distribution_record(found: Distribution) -> dict[str, Any]:
    """What is told of a group."""
    return {
        "group": found.group.name, "n": found.n, "quartiles": [f"{one:f}" for one in (found.low, found.middle, found.high)],
        "period": [found.first, found.last], "edition": found.edition,
        "sources": [{"kind": kind, "n": n} for kind, n in found.sources],
    }  # fmt: skip


def question_record(one: Question) -> dict[str, Any]:
    """A question as other programs take it."""
    return {
        "code": one.code, "level": one.level, "agency": one.agency, "year": one.year, "message": one.sentence,
        "args": dict(one.args),
    }  # fmt: skip


def _number(value: Fraction | None) -> str | None:
    return None if value is None else f"{trim(half_up(value, 6)):f}"
