"""Documents that a worker does not survive, or does not come back from. The words at their end say which."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from typing import Any

import jixiao.api
from jixiao.batch import copy_task, local
from jixiao.batch.task import Answer, Piece, Terms, check_pieces

ENDLESS, STUCK, HUNGRY, FATAL, BUGGY = (f"\n{word}" for word in ("没完没了", "叫不醒", "要吃内存", "同归于尽", "程序有错"))

_check = jixiao.api.check_bytes
_text = copy_task.text_of


def check_hostile(pieces: tuple[Piece, ...], terms: Terms) -> Answer:
    """The task, in a worker where those documents do what they say."""
    jixiao.api.check_bytes = _hostile  # type: ignore[assignment]
    return check_pieces(pieces, terms)


def read_hostile(pieces: tuple[Piece, ...], terms: Terms) -> Answer:
    """The same of reports that are read for copies."""
    copy_task.text_of = _hostile_text
    return copy_task.read_texts(pieces, terms)


def _hostile(data: bytes, *more: Any) -> Any:
    _do_as_it_says(data.decode())
    return _check(data, *more)


def _hostile_text(data: bytes) -> copy_task.Text:
    _do_as_it_says(data.decode())
    return _text(data)


def _do_as_it_says(text: str) -> None:
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


class Hostile(local.Local):
    """Real workers that such documents are given to."""

    task = staticmethod(check_hostile)

    def _schedule(self, lane: Any, chunk: tuple[Piece, ...]) -> Future[Answer]:
        limit = self._terms.seconds * (2 if len(chunk) > 1 else 1) + 1
        found: Future[Answer] = lane.pool.schedule(self.task, args=(chunk, self._terms), timeout=limit)
        return found


class HostileReading(Hostile):
    """The same, reading for copies."""

    task = staticmethod(read_hostile)
