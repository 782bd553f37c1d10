"""What an engine is: it takes chunks and gives each back once, with its answer or lost. Who is to blame is settled in `run`."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from jixiao.batch.task import Answer, Piece


class Lost(Enum):
    """Why a chunk came back without an answer."""

    TIME = "its limit of time was over"
    DEATH = "its worker died"
    REPEATED = "its workers died, one after the other"
    NEVER = "it was never begun"


Outcome = tuple[tuple[Piece, ...], Answer | Lost]


class Engine(Protocol):
    """One machine or many."""

    def free(self) -> bool:
        """Whether another chunk would be begun soon."""

    def submit(self, chunk: tuple[Piece, ...]) -> None:
        """Hand out a chunk."""

    def next(self) -> Outcome:
        """Wait for a chunk to come back."""

    def stop(self) -> None:
        """End, whatever is still being done."""
