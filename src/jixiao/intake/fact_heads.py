"""Heads of a table of many agencies' figures: which column holds what, and what is wrong with it.

Long form: a row per figure, with the columns 单位, 年度, 数据项, 口径, 值, 计量单位. Wide form: a row per agency and year, a column
per figure, its head as the collection workbook has it: 总支出年初预算数（万元）, 上年度总支出决算数（万元）. In both the name of an
indicator that people judge may stand where an item may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from jixiao.catalog.items import bases, describe, items, nearest_items, plain
from jixiao.errors import Fault
from jixiao.intake.entries import look_up_basis, look_up_item, only_basis
from jixiao.patterns import regex
from jixiao.text.units import unit

FactName = tuple[str, str, int]
"""Item, basis, and the year counted from the year evaluated."""

_ROLES = {
    "agency": ("单位", "单位名称", "预算单位", "部门", "部门名称", "agency"),
    "project": ("项目", "项目名称"),
    "year": ("年度", "年份", "年", "year"),
    "item": ("数据项", "数据项名称", "指标", "指标名称", "item"),
    "basis": ("口径", "basis"),
    "value": ("值", "数值", "数据", "填报值", "value"),
    "unit": ("计量单位", "unit"),
}
_SKIPPED = frozenset(
    ("序号", "编号", "代码", "单位代码", "预算编码", "主管部门", "级次", "类型", "规模", "地区", "备注", "说明", "document", "n", "text", "part", "ref",
     "start", "end", "by", "region", "sector")
)  # fmt: skip
"""Columns that may stand in a table and are not read; any other that is not known is told, so that no figure goes unnoticed."""
_UNIT = regex(r"\(([^()]{1,8})\)$")
_BETWEEN = regex(r"[\s·•:_.\-/|—]+")
_LAST_YEAR = regex(r"^(?:上年度|上一年度|上一年|上年|去年)")


@dataclass(frozen=True, slots=True)
class Head:
    """What a column holds: a role of the long form, a figure (`fact`, in `unit`), the judgement of an `indicator`, or nothing of ours."""

    column: int
    text: str
    kind: Literal["role", "fact", "judged", "skipped"]
    role: str = ""
    fact: FactName = ("", "", 0)
    unit: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """All columns of a table; `long` where each row is one figure."""

    columns: tuple[Head, ...]
    long: bool

    def role(self, name: str) -> int | None:
        """The column of a role, None where there is none."""
        return next((one.column for one in self.columns if one.role == name), None)

    def facts(self) -> tuple[Head, ...]:
        """Columns of figures and judgements."""
        return tuple(one for one in self.columns if one.kind in ("fact", "judged"))


def read_heads(
    cells: Sequence[str], where: str, indicators: Mapping[str, str], faults: list[Fault], passed: list[str] | None = None
) -> Heads:
    """The columns under these heads; `indicators` are ids by plain name. Everything wrong goes to `faults`.

    With `passed`, heads that name nothing we know go there, and their columns are not read.
    """
    roles = {bare(word): role for role, words in _ROLES.items() for word in words}
    present = {roles.get(bare(text)) for text in cells}
    long = {"item", "value"} <= present
    found: list[Head] = []
    for column, text in enumerate(cells):
        role = roles.get(bare(text), "")
        if not bare(text) or bare(text) in _SKIPPED:
            found.append(Head(column, text, "skipped"))
        elif role in ("agency", "project", "year") or (long and role):
            found.append(Head(column, text, "role", role))
        elif long:
            found.append(Head(column, text, "skipped"))
        else:
            head = _figure(column, text, where, indicators)
            if isinstance(head, Head):
                found.append(head)
            elif passed is None:
                faults.append(head)
            else:
                passed.append(text.strip())
                found.append(Head(column, text, "skipped"))
    heads = Heads(tuple(found), long)
    if heads.role("agency") is None:
        faults.append(
            Fault(where, "没有“单位”一栏", "表头至少要有“单位”，再加各数据项；或“单位、年度、数据项、口径、值、计量单位”")
        )
    elif not long and not heads.facts() and not faults:
        faults.append(Fault(where, "表头里没有数据项", "数据项写成“总支出年初预算数（万元）”的样子"))
    if long and heads.role("year") is None:
        faults.append(Fault(where, "没有“年度”一栏", "一行一个数的表，每行要写是哪一年的"))
    return Heads(heads.columns, long) if not _twice(heads, where, faults) else heads


def _twice(heads: Heads, where: str, faults: list[Fault]) -> bool:
    seen: dict[object, str] = {}
    before = len(faults)
    for one in heads.columns:
        key = one.role or one.indicator or (one.fact if one.kind == "fact" else None)
        if key is None:
            continue
        if key in seen:
            faults.append(Fault(where, f"“{seen[key]}”和“{one.text}”是同一栏", "请只留一栏"))
        seen.setdefault(key, one.text)
    return len(faults) > before


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row is one of heads: it has one for the agency, and another beside it."""
    known = {bare(text) for text in cells if bare(text)}
    return len(known) > 1 and bool(known & {bare(word) for word in _ROLES["agency"]})


