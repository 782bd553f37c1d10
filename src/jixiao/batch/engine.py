"""What an engine is: it takes chunks and gives each back once, with its answer or lost. Who is to blame is settled in `run`.

What is done to a document (checked, or read for copies) is a `Job`; engines and the run know no more of it than that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from jixiao.batch.tables import schema_of
from jixiao.batch.task import Answer, Piece, Terms, check_pieces, lost, prepare
from jixiao.errors import Fault


class Lost(Enum):
    """Why a chunk came back without an answer."""

    TIME = "its limit of time was over"
    DEATH = "its worker died"
    REPEATED = "its workers died, one after the other"
    NEVER = "it was never begun"


Chunk = tuple[Piece, ...]
Outcome = tuple[Chunk, Answer | Lost]

ORDER = ("facts", "relations", "findings", "documents")
"""The order in which the files of a part are moved to their places: the documents last."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to each document: `work`, in a worker that is made `ready` once; `give_up` answers for one that no worker
    could bring to an end. Workers find both by name.

    `tables` are those of an answer, in the order in which the files of a part are moved to their places; each row of the last
    is a `document` that is done. `columns`: the arrow schema of a table.
    """

    work: Callable[[Chunk, Terms], Answer]
    give_up: Callable[[Chunk, Fault, Terms], Answer]
    ready: Callable[[], None]
    tables: tuple[str, ...]
    columns: Callable[[str], Any]


CHECK = Job(check_pieces, lost, prepare, ORDER, schema_of)


class Engine(Protocol):
    """One machine or many."""

    def free(self) -> bool:
        """Whether another chunk would be begun soon."""

    def submit(self, chunk: Chunk) -> None:
        """Hand out a chunk."""

    def next(self) -> Outcome:
        """Wait for a chunk to come back."""

    def stop(self) -> None:
        """End, whatever is still being done."""
