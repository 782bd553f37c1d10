"""Many random cases of every kind of rule against the oracle, and many random units of every rulebook, columns against compute.

`make bench-full` runs a million cases of each kind and 100,000 units and writes bench/results/<date>-oracles.md. All cores;
every part has a seed of its own, so a difference can be found again. One difference makes it end with 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from machine import ROOT, load, machine, write

sys.path.insert(0, str(ROOT))

from jixiao.errors import UsageError
from jixiao.rules.columns.many import score_columns
from jixiao.rules.load import load_rulebook, rulebook_ids

PARTS = 20
BLOCK = 500


def of_kind(kind: str, cases: int, part: int) -> tuple[float, str]:
    """One part of a kind of rule: processor seconds, and the first difference ("": none)."""
    from tests.unit.oracle_run import run

    start = time.process_time()
    try:
        run(kind, cases, seed=f"full {part}")
    except AssertionError as error:
        return time.process_time() - start, f"{kind}, seed “full {part}”: {error}"
    return time.process_time() - start, ""


def of_book(id: str, seed: int) -> tuple[int, int, int, str]:
    """One block of units of a rulebook: how many, how many refused, how many with a total, and the first difference."""
    from tests.unit.units_made import differences, random_units

    rulebook = load_rulebook(id)
    units = random_units(rulebook, BLOCK, seed, own=BLOCK // 3)
    try:
        scores = score_columns(rulebook, units)
    except UsageError:
        return 0, 0, 0, ""  # units do not share one rulebook, or points stand beside the total: scored one by one only
    found = next(islice(differences(rulebook, units, scores, range(BLOCK)), 1), "")
    return BLOCK, int(scores.refused.sum()), int(scores.known.sum()), found and f"{id}, seed {seed}: {found}"


def main() -> int:
    """Run both, write the page."""
    from tests.unit.oracle_run import kinds

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="of each kind of rule")
    parser.add_argument("--units", type=int, default=100_000, help="of all rulebooks together")
    given = parser.parse_args()
    start = time.perf_counter()
    names, books, wrong, lines = kinds(), rulebook_ids(), [], []
    with ProcessPoolExecutor() as pool:
        each = -(-given.cases // PARTS)
        running = {name: [pool.submit(of_kind, name, each, part) for part in range(PARTS)] for name in names}
        blocks = -(-given.units // len(books) // BLOCK)
        units = {id: [pool.submit(of_book, id, seed) for seed in range(blocks)] for id in books}
        for name, parts in running.items():
            found = [one.result() for one in parts]
            wrong += [words for _, words in found if words]
            lines.append(f"| {name} | {each * PARTS:,} | {sum(spent for spent, _ in found):.0f} |")
        totals = []
        for id, parts in units.items():
            counted = [one.result() for one in parts]
            wrong += [words for *_, words in counted if words]
            many, refused, known = (sum(one[index] for one in counted) for index in range(3))
            totals.append(f"| {id} | {many:,} | {refused:,} | {known:,} |" if many else f"| {id} | – | – | – |")
    text = "\n".join(
        [
            f"# Against the oracle, {time.strftime('%Y-%m-%d', time.gmtime())}",
            "",
            f"{machine('numpy')} {load()} Whole run {(time.perf_counter() - start) / 60:.0f} min on {os.cpu_count()} cores. Made by `bench/oracles.py --cases {given.cases} --units {given.units}`.",
            "",
            f"Differences: {len(wrong)}." + "".join(f"\n- {one}" for one in wrong),
            "",
            "Points as the package gives them, against points worked out from the words of each rule by a program that shares nothing",
            "with it (`tests/unit/oracle.py`); equal as fractions, every tenth case rounded by both as well.",
            "",
            "| kind of rule | cases | processor s |",
            "| --- | ---: | ---: |",
            *lines,
            "",
            "Random units on every edge of a rulebook (`tests/unit/units_made.py`), `rules.columns` against `compute`: every leaf, bound,",
            "total and grade, and who is refused. A book without numbers has points beside its total and is not scored in columns.",
            "",
            "| rulebook | units | of them refused | with a total |",
            "| --- | ---: | ---: | ---: |",
            *totals,
            "",
        ]
    )
    write("oracles", text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
