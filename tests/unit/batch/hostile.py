"""Documents that a worker does not survive, or does not come back from. The words at their end say which."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from typing import Any

import jixiao.api
from jixiao.batch import local
from jixiao.batch.task import Answer, Piece, Terms, check_pieces

ENDLESS, STUCK, HUNGRY, FATAL, BUGGY = (f"\n{word}" for word in ("没完没了", "叫不醒", "要吃内存", "同归于尽", "程序有错"))

_check = jixiao.api.check_bytes


def check_hostile(pieces: tuple[Piece, ...], terms: Terms) -> Answer:
    """The task, in a worker where those documents do what they say."""
    jixiao.api.check_bytes = _hostile  # type: ignore[assignment]
    return check_pieces(pieces, terms)


def _hostile(data: bytes, *more: Any) -> Any:
    text = data.decode()
    if text.endswith(STUCK):  # as code that does not come back to the interpreter
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    while text.endswith((ENDLESS, STUCK)):
        pass
    if text.endswith(HUNGRY):
        bytearray(8 << 30)
    if text.endswith(FATAL):
        os.kill(os.getpid(), signal.SIGKILL)
    if text.endswith(BUGGY):
        raise ZeroDivisionError
    return _check(data, *more)


class Hostile(local.Local):
    """Real workers that such documents are given to."""

    def _schedule(self, lane: Any, chunk: tuple[Piece, ...]) -> Future[Answer]:
        limit = self._terms.seconds * (2 if len(chunk) > 1 else 1) + 1
        found: Future[Answer] = lane.pool.schedule(check_hostile, args=(chunk, self._terms), timeout=limit)
        return found
