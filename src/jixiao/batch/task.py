"""One task: documents in, rows of the four tables out. Pure: the same bytes give the same rows in any process, at any time.

It runs in workers, local or far away, and knows nothing of either.
"""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jixiao import __version__
from jixiao.batch.limits import DeadlineError, deadline
from jixiao.batch.rows import CHECKED, FAILED, UNREADABLE, Rows
from jixiao.batch.tables import SCHEMA
from jixiao.errors import Fault

if TYPE_CHECKING:
    from jixiao.model.rulebook import Rulebook


Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Piece:
    """One document to check: the sha256 of its bytes, and the bytes, or the path where a worker finds them."""

    document: str
    size: int
    data: bytes | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every task of a run goes by: the limits of one document (seconds, MB), and the rulebook it is held against, if any."""

    seconds: float
    memory: int
    rulebook: Rulebook | None = None
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task gives back: its rows, as arrow streams by table, and which documents it came to.

    The rest it did not begin, because the time of one document was spent: they are to be handed out again.
    """

    version: tuple[str, int]
    done: tuple[str, ...]
    tables: dict[str, bytes]
    failed: int
    unreadable: int


VERSION = (__version__, SCHEMA)


@cache
def prepare() -> None:
    """Load what every task needs, before the first one's time begins, and have the collector look less often at what stays."""
    import pyarrow  # noqa: F401

    import jixiao.api
    import jixiao.review  # noqa: F401

    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def check_pieces(pieces: tuple[Piece, ...], terms: Terms) -> Answer:
    """The rows of `pieces`, or of as many as there was time for."""
    rows, failed, unreadable = Rows(), 0, 0
    done: list[str] = []
    for piece in in_time(pieces, terms):
        status = _check(piece, terms, rows)
        failed += status == FAILED
        unreadable += status == UNREADABLE
        done.append(piece.document)
    return Answer(VERSION, tuple(done), {name: packed(table) for name, table in rows.tables().items()}, failed, unreadable)


def in_time(pieces: tuple[Piece, ...], terms: Terms) -> Iterator[Piece]:
    """`pieces` one by one; none begins after the time of one document is spent, so a task ends within twice that."""
    started = time.monotonic()
    for at, piece in enumerate(pieces):
        if at and time.monotonic() - started > terms.seconds:
            return
        yield piece


def lost(pieces: tuple[Piece, ...], why: Fault, terms: Terms) -> Answer:
    """The rows of documents that no worker could bring to an end."""
    rows = Rows()
    for piece in pieces:
        _give_up(piece, why, terms, rows)
    documents = tuple(piece.document for piece in pieces)
    return Answer(VERSION, documents, {name: packed(table) for name, table in rows.tables().items()}, len(pieces), 0)


_LARGER = "请换一个输出文件夹，用 --seconds 或 --memory 放宽上限后再审这一份"
_REPORT = "请把这份文件和这句话告诉软件的维护者"
_AGAIN = "请在文件不再变动时换一个输出文件夹再审"


def too_long(terms: Terms) -> Fault:
    """Why a document was given up whose time was over."""
    return Fault("", f"审核超过了每份 {terms.seconds:g} 秒的上限，已放弃", _LARGER)


def broke_down(times: int) -> Fault:
    """Why a document was given up that its worker did not outlive."""
    return Fault("", f"审核它的进程中断了（试了 {times} 次，多半是内存不够），已放弃", _LARGER)


def attempted(piece: Piece, terms: Terms, work: Callable[[bytes], Found]) -> Found | Fault:
    """What `work` makes of the bytes of a document within its limits, or why it came to nothing."""
    changed = Fault("", "读取时文件内容已改变", _AGAIN)
    try:
        with deadline(terms.seconds):
            data = Path(piece.path).read_bytes() if piece.data is None else piece.data
            if piece.data is None and hashlib.sha256(data).hexdigest() != piece.document:
                return changed
            return work(data)
    except DeadlineError:
        return too_long(terms)
    except MemoryError:
        return Fault("", "审核要用的内存超过了上限，已放弃", _LARGER)
    except OSError:
        return changed
    except Exception as error:
        return Fault("", f"审核时程序出错（{type(error).__name__}）", _REPORT)


def _check(piece: Piece, terms: Terms, rows: Rows) -> str:
    """Add the rows of one document; what became of it."""
    from jixiao.api import check_bytes
    from jixiao.model.review import Unreadable

    answer = attempted(piece, terms, lambda data: check_bytes(data, "", terms.rulebook, terms.lang).answer)
    if isinstance(answer, Fault):
        return _give_up(piece, answer, terms, rows)
    rows.add(piece.document, piece.size, answer)
    return UNREADABLE if isinstance(answer, Unreadable) else CHECKED


def _give_up(piece: Piece, why: Fault, terms: Terms, rows: Rows) -> str:
    if terms.lang == "en":
        from jixiao.phrasebook import in_english

        (why,) = in_english((why,))
    rows.fail(piece.document, piece.size, FAILED, why.what, why.hint)
    return FAILED


def packed(table: Any) -> bytes:
    """A table as an arrow stream, for an answer."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def unpacked(data: bytes) -> Any:
    """The table in one stream of an answer."""
    import pyarrow as pa

    return pa.ipc.open_stream(pa.py_buffer(data)).read_all()
