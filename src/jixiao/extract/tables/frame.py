"""What stands in a form around its figures: the year's goal in words beside what became of it, and the line for signatures."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.extract.tables.cells import word
from jixiao.model.claim import Operand
from jixiao.model.document import Cell, Table
from jixiao.model.reading import FormGoal
from jixiao.patterns import regex
from jixiao.text.mentions import mentions
from jixiao.text.normalise import normalise

_EXPECTED = frozenset(("预期目标", "年初设定目标", "年初目标", "年度预期目标", "绩效目标", "预期总体目标", "年初设定的目标"))
_DONE = frozenset(
    (
        "实际完成情况",
        "目标实际完成情况",
        "总体目标实际完成情况",
        "实际完成目标",
        "全年实际完成情况",
        "目标完成情况",
        "年度总体目标完成情况",
    )
)
_AIM = frozenset(("年度总体目标", "年度目标", "总体目标", "年度绩效目标", "年度绩效总目标", "项目绩效目标", "整体绩效目标"))
_SIGNED = regex(r"填表人|填报人|经办人|联系电话|联系人|填报日期|填表日期|(?:单位)?负责人|签字|盖章")
_LONGEST_HEAD = 16
_SHORTEST_GOAL = 5
_STOPS = ",;。:\n"
_LAST_ROW = 500
_WORDS = regex(r"[一-鿿]{4,}")


def form_goals(table: Table, first: int, last: int) -> Iterator[FormGoal]:
    """The goals a form states in words: below the heads 预期目标 | 实际完成情况, below 年度目标, or beside 年度总体目标."""
    squares: dict[tuple[int, int], Cell] = {}
    heads: list[tuple[Cell, str]] = []
    for cell in table.cells:
        if cell.row > _LAST_ROW:
            break
        squares[cell.row, cell.column] = cell
        if 0 < len(cell.text) <= _LONGEST_HEAD and (name := word(cell.text)) in _EXPECTED | _DONE | _AIM:
            heads.append((cell, name))
    for head, name in heads:
        beside = next((one for one, other in heads if other in _DONE and one.row == head.row), None)
        aim = None
        if name in _EXPECTED and (beside is not None or name != "绩效目标"):
            aim = _below(squares, head)
        elif name in _AIM:
            aim = _words_in(squares.get((head.row, head.column + head.column_span))) or (
                _below(squares, head) if name == "年度目标" else None
            )
        if aim is not None:
            done = _below(squares, beside) if beside is not None else None
            yield FormGoal(_operand(aim), _operand(done) if done else None, figures(aim), figures(done), first, last)


def figures(cell: Cell | None) -> tuple[Operand, ...]:
    """The figures of a goal in words, each with the clause it stands in as its label."""
    if cell is None or not any(letter.isdigit() for letter in cell.text):
        return ()
    text = normalise(cell.text).string
    found = []
    for one in mentions(text):
        if one.quantity is None or one.chinese or one.per:
            continue
        start = max(text.rfind(sign, 0, one.start) for sign in _STOPS) + 1
        end = min((at for sign in _STOPS if (at := text.find(sign, one.end)) >= 0), default=len(text))
        found.append(Operand(one.quantity, one.quote, cell.place, text[start:end].strip()))
    return tuple(found)


def _below(squares: dict[tuple[int, int], Cell], head: Cell) -> Cell | None:
    return _words_in(squares.get((head.row + head.row_span, head.column)))


def _words_in(cell: Cell | None) -> Cell | None:
    """A cell with words that are no head."""
    return cell if cell is not None and _WORDS.search(cell.text) and len(cell.text) > _SHORTEST_GOAL else None


def _operand(cell: Cell) -> Operand:
    return Operand(None, cell.text.strip(), cell.place)


def signatures(table: Table) -> Iterator[Operand]:
    """The cells of a form that name who filled it in, when, and how to reach them, with what stands beside them."""
    for cell in table.cells:
        if cell.row > _LAST_ROW:
            return
        if cell.text and len(cell.text) < 120 and _SIGNED.search(cell.text):
            yield _operand(cell)
