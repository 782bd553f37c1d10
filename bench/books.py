"""Many random units of every rulebook, columns against compute.

`make bench-full` runs 100,000 units, all rulebooks together, and writes bench/results/<date>-books.md. Every block has a seed
of its own, so a difference can be found again; one difference makes it end with 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from jixiao.rules.columns.many import score_columns
from jixiao.rules.load import load_rulebook, rulebook_ids
from machine import ROOT, load, machine, write

sys.path.insert(0, str(ROOT))

BLOCK = 500


def of_book(id: str, seed: int) -> tuple[int, int, int, str]:
    """One block of units of a rulebook: how many, how many refused, how many with a total, and the first difference."""
    from tests.unit.units_made import differences, random_units

    rulebook = load_rulebook(id)
    units = random_units(rulebook, BLOCK, seed, own=BLOCK // 3)
    scores = score_columns(rulebook, units)
    found = next(islice(differences(rulebook, units, scores, range(BLOCK)), 1), "")
    return BLOCK, int(scores.refused.sum()), int(scores.known.sum()), found and f"{id}, seed {seed}: {found}"


def main() -> int:
    """Run them, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000, help="of all rulebooks together")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    given = parser.parse_args()
    start, books, wrong, totals = time.perf_counter(), rulebook_ids(), [], []
    blocks = -(-given.units // len(books) // BLOCK)
    with ProcessPoolExecutor(given.jobs) as pool:
        units = {id: [pool.submit(of_book, id, seed) for seed in range(blocks)] for id in books}
        for id, parts in units.items():
            counted = [one.result() for one in parts]
            wrong += [words for *_, words in counted if words]
            many, refused, known = (sum(one[index] for one in counted) for index in range(3))
            totals.append(f"| {id} | {many:,} | {refused:,} | {known:,} |")
    text = "\n".join(
        [
            f"# Columns against compute, {time.strftime('%Y-%m-%d', time.gmtime())}",
            "",
            (
                f"{machine('numpy')} {load()} Whole run {(time.perf_counter() - start) / 60:.0f} min on {given.jobs} of {os.cpu_count()} cores. "
                f"Made by `bench/books.py --units {given.units}`."
            ),
            "",
            f"Differences: {len(wrong)}." + "".join(f"\n- {one}" for one in wrong),
            "",
            "Random units on every edge of a rulebook (`tests/unit/units_made.py`), `rules.columns` against `compute`: every leaf, bound,",
            "total and grade, and who is refused. A book that is a framework or has gaps gives no total.",
            "",
            "| rulebook | units | of them refused | with a total |",
            "| --- | ---: | ---: | ---: |",
            *totals,
            "",
        ]
    )
    write("books", text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
