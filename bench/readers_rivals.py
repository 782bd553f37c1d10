"""One way to read one file, again and again: `python readers_rivals.py WAY FILE SECONDS` prints documents a second and memory.

Run by bench/readers.py, ours in our environment, the others in theirs. Each takes out every paragraph and every cell of a
table with its place, as far as it knows places. With no seconds at all the file is read once, and how long that took is printed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from machine import peak


def jixiao(path: Path) -> int:
    from jixiao.api import read_file

    return len(read_file(path).blocks)


def python_docx(path: Path) -> int:
    import docx

    count = 0
    for block in docx.Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            count += sum(len(cell.text) for row in block.rows for cell in row.cells)
        else:
            count += len(block.text)
    return count


def openpyxl(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)


def calamine(path: Path) -> int:
    import python_calamine

    book = python_calamine.load_workbook(str(path))
    return sum(
        len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    )


def pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_text()) + len(page.extract_tables()) for page in pdf.pages)


def pypdfium2(path: Path) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    return sum(len(page.get_textpage().get_text_range()) for page in pdf)


WAYS: dict[str, Callable[[Path], int]] = {
    "jixiao": jixiao,
    "python-docx": python_docx,
    "openpyxl": openpyxl,
    "python-calamine": calamine,
    "pdfplumber": pdfplumber,
    "pypdfium2, text only": pypdfium2,
}


def spent() -> float:
    """Seconds of processor of this process and of those it started: our PDFs are read in a process of their own."""
    if "jixiao" not in sys.modules:
        return time.process_time()
    import psutil

    others = (one.cpu_times() for one in psutil.Process().children(recursive=True))
    return time.process_time() + sum(one.user + one.system for one in others)


def main() -> None:
    way, path, seconds = WAYS[sys.argv[1]], Path(sys.argv[2]), float(sys.argv[3])
    done, start, used = 0, time.perf_counter(), spent()
    if not seconds:
        assert way(path)
        took = {"wall": time.perf_counter() - start, "processor": spent() - used}
        print(json.dumps({**took, "memory": peak()}))
        return
    assert way(path)  # imports and caches are not counted
    start, used = time.perf_counter(), spent()
    while time.perf_counter() - start < seconds:
        way(path)
        done += 1
    wall, processor = time.perf_counter() - start, spent() - used
    print(json.dumps({"wall": done / wall, "processor": done / processor, "memory": peak()}))


if __name__ == "__main__":
    main()
