"""Ruled tables of PDF files, from files written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.model.document import Table
from jixiao.readers import read
from tests.unit.readers.paper import CELLS, SQUARES, filled, lined, meaning, pdf, say, shape, stroked, texts, written


@pytest.mark.parametrize("draw", [stroked, lined, filled])
def test_a_ruled_table_with_merged_cells(draw: Callable[..., str]) -> None:
    document = read(pdf(say("before", 72, 760) + draw(*SQUARES) + written() + say("after", 72, 600)), "a.pdf")
    before, table, after = document.blocks
    assert isinstance(table, Table)
    assert texts(document) == ["before", "after"]
    assert shape(table) == CELLS
    assert table.head_rows == 2
    assert [str(cell.place) for cell in table.cells[:3]] == ["第1页!第1行第1列", "第1页!第1行第2列", "第1页!第2行第2列"]
    assert (str(before.place), str(after.place)) == ("第1页!第1段", "第1页!第2段")  # type: ignore[union-attr]


def test_a_table_without_outer_sides_and_one_inside_a_form() -> None:
    rows = "".join(f"100 {y} m 400 {y} l S\n" for y in (720, 700, 680)) + "130 680 m 130 720 l S\n"
    words = say("a", 110, 705) + say("b", 140, 705) + say("c", 110, 685) + say("d", 140, 685)
    (table,) = read(pdf(rows + words), "a.pdf").tables()
    assert [one[4] for one in shape(table)] == ["a", "b", "c", "d"]
    moved = "".join(
        say(word, x + 200, y) for word, x, y in (("a", 110, 705), ("b", 140, 705), ("c", 110, 685), ("d", 140, 685))
    )
    (table,) = read(pdf("q 1 0 0 1 100 0 cm /Fm Do Q\n" + moved, form=rows), "a.pdf").tables()
    assert [one[4] for one in shape(table)] == ["a", "b", "c", "d"]


def test_a_frame_and_a_grid_without_words_are_no_tables() -> None:
    assert not list(read(pdf(stroked((80, 600, 400, 720)) + say("framed", 100, 700)), "a.pdf").tables())
    assert not list(read(pdf(stroked(*SQUARES) + say("chart", 100, 300)), "a.pdf").tables())


def test_lines_of_a_cell_are_one_where_the_next_had_no_room() -> None:
    boxes = [(100, 600, 160, 700), (160, 600, 400, 700)]
    page = lined(*boxes) + say("aaaaaaaaaa", 104, 680) + say("bbb", 104, 665) + say("one", 170, 680) + say("two", 170, 665)
    (table,) = read(pdf(page), "a.pdf").tables()
    assert [one[4] for one in shape(table)] == ["aaaaaaaaaa bbb", "one\ntwo"]


def test_a_figure_cut_by_a_narrow_cell_is_whole() -> None:
    boxes = [(100, 600, 140, 700), (140, 600, 400, 700)]
    (table,) = read(pdf(lined(*boxes) + say("12345", 106, 680) + say(".67", 106, 665)), "a.pdf").tables()
    assert table.cells[0].text == "12345.67"


HEAD = [("name", 110, 695), ("money", 280, 705), ("plan", 210, 685), ("done", 310, 685)]


def rows_again(*last: str) -> str:
    return lined(*SQUARES) + written(words=[*HEAD, *((word, 110 + 100 * n, 665) for n, word in enumerate(last))])


def test_a_table_that_goes_on_with_its_head_drawn_again_is_one() -> None:
    document = read(pdf(rows_again("road", "12.5", "11.0"), rows_again("bridge", "3.0", "2.0")), "a.pdf")
    (table,) = document.tables()
    assert shape(table)[:7] == CELLS
    assert shape(table)[7:] == [(3, 0, 1, 1, "bridge"), (3, 1, 1, 1, "3.0"), (3, 2, 1, 1, "2.0")]
    assert str(table.cells[-1].place) == "第2页!第3行第3列"
    assert any("跨页" in note for note in document.notes)


def test_tables_apart_stay_apart() -> None:
    one, two = rows_again("road", "12.5", "11.0"), rows_again("bridge", "3.0", "2.0")
    assert len(list(read(pdf(one + say("between", 72, 500), two), "a.pdf").tables())) == 2
    assert len(list(read(pdf(one, say("between", 72, 780) + two), "a.pdf").tables())) == 2
    title = [("same title", 110, 695)]
    forms = [lined((100, 680, 400, 720), *SQUARES[4:]) + written(words=[*title, (word, 110, 665)]) for word in ("a", "b")]
    assert len(list(read(pdf(*forms), "a.pdf").tables())) == 2


def test_two_tables_of_a_page_have_places_of_their_own() -> None:
    low = [(a, b - 200, c, d - 200) for a, b, c, d in SQUARES]
    document = read(pdf(lined(*SQUARES) + written() + lined(*low) + written(200)), "a.pdf")
    assert [str(table.cells[0].place) for table in document.tables()] == ["第1页!第1行第1列", "第1页表2!第1行第1列"]


def test_a_table_that_ended_with_its_total_does_not_go_on() -> None:
    one, two = rows_again("AB", "12.5", "11.0"), rows_again("bridge", "3.0", "2.0")
    assert len(list(read(meaning(A="合", B="计", pages=(one, two)), "a.pdf").tables())) == 2
    assert len(list(read(meaning(A="计", B="合", pages=(one, two)), "a.pdf").tables())) == 1


# a table of two columns: the left cell of one page reaches over two rows, its other piece on the next page is empty
def page(left: tuple[int, int], rows: int, words: list[tuple[str, float, float]]) -> str:
    """Rows of twenty points from 720 down: two heads, then leaves; the left cell from row `left[0]` to `left[1]` is one."""
    tops = [720 - 20 * row for row in range(rows + 1)]
    boxes = [(200, tops[row + 1], 300, tops[row]) for row in range(rows)]
    boxes += [(100, tops[row + 1], 200, tops[row]) for row in range(rows) if not left[0] <= row <= left[1]]
    boxes.append((100, tops[left[1] + 1], 200, tops[left[0]]))
    return lined(*boxes) + written(words=words)


def leaf(row: int, word: str, left: str = "") -> list[tuple[str, float, float]]:
    at = 705 - 20 * row
    return [(word, 210, at), *([(left, 110, at)] if left else [])]


def test_a_cell_of_several_rows_that_a_page_cuts_is_one_again() -> None:
    head = leaf(0, "points", "level")
    first = page((2, 3), 4, [*head, *leaf(1, "5", "input"), *leaf(2, "8", "process"), *leaf(3, "4")])
    second = page((1, 2), 4, [*head, *leaf(1, "6"), *leaf(2, "4"), *leaf(3, "7", "output")])
    (table,) = read(pdf(first, second), "a.pdf").tables()
    assert [(cell.row, cell.row_span, cell.text) for cell in table.cells if cell.column == 0] == [
        (0, 1, "level"), (1, 1, "input"), (2, 4, "process"), (6, 1, "output"),
    ]  # fmt: skip


def test_an_empty_cell_of_one_row_below_another_stays_empty() -> None:
    head = leaf(0, "points", "level")
    first = page((2, 2), 3, [*head, *leaf(1, "5", "input"), *leaf(2, "8", "process")])
    second = page((1, 1), 3, [*head, *leaf(1, "6"), *leaf(2, "7", "output")])
    (table,) = read(pdf(first, second), "a.pdf").tables()
    assert [(cell.row_span, cell.text) for cell in table.cells if cell.column == 0] == [
        (1, "level"), (1, "input"), (1, "process"), (1, ""), (1, "output"),
    ]  # fmt: skip
