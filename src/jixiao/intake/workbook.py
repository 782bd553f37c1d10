"""The collection workbook read back: cells become facts, rows, judgements and words, each with its 表!单元格.

Reading takes a document, so any reader of workbooks will do. Every fault of the workbook comes at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Any

from jixiao.catalog.items import Item, bases, find_item, items
from jixiao.errors import CaseError, Fault
from jixiao.intake import layout
from jixiao.intake.answered import asked_by_words, judged
from jixiao.intake.case import schema
from jixiao.intake.doubtful import foreign_sheets, misnamed, read_notes
from jixiao.intake.entries import Entry, gather, look_up_basis, look_up_item, only_basis
from jixiao.intake.judging import judgement_faults
from jixiao.intake.layout import (
    CODE,
    EVIDENCE,
    FIGURES,
    FOLLOWUPS,
    GUIDE,
    HEADS,
    JUDGEMENTS,
    LEDGER,
    PROBLEMS,
    PROFILE,
    ROWS,
    TASKS,
    TRIAL,
    WORDS,
)  # fmt: skip
from jixiao.intake.ledgers import Ledgers, no_files
from jixiao.intake.rows import row_faults
from jixiao.intake.sheets import Line, Sheet, find_sheet
from jixiao.intake.year_sheets import asks_ledger, read_ledger_sheet, read_month
from jixiao.intake.yesno import yes
from jixiao.model.case import Case, FollowUp, Judgement, Problem, Row, Task
from jixiao.model.document import Document
from jixiao.model.rulebook import Rulebook

_YEARS = {"上年数": -1, "本年数": 0}
_AGAIN = "请用 jixiao template 重新生成采集表，把数填到新表里"


def rulebook_of(document: Document, name: str) -> str:
    """The id of the rulebook the workbook was made for, "" where it cannot be told."""
    try:
        return _guide(document, name, [])[0]
    except CaseError:
        return ""


def read_workbook(document: Document, name: str, rulebook: Rulebook | None = None) -> Case:
    """The case in a filled collection workbook; `CaseError` holds every fault of it, each as 文件!表!单元格.

    `name` is the file's name as faults show it. With the rulebook it was made for, lines of the lists that somebody renamed
    are told too.
    """
    faults: list[Fault] = []
    id, sheets = _guide(document, name, faults)
    faults += foreign_sheets(document, name)
    book = _Workbook(document, name, sheets, faults)
    case = book.case(id)
    faults += misnamed(sheets, rulebook)
    if faults:
        raise CaseError(dict.fromkeys(faults))
    return case


def _guide(document: Document, name: str, faults: list[Fault]) -> tuple[str, dict[str, Sheet]]:
    """The rulebook's id, and the sheets the workbook was made with. Another version of the template ends reading here."""
    guide = find_sheet(document, name, GUIDE, HEADS[GUIDE], faults)
    if guide is None:
        hint = f"{_AGAIN}；部门决算公开表请用 --accounts 给出，写好的报告请用 jixiao check 审核"
        raise CaseError([*faults, Fault(name, "不是本软件生成的采集表", hint)])
    about = {line.text(CODE): line for line in guide.lines if line.text(CODE)}
    version, rulebook, names = (
        about[code].text("内容") if code in about else ""
        for code in (layout.TEMPLATE_CODE, layout.RULEBOOK_CODE, layout.SHEETS_CODE)
    )
    if version != layout.VERSION:
        where = about[layout.TEMPLATE_CODE].where("内容") if layout.TEMPLATE_CODE in about else f"{name}!{GUIDE}"
        what = f"采集表的模板版本是“{version}”，本软件用的是“{layout.VERSION}”" if version else "采集表里没有模板版本"
        newer = version.isdecimal() and int(version) > int(layout.VERSION)
        hint = "它由更新的软件生成，请先升级本软件" if newer else _AGAIN
        raise CaseError([*faults, Fault(where, what, hint)])
    if not rulebook:
        faults.append(Fault(f"{name}!{GUIDE}", "没有写评价规则的编号", f"请填回规则编号；或{_AGAIN[1:]}"))
    wanted = [one for one in HEADS if one not in (GUIDE, TRIAL, LEDGER) and one in names.split("、")]
    more = {ROWS: tuple(layout.MORE_HEADS.values())}
    found = {
        one: find_sheet(document, name, one, HEADS[one], faults, layout.MERGED.get(one, frozenset()), more.get(one, ()))
        for one in wanted
    }
    return rulebook, {one: sheet for one, sheet in found.items() if sheet is not None}


