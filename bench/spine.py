"""Cold starts, as a person at a prompt feels them: whole processes, medians of five, rivals beside us in the same run.

`make bench` writes bench/results/<date>-spine.md. Rounds interleave the candidates, so that a busy machine is unkind to all alike;
trust the ratios more than the seconds. Nothing here passes or fails: a clock is no test.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from machine import ROOT, ROUNDS, load, machine, write

BIN = Path(sys.executable).parent
JIXIAO = str(BIN / "jixiao")
TWIN = ROOT / "examples" / "seed-twin" / "report.txt"
CASE = ROOT / "examples" / "department" / "case.yaml"


@dataclass(frozen=True)
class Candidate:
    """A command to time; `goal` is what the issue asks of it, in seconds."""

    name: str
    command: tuple[str, ...]
    exits: int = 0
    goal: str = ""


def candidates(folder: Path) -> list[Candidate]:
    """Ours, and what sets the floor under them: the interpreter, and the libraries nobody could do without."""
    python = sys.executable
    return [
        Candidate("python -c pass", (python, "-c", "pass")),
        Candidate('python -c "import click, yaml"', (python, "-c", "import click, yaml")),
        Candidate('python -c "import docx, xlsxwriter, pygal"', (python, "-c", "import docx, xlsxwriter, pygal")),
        Candidate("jixiao --version", (JIXIAO, "--version")),
        Candidate("jixiao check report.txt", (JIXIAO, "check", str(TWIN)), 1, "≤ 0.4"),
        Candidate("jixiao check report.txt --format json", (JIXIAO, "check", str(TWIN), "--format", "json"), 1),
        Candidate(
            "jixiao evaluate case.yaml --out", (JIXIAO, "evaluate", str(CASE), "--out", str(folder / "out")), 0, "≤ 2"
        ),
    ]


def processor_time() -> float:
    """What all children have used so far, user and system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def once(candidate: Candidate, environment: dict[str, str]) -> tuple[float, float]:
    """(wall, processor) seconds of one cold process, from before it is started until it has ended."""
    before, start = processor_time(), time.perf_counter()
    done = subprocess.run(candidate.command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    spent = time.perf_counter() - start, processor_time() - before
    if done.returncode != candidate.exits:
        sys.exit(f"{candidate.name}: exit {done.returncode}\n{done.stderr.decode()}")
    return spent


Times = dict[str, list[tuple[float, float]]]


def measure(found: list[Candidate], cache: Path) -> Times:
    """ROUNDS times each, round by round; one round before that, not counted, in which every file is read and compiled once.

    Compiled files go to `cache`, as an installed package would have them, whatever this shell says of Python.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPYCACHEPREFIX"] = str(cache)
    for candidate in found:
        once(candidate, environment)
    times: Times = {candidate.name: [] for candidate in found}
    for _ in range(ROUNDS):
        for candidate in found:
            times[candidate.name].append(once(candidate, environment))
    return times


def page(found: list[Candidate], times: Times, date: str) -> str:
    """The result as Markdown."""
    wall = {name: [one[0] for one in spent] for name, spent in times.items()}
    floor = statistics.median(wall[found[0].name])
    rows = [
        f"| `{one.name}` | {statistics.median(wall[one.name]):.3f} | {min(wall[one.name]):.3f}–{max(wall[one.name]):.3f} "
        f"| {statistics.median(spent[1] for spent in times[one.name]):.3f} "
        f"| {statistics.median(wall[one.name]) / floor:.1f} | {one.goal} |"
        for one in found
    ]
    return "\n".join(
        [
            f"# Cold starts, {date}",
            "",
            machine("click", "PyYAML", "lxml", "python-docx", "XlsxWriter", "pygal", "jsonschema"),
            (
                f"{load()} Whole processes, median of {ROUNDS} interleaved rounds after one uncounted; "
                "x = against the bare interpreter in the same run. Made by `make bench PART=spine`."
            ),
            "",
            "| command | s | from–to | processor s | x | goal s |",
            "| --- | ---: | --- | ---: | ---: | --- |",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Measure and write."""
    with tempfile.TemporaryDirectory() as folder:
        found = candidates(Path(folder))
        times = measure(found, Path(folder) / "compiled")
        written = {path.name: path.stat().st_size for path in sorted((Path(folder) / "out").iterdir())}
        shutil.rmtree(Path(folder) / "out")
    date = datetime.now(UTC).date().isoformat()
    text = (
        page(found, times, date)
        + "\nFiles of `evaluate`: "
        + ", ".join(f"{name} {size / 1024:.0f} KB" for name, size in written.items())
        + ".\n"
    )
    write("spine", text)


if __name__ == "__main__":
    main()
