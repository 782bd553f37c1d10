"""What in a filled workbook may not be what it looks like: sheets of another unit, lines renamed, things hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jixiao.catalog.items import plain
from jixiao.errors import Fault
from jixiao.intake.layout import CODE, EVIDENCE, HEADS, JUDGEMENTS, LISTS
from jixiao.intake.needs import asked_lines, needs
from jixiao.intake.sheets import Sheet
from jixiao.model.document import Document, Table
from jixiao.model.place import letters_of
from jixiao.model.rulebook import Rulebook

_HEAD_WITHIN = 12
_OWN = frozenset((*HEADS, LISTS))


def foreign_sheets(document: Document, file: str) -> Iterator[Fault]:
    """Sheets that are one of ours once more, under another name: figures of a second unit, or of the year before."""
    there = {table.title for table in document.tables()}
    for table in document.tables():
        like = _like(table) if table.title not in _OWN else ""
        if like in there:
            what = f"工作表“{table.title}”像是又一份“{like}”，一本采集表里有两份，分不清用哪一份"
            yield Fault(
                f"{file}!{table.title}", what, "一本采集表只填一个单位、一个年度：用不到的请删去，别的单位请另用一本"
            )


def _like(table: Table) -> str:
    """The sheet of ours that has the same heads, "" for none."""
    rows: dict[int, set[str]] = {}
    for cell in table.cells:
        if cell.row >= _HEAD_WITHIN:
            break
        rows.setdefault(cell.row, set()).add(re.sub(r"\s", "", cell.text))
    return next((name for name, heads in HEADS.items() if any(set(heads) <= found for found in rows.values())), "")


def misnamed(sheets: dict[str, Sheet], rulebook: Rulebook | None) -> Iterator[Fault]:
    """Lines of the lists whose words somebody changed while their code still says what they were."""
    if rulebook is None:
        return
    words: dict[str, tuple[str, str]] = {}
    for choice in needs(rulebook).choices:
        for code, text in asked_lines(choice):
            words[f"{choice.indicator.id}/{code}"] = (choice.indicator.name, text)
    for name in (JUDGEMENTS, EVIDENCE):
        for line in sheets[name].lines if name in sheets else ():
            wanted = words.get(line.text(CODE))
            if wanted is None:
                continue
            for head, text in zip(("指标", "判断内容"), wanted, strict=True):
                found = line.text(head)
                if found and head in line.cells and plain(found) != plain(text):
                    what = f"这一行的“{head}”改成了“{found[:30]}”，编码仍是“{text[:30]}”的，分不清答的是哪一条"
                    yield Fault(line.where(head), what, f"请改回“{text[:30]}”")


def read_notes(document: Document, sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """What the reader said of the file (macros, hidden rows, other files), less what we hid ourselves; and what was not read."""
    codes = {f"工作表“{name}”有隐藏的列（{letters_of(len(heads) - 1)} 列），仍已读取" for name, heads in HEADS.items()}
    own = codes | {f"工作表“{LISTS}”是隐藏的，仍已读取"}
    notes = [note for note in document.notes if note not in own and not _of_formulas(note)]
    notes += [note for sheet in sheets for note in sheet.notes]
    notes += [
        f"工作表“{one.title}”不是采集表里的，没有读" for one in document.tables() if one.title not in _OWN and one.cells
    ]
    return tuple(dict.fromkeys(notes))


def _of_formulas(note: str) -> bool:
    """Formulas without a result: in cells that are read they are faults, in those we compute for her eyes they are nothing."""
    return "个公式没有计算结果" in note
