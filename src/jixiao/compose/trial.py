"""A trial (试算): the papers of another rulebook, marked on their face so that nobody takes them for the self-evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jixiao.compose import scores
from jixiao.model.difference import Comparison, Side
from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard
from jixiao.model.quantity import half_up

MARK = "（试算）"
_HEADS = ("指标", "案卷所用规则：得分／分值", "试算规则：得分／分值", "为什么不同")


def marked(document: Document, comparison: Comparison) -> Document:
    """`document` with the mark in its name and title, and with what it is and what it is not for.

    That stands below the title; in a workbook, whose sheets have titles of their own, at the end of each sheet.
    """
    left, right = comparison.left, comparison.right
    said = (
        f"本件是试算：按“{right.rulebook_title}”（{right.rulebook}）计算，只供比较。"
        f"案卷所用的规则是“{left.rulebook_title}”（{left.rulebook}）；本件不是正式的自评材料，不用于上报和公开。"
    )
    headed = any(isinstance(block, Heading) for block in document.blocks)
    blocks: list[Block] = []
    done = False
    for block in document.blocks:
        if isinstance(block, Heading) and not done:
            blocks += [replace(block, text=f"{block.text}{MARK}"), Paragraph((said,), style="center")]
            done = True
        elif isinstance(block, Table) and not headed:
            blocks.append(_marked_table(block, said))
        else:
            blocks.append(block)
    return replace(document, name=f"{document.name}{MARK}", blocks=tuple(blocks), notes=(*document.notes, said))


def _marked_table(table: Table, said: str) -> Table:
    """A sheet of its own: the mark in its name and in the title that runs over all columns, the sentence below the last row."""
    width = table.n_columns
    cells = [
        replace(cell, runs=(*cell.runs, MARK)) if cell.row == 0 and cell.column_span == width > 1 else cell
        for cell in table.cells
    ]
    cells.append(Cell((said,), table.n_rows, 0, column_span=width))
    return replace(table, cells=tuple(cells), title=f"{table.title}{MARK}")


def with_comparison(page: Document, comparison: Comparison) -> Document:
    """The page with both scores side by side, before the points one by one."""
    blocks = list(page.blocks)
    at = next((i for i, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "逐项得分"), len(blocks))
    blocks[at:at] = list(_section(comparison))
    return replace(page, blocks=tuple(blocks))


def _section(comparison: Comparison) -> Iterator[Block]:
    left, right = comparison.left, comparison.right
    yield Heading("两套规则的对照", 1)
    yield Paragraph((f"案卷所用的规则“{left.rulebook_title}”：{total(left)}。",))
    yield Paragraph((f"试算的规则“{right.rulebook_title}”：{total(right)}。",))
    yield _table(comparison)
    for head, lines in (
        ("试算规则要、案卷里没有的", comparison.lacking),
        ("案卷里有、试算规则用不上的", comparison.ignored),
        ("试算时的假定", comparison.assumed),
    ):
        if lines:
            yield Heading(head, 2)
            yield from (Paragraph((f"{number}. {line}",)) for number, line in enumerate(lines, 1))


def total(card: Scorecard) -> str:
    """得分 88.30 分（满分 100 分），等级良; or between which bounds it lies."""
    of = scores.total_weight(card)
    if isinstance(card.total, Known):
        return f"得分 {half_up(card.total.value, card.places)} 分（满分 {of} 分）" + (
            f"，等级{card.grade}" if card.grade else ""
        )
    low, high = half_up(card.low, card.places), half_up(card.high, card.places)
    return f"总分暂不能算出（满分 {of} 分），按现有数据介于 {low} 分和 {high} 分之间"


def _table(comparison: Comparison) -> Table:
    cells = [Cell((head,), 0, column, kind="head", align="center") for column, head in enumerate(_HEADS)]
    for row, side in enumerate(comparison.sides, 1):
        cells.append(Cell((name_of(side),), row, 0, kind="label"))
        cells.append(Cell((_points(side.left, comparison.left),), row, 1, align="center"))
        cells.append(Cell((_points(side.right, comparison.right),), row, 2, align="center"))
        cells.append(Cell((side.why,) if side.why else (), row, 3))
    return Table(tuple(cells), title="", head_rows=1, widths=(24, 14, 14, 48))


def name_of(side: Side) -> str:
    """The name of the indicator, both where they differ."""
    names = [one.name for one in (side.left, side.right) if one is not None]
    return " → ".join(dict.fromkeys(names))


def _points(leaf: IndicatorScore | None, card: Scorecard) -> str:
    if leaf is None:
        return scores.NOTHING
    weight = scores.weight_text(leaf)
    match leaf.score:
        case Known(value):
            return f"{half_up(value, card.places)}／{weight}"
        case Missing():
            return f"待补充／{weight}"
    return f"{scores.NOT_APPLICABLE}／{weight}"
