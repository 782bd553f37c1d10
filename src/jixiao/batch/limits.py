"""Limits of time and memory that a process holds for itself, where its system has such a thing: the one file that asks it.

On systems without them (Windows) nothing here does anything, and the supervisor's limit of time alone holds.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    """For threads, which no signal reaches: another thread has the interpreter raise the error in this one."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    here = ctypes.c_ulong(threading.get_ident())
    lock, open_still = threading.Lock(), [True]

    def over() -> None:
        with lock:
            if open_still:
                raise_in(here, ctypes.py_object(DeadlineError))

    timer = threading.Timer(seconds, over)
    timer.daemon = True
    try:
        timer.start()
        yield
    finally:
        timer.cancel()
        with lock:
            open_still.clear()
            raise_in(here, None)  # what was raised too late to be heard is taken back


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
