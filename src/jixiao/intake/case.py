"""The case file (自评案卷, YAML or JSON): what one agency states for one year, written by hand.

agency: 样例县图书档案局（虚构）
year: 2021
rulebook: cn/hunan-2017/department
facts:
  2021:
    在职人员数: 31人
    总支出: {年初预算数: 480万元, 决算数: 512.60万元}
  2020:
    “三公”经费: {预算数: 7万元}

Keys are English, names and values are Chinese; `case.schema.json` says what may stand where.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from jixiao.catalog.items import Item
from jixiao.datafile import DataFile, Path_, check_schema, read_data
from jixiao.errors import CaseError, Fault
from jixiao.intake.entries import Entry, gather, look_up_basis, look_up_item, only_basis
from jixiao.intake.judging import judgement_faults
from jixiao.intake.ledgers import Attach, Ledgers, no_files
from jixiao.intake.planning import Part, read_monitoring, read_plan
from jixiao.intake.rows import row_faults
from jixiao.model.case import Case, FollowUp, Judgement, Problem, Row, Task
from jixiao.model.document import Place


def read_case(text: bytes, name: str, sha256: str, attach: Attach = no_files) -> Case:
    """The case written in `text`; `CaseError` holds every fault of it, each with `name` and line.

    `name` is the file's name as faults and places show it, `sha256` the hash of its bytes; `attach` gives the files it names.
    """
    file = read_data(text, name)
    if not file.faults and file.data is None:
        raise CaseError(Fault(name, "文件是空的", "请按 examples 里的案卷填写，或用 jixiao template 生成采集表"))
    if file.data is None:
        raise CaseError(file.faults)
    check_schema(file, schema())
    if not isinstance(file.data, dict):
        raise CaseError(file.faults)
    case = _CaseFile(file, sha256, attach).case()
    if file.faults:
        raise CaseError(sorted(dict.fromkeys(file.faults), key=_line))
    return case


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The published JSON Schema of the case file."""
    text = resources.files("jixiao.intake").joinpath("case.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class _CaseFile:
    """One parsed case file. What has the wrong shape was already faulted by the schema and is passed over here."""

    def __init__(self, file: DataFile, sha256: str, attach: Attach) -> None:
        self.file = file
        self.data: dict[str, Any] = file.data
        self.sha256 = sha256
        year = self.data.get("year")
        self.ledgers = Ledgers(year if isinstance(year, int) else 0, attach, file.faults)
        for ledger, written in self.mapping("ledgers").items():
            if isinstance(written, dict):
                self.ledgers.name(ledger, written, file.where(("ledgers", ledger)))

    def case(self) -> Case:
        agency = _text(self.data.get("agency"))
        year = self.data.get("year")
        return Case(
            agency=agency,
            year=year if isinstance(year, int) else 0,
            rulebook=_text(self.data.get("rulebook")),
            facts=gather(self.entries(), agency, self.file.faults),
            allow_recalled=self.data.get("allow_recalled") is True,
            rows=tuple(self.rows()),
            judgements={one.indicator: one for one in self.judgements()},
            texts={key: _text(words) for key, words in self.mapping("texts").items() if _text(words)},
            tasks=tuple(
                Task(_text(one.get("goal")), _text(one.get("result")), self.place(path))
                for one, path in self.listing("tasks")
            ),
            problems=tuple(
                Problem(
                    _text(one.get("problem")),
                    _text(one.get("cause")),
                    _texts(one.get("measures")),
                    _text(one.get("owner")),
                    _text(one.get("due")),
                    self.place(path),
                )
                for one, path in self.listing("problems")
            ),
            measures=_texts(self.data.get("measures")),
            followups=tuple(
                FollowUp(**{key: _text(one.get(key)) for key in _FOLLOWUP_TEXTS}, place=self.place(path))
                for one, path in self.listing("followups")
            ),
            profile={key: _text(words) for key, words in self.mapping("profile").items() if _text(words)},
            plan=read_plan(self.mapping("plan"), self.part("plan")),
            monitoring=read_monitoring(self.mapping("monitoring"), self.part("monitoring")),
            project=_text(self.data.get("project")),
            department=_text(self.data.get("department")),
            accounts=_texts(self.data.get("accounts")),
            file=self.file.name,
            sha256=self.sha256,
            notes=self.ledgers.notes,
        )

    def entries(self) -> Iterator[Entry]:
        """Every value under `facts`, in the order of the file."""
        for year, of_year in self.mapping("facts").items():
            if not (isinstance(of_year, dict) and year.isdecimal()):
                continue
            for name, written in of_year.items():
                path: Path_ = ("facts", year, name)
                item = look_up_item(name)
                if isinstance(item, Fault):
                    self.file.fault(path, item.what, item.hint)
                    continue
                if isinstance(written, dict) and "ledger" in written:
                    yield from self.counted(item, int(year), written, path)
                    continue
                if isinstance(written, dict):
                    pairs = [(look_up_basis(item, basis), one, (*path, basis)) for basis, one in written.items()]
                else:
                    pairs = [(only_basis(item) if written is not None else "", written, path)]
                for basis, one, at in pairs:
                    if isinstance(basis, Fault):
                        self.file.fault(at, basis.what, basis.hint)
                    elif one is not None and not isinstance(one, dict | list | bool):
                        where, place = self.file.where(at), self.place(at)
                        yield Entry(item, basis, int(year), str(one), "", place, where, "case")

    def counted(self, item: Item, year: int, written: dict[str, Any], path: Path_) -> Iterator[Entry]:
        """A figure that is counted from a ledger: a number of cases fills an item of 项 or 份 as well as one of 件."""
        where, basis = self.file.where(path), only_basis(item)
        if isinstance(basis, Fault):
            self.file.fault(path, basis.what, basis.hint)
            return
        found = self.ledgers.count(written, where)
        if found is not None:
            raw = found.shown if found.unit == "%" else found.shown.removesuffix(found.unit)
            yield Entry(item, basis, year, raw, "", found.place, where, f"ledger:{found.ledger}/{found.measure}")

    def rows(self) -> Iterator[Row]:
        self.ledgers.read_all()
        for one, path in self.listing("rows"):
            words: dict[str, Any] = {key: _text(one.get(key)) for key in _ROW_TEXTS}
            row = Row(
                **words,
                measure=_text(one.get("measure")) or "定量",
                place=self.place(path),
                cells=tuple((key, self.place((*path, key))) for key in words if key in one),
            )
            if isinstance(one.get("actual"), dict):
                counted = self.ledgers.count(one["actual"], self.file.where((*path, "actual")))
                row = replace(row, actual=counted.shown if counted else "", counted=counted)
            self.file.faults.extend(row_faults(row, partial(self._where, path)))
            yield row

    def judgements(self) -> Iterator[Judgement]:
        for indicator, one in self.mapping("judgements").items():
            if not isinstance(one, dict):
                continue
            path: Path_ = ("judgements", indicator)
            ticks, occurrences = one.get("ticks"), one.get("occurrences")
            judgement = Judgement(
                indicator=indicator,
                ticks=tuple(str(tick) for tick in ticks) if isinstance(ticks, list) else None,
                occurrences=occurrences if isinstance(occurrences, int) else None,
                met=_yes(one.get("met")),
                chosen=_chosen(one.get("chosen")),
                **{key: _text(one.get(key)) for key in _JUDGEMENT_TEXTS},
                place=self.place(path),
            )
            self.file.faults.extend(judgement_faults(judgement, indicator, self.file.where(path)))
            yield judgement

    def part(self, key: str) -> Part:
        """The part under `key` for whoever reads it."""

        def fault(path: Path_, what: str, hint: str) -> None:
            self.file.fault((key, *path), what, hint)

        year, rows = self.data.get("year"), {_text(one.get("name")): one for one, _ in self.listing("rows")}
        known = year if isinstance(year, int) else 0
        return Part(_text(self.data.get("agency")), known, rows, lambda path: self.place((key, *path)), fault)

    def mapping(self, key: str) -> dict[str, Any]:
        found = self.data.get(key)
        return found if isinstance(found, dict) else {}

    def listing(self, key: str) -> Iterator[tuple[dict[str, Any], Path_]]:
        found = self.data.get(key)
        for index, one in enumerate(found if isinstance(found, list) else ()):
            if isinstance(one, dict):
                yield one, (key, index)

    def _where(self, path: Path_, field: str) -> str:
        return self.file.where((*path, field))

    def place(self, path: Path_) -> Place:
        return Place(self.sha256, self.file.name, f"第{self.file.line(path)}行")


_ROW_TEXTS = (
    "under", "name", "target", "actual", "weight", "level2", "tier", "ratio", "reason", "by", "why", "evidence",
    "first_target", "core", "scored", "pass_line",
)  # fmt: skip
_FOLLOWUP_TEXTS = ("problem", "measure", "status", "result", "owner", "due")
_JUDGEMENT_TEXTS = ("tier", "ratio", "date", "not_applicable", "by", "why", "evidence")


def _text(value: Any) -> str:
    """A scalar as text; nothing for what is absent or has the wrong shape."""
    return "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in value if _text(one)) if isinstance(value, list) else ()


def _chosen(value: Any) -> tuple[tuple[str, str], ...]:
    """What was chosen: a list of names, or names with the points each is given."""
    if isinstance(value, dict):
        return tuple((str(name), _text(points)) for name, points in value.items())
    return tuple((_text(name), "") for name in value) if isinstance(value, list) else ()


def _yes(value: Any) -> bool | None:
    return value if isinstance(value, bool) else {"是": True, "否": False}.get(_text(value))


def _line(fault: Fault) -> tuple[int, str]:
    _, _, line = fault.where.rpartition(":")
    return (int(line) if line.isdecimal() else 0, fault.what)
