"""One machine: worker processes, each with a supervisor of its own that holds the limits of time and memory.

Each worker is a pebble pool of one: a worker that is killed in the midst of a message spoils nobody else's pipe, and the
chunk it had is known. A broken one is thrown away and a new one takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, TimeoutError
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import Any

from pebble import ProcessPool

from jixiao.batch.engine import CHECK, Chunk, Job, Lost, Outcome
from jixiao.batch.limits import limit_memory
from jixiao.batch.task import Answer, Terms

_AHEAD = 2
"""Chunks a worker holds: the one it checks, and the next, so that it never waits."""
_GRACE = 10
"""Seconds beyond what a task may take at most, for starting and for handing over."""
_FRESH = 2000
"""Tasks after which a worker is replaced, whatever has gathered in it."""


@dataclass
class _Lane:
    """One worker with its supervisor, and the chunks it has been given, in order."""

    pool: ProcessPool
    given: deque[tuple[Future[Answer], Chunk]] = field(default_factory=deque)


class Local:
    """`jobs` supervised workers."""

    def __init__(self, jobs: int, terms: Terms, job: Job = CHECK) -> None:
        self._terms, self._job = terms, job
        self._news: queue.SimpleQueue[_Lane] = queue.SimpleQueue()
        self._again: deque[Outcome] = deque()
        self._lanes = [_Lane(self._pool()) for _ in range(jobs)]

    def free(self) -> bool:
        """Whether another chunk would be begun soon."""
        return any(len(lane.given) < _AHEAD for lane in self._lanes)

    def submit(self, chunk: Chunk) -> None:
        """Give `chunk` to the worker with least to do."""
        lane = min(self._lanes, key=lambda one: len(one.given))
        try:
            future = self._schedule(lane, chunk)
        except RuntimeError:  # the worker died while it had nothing to do
            self._replace(lane)
            future = self._schedule(lane, chunk)
        lane.given.append((future, chunk))
        future.add_done_callback(lambda _: self._news.put(lane))

    def next(self) -> Outcome:
        """Wait for a chunk to come back: with its answer, or lost, and how."""
        while not self._again:
            self._collect(self._news.get())
        return self._again.popleft()

    def stop(self) -> None:
        """End every worker now."""
        for thread in [_ended(lane.pool) for lane in self._lanes]:
            thread.join(_GRACE)

    def _collect(self, lane: _Lane) -> None:
        """What the first chunk of a lane came to. A worker that broke takes the chunks behind it along, through no fault of theirs."""
        if not lane.given or not lane.given[0][0].done():
            return
        future, chunk = lane.given.popleft()
        error = future.exception()
        if error is None:
            self._again.append((chunk, future.result()))
            return
        self._again.append((chunk, Lost.TIME if isinstance(error, TimeoutError) else Lost.DEATH))
        waiting = [other for _, other in lane.given]
        self._replace(lane)
        self._again.extend((other, Lost.NEVER) for other in waiting)

    def _schedule(self, lane: _Lane, chunk: Chunk) -> Future[Answer]:
        limit = 2 * self._terms.seconds + _GRACE if len(chunk) > 1 else self._terms.seconds + _GRACE
        with _deaf():
            future: Future[Answer] = lane.pool.schedule(self._job.work, args=(chunk, self._terms), timeout=limit)
        return future

    def _replace(self, lane: _Lane) -> None:
        _ended(lane.pool)
        lane.pool, lane.given = self._pool(), deque()

    def _pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1, max_tasks=_FRESH, initializer=_begin, initargs=(self._terms.memory, self._job.ready),
            context=multiprocessing.get_context("spawn"),
        )  # fmt: skip


@contextmanager
def _deaf() -> Iterator[None]:
    """Threads and processes begun inside never hear Ctrl-C, not even while they load; it is for the driver, which hears it behind."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    resource_tracker.ensure_running()  # begun inside, it would end by letting the signal through again
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _ended(pool: Any) -> threading.Thread:
    """A pool told to stop, and waited for aside: one whose worker was killed amid a message may never answer."""
    pool.stop()
    thread = threading.Thread(target=pool.join, daemon=True)
    thread.start()
    return thread


def _begin(memory: int, ready: Callable[[], None]) -> None:
    """In a new worker: Ctrl-C is the driver's affair, memory has its limit, and without its driver it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    ready()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
