"""The monitoring form (绩效目标执行监控表) with its lights, and the notice they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from jixiao.compose.figures import bare, in_wan, percentage
from jixiao.compose.own_rows import level_cells, sorted_rows
from jixiao.compose.sentences import load
from jixiao.model.case import Case, Row
from jixiao.model.document import TO_FILL, Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.plan import Light, Monitoring, Progress, Spending, Watch
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook

NO_LIGHT = "未评"
_WORDS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}


@lru_cache(maxsize=1)
def _layout() -> dict[str, Any]:
    layout: dict[str, Any] = load("in_year.yaml")["monitoring"]
    return layout


def span(month: int) -> str:
    """1—7月; the first month alone is 1月."""
    return "1月" if month == 1 else f"1—{month}月"


def compose_monitoring(case: Case, monitoring: Monitoring, watch: Watch, rulebook: Rulebook) -> tuple[Document, Document]:
    """The form on paper and as a workbook: the table, and a second one that explains every light."""
    title = _layout()["titles"][rulebook.kind]
    name = f"{case.year}年{span(monitoring.month)}{case.project or case.agency}{title}"
    form = _Form(case, monitoring, rulebook)
    lights = light_table(watch)
    notes = tuple(Paragraph((f"说明：{note}。",), style="small") for note in watch.notes)
    paper: tuple[Block, ...] = (Heading(title, 0), form.table(""), lights, *notes)
    sheets = (replace(form.table(title), title="监控表"), _with_notes(lights, watch))
    return Document(name, paper, kind="monitoring"), Document(name, sheets, kind="monitoring")


def compose_notice(watch: Watch, on: date | None) -> Document | None:
    """The notice of the month; None where no light asks for one. Who sends it, signs it."""
    if not watch.notice:
        return None
    day = f"{on.year}年{on.month}月{on.day}日" if on else "　　　　年　　月　　日"
    blocks: tuple[Block, ...] = (
        Heading(watch.notice_title, 0),
        Paragraph((f"{watch.agency}：",)),
        *(Paragraph((words,)) for words in watch.notice),
        Paragraph(("（发出通知的单位）　　",), style="right"),
        Paragraph((day,), style="right"),
    )
    return Document(watch.notice_title, blocks, kind="notice")


def light_table(watch: Watch) -> Table:
    """预警说明: each light with its sentence."""
    layout = _layout()["lights"]
    cells = [Cell((one["head"],), 0, column, kind="head", align="center") for column, one in enumerate(layout["columns"])]
    for row, light in enumerate(watch.lights, 1):
        words = (str(row), light.about, _word(light))
        cells += [Cell((text,), row, column, align="center") for column, text in enumerate(words)]
        cells.append(Cell((light.sentence,), row, 3))
    return Table(tuple(cells), title=layout["title"], widths=tuple(one["width"] for one in layout["columns"]))


def _word(light: Light) -> str:
    return _WORDS[light.color] if light.color else NO_LIGHT


def _with_notes(table: Table, watch: Watch) -> Table:
    """The table with what must be known before its lights are relied on, below it."""
    rows = enumerate(watch.notes, table.n_rows)
    notes = (Cell((f"说明：{note}",), row, 0, column_span=table.n_columns, kind="note") for row, note in rows)
    return replace(table, cells=(*table.cells, *notes))


class _Form:
    """Rows from the top; `row` is the next free one."""

    def __init__(self, case: Case, monitoring: Monitoring, rulebook: Rulebook) -> None:
        self.case, self.monitoring, self.rulebook = case, monitoring, rulebook
        self.columns = _layout()["columns"]
        self.last = len(self.columns) - 1
        self.span = span(monitoring.month)
        self.funds = _layout()["funds"][rulebook.kind]
        self.adjusted = any(self._is_adjusted(one["item"]) for one in self.funds)
        self.row = 0

    def table(self, heading: str) -> Table:
        cells = tuple(self._cells(heading))
        widths = tuple(one["width"] for one in self.columns)
        return Table(cells, title="", head_rows=0, widths=widths)

    def _cells(self, heading: str) -> Iterator[Cell]:
        yield Cell((f"{heading}（{self.case.year}年度）",), 0, 0, column_span=self.last + 1, kind="head", align="center")
        self.row = 1
        yield from self._head()
        yield from self._money()
        yield from self._indicators()
        yield Cell((self._signatures(),), self.row, 0, column_span=self.last + 1)

    def _pair(self, label: str, text: str, at: int, end: int) -> Iterator[Cell]:
        yield Cell((label,), self.row, at, kind="label", align="center")
        yield Cell((text or TO_FILL,), self.row, at + 1, column_span=end - at)

    def _head(self) -> Iterator[Cell]:
        project = self.rulebook.kind == "project"
        first = ("项目名称", self.case.project) if project else ("部门名称", self.case.agency)
        yield from self._pair(*first, 0, self.last)
        self.row += 1
        if project:
            yield from self._pair("主管部门", self.case.department, 0, 4)
            yield from self._pair("实施单位", self.case.agency, 5, self.last)
            self.row += 1

    def _is_adjusted(self, item: str) -> bool:
        adjusted = self.case.facts.get(item, self.case.year, "adjusted_budget")
        initial = self.case.facts.get(item, self.case.year, "initial_budget")
        return adjusted is not None and (initial is None or adjusted.value != initial.value)

    def _money(self) -> Iterator[Cell]:
        heads = _layout()["heads"]
        keys = ["initial", *(["adjusted"] if self.adjusted else []), "executed", "rate", "expected"]
        edges = [3 + (self.last - 2) * index // len(keys) for index in range(len(keys) + 1)]
        rows = [one for index, one in enumerate(self.funds) if index == 0 or self._known(one["item"])]
        label = _layout()["money" if self.rulebook.kind == "project" else "money_department"]
        yield Cell((label,), self.row, 0, row_span=len(rows) + 1, kind="label", align="center")
        yield Cell((), self.row, 1, column_span=2, kind="head")
        for key, (start, end) in zip(keys, pairwise(edges), strict=True):
            head = heads[key].format(span=self.span)
            yield Cell((head,), self.row, start, column_span=end - start, kind="head", align="center")
        self.row += 1
        for index, one in enumerate(rows):
            yield Cell((one["name"],), self.row, 1, column_span=2, kind="label")
            for key, (start, end) in zip(keys, pairwise(edges), strict=True):
                fact = self._fact(one["item"], key)
                yield self._figure(fact, start, end - start, needed=index == 0 and key != "expected")
            self.row += 1

    def _known(self, item: str) -> bool:
        bases = ("initial_budget", "adjusted_budget")
        return item in self.monitoring.spending or any(
            self.case.facts.get(item, self.case.year, one) is not None for one in bases
        )

    def _fact(self, item: str, key: str) -> Fact | None:
        spending = self.monitoring.spending.get(item, Spending())
        match key:
            case "initial":
                return self.case.facts.get(item, self.case.year, "initial_budget")
            case "adjusted":
                return self.case.facts.get(item, self.case.year, "adjusted_budget")
            case "executed":
                return spending.executed
            case "expected":
                return spending.expected
        return self._rate(item, spending)

    def _rate(self, item: str, spending: Spending) -> Fact | None:
        """Spending over the budget of the column before it; None while one is not known, or the budget is nothing."""
        basis = "adjusted_budget" if self.adjusted else "initial_budget"
        budget = self.case.facts.get(item, self.case.year, basis)
        if budget is None or spending.executed is None:
            return None
        spent, of = spending.executed.value, budget.value
        if not isinstance(spent, Quantity) or not isinstance(of, Quantity) or of.value == 0:
            return None
        value = percentage(Fraction(spent.value) / Fraction(of.value), 2)
        return Fact(f"{item}/rate", value, self.case.year, agency=self.case.agency, by="derived:执行数 ÷ 预算数")

    def _figure(self, fact: Fact | None, column: int, width: int, needed: bool) -> Cell:
        if fact is None or not isinstance(fact.value, Quantity):
            return Cell((TO_FILL,) if needed else (), self.row, column, column_span=width, align="center")
        if fact.value.unit == "%":
            return Cell((fact,), self.row, column, column_span=width, align="center")
        shown = replace(fact, value=in_wan(fact.value))
        return Cell((bare(shown),), self.row, column, column_span=width, align="center", fact=shown)

    def _indicators(self) -> Iterator[Cell]:
        for column, one in enumerate(self.columns):
            yield Cell((one["head"].format(span=self.span),), self.row, column, kind="head", align="center")
        self.row += 1
        rows = sorted_rows(self.case.rows, self.rulebook)
        yield from level_cells(rows, self.rulebook, self.row)
        for row in rows:
            yield Cell((row.name,), self.row, 2, kind="label")
            words = self._words(row)
            for column, one in enumerate(self.columns[3:], 3):
                text = words[one["key"]]
                yield Cell((text,) if text else (), self.row, column, align="" if one["key"] == "reason" else "center")
            self.row += 1

    def _words(self, row: Row) -> dict[str, str]:
        progress = self.monitoring.progress.get(row.name, Progress(row.name))
        return {
            "target": row.target or TO_FILL,
            "done": progress.done or progress.tier or TO_FILL,
            "expected": progress.expected,
            "cause": progress.cause,
            "reason": progress.reason,
            "chance": progress.chance,
            "note": progress.note,
        }

    def _signatures(self) -> str:
        profile = self.case.profile
        parts = (("填表人", "preparer"), ("联系电话", "phone"), ("填报日期", "prepared_on"), ("单位负责人签字", "head"))
        return "　　".join(f"{label}：{profile.get(key) or '　　　　　'}" for label, key in parts)