def label_of(agency: str, project: str) -> str:
    """What one row of scores is called: the agency, with its project where there is one."""
    return f"{agency}·{project}" if project else agency


def bare(text: str) -> str:
    """A head without blanks, in half width."""
    return "".join(normalize("NFKC", text).split())


def _figure(column: int, text: str, where: str, indicators: Mapping[str, str]) -> Head | Fault:
    printed, name = "", bare(text)
    mark = _UNIT.search(name)
    if mark is not None and unit(mark[1]) is not None:
        printed, name = mark[1], name[: mark.start()]
    fact = named_fact(name)
    if isinstance(fact, tuple):
        return Head(column, text, "fact", fact=fact, unit=printed)
    id = indicators.get(plain(name))
    if id is not None:
        return Head(column, text, "judged", indicator=id)
    return Fault(where, f"“{text.strip()}”：{fact.what}", fact.hint)


def named_fact(name: str) -> FactName | Fault:
    """The figure a head or a cell names, with 上年 before it and its basis behind it; a fault without place where it names none."""
    found = _names().get(_BETWEEN.sub("", plain(name)))
    if found is not None:
        return found
    rest = _LAST_YEAR.sub("", name)
    item = look_up_item(rest)
    if isinstance(item, Fault):
        near = nearest_items(rest)
        hint = f"是不是{'、'.join(f'“{one}”' for one in near)}" if near else "不是数据项的栏请删去"
        return Fault("", "不是数据项，也不是要评定的指标", hint)
    basis = only_basis(item)
    assert isinstance(basis, Fault)  # an item without several bases is among the names
    return basis


@lru_cache(maxsize=1)
def _names() -> dict[str, FactName]:
    """Every way to write a figure of this year or the last."""
    found: dict[str, FactName] = {}
    for item in items().values():
        for word in (item.name, *item.aliases, item.key):
            for key in item.bases or ("",):
                words = ("",) if not key else (bases()[key].name, *bases()[key].aliases, key)
                for basis in words if len(item.bases) != 1 else (*words, ""):
                    for prefix, year in (
                        ("", 0),
                        ("上年度", -1),
                        ("上年", -1),
                        ("上一年", -1),
                        ("上一年度", -1),
                        ("去年", -1),
                    ):
                        found.setdefault(_BETWEEN.sub("", plain(f"{prefix}{word}{basis}")), (item.key, key, year))
    return found


def long_fact(name: str, basis: str) -> FactName | Fault:
    """The figure a row of the long form names by its item and, in a column of its own, its basis."""
    if not basis:
        return named_fact(name)
    item = look_up_item(name)
    if isinstance(item, Fault):
        return item
    key = look_up_basis(item, basis)
    return key if isinstance(key, Fault) else (item.key, key, 0)


def head_of(fact: FactName, printed: str) -> str:
    """How the wide form writes a figure: 上年度总支出决算数（万元）."""
    item, basis, year = fact
    return f"{describe(item, basis, year)}（{printed}）" if printed else describe(item, basis, year)
