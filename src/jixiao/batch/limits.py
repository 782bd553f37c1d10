"""Limits of time and memory that a process holds for itself, where its system has such a thing: the one file that asks it.

On systems without them (Windows) nothing here does anything, and the supervisor's limit of time alone holds.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class DeadlineError(BaseException):
    """The time of one document is over. Not an Exception, so that nothing on the way takes it for its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """`DeadlineError` after `seconds`, in a process's main thread.

    In other threads, and in code that does not come back to the interpreter, the supervisor's limit holds.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: Any) -> None:
        raise DeadlineError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


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
