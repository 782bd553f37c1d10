"""Real worker processes: killed, endless, hungry, out of disk. The rest of the run does not notice."""

from __future__ import annotations

import hashlib
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.batch.check import Request, check
from jixiao.batch.engine import Engine, Outcome
from jixiao.batch.ledger import Run, begin
from jixiao.batch.local import Local
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.task import Terms
from tests.unit.batch.hostile import BUGGY, ENDLESS, FATAL, HUNGRY, STUCK, Hostile
from tests.unit.batch.inline import GOOD, TERMS, WRONG, checked, rows

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def corpus(path: Path, count: int, more: tuple[str, ...] = ()) -> Path:
    """`count` short documents, every fifth with an error, and `more`."""
    texts = [(WRONG if n % 5 == 0 else GOOD).replace("2022", str(1000 + n)) for n in range(count)]
    pq.write_table(pa.table({"text": [*texts, *more]}), path)
    return path


def go(place: Path, out: Path, engine: Engine, terms: Terms = TERMS) -> Progress:
    begin(out, Run())
    return run(Corpus([place], out), engine, out, terms, by_path=False, told=lambda *_: None)


def workers() -> set[int]:
    """Worker processes started by this one that still run."""
    return {one.pid for one in psutil.Process().children() if "spawn_main" in " ".join(command(one))}


def command(process: psutil.Process) -> list[str]:
    """The command line of a process; of one that ended meanwhile none."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


class Shot(Local):
    """Kills one of its workers at random after each of the first `times` chunks that came back."""

    def __init__(self, times: int) -> None:
        super().__init__(2, TERMS)
        self.times, self._chance = times, Random(6)

    def next(self) -> Outcome:
        found = super().next()
        if self.times and (alive := sorted(workers())):
            os.kill(self._chance.choice(alive), signal.SIGKILL)
            self.times -= 1
        return found


def test_workers_killed_ten_times_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 8)
    place = corpus(tmp_path / "c.parquet", 160)
    engine = Shot(10)
    done = go(place, tmp_path / "out", engine)
    assert engine.times == 0
    assert (done.documents, done.failed) == (160, 0)
    checked([place], tmp_path / "whole")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")
    assert not workers()


def test_hostile_documents_cost_themselves_and_nobody_else(tmp_path: Path) -> None:
    hostile = {GOOD + kind: kind for kind in (ENDLESS, STUCK, HUNGRY, FATAL, BUGGY)}
    place = corpus(tmp_path / "c.parquet", 20, tuple(hostile))
    terms = Terms(1.0, 2048)
    done = go(place, tmp_path / "out", Hostile(2, terms), terms)
    assert (done.documents, done.failed) == (25, 5)
    kinds = {hashlib.sha256(text.encode()).hexdigest(): kind for text, kind in hostile.items()}
    documents = rows(tmp_path / "out")["documents"].to_pylist()
    said = {kinds[one["document"]]: one["reason"] for one in documents if one["status"] == "failed"}
    assert said == {
        ENDLESS: "审核超过了每份 1 秒的上限，已放弃", STUCK: "审核超过了每份 1 秒的上限，已放弃",
        HUNGRY: "审核要用的内存超过了上限，已放弃", FATAL: "审核它的进程中断了（试了 3 次，多半是内存不够），已放弃",
        BUGGY: "审核时程序出错（ZeroDivisionError）",
    }  # fmt: skip
    assert all(one["hint"] for one in documents if one["status"] == "failed")
    checked([corpus(tmp_path / "good.parquet", 20)], tmp_path / "whole")
    whole = {one["document"]: one for one in rows(tmp_path / "whole")["documents"].to_pylist()}
    assert {one["document"]: one for one in documents if one["document"] not in kinds} == whole


def test_stopped_by_hand_it_keeps_what_came_back_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 4)
    place, out = corpus(tmp_path / "c.parquet", 40), tmp_path / "out"
    told: list[int] = []

    def stop(count: int, progress: Progress) -> None:
        told.append(count)
        if sum(told) >= 12:
            raise KeyboardInterrupt

    begin(out, Run())
    with pytest.raises(KeyboardInterrupt):
        run(Corpus([place], out), Local(1, TERMS), out, TERMS, by_path=False, told=stop)
    assert rows(out)["documents"].num_rows == 12 and not workers()
    assert checked_again(place, out) == 28
    checked([place], tmp_path / "whole")
    assert rows(out) == rows(tmp_path / "whole")


def test_a_worker_does_not_hear_ctrl_c_even_while_it_loads(tmp_path: Path) -> None:
    """The terminal sends it to all; a worker that heard it before it was ready would show a traceback. What it is born with, it keeps."""

    class Heard(Local):
        masks: tuple[int, ...] = ()

        def next(self) -> Outcome:
            found = super().next()
            status = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8") for pid in workers()]
            self.masks = tuple(int(one.partition("SigBlk:")[2].split()[0], 16) for one in status)
            return found

    engine = Heard(1, TERMS)
    assert go(corpus(tmp_path / "c.parquet", 3), tmp_path / "out", engine).documents == 3
    assert engine.masks and all(mask >> (signal.SIGINT - 1) & 1 for mask in engine.masks)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def checked_again(place: Path, out: Path) -> int:
    """How many documents a second run did."""
    return go(place, out, Local(1, TERMS)).documents


def test_one_worker_and_two_give_the_same(tmp_path: Path) -> None:
    """The whole of `batch check`, summary included."""
    folder = tmp_path / "f"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n}.txt").write_text((WRONG if n % 3 else GOOD).replace("2022", str(1900 + n)), encoding="utf-8")
    for jobs in (1, 2):
        done, summary = check(Request((folder,), tmp_path / f"out{jobs}", jobs, jsonl=True), quiet=True)
        assert (done.documents, summary.wrong.part) == (30, 20)
    one, two = tmp_path / "out1", tmp_path / "out2"
    assert rows(one) == rows(two)
    for name in ("sources.parquet", "run.json", "summary.html"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


# —— the run itself killed, and a disk that is full ——

CHILD = """
import os, resource, signal, sys
from pathlib import Path
from jixiao.batch import run as running
from jixiao.errors import UsageError
from tests.unit.batch.inline import checked

