"""Document → .csv: its one table, in UTF-8 as Excel opens it, words never taken for formulas."""

from __future__ import annotations

import csv
import io

from jixiao.model.document import Document
from jixiao.patterns import regex
from jixiao.writers import WRITERS
from jixiao.writers.plain import plain

_NUMBER = regex(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@WRITERS.add("csv")
def write_csv(document: Document) -> bytes:
    """The first table of `document` (nothing where it has none); a text that a spreadsheet would take for a formula stands behind an apostrophe."""
    table = next(document.tables(), None)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for cells in table.grid() if table is not None else ():
        writer.writerow([guarded(plain(cell.text)) if cell is not None else "" for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guarded(text: str) -> str:
    """A number stays a number, a negative one too; an apostrophe that already stands before such a text gets another."""
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
