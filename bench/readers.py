"""Our readers beside the libraries others read with: the papers of an example, again and again, in one run.

`make bench PART=readers` writes bench/results/<date>-readers.md. Word and workbook are what `evaluate` writes; the PDF is the
Word file printed by LibreOffice, and is left out, by name, where there is none.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import xlsxwriter

from jixiao.api import evaluate, write_evaluation
from machine import ROOT, ROUNDS, load, machine, write

RIVALS = ROOT / ".venv-bench" / "bin" / "python"
CASE = ROOT / "examples" / "department" / "case.yaml"
SECONDS = 1.0
ROWS, COLUMNS, WORDS = 50_000, 20, 5
LARGE = ("jixiao", "openpyxl", "python-calamine")
BESIDE = {
    ".docx": ("python-docx",),
    ".xlsx": ("openpyxl", "python-calamine"),
    ".pdf": ("pdfplumber", "pypdfium2, text only"),
}
KEEPS = {
    "jixiao": "paragraphs, cells with merges, places",
    "python-docx": "paragraphs, cells; a merged cell once for each of its places",
    "openpyxl": "cells, formulas; cached values need a second load",
    "python-calamine": "values and positions; no formulas, errors as empty cells",
    "pdfplumber": "lines, ruled tables",
    "pypdfium2, text only": "characters in the order they were drawn",
}


def files(folder: Path) -> list[Path]:
    """A Word file, a workbook, and the Word file as PDF."""
    write_evaluation(evaluate(CASE), folder)
    found = [next(folder.glob(f"*{kind}")) for kind in (".docx", ".xlsx")]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return found
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(found[0])]
    subprocess.run(command, check=True, capture_output=True)
    return [*found, found[0].with_suffix(".pdf")]


def large(folder: Path) -> Path:
    """A workbook of a million cells: a quarter words, no two alike, the rest amounts with two decimals and thousands marks."""
    path = folder / "large.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, amounts = book.add_worksheet("明细"), book.add_format({"num_format": "#,##0.00"})
    for row in range(ROWS):
        for column in range(COLUMNS):
            if column < WORDS or not row:
                sheet.write_string(row, column, f"项目{row}的第{column}栏")
            else:
                sheet.write_number(row, column, (row * 31 + column * 7) % 100_000 / 100, amounts)
    book.close()
    return path


def line_of_large(way: str, rounds: list[dict[str, float]]) -> str:
    """One row of the table of the large workbook."""
    used = sorted(one["processor"] for one in rounds)
    clock, memory = (statistics.median(one[key] for one in rounds) for key in ("wall", "memory"))
    return f"| {way} | {statistics.median(used):.1f} | {used[0]:.1f}–{used[-1]:.1f} | {clock:.1f} | {memory:.0f} |"


def once(way: str, path: Path, seconds: float = SECONDS) -> dict[str, float]:
    """One process, a second of reading."""
    python = sys.executable if way == "jixiao" else str(RIVALS)
    command = [python, str(ROOT / "bench" / "readers_rivals.py"), way, str(path), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{way}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        found = files(Path(name))
        runs: dict[tuple[Path, str], list[dict[str, float]]] = {
            (path, way): [] for path in found for way in ("jixiao", *BESIDE[path.suffix])
        }
        for _ in range(ROUNDS):
            for (path, way), rounds in runs.items():
                rounds.append(once(way, path))
        sizes = {path: path.stat().st_size for path in found}
        book = large(Path(name))
        of_large: dict[str, list[dict[str, float]]] = {way: [] for way in LARGE}
        for number in range(ROUNDS):
            for way, spent in of_large.items():
                if way == "jixiao" or not number:  # the slowest rival takes ten seconds
                    spent.append(once(way, book, 0))
        size = book.stat().st_size / (1 << 20)
    lines = [line(path, way, rounds, runs[path, "jixiao"]) for (path, way), rounds in runs.items()]
    versions = subprocess.run(
        [str(RIVALS), "-c", "from importlib.metadata import version as v; print(', '.join(f'{n} {v(n)}' for n in ('python-docx', 'openpyxl', 'python-calamine', 'pdfplumber', 'pypdfium2')))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    text = [
        f"# Reading, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        f"{machine('lxml', 'pypdfium2')} Beside us: {versions}.",
        f"{load()} Papers of `examples/department`: {', '.join(f'{path.name} {size / 1024:.0f} KB' for path, size in sizes.items())}"
        + ("" if len(sizes) == 3 else "; no LibreOffice here, so no PDF")
        + f". Documents a second of processor, imports not counted; median of {ROUNDS} interleaved rounds of {SECONDS:.0f} s, {os.cpu_count()} cores, one used.",
        "Made by `make bench PART=readers`.",
        "",
        "| file | read by | documents a second | from–to | by the clock | x | peak MB | keeps |",
        "| --- | --- | ---: | --- | ---: | ---: | ---: | --- |",
        *lines,
        "",
        "x: how many times slower than ours. Not the same work: the last column says what each keeps. Ours ends in a Document every check",
        "and writer understands; a library's objects would still have to become one.",
        "Goals: docx 4 times python-docx, pdf 5 times pdfplumber.",
        "",
        f"A workbook of {ROWS} rows × {COLUMNS} columns, {size:.0f} MB, a quarter words and the rest amounts, read once by a fresh process, its",
        f"imports counted; ours the median of {ROUNDS}, the others once. Goals: 5 s and 400 MB.",
        "",
        "| read by | processor s | from–to | by the clock | peak MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(line_of_large(way, spent) for way, spent in of_large.items()),
        "",
    ]
    write("readers", "\n".join(text))


def line(path: Path, way: str, rounds: list[dict[str, float]], ours: list[dict[str, float]]) -> str:
    """One row of the table."""

    def median(of: list[dict[str, float]], key: str) -> float:
        return statistics.median(one[key] for one in of)

    speed: list[Any] = sorted(one["processor"] for one in rounds)
    x = median(ours, "processor") / median(rounds, "processor")
    return (
        f"| {path.suffix[1:]} | {way} | {median(rounds, 'processor'):.0f} | {speed[0]:.0f}–{speed[-1]:.0f} | {median(rounds, 'wall'):.0f} "
        f"| {x:.1f} | {median(rounds, 'memory'):.0f} | {KEEPS[way]} |"
    )


if __name__ == "__main__":
    main()
