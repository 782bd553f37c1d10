"""Tables with the field names of other systems → a case file: the unit's own indicators and the funds of its project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import yaml

from jixiao.catalog.items import bases, items, plain
from jixiao.errors import CaseError, Fault
from jixiao.intake.figures import Complaint, read_value
from jixiao.intake.ledger_cells import Record, Sheet, csv_sheet, table_sheet
from jixiao.intake.ledgers import Attached
from jixiao.intake.mapping import FieldMapping
from jixiao.intake.needs import tiers
from jixiao.intake.rows import row_faults
from jixiao.model.case import Row
from jixiao.model.document import Place, Table
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook
from jixiao.patterns import regex
from jixiao.text.quantities import quantity

_NUMBER = regex(r"-?[\d,]+(?:\.\d+)?")
_SIGNS = {">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "＝": "=", "≧": "≥", "≦": "≤"}
_QUALITATIVE = ("定性", "文字描述")
_ONE_OF = {"agency": "单位名称", "year": "年度", "project": "项目名称", "department": "主管部门", "agency_code": "单位代码"}
_GUARDED = regex(r"'(?=[=+\-@\t\r])")


@dataclass
class Brought:
    """What was found: words of the whole file, rows, funds; with all that is wrong and all that was left out."""

    words: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    funds: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def bring_in(
    files: Sequence[Attached], mapping: FieldMapping, rulebook: Rulebook, given: Mapping[str, str]
) -> tuple[str, tuple[Fault, ...]]:
    """The text of a case file for `rulebook`, and what was left out, a sentence each.

    `given` says agency, year, project or department where the files do not. `CaseError` holds every fault, each with its
    cell or line.
    """
    out = Brought(words={key: text for key, text in given.items() if text})
    seen = False
    for file in files:
        for sheet in _sheets(file, mapping, out.faults):
            seen |= _read(sheet, mapping, rulebook, out)
    if not seen and not out.faults:
        fields = "、".join(
            (*mapping.fields("name"), *mapping.fields("target"), *(name for name, key in mapping.funds.items() if key))
        )
        names = "、".join(file.file for file in files)
        out.faults.append(Fault(names, "没有找到字段名", f"表头应有：{fields}；名称不同的，请用 --mapping 给出对照表"))
    for key, option in (("agency", "--agency"), ("year", "--year")):
        if seen and not out.words.get(key):
            out.faults.append(Fault("、".join(file.file for file in files), f"没有写{_ONE_OF[key]}", f"请用 {option} 写明"))
    if out.faults:
        raise CaseError(dict.fromkeys(out.faults))
    return _case_text(out, rulebook, [file.file for file in files]), tuple(dict.fromkeys(out.notes))


def _sheets(file: Attached, mapping: FieldMapping, faults: list[Fault]) -> Iterator[Sheet]:
    """The sheets of a file that have a head of the mapping's fields."""
    names = {*mapping.columns, *mapping.funds, mapping.label} - {""}
    known = frozenset(one for name in names for one in (name, name.lower(), name.upper()))
    if file.document is None:
        passed: list[Fault] = []
        sheet = csv_sheet(file.data, file.file, file.source, known, passed)
        faults += [one for one in passed if "台账" not in one.what]
        yield from [sheet] if sheet is not None else []
        return
    for table in file.document.tables():
        alone = replace(file.document, blocks=(_named(table),))
        sheet = table_sheet(alone, file.file, "", known, [])
        yield from [sheet] if sheet is not None else []


def _named(table: Table) -> Table:
    return table if table.place.part else replace(table, place=Place(table.place.source, table.title, ""))


def _read(sheet: Sheet, mapping: FieldMapping, rulebook: Rulebook, out: Brought) -> bool:
    """Whether the sheet was one of ours, read into `out`."""
    heads = {name.lower(): column for column, name in reversed(list(enumerate(sheet.heads))) if name}
    columns = {name: heads[name.lower()] for name in mapping.columns if name.lower() in heads}
    if any(name in columns for name in mapping.fields("name")):
        for record in sheet.records(columns, out.faults):
            _row(sheet, columns, record, mapping, rulebook, out)
        return True
    columns = {name: heads[name.lower()] for name in (mapping.label, *mapping.funds) if name and name.lower() in heads}
    if mapping.label in columns and len(columns) > 1:
        for record in sheet.records(columns, out.faults):
            _fund(sheet, columns, record, mapping, out)
        return True
    return False


def _row(
    sheet: Sheet, columns: Mapping[str, int], record: Record, mapping: FieldMapping, rulebook: Rulebook, out: Brought
) -> None:
    words = {
        key: next((text for one in mapping.fields(key) if (text := _text(record, one))), "")
        for key in set(mapping.columns.values())
    }
    where = sheet.where(record.number, columns[next(one for one in mapping.fields("name") if one in columns)])
    if words.get("deleted") in ("1", "是"):
        out.notes.append(Fault(where, "标作已删除，没有导入"))
        return
    for key, called in _ONE_OF.items():
        text = words.get(key, "")
        if text and out.words.setdefault(key, text) != text:
            out.faults.append(
                Fault(where, f"{called}“{text}”与前面的“{out.words[key]}”不同", "一次导入一个单位（项目）、一个年度，请分开")
            )
    name, under = words.get("name", ""), words.get("under", "")
    if not name:
        out.faults.append(Fault(where, "这一行没有指标名称", "请补上；不要的行请删去"))
        return
    if any(plain(leaf.name) == plain(name) for leaf in rulebook.leaves() if leaf.rows is None):
        out.notes.append(Fault(where, f"“{name}”是规则自带的指标，由数据算出，没有导入"))
        return
    node = next((one for one in rulebook.nodes() if one.rows is not None and plain(one.name) == plain(under)), None)
    if node is None:
        there = "、".join(dict.fromkeys(one.name for one in rulebook.nodes() if one.rows is not None)) or "（无）"
        out.faults.append(Fault(where, f"一级指标“{under}”在这套规则里没有，“{name}”放不进去", f"可放在：{there}"))
        return
    assert node.rows is not None
    row = _own(name, node.name, words, tiers(node.rows.qualitative))
    out.faults.extend(row_faults(_checked(row), lambda _: where))
    if row.get("tier"):
        out.notes.append(Fault(where, f"“{name}”由人评定", "请在案卷里补上评定人和评定理由"))
    out.rows.append({key: text for key, text in row.items() if text})