class _Workbook:
    """One workbook whose sheets were found."""

    def __init__(self, document: Document, name: str, sheets: dict[str, Sheet], faults: list[Fault]) -> None:
        self.document = document
        self.name = name
        self.sheets = sheets
        self.faults = faults
        self.ledgers = Ledgers(0, no_files, faults)

    def case(self, rulebook: str) -> Case:
        profile = self.profile()
        agency, year = profile.get("agency", ""), self.year()
        if PROFILE in self.sheets and not agency:
            self.faults.append(Fault(f"{self.name}!{PROFILE}", "没有填单位名称", "请填写"))
        problems, measures = self.problems()
        self.ledgers = read_ledger_sheet(self.document, self.name, year, self.faults)
        rows = tuple(self.rows())
        return Case(
            agency=agency,
            year=year,
            rulebook=rulebook,
            facts=gather(self.entries(year), agency, self.faults),
            allow_recalled=profile.get("allow_recalled") == layout.YES,
            rows=rows,
            judgements={one.indicator: one for one in self.judgements()},
            texts={key.removeprefix("texts."): words for key, words in profile.items() if key.startswith("texts.")},
            tasks=tuple(self.tasks()),
            problems=problems,
            measures=measures,
            followups=tuple(self.followups()),
            profile={key.removeprefix("profile."): words for key, words in profile.items() if key.startswith("profile.")},
            monitoring=read_month(self.sheets, rows, agency, year, self.faults),
            project=profile.get("project", ""),
            department=profile.get("department", ""),
            file=self.name,
            sha256=self.document.source,
            notes=(*read_notes(self.document, self.sheets.values()), *self.ledgers.notes),
        )

    def lines(self, sheet: str) -> tuple[Line, ...]:
        return self.sheets[sheet].lines if sheet in self.sheets else ()

    def profile(self) -> dict[str, str]:
        """The words of 单位概况 by code."""
        words: dict[str, str] = {}
        first: dict[str, Line] = {}
        for line in (*self.lines(PROFILE), *self.lines(WORDS)):
            key, text = _profile_key(line), line.text("内容")
            if key == "allow_recalled" and text:
                text = layout.YES if yes(text, line, "内容") else layout.NO
            if not (key and text):
                continue
            if key not in words:
                words[key], first[key] = text, line
            elif words[key] != text:
                there = first[key].place("内容").ref
                what = f"“{line.text('项目')}”又写了一次：这里是“{text}”，{there} 是“{words[key]}”"
                line.fault("内容", what, "一本采集表只填一个单位、一个年度；别的单位请另用一本")
        return words

    def year(self) -> int:
        """The year evaluated; 0 and a fault where it cannot be read."""
        for line in self.lines(PROFILE):
            if _profile_key(line) != "year":
                continue
            text = unicodedata.normalize("NFKC", line.text("内容"))
            found = re.fullmatch(r"(20\d\d)\s*(?:年度?)?", text)
            if found:
                return int(found[1])
            what = f"评价年度应为四位数的年份，现为“{line.text('内容')}”" if text else "没有填评价年度"
            line.fault("内容", what, "请写成“2021”的样子")
            return 0
        if PROFILE in self.sheets:
            self.faults.append(Fault(f"{self.name}!{PROFILE}", "没有评价年度一行", _AGAIN))
        return 0

    def entries(self, year: int) -> Iterator[Entry]:
        """Every figure of 基础数据 that was filled in."""
        for line in self.lines(FIGURES):
            filled = [head for head in _YEARS if line.text(head)]
            if not filled:
                continue
            named = _item_of(line)
            if isinstance(named, Fault):
                line.fault("数据项", named.what, named.hint)
                continue
            item, basis = named
            for head in filled:
                where, place, by = line.where(head), line.place(head), f"workbook:{FIGURES}/{head}"
                yield Entry(item, basis, year + _YEARS[head], line.figure(head), line.text("计量单位"), place, where, by)

    def rows(self) -> Iterator[Row]:
        for line in self.lines(ROWS):
            values: dict[str, Any] = {
                key: line.figure(head) if key in _ROW_FIGURES else line.text(head) for head, key in _ROW_HEADS.items()
            }
            if not any(text for key, text in values.items() if key != "level2"):
                continue
            under = line.text(CODE) or line.text("所属指标")
            measure = line.text("定量或定性") or ("定性" if values["tier"] else "定量")
            if not values["name"]:
                line.fault("指标名称", "这一行没有写指标名称", "请填写；多余的行请清空")
            if not under:
                line.fault("所属指标", "这一行没有选所属指标", "请从列表中选")
            if values["core"] not in ("", layout.YES, layout.NO):
                line.fault("是否核心指标", f"应填“是”或“否”，现为“{values['core']}”", "请从列表中选")
            if measure not in ("定量", "定性"):
                line.fault("定量或定性", f"应为“定量”或“定性”，现为“{measure}”", "请从列表中选")
            asked = asks_ledger(values["actual"])
            if asked and LEDGER not in self.ledgers:
                line.fault("实际完成值", "“台账”表里没有办件", "请把办件登记粘贴到“台账”表，或直接填实际完成值")
            counted = self.ledgers.count(asked, line.where("实际完成值")) if asked and LEDGER in self.ledgers else None
            if asked:
                values["actual"] = counted.shown if counted else ""
            cells = tuple((key, line.place(head)) for head, key in _ROW_HEADS.items())
            row = Row(under=under, measure=measure, place=line.place("指标名称"), counted=counted, cells=cells, **values)
            self.faults.extend(row_faults(row, partial(_where, line)))
            yield row

    def judgements(self) -> Iterator[Judgement]:
        indicator, name = "", ""
        lines: dict[str, list[tuple[str, Line]]] = {}
        names: dict[str, str] = {}
        for line in (*self.lines(JUDGEMENTS), *self.lines(EVIDENCE)):
            name = line.text("指标") or name
            code, _, asked = line.text(CODE).partition("/")
            indicator = code or name
            names.setdefault(indicator, name)
            lines.setdefault(indicator, []).append((asked or asked_by_words(line), line))
        for indicator, of_indicator in lines.items():
            judgement = judged(indicator, of_indicator)
            if judgement is not None:
                where = f"{self.name}!{judgement.place}"
                self.faults.extend(judgement_faults(judgement, names[indicator], where))
                yield judgement

    def tasks(self) -> Iterator[Task]:
        for line in self.lines(TASKS):
            goal, result = line.text("年初确定的重点工作和目标"), line.text("完成情况")
            if result and not goal:
                line.fault("年初确定的重点工作和目标", "写了完成情况，没有写年初的目标", "请补上目标")
            if goal:
                yield Task(goal, result, line.place("年初确定的重点工作和目标"))

    def problems(self) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
        """Problems with their measures, and the measures that stand without a problem."""
        problems: list[Problem] = []
        others: list[str] = []
        for line in self.lines(PROBLEMS):
            problem, cause = line.text("存在的问题"), line.text("原因")
            measures = tuple(one.strip() for one in line.text("改进措施").splitlines() if one.strip())
            if problem:
                owner, due = line.text("责任人"), line.text("完成时限")
                problems.append(Problem(problem, cause, measures, owner, due, line.place("存在的问题")))
                continue
            others += measures
            if cause:
                line.fault("存在的问题", "写了原因，没有写问题", "请补上问题")
        return tuple(problems), tuple(others)

    def followups(self) -> Iterator[FollowUp]:
        """What became of the problems of last year; a status is one of three words."""
        for line in self.lines(FOLLOWUPS):
            words = {key: line.text(head) for head, key in _FOLLOWUP_HEADS.items()}
            if not any(words.values()):
                continue
            if not words["problem"]:
                line.fault("上年的问题", "写了整改，没有写上年的问题", "请补上问题")
            if not words["status"]:
                line.fault("整改状态", "没有选整改状态", "请从列表中选")
            elif words["status"] not in layout.STATUSES:
                status = words["status"]
                line.fault("整改状态", f"整改状态应为“已完成”“整改中”或“未整改”，现为“{status}”", "请从列表中选")
            yield FollowUp(**words, place=line.place("上年的问题"))


