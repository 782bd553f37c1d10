"""Limits of time and memory that a process holds for itself, where its system has such a thing: the one file that asks it.

On systems without them (Windows) nothing here does anything, and the supervisor's limit of time alone holds.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any


class DeadlineError(BaseException):
    """The time of one document is over. Not an Exception, so that nothing on the way takes it for its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """`DeadlineError` inside after `seconds`. In code that does not come back to the interpreter the supervisor's limit holds."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM"):
        with _alarm(seconds):
            yield
    else:
        with _interruption(seconds):
            yield


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def over(number: int, frame: Any) -> None:
        raise DeadlineError

    before = signal.signal(signal.SIGALRM, over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _interruption(seconds: float) -> Iterator[None]:
    """For threads, which no signal reaches: a watching thread has the interpreter raise the error in this one."""
    here = threading.get_ident()
    try:
        _watch().begin(here, time.monotonic() + seconds)
        yield
    finally:
        _watch().end(here)


class _Watch(threading.Thread):
    """Looks four times a second whose time is over. One for all threads: to start one for each document would cost more."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="jixiao-deadlines")
        self._until: dict[int, float] = {}
        self._lock = threading.Lock()

    def run(self) -> None:
        while True:
            time.sleep(0.25)
            with self._lock:
                for thread in [one for one, until in self._until.items() if time.monotonic() > until]:
                    del self._until[thread]
                    _raise_in(thread, ctypes.py_object(DeadlineError))

    def begin(self, thread: int, until: float) -> None:
        with self._lock:
            self._until[thread] = until

    def end(self, thread: int) -> None:
        with self._lock:
            late = self._until.pop(thread, None) is None
        if late:
            _hear()


def _raise_in(thread: int, error: Any) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


def _hear() -> None:
    """What was raised in this thread too late to be heard is heard here: at the turn of a loop.

    To take it back (with NULL) leaves CPython 3.11 for ever looking for it at each call, and a traced call then never ends.
    """
    with suppress(DeadlineError):
        for _ in range(3):
            pass


@cache
def _watch() -> _Watch:
    watch = _Watch()
    watch.start()
    return watch


def limit_memory(megabytes: int) -> None:
    """What this process may take for data from here on."""
    try:
        import resource
    except ImportError:
        return
    limit = megabytes << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
