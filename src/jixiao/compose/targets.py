"""The form of targets (绩效目标申报表) of a department or a project, and whether its money and weights add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jixiao.compose.balances import year_money
from jixiao.compose.figures import bare, in_unit_of, in_wan
from jixiao.compose.own_rows import level_cells, sorted_rows
from jixiao.compose.sentences import load
from jixiao.errors import Fault, UsageError
from jixiao.model.case import Case, Row
from jixiao.model.document import TO_FILL, Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.model.plan import Balance, Money, PlannedTask, TargetWords
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.rulebook import Rulebook
from jixiao.text.quantities import target

USUAL = {"department": "mof-2015-88-department", "project": "mof-2015-88-project"}


@dataclass(frozen=True, slots=True)
class TargetForm:
    """A layout of the form: `sections` are (kind, what the file says of it) from the top."""

    id: str
    kind: str
    title: str
    source: str
    widths: tuple[int, ...]
    sections: tuple[tuple[str, Any], ...]


@lru_cache(maxsize=1)
def target_forms() -> dict[str, TargetForm]:
    """All layouts by id."""
    return {
        id: TargetForm(
            id, one["kind"], one["title"], one["source"], tuple(one["widths"]),
            tuple((key, what) for section in one["sections"] for key, what in section.items()),
        )
        for id, one in load("in_year.yaml")["targets"].items()
    }  # fmt: skip


def form_for(rulebook: Rulebook, wanted: str) -> TargetForm:
    """The layout called `wanted`, or the usual one of the rulebook's kind; `UsageError` lists those there are."""
    forms = {id: form for id, form in target_forms().items() if form.kind == rulebook.kind}
    found = forms.get(wanted or USUAL[rulebook.kind])
    if found is None:
        raise UsageError(Fault("", f"没有名为“{wanted}”的申报表样", f"可用：{'、'.join(forms)}"))
    return found


def compose_targets(
    case: Case, rulebook: Rulebook, form: TargetForm, balances: Sequence[Balance]
) -> tuple[Document, Document]:
    """The form on paper and as a workbook; what was held against what stands below it."""
    name = f"{case.year}年度{case.project or case.agency}{form.title}"
    table = _Form(case, rulebook, form).table("")
    notes = tuple(Paragraph((f"核对：{one.sentence}。",), style="small") for one in balances)
    paper: tuple[Block, ...] = (Heading(form.title, 0), table, *notes)
    sheet = _Form(case, rulebook, form).table(form.title)
    below = enumerate(balances, sheet.n_rows)
    cells = [Cell((f"核对：{one.sentence}",), row, 0, column_span=len(form.widths), kind="note") for row, one in below]
    sheets = (replace(sheet, title="申报表", cells=(*sheet.cells, *cells)),)
    return Document(name, paper, kind="targets"), Document(name, sheets, kind="targets")


