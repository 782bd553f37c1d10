"""The process in which PDFs are opened: it holds itself to a limit of memory, and whatever a file does to it stays here.

It is started by `apart` and by nobody else, and speaks with it through its standard streams, one pickle for each file.
"""

from __future__ import annotations

import os
import pickle
import sys
from typing import Any

from jixiao.errors import ReadError
from jixiao.readers import limits
from jixiao.readers.paper.values import Values
from jixiao.readers.pdf import read_here
from jixiao.readers.rawfile import RawFile


def main() -> None:
    """Answers one file after another, until there is nobody left to ask."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    while True:
        try:
            data, name, origin, ceilings = Values(asked).load()
        except EOFError:
            return
        for limit, value in ceilings.items():
            setattr(limits, limit, value)
        _limit_memory()
        answer = _answer(RawFile(data, name, origin))
        pickle.dump(answer, answers, protocol=5)
        answers.flush()


def _answer(file: RawFile) -> tuple[str, Any]:
    try:
        return "read", read_here(file)
    except ReadError as error:
        return "refused", error.faults
    except MemoryError:
        return "memory", None
    except Exception as error:
        return "failed", type(error).__name__


def _limit_memory() -> None:
    """Where the system has such a thing; elsewhere the limit of time alone holds."""
    try:
        import resource
    except ImportError:
        return
    limit, (_, hard) = limits.PDF_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
