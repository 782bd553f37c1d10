"""The page (report.html): the result at a glance, charts, every score with its way, what is lacking, what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao import __version__
from jixiao.compose import scores
from jixiao.compose.charts import charts
from jixiao.compose.ledger import followup_table, judgement_table, problem_table
from jixiao.compose.sentences import Runs
from jixiao.model.case import Case
from jixiao.model.document import TO_FILL, Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.outcome import Scorecard
from jixiao.model.rulebook import Rulebook

_HEADS = ("一级指标", "二级指标", "三级指标", "分值", "得分", "得分理由")


def compose_page(case: Case, scorecard: Scorecard, rulebook: Rulebook) -> Document:
    """The result of one evaluation on one page; the way to each score is a note of its cell."""
    name = f"{case.year}年度{case.agency}{case.project}绩效自评结果"
    blocks: list[Block] = [
        Heading(name, 0),
        Paragraph(_headline(scorecard), style="headline"),
        Paragraph((f"评价规则：{scorecard.rulebook_title}（{scorecard.rulebook}）",), style="center"),
        *(Paragraph((note,), style="small") for note in (*scorecard.notes, *scorecard.read)),
        *charts(case, scorecard),
        *_losses(scorecard),
        *_lacking(scorecard),
        Heading("逐项得分", 1),
        _table(scorecard),
        *_kept("由人评定的指标", judgement_table(case, scorecard, rulebook)),
        *_kept("问题和整改", problem_table(case), followup_table(case)),
        *_rules(rulebook),
    ]
    notes = (
        f"规则 {scorecard.rulebook}，文件校验码 {scorecard.rulebook_sha256 or '无'}",
        f"数据 {case.file or '未存文件'}，文件校验码 {case.sha256 or '无'}",
        f"由 jixiao {__version__} 计算。同样的数据和规则，得到同样的结果。",
    )
    return Document(name, tuple(blocks), kind="page", notes=notes)


def _headline(scorecard: Scorecard) -> Runs:
    total = scores.total_fact(scorecard)
    of = scores.total_weight(scorecard)
    if total is None:
        low, high = scores.bounds(scorecard)
        return ("总分暂不能算出（满分", f"{of}分）：按现有数据，不低于", low, "、不高于", high)
    grade = f"，等级：{scorecard.grade}" if scorecard.grade else ""
    return ("自评得分 ", total, f"（满分{of}分）{grade}")


def _losses(scorecard: Scorecard) -> Iterator[Block]:
    losers = sorted(scores.losers(scorecard), key=scores.lost, reverse=True)
    if not losers:
        return
    yield Heading("分扣在哪里", 1)
    for number, leaf in enumerate(losers, 1):
        sentence = scores.with_facts(leaf.sentence, leaf.trace)
        full = f"这样可得满分：{leaf.for_full_marks}。" if leaf.for_full_marks else ""
        yield Paragraph((f"{number}. {leaf.name}扣", scores.loss_fact(leaf, scorecard), "。", *sentence, full))


def _lacking(scorecard: Scorecard) -> Iterator[Block]:
    waiting = scores.pending(scorecard)
    if not waiting:
        return
    yield Heading("待补充的数据", 1)
    for number, name in enumerate(scorecard.missing, 1):
        used = "、".join(leaf.name for leaf in waiting if name in leaf.score.needs)  # type: ignore[union-attr]
        yield Paragraph((f"{number}. {name}（用于：{used}）",))


def _kept(name: str, *tables: Table | None) -> Iterator[Block]:
    """A section of the tables there are; nothing where there is none."""
    there = [table for table in tables if table is not None]
    if there:
        yield Heading(name, 1)
        yield from there


def _rules(rulebook: Rulebook) -> Iterator[Block]:
    """Where the rules come from and how much of them was seen."""
    lines = [rulebook.note] if rulebook.note else []
    for source in rulebook.sources.values():
        parts = (f"{source.doc}{source.title}{source.clause}", source.note, source.url)
        lines.append("出处：" + "；".join(part.strip("；。") for part in parts if part))
    if lines:
        yield Heading("评价规则的出处", 1)
        yield from (Paragraph((line,), style="small") for line in lines)


def _table(scorecard: Scorecard) -> Table:
    cells = [Cell((head,), 0, column, kind="head", align="center") for column, head in enumerate(_HEADS)]
    leaves = scorecard.indicators
    cells += scores.level_cells(leaves, 1)
    for row, leaf in enumerate(leaves, 1):
        waits = leaf in scores.pending(scorecard)
        runs = (
            (TO_FILL, f"：{scores.why(leaf)}") if waits else scores.with_facts(leaf.sentence or scores.why(leaf), leaf.trace)
        )
        cells.append(Cell((scores.weight_text(leaf),), row, 3, align="center"))
        cells.append(scores.score_cell(leaf, scorecard, row, 4))
        cells.append(Cell(runs, row, 5, note=scores.trace_lines(leaf)))
    return Table(tuple(cells), title="", head_rows=1, widths=(11, 11, 18, 6, 8, 56))
