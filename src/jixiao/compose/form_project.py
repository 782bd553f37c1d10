"""项目支出绩效自评表: the layout of 财预〔2020〕10号, one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.compose import scores
from jixiao.compose.figures import bare, in_wan, percentage
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Cell, Table
from jixiao.model.fact import Fact
from jixiao.model.outcome import IndicatorScore, Known, Scorecard
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Rulebook

_FUNDS = (
    ("project_funds", "年度资金总额"),
    ("project_fiscal_funds", "其中：本年财政拨款"),
    ("project_carryover_funds", "上年结转资金"),
    ("project_other_funds", "其他资金"),
)
_BASES = ("initial_budget", "adjusted_budget", "executed")
_LAST = 7
_WIDTHS = (13, 16, 18, 15, 15, 8, 11, 28)


TITLE = "项目支出绩效自评表"


def project_table(case: Case, scorecard: Scorecard, rulebook: Rulebook, heading: str = "") -> Table:
    """The official table: head, funds with execution rate, goals, indicators, total, signatures.

    The year stands in its first line; `heading` goes before it, for a sheet that has no other title.
    """
    return Table(tuple(_Form(case, scorecard, rulebook).cells(heading)), title=TITLE, head_rows=0, widths=_WIDTHS)


def execution_leaf(scorecard: Scorecard, rulebook: Rulebook) -> IndicatorScore | None:
    """The indicator 预算执行率: the one computed from the project's funds alone."""
    for leaf in scorecard.indicators:
        node = rulebook.find(leaf.id)
        if node is not None and node.inputs and all(one.item == "project_funds" for one in node.inputs.values()):
            return leaf
    return None


