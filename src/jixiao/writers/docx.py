"""Document → .docx, in the dress of an official report."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from jixiao.model.document import TO_FILL, Block, Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.writers import WRITERS
from jixiao.writers.package import repack
from jixiao.writers.plain import plain

_STYLES = {
    "": "Normal",
    "flush": "主送机关",
    "headline": "突出",
    "center": "居中",
    "right": "落款",
    "small": "附注",
    "names": "文件名",
}
_MOST_KEPT = 8
_MANY_COLUMNS = 6
_TEXT_WIDTH = 8844
"""Width of the text area (156 mm) in twentieths of a point."""
_TEXT_WIDTH_TURNED = 12756
"""The same on a page that lies on its side (225 mm)."""


@WRITERS.add("docx")
def write_docx(document: Document) -> bytes:
    """A Word file of `document`; the same document gives the same bytes. What is lacking is shaded."""
    import docx

    from jixiao.writers.docx_look import dress

    out = docx.Document()
    dress(out, plain(document.name))
    width = _TEXT_WIDTH
    for block in document.blocks:
        if isinstance(block, Heading) and block.new_page:
            width = _turned(out, block.landscape)
        _block(out, block, width)
    _keep_signature(out)
    buffer = BytesIO()
    out.save(buffer)
    return repack(buffer.getvalue())


def _turned(out: Any, landscape: bool) -> int:
    """Begin a section that lies on its side, or stands up again, where the paper before it does not; the width for text."""
    from jixiao.writers.docx_look import is_landscape, turn

    if is_landscape(out.sections[-1]) != landscape:
        turn(out)
    return _TEXT_WIDTH_TURNED if landscape else _TEXT_WIDTH


def _block(out: Any, block: Block, width: int) -> None:
    match block:
        case Heading(text, level, _, new_page):
            style = "Title" if level == 0 else "附件" if new_page else f"Heading {min(level, 3)}"
            paragraph = out.add_paragraph(style=style)
            _runs(paragraph, (text,))
            if style == "Title":
                _break_by_sense(paragraph, text)
            if new_page and not _opens_section(paragraph):
                paragraph.paragraph_format.page_break_before = True
        case Paragraph(runs, _, style):
            for line in _lines(runs):
                _runs(out.add_paragraph(style=_STYLES[style]), line)
        case Table():
            _table(out, block, width)
        case Chart(title, unit, bars):
            head = (Cell(("项目",), 0, 0, kind="head"), Cell((f"数值（{unit}）",), 0, 1, kind="head"))
            rows = [
                cell
                for row, bar in enumerate(bars, 1)
                for cell in (Cell((bar.label,), row, 0), Cell((bar.shown,), row, 1, align="right"))
            ]
            _table(out, Table((*head, *rows), title=title, widths=(3, 2)), width)


def _opens_section(paragraph: Any) -> bool:
    """Whether a section ends right before: the page is a new one already."""
    from docx.oxml.ns import qn

    before = paragraph._p.getprevious()
    return before is not None and before.find(f".//{qn('w:sectPr')}") is not None


def _keep_signature(out: Any) -> None:
    """A signature never stands on a page of its own: what comes before it, up to a line of text, goes with it."""
    paragraphs = out.paragraphs
    for index, paragraph in enumerate(paragraphs):
        if paragraph.style.name != _STYLES["right"]:
            continue
        blanks = 0
        for before in reversed(paragraphs[max(0, index - _MOST_KEPT) : index]):
            before.paragraph_format.keep_with_next = True
            blanks += not before.text
            if before.text and blanks == 2:  # past the list of annexes, which stands between two free lines
                break


def _break_by_sense(paragraph: Any, title: str) -> None:
    """Draw a long title in, so that its second line begins with a word; its text stays whole."""
    from docx.shared import Pt

    from jixiao.writers.docx_look import title_indent

    drawn_in = title_indent(title, _TEXT_WIDTH / 20)
    if drawn_in:
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(drawn_in)


def _lines(runs: tuple[str | Fact, ...]) -> list[list[str | Fact]]:
    """`runs` broken at line ends: each line of a text the unit wrote is a paragraph."""
    lines: list[list[str | Fact]] = [[]]
    for run in runs:
        if isinstance(run, str) and "\n" in run:
            first, *others = run.split("\n")
            lines[-1].append(first)
            lines.extend([other] for other in others)
        else:
            lines[-1].append(run)
    return [line for line in lines if any(not isinstance(run, str) or run.strip() for run in line)] or [[]]


def _runs(paragraph: Any, runs: list[str | Fact] | tuple[str | Fact, ...]) -> None:
    for run in runs:
        text = plain(run if isinstance(run, str) else run.shown)
        if not text:
            continue
        added = paragraph.add_run(text)
        _east_asian(added, text)
        if run == TO_FILL:
            _shade(added)


def _east_asian(run: Any, text: str) -> None:
    """Quotation marks and dashes belong to the Chinese font; digits and Latin letters keep their own."""
    from docx.oxml.ns import qn

    if any(mark in text for mark in "“”‘’—…·"):
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _shade(run: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF2CC"/>'))


def _table(out: Any, table: Table, width: int) -> None:
    if not table.cells:
        return
    if table.title:
        _runs(out.add_paragraph(style="表题"), (table.title,))
    for number, part in enumerate(_split(table)):
        if number:
            _hairline(out)
        _rows(out, part, width)
    out.add_paragraph(style="附注")


def _split(table: Table) -> tuple[Table, ...]:
    """A form whose heads stand below other rows, as two tables: Word repeats only rows at the top of a table overleaf."""
    at = table.repeated
    above, below = (tuple(cell for cell in table.cells if (cell.row < at) is first) for first in (True, False))
    if not at or not above or any(cell.row + cell.row_span > at for cell in above):
        return (table,)
    heads = max((cell.row_span for cell in below if cell.row == at), default=1)
    parts = (
        replace(table, cells=above, repeated=0),
        replace(table, cells=tuple(replace(cell, row=cell.row - at) for cell in below), head_rows=heads, repeated=0),
    )
    return parts if all(part.n_columns == table.n_columns for part in parts) else (table,)


def _hairline(out: Any) -> None:
    """A paragraph of one point between two tables, which Word would join without one."""
    from docx.shared import Pt

    paragraph = out.add_paragraph(style="附注")
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def _rows(out: Any, table: Table, width: int) -> None:
    from docx.oxml import OxmlElement

    made = out.add_table(table.n_rows, table.n_columns, style="Table Grid")
    widths = _widths(table, width)
    small = "小" if table.n_columns > _MANY_COLUMNS else ""
    _frame(made, widths)
    squares = made._cells  # one walk over the grid: table.cell() walks it anew for each square
    for index, owner in enumerate(cell for row in table.grid() for cell in row):
        if owner is None:
            _dress_in(squares[index].paragraphs[0], small + "表格文字")
    for cell in table.cells:
        square = squares[cell.row * table.n_columns + cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            last = (cell.row + cell.row_span - 1) * table.n_columns + cell.column + cell.column_span - 1
            square = square.merge(squares[last])
        _fill(square, cell, small)
    for index, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index < table.head_rows:
            properties.append(OxmlElement("w:tblHeader"))


def _dress_in(paragraph: Any, style: str) -> None:
    """Give a paragraph one of our own styles, whose ids are their names: python-docx would search them all each time."""
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style


def _widths(table: Table, width: int) -> list[int]:
    """Column widths in twentieths of a point, in proportion to `table.widths`, together `width`, that of the text."""
    shares = table.widths or (1,) * table.n_columns
    edges = [round(width * sum(shares[:column]) / sum(shares)) for column in range(len(shares) + 1)]
    return [after - before for before, after in pairwise(edges)]


def _frame(made: Any, widths: list[int]) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    made.autofit = False
    made.alignment = 1
    properties = made._tbl.tblPr
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("left", 70), ("right", 70)))
    properties.find(qn("w:tblLook")).addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(sum(widths)))
    for column, size in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(size))
    for index, square in enumerate(made._cells):
        square._tc.get_or_add_tcPr().width = widths[index % len(widths)] * 635


def _fill(square: Any, cell: Cell, small: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    aligns = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    square.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for extra in square.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    for number, line in enumerate(_lines(cell.runs)):
        paragraph = square.paragraphs[0] if number == 0 else square.add_paragraph()
        _dress_in(paragraph, small + ("表头" if cell.kind == "head" else "表格文字"))
        _runs(paragraph, line)
        if cell.align:
            paragraph.alignment = aligns[cell.align]