class _Form:
    """Rows from the top; `row` is the next free one."""

    def __init__(self, case: Case, rulebook: Rulebook, form: TargetForm) -> None:
        self.case, self.rulebook, self.form = case, rulebook, form
        self.rows = sorted_rows(case.rows, rulebook)
        self.width = len(form.widths)
        self.row = 0

    def table(self, heading: str) -> Table:
        cells = tuple(self._cells(heading))
        return Table(cells, head_rows=0, widths=self.form.widths)

    def _cells(self, heading: str) -> Iterator[Cell]:
        yield Cell((f"{heading}（{self.case.year}年度）",), 0, 0, column_span=self.width, kind="head", align="center")
        self.row = 1
        for kind, what in self.form.sections:
            yield from getattr(self, f"_{kind}")(what)

    def _text(self, show: str) -> str:
        case, plan = self.case, self.case.plan
        match show:
            case "department":
                return " ".join(one for one in (case.profile.get("department_code", ""), case.department) if one)
            case "agency" | "project":
                return str(getattr(case, show))
            case "attribute" | "period" | "midterm_goal":
                return str(getattr(plan, show))
        return case.texts.get(show, "")

    def _fields(self, lines: list[list[dict[str, Any]]]) -> Iterator[Cell]:
        for line in lines:
            column = 0
            for one in line:
                yield Cell((one["label"],), self.row, column, kind="label", align="center")
                yield Cell((self._text(one["show"]) or TO_FILL,), self.row, column + 1, column_span=one["span"])
                column += 1 + one["span"]
            self.row += 1

    def _tasks(self, what: dict[str, Any]) -> Iterator[Cell]:
        columns = [(key, *what[key]) for key in ("name", "content", "total", "fiscal", "other")]
        column = 0
        for key, head, size in columns:
            amount = key in ("total", "fiscal", "other")
            if key == "total":
                yield Cell((what["money"],), self.row, column, column_span=self.width - column, kind="head", align="center")
            at = self.row + 1 if amount else self.row
            yield Cell((head,), at, column, 1 if amount else 2, size, kind="head", align="center")
            column += size
        self.row += 2
        for task in self.case.plan.tasks or (PlannedTask(TO_FILL),):
            column = 0
            for key, _, size in columns:
                if key in ("name", "content"):
                    yield Cell((getattr(task, key),), self.row, column, column_span=size)
                else:
                    yield self._amount(getattr(task.money, key), column, size, needed=key == "total")
                column += size
            self.row += 1
        yield Cell((what["sum"],), self.row, 0, column_span=3, kind="label", align="center")
        for column, key in enumerate(("total", "fiscal", "other"), 3):
            yield self._amount(
                self._sum([getattr(task.money, key) for task in self.case.plan.tasks]), column, 1, key == "total"
            )
        self.row += 1

    def _sum(self, facts: list[Fact | None]) -> Fact | None:
        """The amounts added up; None while one is not stated."""
        amounts = [one.value for one in facts if one is not None and isinstance(one.value, Quantity)]
        if not amounts or len(amounts) < len(facts):
            return None
        total = in_unit_of(sum((Fraction(one.value) for one in amounts), Fraction(0)), [in_wan(one) for one in amounts])
        return Fact(
            "total_expenditure", total, self.case.year, "initial_budget", self.case.agency, by="derived:任务预算之和"
        )

    def _amount(self, fact: Fact | None, column: int, size: int, needed: bool) -> Cell:
        if fact is None or not isinstance(fact.value, Quantity):
            return Cell((TO_FILL,) if needed else (), self.row, column, column_span=size, align="center")
        shown = replace(fact, value=in_wan(fact.value))
        return Cell((bare(shown),), self.row, column, column_span=size, align="center", fact=shown)

    def _money(self, what: dict[str, Any]) -> Iterator[Cell]:
        """Money of the whole period and of the year, side by side."""
        halves: list[tuple[list[str], Money]] = [
            (what["midterm"], self.case.plan.midterm),
            (what["year"], year_money(self.case)),
        ]
        yield Cell((what["label"],), self.row, 0, row_span=3, kind="label", align="center")
        for line, key in enumerate(("total", "fiscal", "other")):
            column = 1
            for half, (labels, money) in enumerate(halves):
                label_span, value_span = what["spans"][2 * half : 2 * half + 2]
                yield Cell((labels[line],), self.row, column, column_span=label_span, kind="label")
                needed = half == 1 and key == "total"
                yield self._amount(getattr(money, key), column + label_span, value_span, needed)
                column += label_span + value_span
            self.row += 1

    def _goals(self, what: list[dict[str, Any]]) -> Iterator[Cell]:
        first = what[0]
        if "show" in first:
            yield Cell((first["label"],), self.row, 0, kind="label", align="center")
            yield Cell((self._text(first["show"]) or TO_FILL,), self.row, 1, column_span=first["span"])
            self.row += 1
            return
        yield Cell((first["label"],), self.row, 0, row_span=2, kind="label", align="center")
        column = 1
        for one in what[1:]:
            text = self._text(one["show"]) or (TO_FILL if one["show"] == "goal" else "")
            yield Cell((one["head"],), self.row, column, column_span=one["span"], kind="head", align="center")
            yield Cell((text,) if text else (), self.row + 1, column, column_span=one["span"])
            column += one["span"]
        self.row += 2

    def _indicators(self, columns: list[dict[str, Any]]) -> Iterator[Cell]:
        column = 0
        for one in columns:
            yield Cell((one["head"],), self.row, column, column_span=one["span"], kind="head", align="center")
            column += one["span"]
        self.row += 1
        yield from level_cells(self.rows, self.rulebook, self.row)
        for row in self.rows:
            column = 0
            for one in columns:
                if one["show"] not in ("level1", "level2"):
                    text = self._of_row(row, one["show"])
                    words = one["show"] in ("name", "explanation", "standard", "note")
                    cell = Cell((text,) if text else (), self.row, column, column_span=one["span"])
                    yield cell if words else replace(cell, align="center")
                column += one["span"]
            self.row += 1

    def _of_row(self, row: Row, show: str) -> str:
        words = self.case.plan.indicators.get(row.name, TargetWords())
        wanted = target(row.target) if row.target and row.measure != "定性" else None
        match show:
            case "name" | "measure":
                return str(getattr(row, show))
            case "target":
                return row.target or TO_FILL
            case "weight":
                return row.weight or TO_FILL
            case "number" if wanted is not None:
                return f"{'' if wanted.bound == '=' else wanted.bound}{wanted.text or trim(wanted.value / wanted.factor)}"
            case "number":
                return row.target or TO_FILL
            case "unit":
                return "无" if wanted is None else wanted.printed_unit or wanted.unit
            case "explanation" | "standard":
                return str(getattr(words, show)) or TO_FILL
        return str(getattr(words, show))

    def _weights(self, label: str) -> Iterator[Cell]:
        """The sum of the weights as filed; what is added at self-evaluation is told among the remarks."""
        weights = [target(row.weight, "分") for row in self.rows if row.weight]
        yield Cell((label,), self.row, 0, column_span=self.width - 1, kind="label", align="center")
        known = [Fraction(one.value) for one in weights if one is not None]
        text = str(trim(half_up(sum(known, Fraction(0)), 6))) if len(known) == len(self.rows) and known else TO_FILL
        yield Cell((text,), self.row, self.width - 1, align="center")
        self.row += 1

    def _sign(self, parts: list[list[str]]) -> Iterator[Cell]:
        profile = self.case.profile
        words = "　　".join(f"{label}：{profile.get(key) or '　　　　　'}" for label, key in parts)
        yield Cell((words,), self.row, 0, column_span=self.width)
        self.row += 1
