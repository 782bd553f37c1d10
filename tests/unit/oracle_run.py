"""Random cases of every kind of rule against the oracle.

python -m tests.unit.oracle_run --cases 1000000 [--only best_of] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
from fractions import Fraction
from time import process_time

from jixiao.model.quantity import half_up
from tests.unit import oracle
from tests.unit.oracle_draws import DRAWS, points_of
from tests.unit.oracle_kinds import KINDS


def kinds() -> list[str]:
    """Every kind of rule, methods first."""
    return [*sorted(DRAWS), *sorted(KINDS)]


def run(kind: str, cases: int, seed: str = "jixiao") -> None:
    """Hold `cases` random cases of `kind` against the oracle; `AssertionError` names the first that differs.

    Points must be equal as fractions; every tenth is rounded by both as well.
    """
    r = random.Random(f"{seed} {kind}")
    if kind in KINDS:
        draw = KINDS[kind]
        for turn in range(cases):
            found, expected = draw(r)
            assert found == expected, (kind, turn, found, expected)
        return
    draws = DRAWS[kind]
    for turn in range(cases):
        ask, points = draws[turn % len(draws)](r)
        got = points_of(kind, ask).points
        assert got == points, (kind, turn, ask, got, points)
        if turn % 10 == 0:
            assert Fraction(half_up(got, 2)) == oracle.half_up(points, 2), (kind, turn, ask)


def main() -> int:
    """Run them, one line each with its seconds of processor; 1 if any differs."""
    parser = argparse.ArgumentParser(description="random cases of every kind of rule against the oracle")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--only", choices=kinds(), action="append")
    parser.add_argument("--seed", default="jixiao")
    given = parser.parse_args()
    failed = 0
    for kind in given.only or kinds():
        start = process_time()
        try:
            run(kind, given.cases, given.seed)
            told = "all equal"
        except AssertionError as error:
            failed, told = 1, f"DIFFERS {error}"
        sys.stdout.write(f"{kind:26} {given.cases:>9} cases {process_time() - start:8.1f} s  {told}\n")
        sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main())
