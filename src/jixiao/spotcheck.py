"""A spot check from files: the population read, the draw made, a draw of before made again and compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.casefiles import bytes_of, name_of
from jixiao.errors import CaseError, Fault, UsageError
from jixiao.patterns import regex

if TYPE_CHECKING:
    from jixiao.model.sample import Request, Sample
    from jixiao.sampling.population import Row, Where

FACTORS = ("findings", "gap", "years")
_RATE = regex(r"([0-9]{1,3}(?:\.[0-9]{1,8})?)[%％]")
_BOUND = regex(r"[0-9]{1,20}(?:\.[0-9]{1,10})?")
_MOST = 50 << 20


def read_request(
    *, seed: str, rate: str | None, count: int | None, risk: str | None, year: int | None, sizes: str
) -> Request:  # fmt: skip
    """What was asked on the command line, or stands in a result; `UsageError` tells all that is wrong with it."""
    from jixiao.model.sample import Request

    faults: list[Fault] = []
    factors = tuple(filter(None, re.split("[,，、]", risk or "")))
    if not seed.strip():
        faults.append(Fault("--seed", "种子是空的", "写一串事先公开的字，如会议日期加公证号"))
    elif not seed.isprintable():
        faults.append(Fault("--seed", "种子里有不能显示的字", "写一串事先公开的字，如会议日期加公证号"))
    if (rate is None) == (count is None):
        faults.append(Fault("", "--rate 和 --count 要写一个，只写一个", "如 --rate 10%，或 --count 5"))
    if count is not None and count < 1:
        faults.append(Fault("--count", "至少抽 1 家", "请改写"))
    for one in dict.fromkeys(factors):
        if one not in FACTORS:
            faults.append(Fault("--risk", f"没有名为“{one}”的加权因素", f"可用：{'、'.join(FACTORS)}"))
        elif factors.count(one) > 1:
            faults.append(Fault("--risk", f"“{one}”写了两次", "请只留一处"))
    if "years" in factors and year is None:
        faults.append(Fault("--year", "按年数加权，要知道这次是哪一年", "请写 --year，如 --year 2022"))
    portion, bounds = _rate(rate, faults), _sizes(sizes, faults)
    if faults:
        raise UsageError(faults)
    ordered = tuple(one for one in FACTORS if one in factors)
    return Request(seed.strip(), portion, count, ordered, year if "years" in ordered else None, bounds)


def _rate(rate: str | None, faults: list[Fault]) -> Fraction | None:
    if rate is None:
        return None
    found = _RATE.fullmatch(rate.strip())
    portion = Fraction(Decimal(found[1])) / 100 if found else Fraction(0)
    if not 0 < portion <= 1:
        faults.append(Fault("--rate", f"“{rate}”不是大于 0、不超过 100% 的百分数", "写成 10% 的样子"))
    return portion


def _sizes(sizes: str, faults: list[Fault]) -> str | tuple[Fraction, ...]:
    if sizes in ("auto", "none"):
        return sizes
    parts = [part.strip() for part in re.split("[,，]", sizes)]
    if not all(map(_BOUND.fullmatch, parts)):
        faults.append(Fault("--sizes", f"“{sizes}”不是分档的上限", "写 auto、none，或由小到大的数，如 100,500"))
        return "none"
    bounds = tuple(Fraction(Decimal(part)) for part in parts)
    if list(bounds) != sorted(set(bounds)):
        faults.append(Fault("--sizes", f"“{sizes}”没有由小到大", "请按由小到大重写"))
    return bounds


def sample(path: Path, request: Request) -> Sample:
    """The units drawn from the population in the file at `path` (CSV in UTF-8 or GB18030, or a workbook)."""
    from jixiao.sampling.draw import draw
    from jixiao.sampling.population import read_population

    rows, where = _rows(bytes_of(path), name_of(path.name))
    return draw(read_population(rows, name_of(path.name), where, request), request)


def _rows(data: bytes, file: str) -> tuple[Iterable[Row], Where]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _sheet(data, file)
    from jixiao.intake.ledger_cells import csv_records, decoded

    if not data.strip():
        raise CaseError(Fault(file, "文件是空的", "请给出单位名单"))
    if len(data) > _MOST:
        raise CaseError(Fault(file, f"超过 {_MOST >> 20} MB", "请把名单拆开，每份单独抽"))
    text = decoded(data)
    if text is None or "\0" in text:
        told = "编码认不出（既不是 UTF-8，也不是 GB18030）"
        raise CaseError(Fault(file, told, "请另存为“CSV UTF-8（逗号分隔）”后再用"))
    faults: list[Fault] = []
    rows = [(number, dict(enumerate(cells))) for number, cells in csv_records(text, file, faults)]
    if faults:
        raise CaseError(faults)
    return rows, lambda number, column: f"{file}:{number}"


def _sheet(data: bytes, file: str) -> tuple[Iterable[Row], Where]:
    """The rows of the first sheet."""
    from jixiao.intake.ledger_cells import rows_of
    from jixiao.model.place import letters_of
    from jixiao.readers import read

    table = next(read(data, file).tables(), None)
    if table is None:
        raise CaseError(Fault(file, "没有表", "名单要在第一张工作表里"))
    part = table.place.part or table.title
    rows = rows_of(table)

    def where(number: int, column: int | None) -> str:
        return f"{file}!{part}!" + (f"第{number}行" if column is None else f"{letters_of(column)}{number}")

    return rows, where


# —— made again ——


def verify_sample(result: Path, population: Path) -> tuple[Sample, tuple[Fault, ...]]:
    """The draw that `result` (JSON) records, made again from the file `population`, and in what the two differ; () if in nothing."""
    from jixiao.writers.sample import sample_record

    name = name_of(result.name)
    stated = _record(bytes_of(result), name)
    again = sample(population, _request(stated, name))
    made = json.loads(json.dumps(sample_record(again)))
    return again, tuple(_differences(stated, made, name))


def _record(data: bytes, name: str) -> dict[str, Any]:
    hint = "请给出 jixiao sample --format json 写出的文件"
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise CaseError(Fault(name, "不是可读的 JSON", hint)) from None
    if not isinstance(record, dict) or not isinstance(record.get("request"), dict) or record.get("schema") != 1:
        raise CaseError(Fault(name, "不是抽查结果", hint))
    return record


def _request(record: Mapping[str, Any], name: str) -> Request:
    asked = record["request"]
    kinds = {"seed": str, "rate": str | None, "count": int | None, "year": int | None, "sizes": str, "risk": list}
    wrong = [key for key, kind in kinds.items() if key not in asked or not isinstance(asked[key], kind)]
    if wrong:
        raise CaseError(Fault(name, f"抽查结果的 request 里缺少，或写法不对：{'、'.join(wrong)}", "请用原来的结果文件"))
    risk = ",".join(map(str, asked["risk"]))
    return read_request(**{key: asked[key] for key in kinds if key != "risk"}, risk=risk)


def _differences(stated: Mapping[str, Any], made: Mapping[str, Any], name: str) -> Iterable[Fault]:
    """The causes first: another method, other weights, another population; then what came out otherwise."""
    if stated.get("method") != made["method"]:
        yield Fault(name, f"抽法是“{stated.get('method')}”，本软件用“{made['method']}”", "请用当时的版本复核")
    if stated.get("definitions_sha256") != made["definitions_sha256"]:
        yield Fault(name, "当时的加权规定与本软件的不同", "请用当时的版本复核")
    if stated.get("population") != made["population"]:
        yield Fault(name, "名单与抽取时的不同", "请用抽取时的名单复核")
        before, now = _members(stated), _members(made)
        for told, keys in (
            ("名单里少了：{}", before.keys() - now.keys()),
            ("名单里多了：{}", now.keys() - before.keys()),
            ("名单里改了：{}", {key for key in before.keys() & now.keys() if before[key] != now[key]}),
        ):
            if keys:
                yield Fault(name, told.format("、".join(sorted(keys)[:20])), "请核对")
    drawn = stated.get("drawn")
    if drawn != made["drawn"]:
        yield Fault(name, "重抽的结果与所记的不同：抽中的单位不一样", f"重抽抽中：{'、'.join(made['drawn'])}")
    elif {key: value for key, value in stated.items() if key != "version"} != {
        key: value for key, value in made.items() if key != "version"
    }:
        yield Fault(name, "抽中的单位相同，所记的权重、概率或说明与重算的不同", "请核对结果文件是否改动过")


def _members(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of each unit of its population, without what was made of it."""
    strata = _list(record.get("strata"))
    members = [one for stratum in strata if isinstance(stratum, dict) for one in _list(stratum.get("members"))]
    return {
        str(one.get("key")): [one.get(key) for key in ("name", "project", "code", "figures")]
        for one in members
        if isinstance(one, dict)
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
