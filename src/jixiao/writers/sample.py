"""A spot check → plain text, CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao import __version__
from jixiao.model.quantity import half_up, trim
from jixiao.model.sample import Drawing, Request, Sample
from jixiao.writers.csv import guarded
from jixiao.writers.json import dump
from jixiao.writers.words import Lang

SCHEMA = 1
_HEADS = ("单位", "项目", "代码", "类型", "规模", "抽中", "权重", "入样概率", "说明")


def sample_text(sample: Sample, lang: Lang = "zh") -> str:
    """What `jixiao sample` prints: how many of how many, who in each stratum and why, how it is made again."""
    return "\n".join(_english(sample) if lang == "en" else _chinese(sample)) + "\n"


def _chinese(sample: Sample) -> Iterator[str]:
    request = sample.request
    asked = f"抽 {request.count} 家" if request.rate is None else f"按 {rate_text(request.rate)}"
    yield (
        f"抽查：名单 {len(sample.population.units)} 家，分 {len(sample.strata)} 层，抽中 {len(sample.drawn)} 家"
        f"（{asked}，种子“{request.seed}”）"
    )
    if sample.bounds:
        edges = "、".join(f"{_number(one)}{sample.population.amount_unit}" for one in sample.bounds)
        yield f"规模按金额分档，各档上限（含）：{edges}"
    for stratum in sample.strata:
        yield ""
        yield f"{stratum.name}：{len(stratum.drawings)} 家，按比例 {_number(stratum.share, 2)} 家，抽 {stratum.quota} 家"
        yield from (f"  {one.unit.title}：{why(one, sample)}" for one in stratum.drawings if one.drawn)
    yield ""
    yield "抽法：每层之内，入样概率＝本层应抽家数×权重÷本层权重之和（到 1 的必抽）；次序和起点由种子的 SHA-256 决定，等距抽取。"
    yield f"方法 {sample.method}；名单指纹 {sample.population.sha256}"
    yield from (f"注意：{note}" for note in sample.notes)


def _english(sample: Sample) -> Iterator[str]:
    request = sample.request
    asked = f"{request.count} asked for" if request.rate is None else f"{rate_text(request.rate)} asked for"
    yield (
        f"Spot check: {len(sample.drawn)} drawn of {len(sample.population.units)} in {len(sample.strata)} strata"
        f" ({asked}, seed “{request.seed}”)"
    )
    for stratum in sample.strata:
        yield ""
        yield f"{stratum.name}: {stratum.quota} of {len(stratum.drawings)} (by proportion {_number(stratum.share, 2)})"
        for one in stratum.drawings:
            if one.drawn:
                yield f"  {one.unit.title}: weight {_number(one.weight)}, probability {_percent(one.probability)}"
    yield ""
    yield f"method {sample.method}; population {sample.population.sha256}"
    yield from (f"note: {note}" for note in sample.notes)


def why(one: Drawing, sample: Sample) -> str:
    """Weight, probability and what the weight is made of, in words."""
    chance = "必抽" if one.certain else f"入样概率 {_percent(one.probability)}"
    parts = [f"{added.why}，加 {_number(added.points)}" for added in one.added]
    return "；".join([f"权重 {_number(one.weight)}，{chance}", *parts])


def sample_csv(sample: Sample) -> bytes:
    """The whole population with who was drawn, UTF-8 as Excel opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for stratum in sample.strata:
        for one in sorted(stratum.drawings, key=lambda drawing: drawing.unit.key):
            unit = one.unit
            words = (unit.name, unit.project, unit.code, stratum.kind, stratum.size)
            told = ("是" if one.drawn else "否", _number(one.weight), _percent(one.probability), why(one, sample))
            writer.writerow([*map(guarded, words), *told])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def sample_json(sample: Sample) -> str:
    """The record of a draw: everything that `--verify` needs to make it again."""
    return dump(sample_record(sample))


def sample_record(sample: Sample) -> dict[str, Any]:
    """Weights, shares and probabilities are exact fractions as text ("3/20"); `percent` is for the eye."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "method": sample.method,
        "definitions_sha256": sample.definitions_sha256,
        "population": {
            "sha256": sample.population.sha256,
            "units": len(sample.population.units),
            "amount_unit": sample.population.amount_unit,
        },
        "request": request_record(sample.request),
        "size_bounds": [_number(one, 10) for one in sample.bounds],
        "drawn": [one.unit.key for one in sample.drawn],
        "strata": [
            {
                "kind": stratum.kind,
                "size": stratum.size,
                "units": len(stratum.drawings),
                "share": str(stratum.share),
                "quota": stratum.quota,
                "offset": str(stratum.offset),
                "members": [_member(one, sample) for one in stratum.drawings],
            }
            for stratum in sample.strata
        ],
        "notes": list(sample.notes),
    }


def request_record(request: Request) -> dict[str, Any]:
    """What was asked, as it can be asked again."""
    return {
        "seed": request.seed,
        "rate": None if request.rate is None else rate_text(request.rate),
        "count": request.count,
        "risk": list(request.risk),
        "year": request.year,
        "sizes": request.sizes if isinstance(request.sizes, str) else ",".join(_number(one, 10) for one in request.sizes),
    }


def _member(one: Drawing, sample: Sample) -> dict[str, Any]:
    unit = one.unit
    return {
        "key": unit.key,
        "name": unit.name,
        "project": unit.project,
        "code": unit.code,
        "figures": {name: _number(value, 10) for name, value in sorted(unit.figures.items())},
        "weight": str(one.weight),
        "added": [{"factor": added.factor, "points": str(added.points), "why": added.why} for added in one.added],
        "probability": str(one.probability),
        "percent": _percent(one.probability),
        "digest": one.digest,
        "start": None if one.start is None else str(one.start),
        "drawn": one.drawn,
        "why": why(one, sample),
    }


def rate_text(rate: Fraction) -> str:
    """A rate as it is written on the command line: 10%."""
    return f"{_number(rate * 100, 10)}%"


def _number(value: Fraction, places: int = 4) -> str:
    number: Decimal = trim(half_up(value, places))
    return f"{number:f}"


def _percent(value: Fraction) -> str:
    return f"{_number(value * 100, 2)}%"
