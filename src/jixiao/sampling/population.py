"""The population of a spot check, from the rows of a table; everything that is wrong with it at once, row by row.

The columns are closed (sampling.yaml): any other is neither read nor kept, and its head is told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice
from typing import Any
from unicodedata import normalize

from jixiao.errors import CaseError, Fault
from jixiao.model.sample import Population, Request, Unit
from jixiao.patterns import regex
from jixiao.sampling.definitions import definitions
from jixiao.sampling.weights import MAY_BE_BLANK, NEEDED, indicators_of

Row = tuple[int, Mapping[int, str]]
"""A row: its number for people, its cells by column."""

Where = Callable[[int, int | None], str]
"""The place of a row, or of a cell of it, for people."""

_HEAD_WITHIN = 12
_SPACES = regex(r"\s+")
_UNIT = regex(r"[(（]([^()（）]*)[)）]$")
_NUMBER = regex(r"-?(?:[0-9]{1,20}|[0-9]{1,3}(?:,[0-9]{3}){1,6})(?:\.[0-9]{1,10})?")
_BLANKS = frozenset({"", "-", "—", "——", "/", "\\"})
_PROBLEM = "\0"
"""Before the words of a cell whose value cannot be trusted (#REF!)."""
_BRACKETS = str.maketrans("()", "（）")
"""Names bear Chinese brackets however they were typed: half and full width are no two units."""
_TEXTS = ("name", "project", "code", "kind", "size")


def read_population(rows: Iterable[Row], file: str, where: Where, request: Request) -> Population:
    """The population in `rows`, as far as `request` needs it; `CaseError` holds all that is wrong."""
    rows = iter(rows)
    first = list(islice(rows, _HEAD_WITHIN))
    index = _head_of(first)
    if index is None:
        raise CaseError(Fault(file, "没有找到名单的表头", "要有“单位”一栏，再加“金额”“类型”等"))
    heads = _Heads(first[index], where)
    heads.demand(request)
    reading = _Reading(heads, where, request)
    for row in chain(first[index + 1 :], rows):
        reading.add(row)
    if not reading.units and not heads.faults:
        heads.faults.append(Fault(file, "名单里没有单位", "表头下面每行写一个单位或项目"))
    if heads.faults:
        raise CaseError(heads.faults)
    units = tuple(sorted(reading.units, key=lambda unit: unit.key))
    return Population(
        units, frozenset(heads.columns), heads.amount_unit, population_hash(units, heads.amount_unit), tuple(reading.notes())
    )


def population_hash(units: Sequence[Unit], amount_unit: str) -> str:
    """SHA-256 over the units in the order of their keys, each a line of JSON: the same for another order of rows, another
    encoding, another file format."""
    lines = [json.dumps(["jixiao population 1", amount_unit], ensure_ascii=False)]
    for one in units:
        figures = {name: str(value) for name, value in sorted(one.figures.items())}
        lines.append(json.dumps([one.key, one.name, one.project, one.code, one.kind, one.size, figures], ensure_ascii=False))
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def _plain(text: str) -> str:
    return _SPACES.sub("", normalize("NFKC", text))


def _bare(head: str) -> str:
    return _UNIT.sub("", _plain(head))


def _known() -> dict[str, str]:
    return {head: key for key, one in definitions()["fields"].items() for head in one["heads"]}


def _head_of(rows: Sequence[Row]) -> int | None:
    """The first row with a column for the name of the unit and at least one more that is known."""
    known = _known()
    for index, (_, cells) in enumerate(rows):
        found = {known.get(_bare(text)) for text in cells.values()} - {None}
        if "name" in found and (len(found) > 1 or len(cells) == 1):
            return index
    return None


class _Heads:
    """The column of each field, the heads that are not read, and the faults of the whole table."""

    def __init__(self, row: Row, where: Where) -> None:
        number, cells = row
        self.number, self.where = number, where
        self.faults: list[Fault] = []
        self.columns: dict[str, int] = {}
        self.width = max(cells) + 1
        self.amount_unit = ""
        self.unread: list[str] = []
        known = _known()
        for column, text in sorted(cells.items()):
            key = known.get(_bare(text))
            if key is None:
                self.unread.extend([_plain(text)] if _plain(text) else [])
            elif key in self.columns:
                told = f"“{_plain(cells[self.columns[key]])}”和“{_plain(text)}”是同一栏"
                self.faults.append(Fault(where(number, column), told, "请只留一栏"))
            else:
                self.columns[key] = column
                if key == "amount" and (unit := _UNIT.search(_plain(text))):
                    self.amount_unit = unit[1]

    def demand(self, request: Request) -> None:
        """A fault for each column that `request` needs and that is not there."""
        needed = [group for one in request.risk for group in NEEDED[one] if not self.columns.keys() & set(group)]
        if request.sizes != "none" and not ("size" in self.columns and request.sizes == "auto"):
            needed += [("amount",)] if "amount" not in self.columns else []
        for group in needed:
            fields = definitions()["fields"]
            heads = "、".join(f"“{head}”" for key in group for head in fields[key]["heads"])
            missing = fields[group[0]]["heads"][0]
            self.faults.append(Fault(self.where(self.number, None), f"没有“{missing}”一栏", f"表头可写：{heads}"))


@dataclass(slots=True)
class _Reading:
    heads: _Heads
    where: Where
    request: Request
    units: list[Unit] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    totals: int = 0

    def notes(self) -> Iterable[str]:
        if self.heads.unread:
            yield f"名单里没有读取、没有保存的栏：{'、'.join(self.heads.unread)}"
        if self.totals:
            yield f"名单里有 {self.totals} 行合计，没有计入"
        if "kind" not in self.heads.columns:
            yield "名单没有“类型”一栏，没有按类型分层"

    def add(self, row: Row) -> None:
        number, cells = row
        texts = {key: _plain(cells.get(column, "")) for key, column in self.heads.columns.items()}
        texts |= {key: texts[key].translate(_BRACKETS) for key in _TEXTS if key in texts}
        if not any(map(_plain, cells.values())):
            return
        if texts["name"] in definitions()["totals"]:
            self.totals += 1
            return
        if any(_plain(text) for column, text in cells.items() if column >= self.heads.width):
            what = f"这一行有 {max(cells) + 1} 格，表头只有 {self.heads.width} 格"
            self.heads.faults.append(Fault(self.where(number, None), what, "内容里的逗号请加引号，或改用 Excel 文件"))
            return
        before = len(self.heads.faults)
        for key, text in texts.items():
            if text.startswith(_PROBLEM):
                self._fault(number, key, "这一格的值不能用", "请改成数值或文字后保存再用")
                texts[key] = ""
        for key in _TEXTS:
            if key in texts and texts[key] in _BLANKS:
                texts[key] = ""
                self._fault(number, key, "没有填", "请补上；不参加抽查的单位请整行删去")
        figures = self._figures(number, texts)
        name, project, code = texts["name"], texts.get("project", ""), texts.get("code", "")
        key = code or (f"{name}·{project}" if project else name)
        if key and self.seen.setdefault(key, number) != number:
            told = f"“{key}”与第 {self.seen[key]} 行重复"
            self._fault(number, "code" if code else "name", told, "每个单位或项目只写一行；同名的请加“代码”一栏")
        if len(self.heads.faults) > before:
            return
        kind = texts.get("kind") or definitions()["no_kind"]
        self.units.append(Unit(key, name, project, code, kind, texts.get("size", ""), figures))

    def _fault(self, number: int, key: str, what: str, hint: str) -> None:
        head = definitions()["fields"][key]["heads"][0]
        self.heads.faults.append(Fault(self.where(number, self.heads.columns[key]), f"“{head}”一栏：{what}", hint))

    def _figures(self, number: int, texts: Mapping[str, str]) -> dict[str, Fraction]:
        """The numbers of a row. A blank is no nought: where a figure is needed it is a fault."""
        figures: dict[str, Fraction] = {}
        needed = self._needed()
        before = len(self.heads.faults)
        for key, known in definitions()["fields"].items():
            if not known.get("number") or key not in texts:
                continue
            if texts[key] in _BLANKS:
                if key in needed:
                    self._fault(number, key, "没有填", "没有数不等于 0；请补上，是 0 的写 0")
                continue
            value = self._number(number, key, texts[key], known)
            if value is not None:
                figures[key] = value
        if len(self.heads.faults) == before:
            self._fits(number, figures)
        return figures

    def _needed(self) -> set[str]:
        """Fields without which a unit has no stratum or no weight; of several that serve, the first there is."""
        there = self.heads.columns.keys()
        needed = {next(key for key in group if key in there) for one in self.request.risk for group in NEEDED[one]
                  if there & set(group)}  # fmt: skip
        if self.request.sizes not in ("none", "auto") or (self.request.sizes == "auto" and "size" not in there):
            needed.add("amount")
        return needed - MAY_BE_BLANK

    def _number(self, number: int, key: str, text: str, known: Mapping[str, Any]) -> Fraction | None:
        if not _NUMBER.fullmatch(text):
            self._fault(number, key, f"“{text[:16]}”不是数", "只写数字，计量单位写在表头，如“金额（万元）”")
            return None
        value = Fraction(Decimal(text.replace(",", "")))
        least, most = known.get("least", 0), known.get("most")
        if known.get("whole") and value.denominator != 1:
            self._fault(number, key, f"“{text}”不是整数", "请核对")
        elif value < least:
            self._fault(number, key, f"{text} 小于 {least}", "请核对")
        elif most is not None and value > most:
            self._fault(number, key, f"{text} 大于 {most}", "请核对")
        else:
            return value
        return None

    def _fits(self, number: int, figures: Mapping[str, Fraction]) -> None:
        """What two figures of a row say together."""
        last, year = figures.get("last"), self.request.year
        if "years" in self.request.risk and last is not None and year is not None and last > year:
            self._fault(number, "last", f"{last} 年晚于本次的 {year} 年", "请核对，或改 --year")
        if "gap" in self.request.risk and "indicators" not in figures and {"score", "execution"} <= figures.keys():
            unit = Unit("", "", "", "", "", "", figures)
            if not 0 <= indicators_of(unit) <= definitions()["fields"]["indicators"]["most"]:
                self._fault(number, "score", "减去执行率得分后，不在 0 到 90 之间", "请核对这两个得分")
