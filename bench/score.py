"""From a file of figures to files of scores: `batch score` beside pandas and Decimal rows; one agency with trace; its papers.

`make bench PART=score` writes bench/results/<date>-score.md. What the formulas alone cost, beside openfisca-core, is `PART=columns`.
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
from machine import ROOT, ROUNDS, load, machine, peak, write

COUNT = 10_000
RIVALS = ROOT / ".venv-bench" / "bin" / "python"
NAMES = {
    "jixiao": "jixiao `batch score`: scores.parquet with bounds and reasons, totals, a list, a page",
    "pandas": "pandas: thirty scores, total, grade in one CSV (floats, no reasons)",
    "decimal": "Decimal, row by row: the same (5,000 rows, scaled up)",
}
Measured = dict[str, Any]
CASES = ("department", "project", "hunan-2021")


def table(path: Path, count: int) -> None:
    """The figures as a bureau's wide table: amounts in 元 with two decimals, exact."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from jixiao.batch.decimals import decimal_array
    from jixiao.catalog.items import describe, items

    columns = {
        "单位": pa.array([f"示例第{at}局（虚构）" for at in range(count)]),
        "年度": pa.array(np.full(count, 2021, np.int32)),
    }
    for name, numbers in thirty.amounts(count).items():
        item, basis = thirty.NAMES[name]
        columns[f"{describe(item, basis)}（{items()[item].unit}）"] = decimal_array(numbers, 2)
    if path.suffix == ".csv":
        import pyarrow.csv

        pyarrow.csv.write_csv(pa.table(columns), path)
    else:
        pq.write_table(pa.table(columns), path)


def ours(source: Path, out: Path) -> None:
    """`jixiao batch score`, as a whole, in this process."""
    from jixiao.batch.score import ScoreRequest, score

    book = out.parent / "thirty.yaml"
    book.write_text(thirty.text(), encoding="utf-8")
    start, clock = time.process_time(), time.perf_counter()
    done = score(ScoreRequest((source,), str(book), out))
    print(
        json.dumps(
            {
                "processor": time.process_time() - start,
                "wall": time.perf_counter() - clock,
                "memory": peak(),
                "known": done.known,
            }
        )
    )


def one_agency(source: Path, out: Path, count: int = 20) -> list[float]:
    """Seconds of processor for `--explain` of agencies all over the table: found, read, computed, every sentence made."""
    from jixiao.batch.score import ScoreRequest, explain

    request = ScoreRequest((source,), str(out / "thirty.yaml"), out)
    spent = []
    for at in range(count):
        start = time.process_time()
        [(card, _)] = explain(request, f"示例第{at * 37}局（虚构）")
        assert sum(len(one.trace.steps()) for one in card.indicators) > 100
        spent.append(time.process_time() - start)
    return spent


def papers(name: str, rounds: int) -> list[float]:
    """Seconds of processor for the forward road of one agency: case read, scored, report, form, page and record written."""
    from jixiao.api import evaluate, write_evaluation

    spent = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds + 1):
            start = time.process_time()
            write_evaluation(evaluate(ROOT / "examples" / name), Path(folder))
            spent.append(time.process_time() - start)
    return spent[1:]  # the first reads rulebooks and templates


def child(*arguments: object, python: str = sys.executable) -> Measured:
    """What a process of its own, on one core, says of itself."""
    done = subprocess.run(
        [python, *map(str, arguments)], capture_output=True, text=True, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"},
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{arguments}: {done.stderr}")
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def page(
    rounds: dict[str, list[Measured]],
    sizes: dict[int, Measured],
    traces: list[float],
    road: dict[str, list[float]],
    count: int,
) -> str:
    """The result as Markdown."""
    best = statistics.median(one["processor"] for one in rounds["jixiao"])
    rows = []
    for name, found in rounds.items():
        spent = [one["processor"] for one in found]
        median = statistics.median(spent)
        rows.append(
            f"| {NAMES[name]} | {median:.2f} | {min(spent):.2f}–{max(spent):.2f} | {median / best:.2f} | {count / median:,.0f} "
            f"| {statistics.median(one['memory'] for one in found):,.0f} |"
        )
    whole = [
        f"| {size:,} | {one['processor']:.1f} | {size / one['processor']:,.0f} | {one['memory']:,.0f} |"
        for size, one in sizes.items()
    ]
    forward = [
        f"| `examples/{name}` | {statistics.median(spent) * 1000:.0f} | {min(spent) * 1000:.0f}–{max(spent) * 1000:.0f} |"
        for name, spent in road.items()
    ]
    lines = [
        f"# Scores from tables, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        f"{machine('numpy', 'pyarrow')} {load()}",
        f"Fresh processes on one core, median of {len(rounds['jixiao'])} interleaved rounds, seconds of processor; made by `make bench PART=score`.",
        "",
        f"{count:,} agencies × thirty indicators, a CSV file of twelve columns → files:",
        "",
        "| candidate | processor s | from–to | x | agencies a second | peak MB |",
        "| --- | ---: | --- | ---: | ---: | ---: |",
        *rows,
        "",
        "They do not do the same: ours writes thirty rows an agency with value, points, bounds and a reason in words, and exact totals;",
        "pandas and Decimal write the points and the total. Exactness and formulas alone are compared in the columns' page.",
        "",
        "The whole command from parquet by size, one round (comparison with peers up to 200,000 agencies):",
        "",
        "| agencies | processor s | agencies a second | peak MB |",
        "| ---: | ---: | ---: | ---: |",
        *whole,
        "",
        (
            f"`--explain` of one of 1,000 agencies, every step of thirty traces made: median {statistics.median(traces) * 1000:.0f} ms of processor "
            f"({min(traces) * 1000:.0f}–{max(traces) * 1000:.0f}); the table is read to the agency's row each time."
        ),
        "",
        "The forward road of one agency, from its case to 自评报告.docx, 自评表.xlsx, report.html and scorecard.json, rulebooks read before:",
        "",
        "| case | processor ms | from–to |",
        "| --- | ---: | --- |",
        *forward,
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write; or be measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--one", nargs=2, type=Path)
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--most", type=int, default=100_000, help="the largest table for the whole command")
    given = options.parse_args()
    if given.one:
        ours(*given.one)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, data = folder / "数据.parquet", folder / "数据.csv"
        table(data, given.count)
        rounds: dict[str, list[Measured]] = {name: [] for name in NAMES}
        for _ in range(given.rounds):
            rounds["jixiao"].append(child(__file__, "--one", data, folder / "out"))
            for rival in ("pandas", "decimal"):
                rounds[rival].append(
                    child(ROOT / "bench" / "score_rivals.py", rival, data, folder / "out.csv", python=str(RIVALS))
                )
        sizes: dict[int, Measured] = {}
        for size in (one for one in (1_000, 10_000, 100_000, 1_000_000) if one <= given.most):
            table(source, size)
            sizes[size] = child(__file__, "--one", source, folder / "out")
        table(source, 1_000)
        traces = one_agency(source, folder)
        road = {case: papers(case, given.rounds) for case in CASES}
        write("score", page(rounds, sizes, traces, road, given.count))


if __name__ == "__main__":
    main()
