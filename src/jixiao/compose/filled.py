"""A self-evaluation form filled in: the sections of a layout drawn one below the other into one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from jixiao.compose import columns as shown
from jixiao.compose import scores
from jixiao.compose.columns import Line
from jixiao.compose.figures import bare, in_wan, percentage
from jixiao.compose.layouts import BASES, Column, Layout, columns, layout_of
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Cell, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.quantity import Quantity, trim
from jixiao.model.rulebook import Rulebook

_BLANK = "　　　　　　"
"""Room to write by hand."""


def filled_form(case: Case, scorecard: Scorecard, rulebook: Rulebook, titled: bool = True) -> Table:
    """The form of `rulebook` for one case. `titled` False: the title stands above the table already, and not in it."""
    return _Form(case, scorecard, rulebook, titled).table()


def execution_leaf(scorecard: Scorecard, rulebook: Rulebook, item: str) -> IndicatorScore | None:
    """The indicator 预算执行率: the one computed from the funds `item` alone, budget and spending."""
    for leaf in scorecard.indicators:
        node = rulebook.find(leaf.id)
        inputs = [] if node is None or "执行率" not in node.name else list(node.inputs.values())
        if inputs and all(one.item == item for one in inputs):
            return leaf
    return None


class _Form:
    """The table in the making; `row` is the next free one."""

    def __init__(self, case: Case, scorecard: Scorecard, rulebook: Rulebook, titled: bool) -> None:
        self.case = case
        self.scorecard = scorecard
        self.layout: Layout = layout_of(rulebook)
        self.width = len(self.layout.widths)
        funds = self.layout.section("funds")
        total = next((one["item"] for one in funds["rows"] if one.get("total")), "") if funds else ""
        self.execution = execution_leaf(scorecard, rulebook, total) if total else None
        self.lines = [line for line in shown.lines(case, scorecard, rulebook) if line.leaf is not self.execution]
        self.words = self._words(rulebook, titled)
        self.row = 0
        self.head_rows = self.repeated = 0
        self.weighed: tuple[Column, ...] = ()

    def table(self) -> Table:
        draw: Mapping[str, Callable[[Any], Iterator[Cell]]] = {
            "title": self._title, "line": self._line, "fields": self._fields, "funds": self._funds, "goals": self._goals,
            "indicators": self._indicators, "total": self._total, "sign": self._sign,
        }  # fmt: skip
        cells = [cell for kind, said in self.layout.sections for cell in draw[kind](said)]
        return Table(
            tuple(cells),
            title=self.layout.title,
            head_rows=self.head_rows,
            widths=self.layout.widths,
            repeated=self.repeated,
        )

    def _words(self, rulebook: Rulebook, titled: bool) -> Mapping[str, str]:
        weights = [line.leaf.weight for line in self.lines if not scores.is_aside(line.leaf)]
        indicators = (
            scores.NOTHING if None in weights else str(trim(sum((one for one in weights if one is not None), Decimal(0))))
        )
        execution = scores.weight_text(self.execution) if self.execution is not None else scores.NOTHING
        return _Words(
            title=self.layout.title if titled else "", year=str(self.case.year), agency=self.case.agency,
            project=self.case.project or TO_FILL, department=self.case.department or TO_FILL, rules=rulebook.title,
            execution_weight=execution, indicators_weight=indicators, **self.case.profile,
        )  # fmt: skip

    def _across(self, text: str, kind: str = "text") -> Cell:
        align = "center" if kind == "head" else ""
        return Cell((text,), self.row, 0, column_span=self.width, kind=kind, align=align)  # type: ignore[arg-type]

    def _title(self, said: str) -> Iterator[Cell]:
        text = said.format_map(self.words)
        if text:
            yield self._across(text, "head")
            self.row += 1

    def _line(self, said: list[dict[str, Any]]) -> Iterator[Cell]:
        column = 0
        for one in said:
            span = one.get("span", 1)
            yield Cell((one["text"].format_map(self.words),), self.row, column, column_span=span, kind="label")
            column += span
        self.row += 1

    def _fields(self, said: list[list[dict[str, Any]]]) -> Iterator[Cell]:
        for line in said:
            column = 0
            for number, one in enumerate(line, 1):
                label = one.get("label_span", 1)
                yield Cell((one["label"],), self.row, column, column_span=label, kind="label", align="center")
                column += label
                span = self.width - column if number == len(line) else one.get("span", 1)
                text = one["text"].format_map(self.words) if "text" in one else self._field(one["show"])
                yield Cell((text,) if text else (), self.row, column, column_span=span)
                column += span
            self.row += 1

    def _field(self, show: str) -> str:
        """What a field holds that no plain word gives; 待补充 for words a unit owes, a blank for what is written by hand."""
        kind, _, key = show.partition(":")
        match kind:
            case "profile":
                return self.case.profile.get(key, "")
            case "text":
                return self.case.texts.get(key, "") or TO_FILL
            case "staff":
                facts = (self.case.facts.get(item, self.case.year) for item in ("authorised_posts", "staff_in_post"))
                return "／".join(fact.shown if fact is not None else TO_FILL for fact in facts)
            case "tasks":
                return _listed(task.goal for task in self.case.tasks)
            case "problems":
                return _listed(one.problem + (f"（原因：{one.cause}）" if one.cause else "") for one in self.case.problems)
            case "measures":
                own = [one for problem in self.case.problems for one in problem.measures]
                return _listed([*own, *self.case.measures])
        raise ValueError(f"field {show}")

    # —— 资金 ——

    def _funds(self, said: dict[str, Any]) -> Iterator[Cell]:
        start = 1 if "label" in said else 0
        placed = list(_placed(columns(said), start, self.width))
        rows = [one for one in said["rows"] if one.get("total") or one.get("always") or self._any(one["item"])]
        top = self.row
        for column, at, span in placed:
            yield Cell((column.head,) if column.head else (), self.row, at, column_span=span, kind="head", align="center")
        self.row += 1
        for group, members in groupby(rows, key=lambda one: str(one.get("group", ""))):
            if group:
                yield from self._group(group, placed, said.get("nothing", scores.NOTHING))
            for one in members:
                for column, at, span in placed:
                    yield replace(self._amount(column.show, one, said, at), column_span=span)
                self.row += 1
        if start:
            label = said["label"].format_map(self.words)
            yield Cell((label,), top, 0, row_span=self.row - top, kind="label", align="center")

    def _group(self, name: str, placed: list[tuple[Column, int, int]], nothing: str) -> Iterator[Cell]:
        for column, at, span in placed:
            text = name if column.show == "name" else nothing
            yield Cell(
                (text,), self.row, at, column_span=span, kind="label", align="" if column.show == "name" else "center"
            )
        self.row += 1

    def _any(self, item: str) -> bool:
        return any(self.case.facts.get(item, self.case.year, basis) is not None for basis in BASES)

    def _amount(self, show: str, one: dict[str, Any], said: dict[str, Any], at: int) -> Cell:
        total = one.get("total", False)
        if show == "name":
            return Cell((one["name"],), self.row, at, kind="label")
        if show in BASES:
            return self._money(self.case.facts.get(one["item"], self.case.year, show), at, total)
        if total:
            return self._execution(show, one["item"], at)
        runs: tuple[str | Fact, ...] = (said.get("nothing", scores.NOTHING),)
        if show == "rate" and said.get("rates") == "each":
            rate = self._rate(one["item"])
            runs = (rate,) if rate is not None else runs
        return Cell(() if show == "execution_reason" else runs, self.row, at, align="center")

    def _money(self, fact: Fact | None, column: int, needed: bool) -> Cell:
        if fact is None or not isinstance(fact.value, Quantity):
            return Cell((TO_FILL,) if needed else (), self.row, column, align="center")
        in_unit = replace(fact, value=in_wan(fact.value))
        return Cell((bare(in_unit),), self.row, column, align="center", fact=in_unit)

    def _rate(self, item: str) -> Fact | None:
        """How much of an amount was spent; None where that is not known, or there was nothing to spend."""
        budget, spent = (self.case.facts.get(item, self.case.year, basis) for basis in BASES[1:])
        if (
            budget is None
            or spent is None
            or not isinstance(budget.value, Quantity)
            or not isinstance(spent.value, Quantity)
        ):
            return None
        if not budget.value.value:
            return None
        rate = percentage(Fraction(spent.value.value) / Fraction(budget.value.value), 2)
        return Fact(f"{item}/rate", rate, self.case.year, agency=self.case.agency, by=f"derived:{item}/rate")

    def _execution(self, show: str, item: str, at: int) -> Cell:
        leaf = self.execution
        match show:
            case "execution_reason":
                return Cell((leaf.reason,) if leaf is not None and leaf.reason else (), self.row, at)
            case "weight":
                return Cell(
                    (scores.weight_text(leaf) if leaf is not None else scores.NOTHING,), self.row, at, align="center"
                )
            case "score" if leaf is not None:
                cell = scores.score_cell(leaf, self.scorecard, self.row, at)
                return replace(cell, note=scores.trace_lines(leaf))
            case "score":
                return Cell((scores.NOTHING,), self.row, at, align="center")
        return Cell((self._spent(leaf, item, show == "rate_digits"),), self.row, at, align="center")

    def _spent(self, leaf: IndicatorScore | None, item: str, digits: bool) -> str | Fact:
        """The execution rate: as it was scored, else as the amounts give it."""
        fact = self._rate(item)
        if leaf is not None:
            fact = None
            if isinstance(leaf.value, Known):
                rate = percentage(leaf.value.value / 100, 2)
                fact = Fact(f"{leaf.id}/value", rate, self.case.year, agency=self.case.agency, by=f"derived:{leaf.id}")
        if fact is not None and isinstance(fact.value, Quantity):
            return fact.value.text if digits else fact
        if leaf is None:
            return scores.NOTHING
        return scores.NOT_APPLICABLE if isinstance(leaf.score, Known) else TO_FILL

    # —— 目标、指标、总分 ——

    def _goals(self, label: str) -> Iterator[Cell]:
        half = self.width // 2
        yield Cell((label,), self.row, 0, row_span=2, kind="label", align="center")
        for at, end, head, key in ((1, half, "预期目标", "goal"), (half, self.width, "实际完成情况", "goal_result")):
            yield Cell((head,), self.row, at, column_span=end - at, kind="head", align="center")
            yield Cell((self.case.texts.get(key) or TO_FILL,), self.row + 1, at, column_span=end - at)
        self.row += 2

    def _indicators(self, said: dict[str, Any]) -> Iterator[Cell]:
        start = 1 if "label" in said else 0
        placed = list(_placed(columns(said), start, self.width))
        top = self.row
        for column, at, span in placed:
            yield Cell((column.head,), self.row, at, column_span=span, kind="head", align="center")
        self.row += 1
        if all(kind in ("title", "line", "indicators", "total", "sign") for kind, _ in self.layout.sections):
            self.head_rows = self.row
        else:
            self.repeated = top
        levels = {column.show: (at, span) for column, at, span in placed if column.show in shown.LEVELS}
        yield from self._levels(levels)
        for number, line in enumerate(self.lines, self.row):
            for column, at, span in placed:
                if column.show not in levels:
                    yield replace(shown.cell(column.show, line, number, at), column_span=span)
        self.row += len(self.lines)
        if start:
            label = said["label"].format_map(self.words)
            yield Cell((label,), top, 0, row_span=self.row - top, kind="label", align="center")
        self.weighed = columns(said)

    def _levels(self, levels: Mapping[str, tuple[int, int]]) -> Iterator[Cell]:
        """The columns of names, equal neighbours of the first two levels merged."""
        for depth, show in enumerate(shown.LEVELS):
            if show not in levels:
                continue
            at, span = levels[show]
            row = self.row
            for names, group in groupby(enumerate(self.lines), key=lambda one: _names(one, depth)):
                size = len(list(group))
                yield Cell((str(names[-1]),), row, at, size, span, kind="label", align="center" if depth < 2 else "")
                row += size

    def _total(self, label: str) -> Iterator[Cell]:
        said = self.layout.section("indicators")
        placed = list(_placed(columns(said), 1 if "label" in said else 0, self.width))
        at_weight, at_score = (next(one for one in placed if one[0].show == show) for show in ("weight", "score"))
        first = min(at_weight[1], at_score[1])
        yield Cell((label,), self.row, 0, column_span=first, kind="label", align="center")
        words = scores.total_words(self.scorecard)
        for column, at, span in placed:
            if at < first:
                continue
            if column.show == "weight":
                yield Cell((scores.weight_sum(self.scorecard),), self.row, at, column_span=span, align="center")
            elif column.show == "score":
                total = scores.fact_cell(scores.total_fact(self.scorecard), self.row, at)
                yield replace(total, column_span=span)
            else:
                told = column.show in ("remarks", "reason")
                yield Cell((words,) if told and words else (), self.row, at, column_span=span)
                words = "" if told else words
        self.row += 1
        if words:
            yield self._across(words)
            self.row += 1

    def _sign(self, said: str) -> Iterator[Cell]:
        yield self._across(said.format_map(self.words))
        self.row += 1


class _Words(dict[str, str]):
    """Plain words by name; what nobody gave is room to write by hand."""

    def __missing__(self, key: str) -> str:
        return _BLANK


def _names(one: tuple[int, Line], depth: int) -> tuple[object, ...]:
    """What makes two neighbours one cell at this depth: equal names above; the last level never merges."""
    number, line = one
    names = scores.levels(line.leaf)
    return (number, names[2] or line.leaf.name) if depth == 2 else (*names[:depth], names[depth])


def _placed(said: tuple[Column, ...], start: int, width: int) -> Iterator[tuple[Column, int, int]]:
    """Each column with where it begins and how far it reaches; the last one to the edge of the table."""
    at = start
    for number, column in enumerate(said, 1):
        span = width - at if number == len(said) else column.span
        yield column, at, span
        at += span


def _listed(entries: Any) -> str:
    """1.…；2.…。, or 待补充 where there is nothing to list."""
    bare_ones = [one.strip().rstrip("。；;") for one in entries]
    if len(bare_ones) == 1:
        return f"{bare_ones[0]}。"
    return "；".join(f"{number}.{one}" for number, one in enumerate(bare_ones, 1)) + "。" if bare_ones else TO_FILL
