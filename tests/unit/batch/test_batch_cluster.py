"""A dask cluster on this machine: the same answers, workers killed, no scheduler, a scheduler killed, another version."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import Client

from jixiao.batch.cluster import Cluster
from jixiao.batch.engine import Outcome
from jixiao.batch.ledger import Run, begin
from jixiao.batch.limits import DeadlineError, deadline
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.tables import SCHEMA
from jixiao.errors import UsageError
from tests.unit.batch.inline import GOOD, TERMS, WRONG, checked, rows

DASK = str(Path(sys.executable).with_name("dask"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
ENVIRONMENT["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "5"


def started(*command: str, environment: dict[str, str] = ENVIRONMENT) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [DASK, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Machines:
    """A scheduler and its workers, in processes of their own."""

    def __init__(self) -> None:
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = started("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add(self, *options: str, environment: dict[str, str] = ENVIRONMENT) -> None:
        where = ("--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
        self.workers.append(started("worker", self.address, *where, *options, environment=environment))
        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def end(self) -> None:
        for one in (*self.workers, self.scheduler):
            ended(one)


@pytest.fixture
def machines() -> Iterator[Machines]:
    found = Machines()
    yield found
    found.end()


def corpus(path: Path, count: int) -> Path:
    texts = [(WRONG if n % 5 == 0 else GOOD).replace("2022", str(1000 + n)) for n in range(count)]
    pq.write_table(pa.table({"text": texts}), path)
    return path


def go(place: Path, out: Path, engine: Cluster) -> Progress:
    begin(out, Run())
    return run(Corpus([place], out), engine, out, TERMS, by_path=False, told=lambda *_: None)


class Shot(Cluster):
    """Kills one of the cluster's workers at random after each of the first ten chunks that came back."""

    times, chance = 10, Random(7)

    def next(self) -> Outcome:
        found = super().next()
        if self.times:
            alive = sorted(self._client.run(os.getpid, on_error="ignore").values())
            if alive:
                os.kill(self.chance.choice(alive), signal.SIGKILL)
                self.times -= 1
        return found


def test_the_same_answers_though_workers_are_killed_ten_times(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 8)
    machines.add()
    machines.add()
    place = corpus(tmp_path / "c.parquet", 120)
    engine = Shot(machines.address, TERMS)
    done = go(place, tmp_path / "out", engine)
    assert engine.times == 0
    assert (done.documents, done.failed) == (120, 0)
    checked([place], tmp_path / "whole")
    assert rows(tmp_path / "out") == rows(tmp_path / "whole")


def test_the_scheduler_killed_the_run_stops_and_another_cluster_finishes_it(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.batch.run._CHUNK", 4)
    machines.add("--no-nanny")
    place, out = corpus(tmp_path / "c.parquet", 60), tmp_path / "out"

    class Headless(Cluster):
        left = 3

        def next(self) -> Outcome:
            self.left -= 1
            if self.left == 0:
                os.killpg(machines.scheduler.pid, signal.SIGKILL)
            return super().next()

    with pytest.raises(UsageError) as error:
        go(place, out, Headless(machines.address, TERMS))
    (fault,) = error.value.faults
    assert fault.where == machines.address and "调度程序中断了" in fault.what and "再运行同一条命令" in fault.hint
    kept = rows(out)["documents"].num_rows
    assert 8 <= kept < 60
    assert checked([place], out).documents == 60 - kept
    checked([place], tmp_path / "whole")
    assert rows(out) == rows(tmp_path / "whole")


def test_of_a_scheduler_that_is_gone_no_worker_is_known(machines: Machines) -> None:
    machines.add("--no-nanny")
    engine = Cluster(machines.address, TERMS)
    os.killpg(machines.scheduler.pid, signal.SIGKILL)
    engine._client._scheduler_identity.clear()  # what the client does once it notices; when, is its own affair
    assert engine.free()
    engine.stop()


def faults(address: str) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as error:
        Cluster(address, TERMS)
    return [(one.where, one.what) for one in error.value.faults]


def test_nobody_answers() -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    assert faults(address) == [(address, "集群没有应答")]
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert faults(address) == [(address, "集群没有应答")]
    for address in ("10.0.0.1", "http://10.0.0.1:80", "tcp://:x"):
        assert faults(address) == [(address, "这不是集群的地址")]


def test_a_scheduler_without_workers(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    with Client(machines.address, timeout=60, set_as_default=False):  # it is up
        monkeypatch.setattr("jixiao.batch.cluster._CONNECT", 4)
        assert faults(machines.address) == [(machines.address, "集群上没有工作机")]


def test_a_worker_with_another_version_is_refused_by_name(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "jixiao").mkdir()
    (tmp_path / "jixiao" / "__init__.py").write_text('__version__ = "0.0.9"\n', encoding="utf-8")
    machines.add("--no-nanny", environment={**ENVIRONMENT, "PYTHONPATH": str(tmp_path)})
    ((where, what),) = faults(machines.address)
    assert where.startswith("tcp://127.0.0.1:")
    assert what == f"工作机上是 jixiao 0.0.9（表结构 0），这里是 0.1.0（表结构 {SCHEMA}）"


def test_the_time_of_a_document_is_held_in_any_thread() -> None:
    said = []

    def work() -> None:
        for seconds in (0.1, 60.0):
            try:
                with deadline(seconds):
                    for _ in range(10**9 if seconds < 1 else 10):
                        pass
                said.append("done")
            except DeadlineError:
                said.append("over")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    work()
    assert said == ["over", "done", "over", "done"]
