"""The self-evaluation form (自评表) as a workbook: the form, the way to every score, the figures with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.catalog.items import bases, items
from jixiao.compose import scores
from jixiao.compose.charts import charts
from jixiao.compose.figures import bare
from jixiao.compose.filled import filled_form
from jixiao.compose.ledger import followup_table, judgement_table, problem_table
from jixiao.compose.tables import fine_print
from jixiao.model.case import Case
from jixiao.model.document import Cell, Document, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import Scorecard
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook

FORM, TRACES, FIGURES = "自评表", "计算过程", "基础数据"


def compose_form(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> Document:
    """The form in its rulebook's own layout, with sheets of who judged what, of problems and what
    becomes of them, and of where every score and figure comes from."""
    form = filled_form(case, scorecard, rulebook)
    name = f"{case.year}年度{case.agency}{case.project}自评表"
    form = replace(form, title=FORM, cells=(*form.cells, *_remarks(form, scorecard)))
    kept = (judgement_table(case, scorecard, rulebook), problem_table(case), followup_table(case))
    sheets = (form, *(one for one in kept if one is not None), trace_table(case, scorecard), figure_table(case))
    return Document(name, (*sheets, *charts(case, scorecard)), kind="form")


def _remarks(form: Table, scorecard: Scorecard) -> Iterator[Cell]:
    """Below the form: what must be known before its total is relied on."""
    for row, note in enumerate(scorecard.notes, form.n_rows):
        yield Cell((f"说明：{note}",), row, 0, column_span=form.n_columns, kind="note")


def trace_table(case: Case, scorecard: Scorecard) -> Table:
    """计算过程: for each indicator formula, figures with places, rule, branch, rounding, where the rule is written."""
    heads = ("序号", "指标", "公式", "数据及出处", "代入计算", "评分标准", "适用情形", "取位", "规则出处", "分值", "得分")
    cells = [Cell((head,), 0, column, kind="head", align="center") for column, head in enumerate(heads)]
    row = 0
    for row, leaf in enumerate(scorecard.indicators, 1):
        trace = leaf.trace
        judged = f"评定人：{leaf.judged_by}" if leaf.judged_by else ""
        inputs = "\n".join(one for one in (*map(str, scores.inputs_of(leaf)), judged) if one)
        source = "\n".join(one for one in (trace.source, trace.rulebook_line, *trace.notes) if one)
        words = (scores.levels(leaf)[2] or leaf.name, trace.formula, inputs, trace.substituted, trace.rule, trace.branch)
        cells.append(Cell((str(row),), row, 0, align="center"))
        cells += [Cell((text,), row, column) for column, text in enumerate((*words, trace.rounding, source), 1)]
        cells.append(Cell((scores.weight_text(leaf),), row, 9, align="center"))
        cells.append(scores.score_cell(leaf, scorecard, row, 10))
    for line in (*fine_print(case, scorecard), *scorecard.notes):
        row += 1
        cells.append(Cell((line,), row, 0, column_span=len(heads), kind="note"))
    return Table(tuple(cells), title=TRACES, head_rows=1, widths=(6, 18, 24, 30, 22, 28, 26, 14, 44, 6, 9))


def figure_table(case: Case) -> Table:
    """基础数据: every fact of the case with its year, basis, unit and place."""
    heads = ("数据项", "年度", "口径", "数值", "单位", "出处", "来源")
    cells = [Cell((head,), 0, column, kind="head", align="center") for column, head in enumerate(heads)]
    for row, fact in enumerate(sorted(case.facts, key=_order), 1):
        name = items()[fact.item].name if fact.item in items() else fact.item
        basis = bases()[fact.basis].name if fact.basis in bases() else scores.NOTHING
        words = (name, "" if fact.year is None else str(fact.year), basis)
        cells += [Cell((text,), row, column, align="center" if column else "") for column, text in enumerate(words)]
        cells += _value_cells(fact, row)
        cells += [Cell((text,), row, column) for column, text in ((5, str(fact.place)), (6, _origin(fact)))]
    return Table(tuple(cells), title=FIGURES, head_rows=1, widths=(32, 8, 16, 16, 8, 34, 24))


_ORIGINS = {"case": "案卷", "workbook": "采集表"}


def _origin(fact: Fact) -> str:
    """Which paper a fact came in with, and under which head."""
    kind, _, head = fact.by.partition(":")
    return "·".join(one for one in (_ORIGINS.get(kind, kind), head) if one)


def _value_cells(fact: Fact, row: int) -> Iterator[Cell]:
    if isinstance(fact.value, Quantity):
        yield Cell((bare(fact),), row, 3, align="right", fact=fact)
        yield Cell((fact.value.printed_unit or fact.value.unit,), row, 4, align="center")
    else:
        yield Cell((fact.shown,), row, 3)
        yield Cell((scores.NOTHING,), row, 4, align="center")


def _order(fact: Fact) -> tuple[int, int, int]:
    """As the catalog lists items; this year before last, bases in their order."""
    known = list(items())
    place = known.index(fact.item) if fact.item in known else len(known)
    basis = list(bases()).index(fact.basis) if fact.basis in bases() else -1
    return place, -(fact.year or 0), basis