place, out, at, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
running._CHUNK, running._PART = 4, 8
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
steps = 0

def hook(event, arguments):
    global steps
    if any(str(out) in os.fsdecode(one) for one in arguments if isinstance(one, (str, bytes, os.PathLike))):
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
try:
    checked([place], out)
except UsageError as error:
    print(error.faults[0].what)
    sys.exit(2)
print(steps)
"""


def child(place: Path, out: Path, at: int = 0, most: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD, str(place), str(out), str(at), str(most)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=ENVIRONMENT)


def test_killed_at_any_step_a_second_run_makes_it_whole(tmp_path: Path) -> None:
    """Steps are what a run does to its folder; eight of them, from the first to the last."""
    place = corpus(tmp_path / "c.parquet", 32)
    steps = int(child(place, tmp_path / "whole").stdout)
    whole = rows(tmp_path / "whole")
    assert steps > 40 and whole["documents"].num_rows == 32
    counted = []
    for at in sorted({1, 2, *Random(1).sample(range(3, steps), 5), steps}):
        out = tmp_path / f"at{at}"
        assert child(place, out, at).returncode == -signal.SIGKILL
        left = sum(1 for path in (out / "documents").glob("*.parquet")) * 8 if out.exists() else 0
        counted.append(left)
        assert checked([place], out).documents == 32 - left, f"step {at}"
        assert rows(out) == whole, f"step {at}"
        assert not list(out.rglob("*.tmp")), f"step {at}"
    assert counted == sorted(counted) and counted[0] == 0 and counted[-1] == 32


def test_a_full_disk_stops_the_run_with_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    place = corpus(tmp_path / "c.parquet", 32)
    stopped = child(place, tmp_path / "out", most=4000)
    assert stopped.returncode == 2 and "写不进去" in stopped.stdout, stopped.stderr
    assert not list((tmp_path / "out").rglob("*.tmp"))
    checked([place], tmp_path / "out")
    checked([place], tmp_path / "whole")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")


ORPHANS = """
import os, signal, sys
from pathlib import Path
from jixiao.batch import run as running
from tests.unit.batch.test_batch_local import TERMS, Local, go, workers

class Told(Local):
    def next(self):
        found = super().next()
        print(*workers(), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    running._CHUNK = 4
    go(Path(sys.argv[1]), Path(sys.argv[2]), Told(2, TERMS))
"""


def test_workers_end_with_their_driver(tmp_path: Path) -> None:
    script = tmp_path / "driver.py"
    script.write_text(ORPHANS, encoding="utf-8")
    place = corpus(tmp_path / "c.parquet", 16)
    with subprocess.Popen(
        [sys.executable, str(script), str(place), str(tmp_path / "out")], stdout=subprocess.PIPE, env=ENVIRONMENT
    ) as driver:
        assert driver.stdout is not None
        orphans = [int(one) for one in driver.stdout.readline().split()]
        handles = [handle for one in orphans if (handle := opened(one)) is not None]
    assert len(orphans) == 2 and driver.returncode == -signal.SIGKILL
    for handle in handles:
        assert select.select([handle], [], [], 30)[0], "a worker outlives its driver"
        os.close(handle)


def opened(process: int) -> int | None:
    try:
        return os.pidfd_open(process)
    except ProcessLookupError:
        return None  # gone already
