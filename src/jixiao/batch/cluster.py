"""Many machines: dask.distributed hands chunks to its workers, takes them back from those that die, and gives us the answers.

Workers need this package and nothing of the driver's disk. A document's time is held inside the worker; where code does not
come back to the interpreter, the whole worker ends (its nanny starts another) and the scheduler tries elsewhere.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import queue
import socket
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from distributed import Client, Future, KilledWorker

from jixiao.batch.engine import Chunk, Lost, Outcome
from jixiao.batch.task import VERSION, Answer, Terms, check_pieces, prepare
from jixiao.errors import Fault, UsageError

_CONNECT = 10
"""Seconds within which the scheduler must answer: half for its port, half for itself."""
_GRACE = 10
_AHEAD = 3
"""Chunks given out for each worker: the way to it and back takes time."""
_ALONE = 60
"""Seconds without a scheduler or any worker after which the run stops."""

_one_at_a_time = threading.Lock()


def check_far(pieces: Chunk, terms: Terms) -> Answer:
    """The task, in a worker: one at a time, however many threads it has, and ended with its process when it does not end itself."""
    prepare()
    limit = (2 if len(pieces) > 1 else 1) * terms.seconds + _GRACE
    with _one_at_a_time, Path(os.devnull).open("wb") as nowhere:
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            return check_pieces(pieces, terms)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _host_and_port(address: str) -> tuple[str, int]:
    """Where a scheduler listens; `UsageError` where that is no address of one."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or parts.scheme not in ("tcp", "tls"):
        raise UsageError(Fault(address, "这不是集群的地址", "地址写作 tcp://主机:8786，加密的写作 tls://主机:8786"))
    return host, port


def _called(address: str) -> Client:
    """A client of the scheduler; `UsageError` where none answers in time, be it that something else takes the call and is silent."""
    silent = Fault(address, "集群没有应答", "请检查地址和端口，以及调度程序（dask scheduler）是否在运行")
    found: list[Client] = []

    def call() -> None:
        with suppress(OSError):
            found.append(Client(address, timeout=_CONNECT / 2, set_as_default=False))

    try:
        with socket.create_connection(_host_and_port(address), _CONNECT / 2):
            pass  # a client takes its time to give up; this does not
    except OSError:
        raise UsageError(silent) from None
    calling = threading.Thread(target=call, daemon=True)
    calling.start()
    calling.join(_CONNECT / 2)
    if not found:
        raise UsageError(silent)
    return found[0]


class Cluster:
    """The workers of the scheduler at `address`. `UsageError` where there is none, or a worker has another jixiao."""

    def __init__(self, address: str, terms: Terms) -> None:
        self._address, self._terms = address, terms
        self._news: queue.SimpleQueue[Future[Answer]] = queue.SimpleQueue()
        self._given: dict[str, tuple[Future[Answer], Chunk]] = {}
        self._seen = time.monotonic()
        for name in [one for one in logging.root.manager.loggerDict if one.startswith("distributed")]:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what a person needs to know, we say
        self._client = _called(address)
        try:
            self._demand_workers()
        except BaseException:
            self._client.close(timeout=_CONNECT)
            raise

    def free(self) -> bool:
        return len(self._given) < _AHEAD * max(1, self._workers())

    def submit(self, chunk: Chunk) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that a large document is large
            future = self._client.submit(check_far, chunk, self._terms, pure=False)
        self._given[str(future.key)] = future, chunk
        future.add_done_callback(self._news.put)

    def next(self) -> Outcome:
        while True:
            try:
                future = self._news.get(timeout=1)
            except queue.Empty:
                self._demand_alive()
                continue
            if str(future.key) in self._given:
                return self._came_back(*self._given.pop(str(future.key)))

    def stop(self) -> None:
        """Leave the cluster as it was; what it still does for us, it need not."""
        try:
            self._client.cancel([future for future, _ in self._given.values()], asynchronous=False)
            self._client.close(timeout=_CONNECT)
        except Exception as error:  # a scheduler that is gone cannot be told
            logging.getLogger(__name__).debug("leaving: %s", error)

    def _came_back(self, future: Future[Answer], chunk: Chunk) -> Outcome:
        if future.status == "finished":
            try:
                return chunk, future.result(timeout=_ALONE)
            except Exception:
                self._demand_alive()
                return chunk, Lost.NEVER
        if future.status != "error":  # cancelled or lost: with the scheduler, or it would have been done again
            self._given[str(future.key)] = future, chunk
            self._demand_alive(at_once=True)
            del self._given[str(future.key)]
            return chunk, Lost.NEVER
        error = future.exception(timeout=_ALONE)
        if isinstance(error, KilledWorker):
            return chunk, Lost.REPEATED
        said = f"工作机上出错（{type(error).__name__}：{error}）"
        raise UsageError(Fault(self._address, said, "请检查各台机器上的安装，再运行同一条命令"))

    def _workers(self) -> int:
        """How many there are; none where the scheduler is gone, of which its client then knows nothing."""
        return len(self._client.scheduler_info(n_workers=-1).get("workers", ()))

    def _demand_workers(self) -> None:
        """`UsageError` naming every worker that has no jixiao, or another one than we have."""
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            raise UsageError(Fault(self._address, "集群上没有工作机", "请先在各台机器上启动 dask worker")) from None

        def ask() -> tuple[str, int]:
            # sent by value: the worker may have no jixiao, or one that knows nothing of this module
            from importlib import import_module
            from importlib.util import find_spec

            found: str = import_module("jixiao").__version__
            return found, import_module("jixiao.batch.tables").SCHEMA if find_spec("jixiao.batch") else 0

        faults = []
        for worker, answer in sorted(self._client.run(ask, on_error="return").items()):
            if isinstance(answer, OSError):
                continue  # it left while it was asked; each answer of its successor bears the version
            if isinstance(answer, Exception):
                said = f"工作机上没有装 jixiao[batch]，或装得不全（{answer}）"
                faults.append(Fault(worker, said, "请装上与这里相同的版本"))
            elif tuple(answer) != VERSION:
                theirs, ours = answer, VERSION
                said = f"工作机上是 jixiao {theirs[0]}（表结构 {theirs[1]}），这里是 {ours[0]}（表结构 {ours[1]}）"
                faults.append(Fault(worker, said, "请在各台机器上装同一版本"))
        if faults:
            raise UsageError(faults)

    def _demand_alive(self, *, at_once: bool = False) -> None:
        """`UsageError` once the scheduler is gone, or no worker has been there for a while."""
        running = self._client.status == "running"
        if running and self._workers():
            self._seen = time.monotonic()
            return
        if (at_once and not running) or time.monotonic() - self._seen > (_ALONE if running else _CONNECT):
            gone = "集群上一台工作机也没有了" if running else "集群的调度程序中断了"
            raise UsageError(Fault(self._address, f"{gone}，已停下", "已收到的结果都在；恢复后再运行同一条命令会接着做"))
