"""A large batch disturbed in every way, each time held against an undisturbed one: `make bench-full`.

python bench/batch_faults.py [--documents 20000]: workers killed at random (local, cluster), the scheduler killed, the whole run
killed and resumed again and again, the disk full. It fails at the first difference.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
from batch import cluster

from corpus.make import write_parquet
from jixiao.batch.tables import TABLES
from machine import ROOT, machine, write

TIMES = 10
CHANCE = random.Random(20)


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "jixiao", "batch", "check", str(corpus), "--out", str(out), "--jobs", "2", *more]


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(one) for one in arguments], stdout=subprocess.DEVNULL, stderr=sys.stderr, cwd=ROOT)


def same(out: Path, whole: Path) -> int:
    """How many documents; ends the program where the answers differ or a document stands there twice."""
    for name in TABLES:
        found, wanted = (
            table.sort_by([(one, "ascending") for one in ("document", "n") if one in table.column_names])
            for table in (pq.read_table(out / name), pq.read_table(whole / name))
        )
        if found != wanted:
            sys.exit(f"{out.name}: {name} differs from the undisturbed run")
    documents = pq.read_table(out / "documents")["document"]
    if len(documents.unique()) != len(documents):
        sys.exit(f"{out.name}: a document stands there twice")
    return len(documents)


def below(process: int, words: bytes) -> list[int]:
    """The processes below this one whose command line holds `words`."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for one in map(int, (task / "children").read_text("utf-8").split()):
            try:
                line = Path(f"/proc/{one}/cmdline").read_bytes()
                found += [one] if words in line else []
                found += below(one, words)
            except OSError:
                continue  # it has ended
    return found


def shot(running: subprocess.Popen[bytes], among: int) -> int:
    """Kill a random worker below `among` ten times while the run goes on; how many were killed."""
    killed = 0
    while killed < TIMES and running.poll() is None:
        time.sleep(CHANCE.uniform(1, 4))
        workers = below(among, b"spawn_main")
        if workers and running.poll() is None:
            try:
                os.kill(CHANCE.choice(workers), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                continue
    running.wait()
    return killed


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=20000)
    count = asked.parse_args().documents
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus, whole = folder / "corpus.parquet", folder / "whole"
        write_parquet(corpus, count, 1)
        start(*command(corpus, whole)).wait()
        total = same(whole, whole)

        running = start(*command(corpus, folder / "shot"))
        killed = shot(running, running.pid)
        lines.append(f"| local workers killed at random | {killed} | {same(folder / 'shot', whole):,} |")

        with cluster() as far:
            running = start(*command(corpus, folder / "far"), "--cluster", far[0])
            until(folder / "far", running)
            killed = shot(running, os.getpid())
            lines.append(f"| cluster workers killed at random | {killed} | {same(folder / 'far', whole):,} |")

        with cluster() as far:
            running = start(*command(corpus, folder / "headless"), "--cluster", far[0])
            until(folder / "headless", running)
            time.sleep(CHANCE.uniform(5, 20))
            for scheduler in below(os.getpid(), b"scheduler\0"):
                os.kill(scheduler, signal.SIGKILL)
            code = running.wait()
        start(*command(corpus, folder / "headless")).wait()
        lines.append(f"| the scheduler killed (exit {code}), a second run | 1 | {same(folder / 'headless', whole):,} |")

        killed, done = 0, False
        while not done:
            running = start(*command(corpus, folder / "again"))
            try:
                running.wait(CHANCE.uniform(8, 30) if killed < TIMES else None)
                done = True
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                killed += 1
        lines.append(f"| the whole run killed, and resumed | {killed} | {same(folder / 'again', whole):,} |")

        full = subprocess.run(
            command(corpus, folder / "full"), capture_output=True, text=True, check=False, cwd=ROOT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        )  # fmt: skip
        if full.returncode != 2:
            sys.exit(f"a full disk went unnoticed: {full.stderr}")
        start(*command(corpus, folder / "full")).wait()
        lines.append(
            f"| no room on the disk (exit {full.returncode}), a second run | 1 | {same(folder / 'full', whole):,} |"
        )
    text = [
        f"# Batches disturbed, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        f"{machine('pyarrow', 'pebble', 'distributed')} {count:,} documents of `bench/corpus`, seed 1, {total:,} of them different. Each run ended",
        "with the same rows as the undisturbed one, every document once. Made by `make bench-full`.",
        "",
        "| disturbed by | times | documents, all as undisturbed |",
        "| --- | ---: | ---: |",
        *lines,
        "",
    ]
    write("batch-faults", "\n".join(text))


def until(out: Path, running: subprocess.Popen[bytes]) -> None:
    """Wait until the run has begun, or ended."""
    while running.poll() is None and not (out / "documents").is_dir():
        time.sleep(0.2)


if __name__ == "__main__":
    main()
