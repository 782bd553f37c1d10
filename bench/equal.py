"""The thirty indicators, columns against `compute`, unit by unit: every leaf and total.

`make bench-full` holds 100,000 units and writes bench/results/<date>-equal.md, anew after every thousand, so that a run that is
cut short still counts for what it did. One difference makes it end with 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from columns import rulebook, units

import thirty
from jixiao.model.outcome import Known
from jixiao.rules.columns.many import score_columns
from jixiao.rules.compute import compute
from machine import load, machine, write

BLOCK = 1000


def unequal(seed: int) -> int:
    """How many units of a block have another total, or another score of any leaf, than `compute` says."""
    book, many = rulebook(), units(thirty.amounts(BLOCK, seed))
    scores = score_columns(book, many)
    wrong = 0
    for unit in range(BLOCK):
        card = compute(book, many.case(book, unit))
        total = card.total.value if isinstance(card.total, Known) else None
        mine = {one.id: one.score.value if isinstance(one.score, Known) else None for one in card.indicators}
        wrong += total != scores.bounds(unit)[0] or any(scores.score(id, unit) != score for id, score in mine.items())
    return wrong


def main() -> int:
    """Run them, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    given = parser.parse_args()
    start, done, wrong = time.perf_counter(), 0, 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for part in as_completed([pool.submit(unequal, seed) for seed in range(-(-given.units // BLOCK))]):
            done, wrong = done + BLOCK, wrong + part.result()
            lines = [
                f"# Thirty indicators, columns against compute, {time.strftime('%Y-%m-%d', time.gmtime())}",
                "",
                f"{machine('numpy')} {load()} {(time.perf_counter() - start) / 60:.0f} min in {given.jobs} processes.",
                f"Made by `bench/equal.py --units {given.units}`; data and rulebook as in `bench/thirty.py`, seeds from 0, {BLOCK:,} units each.",
                "",
                f"Equal to `compute` in every leaf and total: **{done - wrong:,} of {done:,}** units.",
                "",
            ]
            write("equal", "\n".join(lines))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