class _Form:
    """Eight columns, filled from the top; `row` is the next free one."""

    def __init__(self, case: Case, scorecard: Scorecard, rulebook: Rulebook) -> None:
        self.case = case
        self.scorecard = scorecard
        self.execution = execution_leaf(scorecard, rulebook)
        self.leaves = [leaf for leaf in scorecard.indicators if leaf is not self.execution]
        self.row = 0

    def cells(self, heading: str) -> Iterator[Cell]:
        first = f"{heading}（{self.case.year}年度）"
        yield Cell((first,), 0, 0, column_span=_LAST + 1, kind="head", align="center")
        self.row = 1
        yield from self._head()
        yield from self._funds()
        yield from self._goals()
        yield from self._indicators()
        yield from self._total()

    def _pair(self, label: str, text: str, at: int, end: int) -> Iterator[Cell]:
        yield Cell((label,), self.row, at, kind="label", align="center")
        yield Cell((text or TO_FILL,), self.row, at + 1, column_span=end - at)

    def _head(self) -> Iterator[Cell]:
        yield from self._pair("项目名称", self.case.project, 0, _LAST)
        self.row += 1
        yield from self._pair("主管部门", self.case.department, 0, 3)
        yield from self._pair("实施单位", self.case.agency, 4, _LAST)
        self.row += 1

    def _funds(self) -> Iterator[Cell]:
        rows = [(item, name) for item, name in _FUNDS if item == "project_funds" or self._any(item)]
        yield Cell(("项目资金（万元）",), self.row, 0, row_span=len(rows) + 1, kind="label", align="center")
        for column, head in enumerate(
            ("", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"), 1
        ):
            yield Cell((head,), self.row, column, kind="head", align="center")
        self.row += 1
        for item, name in rows:
            yield Cell((name,), self.row, 1, kind="label")
            for column, basis in enumerate(_BASES, 2):
                yield self._money(self.case.facts.get(item, self.case.year, basis), column, item == "project_funds")
            yield from self._execution() if item == "project_funds" else self._dashes()
            self.row += 1

    def _any(self, item: str) -> bool:
        return any(self.case.facts.get(item, self.case.year, basis) is not None for basis in _BASES)

    def _money(self, fact: Fact | None, column: int, needed: bool) -> Cell:
        if fact is None or not isinstance(fact.value, Quantity):
            return Cell((TO_FILL,) if needed else (), self.row, column, align="center")
        shown = replace(fact, value=in_wan(fact.value))
        return Cell((bare(shown),), self.row, column, align="center", fact=shown)

    def _execution(self) -> Iterator[Cell]:
        leaf = self.execution
        if leaf is None:
            yield from self._dashes()
            return
        yield Cell((scores.weight_text(leaf),), self.row, 5, align="center")
        runs: tuple[str | Fact, ...] = (TO_FILL,)
        if isinstance(leaf.value, Known):
            rate = percentage(leaf.value.value / 100, 2)
            runs = (Fact(f"{leaf.id}/value", rate, self.case.year, agency=self.case.agency, by=f"derived:{leaf.id}"),)
        elif isinstance(leaf.score, Known):
            runs = (scores.NOT_APPLICABLE,)
        yield Cell(runs, self.row, 6, align="center")
        yield scores.score_cell(leaf, self.scorecard, self.row, 7)

    def _dashes(self) -> Iterator[Cell]:
        for column in (5, 6, 7):
            yield Cell((scores.NOTHING,), self.row, column, align="center")

    def _goals(self) -> Iterator[Cell]:
        yield Cell(("年度总体目标",), self.row, 0, row_span=2, kind="label", align="center")
        yield Cell(("预期目标",), self.row, 1, column_span=3, kind="head", align="center")
        yield Cell(("实际完成情况",), self.row, 4, column_span=4, kind="head", align="center")
        self.row += 1
        yield Cell((self.case.texts.get("goal") or TO_FILL,), self.row, 1, column_span=3)
        yield Cell((self.case.texts.get("goal_result") or TO_FILL,), self.row, 4, column_span=4)
        self.row += 1

    def _indicators(self) -> Iterator[Cell]:
        heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
        for column, head in enumerate(heads):
            yield Cell((head,), self.row, column, kind="head", align="center")
        self.row += 1
        yield from scores.level_cells(self.leaves, self.row)
        for leaf in self.leaves:
            yield Cell((leaf.target or scores.NOTHING,), self.row, 3, align="center")
            yield Cell((leaf.actual or self._absent(leaf),), self.row, 4, align="center")
            yield Cell((scores.weight_text(leaf),), self.row, 5, align="center")
            yield replace(scores.score_cell(leaf, self.scorecard, self.row, 6), note=scores.trace_lines(leaf))
            yield Cell((leaf.reason or self._reason(leaf),), self.row, 7)
            self.row += 1

    def _absent(self, leaf: IndicatorScore) -> str:
        return leaf.trace.value or (scores.NOTHING if isinstance(leaf.score, Known) else TO_FILL)

    def _reason(self, leaf: IndicatorScore) -> str:
        if scores.lost(leaf) > 0:
            return TO_FILL
        return "" if isinstance(leaf.score, Known) else scores.why(leaf)

    def _total(self) -> Iterator[Cell]:
        total = scores.total_fact(self.scorecard)
        grade = f"绩效等级：{self.scorecard.grade}" if total is not None and self.scorecard.grade else ""
        low, high = (scores.printed(one, self.scorecard) for one in (self.scorecard.low, self.scorecard.high))
        yield Cell(("总分",), self.row, 0, column_span=5, kind="label", align="center")
        yield Cell((scores.weight_sum(self.scorecard),), self.row, 5, align="center")
        yield scores.fact_cell(total, self.row, 6)
        yield Cell((grade if total is not None else f"数据不全，介于{low}分和{high}分之间",), self.row, 7)
        self.row += 1
        signatures = "填表人：　　　　　　　联系电话：　　　　　　　填报日期：　　　　　　　单位负责人签字："
        yield Cell((signatures,), self.row, 0, column_span=_LAST + 1)