_ROW_HEADS = {
    "二级指标": "level2", "指标名称": "name", "年度指标值": "target", "实际完成值": "actual", "分值": "weight", "定性档次": "tier",
    "档内比例": "ratio", "偏差原因分析及改进措施": "reason", "评定人": "by", "评定理由": "why", "佐证材料": "evidence",
    **{head: key for key, head in layout.MORE_HEADS.items()},
}  # fmt: skip

_ROW_HEAD = {key: head for head, key in _ROW_HEADS.items()}

_FOLLOWUP_HEADS = {
    "上年的问题": "problem", "整改措施": "measure", "整改状态": "status", "整改情况": "result", "责任人": "owner",
    "完成时限": "due",
}  # fmt: skip

_ROW_FIGURES = ("actual", "weight", "ratio", "pass_line")


def _where(line: Line, field: str) -> str:
    """Where a field of an indicator stands."""
    return line.where(_ROW_HEAD[field])


def _profile_key(line: Line) -> str:
    """What a line of 单位概况 is about: its code, or the key whose title is its label."""
    if line.text(CODE):
        return line.text(CODE)
    properties = schema()["properties"]
    titles: dict[str, str] = {one["title"]: key for key, one in properties.items()}
    for group in ("texts", "profile"):
        titles |= {one["title"]: f"{group}.{key}" for key, one in properties[group]["properties"].items()}
    return titles.get(line.text("项目"), "")


def _item_of(line: Line) -> tuple[Item, str] | Fault:
    """Item and basis of a line of 基础数据: by its code, by its labels where the code is lost."""
    key, _, basis = line.text(CODE).partition("/")
    name, basis_name = line.text("数据项"), line.text("口径")
    if key in items() and (basis in items()[key].bases or not basis):
        coded = items()[key]
        if name and find_item(name) is not coded:
            what = f"这一行的名称改成了“{name}”，编码仍是“{coded.name}”的，分不清填的是哪一项"
            return Fault("", what, f"请改回“{coded.name}”；“{name}”请填到它自己的一行，没有这一行就不用填")
        if basis and basis_name and look_up_basis(coded, basis_name) != basis:
            what = f"{coded.name}这一行的口径改成了“{basis_name}”，编码仍是“{bases()[basis].name}”的，分不清填的是哪个数"
            return Fault("", what, f"请改回“{bases()[basis].name}”")
        return coded, basis
    if not name:
        return Fault("", "这一行填了数，没有写数据项", "请写明是哪一项，或清空这一行")
    item = look_up_item(name)
    if isinstance(item, Fault):
        return item
    found = look_up_basis(item, basis_name) if basis_name else only_basis(item)
    return found if isinstance(found, Fault) else (item, found)
