"""Document → one .html file that needs nothing else: no script, no outside font, picture or style."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from jixiao.model.document import TO_FILL, Block, Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.model.fact import Fact
from jixiao.writers import WRITERS
from jixiao.writers.plain import figure, plain

_NOTHING_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"


@WRITERS.add("html")
def write_html(document: Document) -> bytes:
    """A page of `document` in UTF-8. A cell's note is a fold below its words; what is lacking is marked."""
    style = resources.files("jixiao.writers").joinpath("page.css").read_text("utf-8")
    body = "\n".join(_block(block) for block in document.blocks)
    notes = "".join(f"<p>{_text(note)}</p>" for note in document.notes)
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_OUTSIDE}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.name)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        f"<footer>{notes}</footer>\n</body>\n</html>\n"
    )
    return page.encode()


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{min(level, 3) + 1}>{_text(text)}</h{min(level, 3) + 1}>"
        case Paragraph(runs, _, style):
            kind = f' class="{style}"' if style else ""
            return f"<p{kind}>{_runs(runs)}</p>"
        case Table():
            return _table(block)
        case Chart():
            from jixiao.writers.svg import write_svg

            return f"<figure>\n<figcaption>{_text(block.title)}（{_text(block.unit)}）</figcaption>\n{write_svg(block)}\n</figure>"


def _table(table: Table) -> str:
    caption = f"<caption>{_text(table.title)}</caption>" if table.title else ""
    columns = "".join(f'<col style="width:{100 * share / sum(table.widths):.2f}%">' for share in table.widths)
    rows = list(_rows(table))
    head = f"<thead>{''.join(rows[: table.head_rows])}</thead>" if table.head_rows else ""
    body = f"<tbody>{''.join(rows[table.head_rows :])}</tbody>"
    return f'<div class="table"><table>{caption}<colgroup>{columns}</colgroup>{head}{body}</table></div>'


def _rows(table: Table) -> Iterator[str]:
    by_row: dict[int, list[Cell]] = {row: [] for row in range(table.n_rows)}
    for cell in table.cells:
        by_row[cell.row].append(cell)
    for cells in by_row.values():
        yield f"<tr>{''.join(_cell(cell) for cell in sorted(cells, key=lambda one: one.column))}</tr>\n"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.kind in ("head", "label") else "td"
    align = cell.align or ("right" if figure(cell) is not None else "")
    classes = " ".join(
        one for one in (cell.kind if cell.kind != "text" else "", align, "problem" if cell.problem else "") if one
    )
    attributes = "".join(
        [
            f' class="{classes}"' if classes else "",
            f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "",
            f' colspan="{cell.column_span}"' if cell.column_span > 1 else "",
        ]
    )
    problem = f'<p class="why">{_text(cell.problem)}</p>' if cell.problem else ""
    note = f"<details><summary>计算过程</summary>{_note(cell.note)}</details>" if cell.note else ""
    return f"<{tag}{attributes}>{_runs(cell.runs)}{problem}{note}</{tag}>"


def _note(note: str) -> str:
    return "".join(f"<p>{_text(line)}</p>" for line in note.split("\n"))


def _runs(runs: tuple[str | Fact, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: str | Fact) -> str:
    if run == TO_FILL:
        return f"<mark>{TO_FILL}</mark>"
    if isinstance(run, str):
        return _text(run).replace("\n", "<br>")
    place = f' title="出处：{_text(str(run.place))}"' if run.place.ref else ""
    return f"<b{place}>{_text(run.shown)}</b>"


def _text(text: str) -> str:
    return escape(plain(text))
