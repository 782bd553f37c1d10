"""Many random cases of every kind of rule against the oracle.

`make bench-full` runs a million cases of each kind and writes bench/results/<date>-oracles.md, anew after every kind, so that a
run that is cut short still counts for what it did. Every part has a seed of its own, so a difference can be found again; one
difference makes it end with 1. `--jobs 1` leaves the other cores to others.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor

from machine import ROOT, load, machine, write

sys.path.insert(0, str(ROOT))

PARTS = 20
Part = tuple[float, str]


def of_kind(kind: str, cases: int, part: int) -> Part:
    """One part of a kind of rule: processor seconds, and the first difference ("": none)."""
    from tests.unit.oracle_run import run

    start = time.process_time()
    try:
        run(kind, cases, seed=f"full {part}")
    except AssertionError as error:
        return time.process_time() - start, f"{kind}, seed “full {part}”: {error}"
    return time.process_time() - start, ""


def page(lines: list[str], wrong: list[str], cases: int, kinds: int, minutes: float, jobs: int) -> str:
    """What is known so far, as Markdown."""
    done = "Whole run" if len(lines) == kinds else f"Not finished: {len(lines)} of {kinds} kinds so far,"
    return "\n".join(
        [
            f"# Against the oracle, {time.strftime('%Y-%m-%d', time.gmtime())}",
            "",
            (
                f"{machine('numpy')} {load()} {done} {minutes:.0f} min on {jobs} of {os.cpu_count()} cores. "
                f"Made by `bench/oracles.py --cases {cases}`."
            ),
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
        ]
    )


def main() -> int:
    """Run them in order, write the page."""
    from tests.unit.oracle_run import kinds

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="of each kind of rule")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    given = parser.parse_args()
    start, names, wrong, lines = time.perf_counter(), kinds(), [], []
    each = -(-given.cases // PARTS)
    with ProcessPoolExecutor(given.jobs) as pool:
        running = {name: _started(pool, name, each) for name in names}
        for name, parts in running.items():
            found = [one.result() for one in parts]
            wrong += [words for _, words in found if words]
            lines.append(f"| {name} | {each * PARTS:,} | {sum(spent for spent, _ in found):.0f} |")
            minutes = (time.perf_counter() - start) / 60
            write("oracles", page(lines, wrong, given.cases, len(names), minutes, given.jobs))
    return 1 if wrong else 0


def _started(pool: Executor, kind: str, cases: int) -> list[Future[Part]]:
    return [pool.submit(of_kind, kind, cases, part) for part in range(PARTS)]


if __name__ == "__main__":
    sys.exit(main())
