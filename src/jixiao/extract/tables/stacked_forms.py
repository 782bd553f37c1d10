"""Forms of amounts pasted one cell a line: the head of a known form says how many figures a row has.

    财政供养人员情况（人） · 编制数 · 2022年实际在职人数 · 控制率 · 24 · 21 · 87.50%

Rows are a label and as many figures as the head has words (the first row may bear no label). A row that has fewer shows that a cell was
lost: then nothing is made a table. A figure more than the head has words shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.extract.tables.cells import amount_in, is_nothing, word
from jixiao.extract.tables.dated import is_head_word, undated
from jixiao.extract.tables.form import Form, forms
from jixiao.extract.tables.lines import table_of_lines
from jixiao.model.document import Block, Paragraph

_LEAST, _LEAST_DATED, _MOST = 2, 3, 8

Row = list[Paragraph | None]


def form_tables(run: Sequence[Paragraph]) -> Iterator[Block]:
    """The lines of a run, those that are a form of amounts as tables."""
    at = kept = 0
    while at < len(run):
        width = _head(run, at)
        rows, end = _rows(run, at + width, width) if width else ([], at)
        if not rows:
            at += width or 1  # a head whose rows do not fit is no longer head of fewer columns
            continue
        corner = at - 1 if at > kept and not _is_figure(run[at - 1]) else None
        yield from run[kept : at if corner is None else corner]
        yield table_of_lines([[run[corner] if corner is not None else None, *run[at : at + width]], *rows])
        at = kept = end
    yield from run[kept:]


def _head(run: Sequence[Paragraph], at: int) -> int:
    """How many lines from `at` on are the head of a form of amounts; 0 where they are none."""
    texts: list[str] = []
    for line in run[at : at + _MOST]:
        text = word(line.text)
        if not is_head_word(text):
            break
        texts.append(text)
    for width in range(len(texts), _LEAST - 1, -1):  # below the head a row may begin with a word that heads another form
        paths, year = undated([(text,) for text in texts[:width]])
        if len(set(paths)) == width >= (_LEAST if year is None else _LEAST_DATED) and any(
            _heads(form, paths) for form in forms()
        ):
            return width
    return 0


def _heads(form: Form, paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether a form of amounts without sides has all these columns, and enough in them."""
    if form.reads != "amounts" or form.sides:
        return False
    roles = [form.role_of(path)[0] for path in paths]
    return all(roles) and form.enough(roles, "")


def _rows(run: Sequence[Paragraph], at: int, width: int) -> tuple[list[Row], int]:
    """The rows below a head and where they end; none where a row lacks a figure."""
    rows: list[Row] = []
    while at < len(run):
        label = None if _is_figure(run[at]) else run[at]
        first = at + (label is not None)
        figures = 0
        while figures < width and first + figures < len(run) and _is_figure(run[first + figures]):
            figures += 1
        if figures and label is None and rows:
            return [], at  # a figure more than the head has words
        if figures == 0:
            break
        if figures < width:
            return [], at
        rows.append([label, *run[first : first + width]])
        at = first + width
    return rows, at


def _is_figure(line: Paragraph) -> bool:
    return is_nothing(line.text) or amount_in(line.text, "元") is not None
