"""A million units under thirty indicators: our columns beside openfisca-core, pandas and Decimal rows, in one run.

`make bench PART=columns` writes bench/results/<date>-columns.md. Each candidate is a fresh process, all pinned to one core but
the one that says otherwise; rounds interleave them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

import thirty
from jixiao.rules.columns.many import score_columns
from jixiao.rules.columns.units import FactColumn, Units
from jixiao.rules.compute import compute
from jixiao.rules.load import parse_rulebook
from machine import ROOT, ROUNDS, load, machine, peak, write

COUNT = 1_000_000
RIVALS = ROOT / ".venv-bench" / "bin" / "python"
NAMES = {
    "columns": "jixiao `rules.columns`, one core",
    "columns-all": f"jixiao `rules.columns`, all {os.cpu_count()} cores (threads)",
    "openfisca": "openfisca-core, rates and points as variables, one core",
    "openfisca-lean": "openfisca-core, points only, one core",
    "pandas": "pandas, one core",
    "decimal": "Decimal, row by row, one core (20,000 rows, scaled up)",
}
NUMBERS = {"openfisca": "float32", "openfisca-lean": "float32", "pandas": "float64", "decimal": "Decimal, 28 digits"}
Measured = dict[str, Any]


def rulebook() -> Any:
    """The thirty indicators, loaded as any rulebook is."""
    return parse_rulebook(thirty.text().encode(), "thirty.yaml")


def units(data: dict[str, Any]) -> Units:
    """The data as columns of 分."""
    count = len(next(iter(data.values())))
    return Units(
        count, 2021, {(*thirty.NAMES[name], 0): FactColumn(column, thirty.SCALE, step=1) for name, column in data.items()}
    )


def ours(name: str, source: str, target: str) -> None:
    """One timed run of our own, told on standard output as the rivals do."""
    book, data = rulebook(), dict(np.load(source))
    start = time.process_time()
    many = units(data)
    score_columns(
        book, units({name: column[:10] for name, column in data.items()})
    )  # methods, items and limits are read once
    setup = time.process_time() - start
    used, start = time.process_time(), time.perf_counter()
    scores = score_columns(book, many, threads=(os.cpu_count() or 1) if name == "columns-all" else 1)
    wall, processor = time.perf_counter() - start, time.process_time() - used
    np.save(target, scores.total / scores.scale)
    print(json.dumps({"setup": setup, "wall": wall, "processor": processor, "memory": peak()}))


def once(name: str, source: Path, target: Path) -> Measured:
    """One candidate in a process of its own."""
    one_core = name != "columns-all"
    python, script = (
        (sys.executable, __file__)
        if name.startswith("columns")
        else (str(RIVALS), str(ROOT / "bench" / "columns_rivals.py"))
    )
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "NUMEXPR_MAX_THREADS": "1", "NUMEXPR_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, script, *(("--one",) if name.startswith("columns") else ()), name, str(source), str(target)],
        env=environment, capture_output=True, text=True, check=False,
        preexec_fn=(lambda: os.sched_setaffinity(0, {0})) if one_core else None,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{name}: {done.stderr}")
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def one_unit(book: Any, many: Units, count: int = 200) -> list[float]:
    """Milliseconds of processor for one unit each: taken out of the columns, computed, every step of every trace written."""
    spent = []
    for unit in range(count):
        start = time.process_time()
        card = compute(book, many.case(book, unit))
        steps = sum(len(one.trace.steps()) for one in card.indicators)
        spent.append((time.process_time() - start) * 1000)
        assert steps > 100
    return spent


def differing(exact: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> tuple[int, int]:
    """Totals that differ by a cent of a point or more, and grades that differ, among the rows both have."""
    exact = exact[: len(other)]
    off = np.abs(exact - other) >= 0.005
    edges = np.array([60, 80, 90])
    grades = np.searchsorted(edges, exact, "right") != np.searchsorted(edges, np.round(other, 2), "right")
    return int(off.sum()), int(grades.sum())


def median(rounds: list[Measured], *keys: str) -> float:
    """The median over the rounds of the sum of some of their times."""
    return statistics.median(sum(one[key] for key in keys) for one in rounds)


def row(name: str, rounds: list[Measured], best: float, exact: Any, target: Path) -> str:
    """One line of the table."""
    whole = [one["setup"] + one["processor"] for one in rounds]
    off = "exact" if name.startswith("columns") else "{:,} totals, {:,} grades".format(*differing(exact, np.load(target)))
    if name == "decimal":
        off += " of 20,000"
    return (
        f"| {NAMES[name]} | {statistics.median(whole):.2f} | {min(whole):.2f}–{max(whole):.2f} | {statistics.median(whole) / best:.1f} "
        f"| {median(rounds, 'setup'):.2f} | {median(rounds, 'processor'):.2f} | {median(rounds, 'wall'):.2f} "
        f"| {median(rounds, 'memory'):,.0f} | {NUMBERS.get(name, 'int64, exact')} | {off} |"
    )


def page(rounds: dict[str, list[Measured]], folder: Path, many: Units) -> str:
    """The result as Markdown."""
    best = median(rounds["columns"], "setup", "processor")
    whole = {name: median(found, "setup", "processor") / best for name, found in rounds.items()}
    formulas = {name: median(found, "processor") / median(rounds["columns"], "processor") for name, found in rounds.items()}
    exact = np.load(folder / "columns.npy")
    versions = subprocess.run(
        [str(RIVALS), "-c", "from importlib.metadata import version as v; print(', '.join(f'{n} {v(n)}' for n in ('openfisca-core', 'pandas', 'numpy')))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    spent = sorted(one_unit(rulebook(), many))
    lines = [
        f"# A million units × thirty indicators, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        f"{machine('numpy')} Rivals, in an environment of their own: {versions}.",
        f"{load()} Fresh processes, median of {len(rounds['columns'])} interleaved rounds; made by `make bench PART=columns`.",
        "",
        "| candidate | processor s | from–to | x | of it set-up | formulas | formulas by the clock | peak MB | numbers | differs from exact in |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |",
        *(row(name, found, best, exact, folder / f"{name}.npy") for name, found in rounds.items()),
        "",
        "From twelve columns of figures in memory to thirty scores, total and grade of every unit on one core, openfisca-core takes",
        f"**{whole['openfisca']:.1f} times** as long as `rules.columns` (goal: 2, {'reached' if whole['openfisca'] >= 2 else 'not reached'}), {whole['openfisca-lean']:.1f} times where only points are variables.",
        f"Of the formulas alone, once its simulation stands, it takes {formulas['openfisca']:.1f} and {formulas['openfisca-lean']:.1f} times as long.",
        "That every leaf and total is what `compute` says is held by `bench/equal.py`, on its own page.",
        (
            f"One unit out of the columns with its full trace (thirty leaves, every step in words): median {statistics.median(spent):.1f} ms of processor, "
            f"nineteen of twenty within {spent[len(spent) * 19 // 20]:.1f} ms, {len(spent)} units (goal: at most 20)."
        ),
        "",
        "Set-up is what a library needs before the first formula: openfisca declares a million units and takes over twelve columns as",
        "float32, pandas makes a frame, we wrap the arrays. Reading files and importing are in none of them. Peak memory is of the whole",
        "process, the interpreter, the libraries and the data with it. The rivals' formulas are in `bench/columns_rivals.py`: `where`,",
        "`select`, `floor`, each score rounded to two places as the rule wants.",
        "",
        "What it does not say: openfisca-core spans periods and entities and explains legislation, none of which is asked of it here, and",
        "a faster float program is easily written by hand. The last column is why ours is none: its `float` is float32, and rates on the",
        "edge of a band fall to the wrong side. No unit here lacks a figure and none is refused; both cost us a mask or two.",
        "Processor seconds, because others may use the machine while we measure; the clock tells what threads gain where it is idle.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write; or, with --one, be measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--one", nargs=3)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    if given.one:
        ours(*given.one)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "data.npz"
        data = thirty.amounts(COUNT)
        np.savez(source, **data)
        rounds: dict[str, list[Measured]] = {name: [] for name in NAMES}
        for _ in range(given.rounds):
            for name, found in rounds.items():
                found.append(once(name, source, folder / f"{name}.npy"))
        write("columns", page(rounds, folder, units(data)))


if __name__ == "__main__":
    main()
