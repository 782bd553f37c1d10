"""The base data at the end of a report as the official form lays them out, and the fine print."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jixiao import __version__
from jixiao.catalog.items import describe
from jixiao.compose import scores
from jixiao.compose.figures import Figures, bare, in_wan, percentage
from jixiao.compose.sentences import load
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Cell, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import Scorecard
from jixiao.model.quantity import Quantity


def base_table(case: Case, figures: Figures, lacking: frozenset[str]) -> Table:
    """部门整体支出绩效评价基础数据表: staff, money by year and basis in 万元, buildings where there are any.

    A cell whose figure is among `lacking` reads 待补充, another one without a figure stays empty.
    """
    return _BaseTable(case, figures, lacking).table()


@lru_cache(maxsize=1)
def _form() -> dict[str, Any]:
    return load("base_table.yaml")


class _BaseTable:
    """The form in the making: rows are added from the top; the first column is the name, the last four are figures."""

    def __init__(self, case: Case, figures: Figures, lacking: frozenset[str]) -> None:
        self.case = case
        self.figures = figures
        self.lacking = lacking
        form = _form()
        self.columns = [one for one in form["columns"] if not one.get("optional") or self._any(one)]
        self.width = 1 + max(4, len(self.columns))
        self.cells: list[Cell] = []
        self.row = 0

    def table(self) -> Table:
        form = _form()
        self._people(form["people"])
        self._money(form["rows"], form["singles"])
        self._buildings(form["buildings"])
        self._words(form["thrift"], form["remark"])
        widths = (40, *(16,) * (self.width - 1))
        return Table(tuple(self.cells), title=form["title"], head_rows=0, widths=widths)

    def _fact(self, item: str, basis: str = "", year: int = 0) -> Fact | None:
        return self.case.facts.get(item, self.case.year + year, basis)

    def _any(self, column: dict[str, Any]) -> bool:
        rows = _form()["rows"]
        return any(self._fact(row["item"], column["basis"], column["year"]) is not None for row in rows)

    def _head(self, *texts: str) -> None:
        """A line of heads across the table; the last one stretches."""
        for column, text in enumerate(texts):
            last = column == len(texts) - 1
            self.cells.append(
                Cell((text,), self.row, column, column_span=self.width - column if last else 1, kind="head", align="center")
            )
        self.row += 1

    def _figure(self, fact: Fact | None, name: str, column: int, span: int = 1) -> None:
        if fact is None or not isinstance(fact.value, Quantity):
            runs: tuple[str, ...] = (TO_FILL,) if name in self.lacking else ()
            self.cells.append(Cell(runs, self.row, column, column_span=span, align="center"))
            return
        in_unit = Fact(fact.item, in_wan(fact.value), fact.year, fact.basis, fact.agency, fact.raw, fact.place, fact.by)
        self.cells.append(Cell((bare(in_unit),), self.row, column, column_span=span, align="center", fact=in_unit))

    def _people(self, names: dict[str, str]) -> None:
        self._head("财政供养人员情况（人）", names["posts"], names["last"], names["staff"], names["rate"])
        self.cells.append(Cell(("人数",), self.row, 0, kind="label"))
        for column, (item, year) in enumerate([("authorised_posts", 0), ("staff_in_post", -1), ("staff_in_post", 0)], 1):
            self._figure(self._fact(item, year=year), describe(item, "", year), column)
        posts, rate = self.figures.get("posts"), self.figures.get("staff_rate")
        known = rate is not None and posts is not None
        runs: tuple[str | Fact, ...] = (rate,) if known and rate is not None else (TO_FILL,)
        self.cells.append(Cell(runs, self.row, 4, column_span=self.width - 4, align="center"))
        self.row += 1

    def _money(self, rows: list[dict[str, Any]], singles: list[dict[str, Any]]) -> None:
        spare = self.width - 1 - len(self.columns)
        self._head("经费控制情况（万元）", *(one["name"] for one in self.columns))
        for row in rows:
            facts = [(one, self._fact(row["item"], one["basis"], one["year"])) for one in self.columns]
            if not row.get("core") and all(fact is None for _, fact in facts):
                continue
            indent = "　" if row.get("deep") else ""
            self.cells.append(Cell((indent + row["name"],), self.row, 0, kind="label"))
            for column, (one, fact) in enumerate(facts, 1):
                span = 1 + spare if column == len(self.columns) else 1
                self._figure(fact, describe(row["item"], one["basis"], one["year"]), column, span)
            self.row += 1
        for row in singles:
            fact = self._fact(row["item"])
            name = describe(row["item"])
            if fact is not None or name in self.lacking:
                self.cells.append(Cell((row["name"],), self.row, 0, kind="label"))
                self._figure(fact, name, 1, self.width - 1)
                self.row += 1

    def _buildings(self, rows: list[dict[str, Any]]) -> None:
        if not any(self._fact(row[key]) is not None for row in rows for key in ("approved", "actual")):
            return
        self._head("新建楼堂馆所控制情况", "批准", "实际", "控制率")
        for row in rows:
            self.cells.append(Cell((row["name"],), self.row, 0, kind="label"))
            self._figure(self._fact(row["approved"]), describe(row["approved"]), 1)
            self._figure(self._fact(row["actual"]), describe(row["actual"]), 2)
            rate = self._rate(self._fact(row["actual"]), self._fact(row["approved"]))
            self.cells.append(Cell((rate,), self.row, 3, column_span=self.width - 3, align="center"))
            self.row += 1

    def _rate(self, actual: Fact | None, approved: Fact | None) -> str | Fact:
        """Actual by approved in percent; — where nothing was approved, or one is not known."""
        if actual is None or approved is None:
            return scores.NOTHING
        if not isinstance(actual.value, Quantity) or not isinstance(approved.value, Quantity) or not approved.value.value:
            return scores.NOTHING
        rate = percentage(Fraction(actual.value.value) / Fraction(approved.value.value), 2)
        return Fact(f"{actual.item}/rate", rate, actual.year, agency=actual.agency, by=f"derived:{actual.item}/rate")

    def _words(self, name: str, remark: str) -> None:
        """The unit's own words on thrift, and what the official form says of its rows."""
        text = self.case.texts.get("thrift", "")
        if text:
            self.cells.append(Cell((name,), self.row, 0, kind="label"))
            self.cells.append(Cell((text,), self.row, 1, column_span=self.width - 1))
            self.row += 1
        self.cells.append(Cell((remark,), self.row, 0, column_span=self.width, kind="note"))
        self.row += 1


def fine_print(case: Case, scorecard: Scorecard) -> Iterator[str]:
    """What anyone who wants to compute it again must know: rules, inputs, version."""
    yield f"注：评价规则 {scorecard.rulebook}（{scorecard.rulebook_title}），规则文件校验码 {_short(scorecard.rulebook_sha256)}。"
    yield f"填报数据 {case.file or '未存文件'}{f'，校验码 {_short(case.sha256)}' if case.sha256 else ''}；由 jixiao {__version__} 计算。"


def _short(sha256: str) -> str:
    return sha256[:16] or "无"