def _checked(row: Mapping[str, str]) -> Row:
    """What of a row can be wrong before somebody has judged it."""
    return Row(
        row["under"], row["name"], target=row.get("target", ""), actual=row.get("actual", ""), weight=row.get("weight", ""),
        measure=row["measure"],
    )  # fmt: skip


def _own(name: str, under: str, words: Mapping[str, str], known: tuple[str, ...]) -> dict[str, str]:
    """One of the unit's own indicators: sign, figure and unit put together as people write them; a tier known by name."""
    sign, unit = words.get("sign", ""), words.get("unit", "")
    target, actual = words.get("target", ""), words.get("actual", "")
    row = {"under": under, "level2": words.get("level2", ""), "name": name}
    if sign in _QUALITATIVE or (target and quantity(target, unit or "个") is None):
        tier = next((one for one in known if plain(one) == plain(actual)), "")
        row |= {"measure": "定性", "target": target, "actual": "" if tier else actual, "tier": tier}
    else:
        target = f"{_SIGNS.get(sign, sign)}{target}" if target and not target.startswith(tuple("≥≤><=")) else target
        row |= {"measure": "定量", "target": _with_unit(target, unit), "actual": _with_unit(actual, unit)}
    reasons = [text for text in (words.get("reason", ""), words.get("measure", "")) if text]
    return {**row, "weight": words.get("weight", ""), "reason": "；".join(dict.fromkeys(reasons))}


def _with_unit(text: str, unit: str) -> str:
    bare = text.lstrip("≥≤><= ")
    return f"{text}{unit}" if unit and _NUMBER.fullmatch(bare) else text


def _fund(sheet: Sheet, columns: Mapping[str, int], record: Record, mapping: FieldMapping, out: Brought) -> None:
    label = _text(record, mapping.label)
    item = items().get(mapping.rows.get(label, ""))
    if item is None:
        there = "、".join(mapping.rows)
        where = sheet.where(record.number, columns[mapping.label])
        out.faults.append(Fault(where, f"没有名为“{label}”的资金", f"可用：{there}；名称不同的，请用 --mapping 给出对照表"))
        return
    amounts: dict[str, Decimal] = {}
    for name, basis in mapping.funds.items():
        text = _text(record, name)
        if not text or not basis:
            continue
        where = sheet.where(record.number, columns[name])
        if basis == "rate":
            _rate(text, amounts, where, out)
            continue
        value = read_value(item, text, mapping.unit)
        if isinstance(value, Complaint):
            out.faults.append(Fault(where, value.what, value.hint))
        elif isinstance(value, Quantity):
            amounts[basis] = value.value
            written = text if value.printed_unit and text.endswith(value.printed_unit) else f"{text}{mapping.unit}"
            out.funds.setdefault(item.name, {})[bases()[basis].name] = written


def _rate(text: str, amounts: Mapping[str, Decimal], where: str, out: Brought) -> None:
    """The rate is computed here; one that says otherwise is said."""
    stated = quantity(text, "%")
    budget, spent = amounts.get("adjusted_budget"), amounts.get("executed")
    if stated is None or not budget or spent is None:
        return
    from fractions import Fraction

    exact = Fraction(spent) / Fraction(budget) * 100
    if not any(one.agrees(exact) for one in (stated, replace(stated, value=stated.value * 100, step=stated.step * 100))):
        out.notes.append(Fault(where, f"执行率写作 {text}，按执行数和预算数算不是这个数", "执行率由软件重算，没有导入"))


def _text(record: Record, name: str) -> str:
    """The words of a field, without the mark that keeps a text from being taken for a formula."""
    return _GUARDED.sub("", record.text(name), count=1) if record.text(name).startswith("'") else record.text(name)


def _case_text(out: Brought, rulebook: Rulebook, files: Iterable[str]) -> str:
    year = int(out.words["year"][:4]) if out.words["year"][:4].isdecimal() else out.words["year"]
    case: dict[str, Any] = {"agency": out.words["agency"]}
    for key in ("department", "project"):
        if out.words.get(key):
            case[key] = out.words[key]
    case |= {"year": year, "rulebook": rulebook.id}
    if out.words.get("agency_code"):
        case["profile"] = {"budget_code": out.words["agency_code"]}
    if out.funds:
        case["facts"] = {year: out.funds}
    if out.rows:
        case["rows"] = out.rows
    head = f"# 由 jixiao import 从 {'、'.join(files)} 导入。定性指标请补上评定人（by）和评定理由（why）。\n"
    dumped: str = yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=1000)
    return head + dumped
