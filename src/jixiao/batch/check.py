"""`jixiao batch check`: sources in, a folder of answers out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.batch.ledger import Run, begin
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.task import Terms

if TYPE_CHECKING:
    from jixiao.batch.engine import Engine


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. `jobs` 0: as many as the machine has processors. `cluster`: the scheduler's address, "" for none."""

    sources: tuple[Path, ...]
    out: Path
    jobs: int = 0
    cluster: str = ""
    shared: bool = False
    rulebook: str = ""
    column: str = ""
    seconds: float = 60.0
    memory: int = 2048
    lang: str = "zh"


def check(request: Request, *, quiet: bool = False) -> Progress:
    """Check the whole corpus; what was done in this run. `UsageError` for everything that keeps it from beginning or going on."""
    from jixiao.batch.bar import bar

    corpus = Corpus(request.sources, request.out, request.column)
    terms = _terms(request)
    begin(request.out, _identity(request, terms))
    engine = _engine(request, terms)
    with bar(corpus.count, quiet=quiet, lang=request.lang) as told:
        by_path = request.shared or not request.cluster
        return run(corpus, engine, request.out, terms, by_path=by_path, told=told)


def _terms(request: Request) -> Terms:
    rules = None
    if request.rulebook:
        from jixiao.rules.load import load_rulebook

        rules = load_rulebook(request.rulebook)
    return Terms(request.seconds, request.memory, rules, request.lang)


def _identity(request: Request, terms: Terms) -> Run:
    rules = terms.rulebook
    sources: Sequence[str] = sorted({str(one.resolve()) for one in request.sources})
    return Run(
        rulebook=rules.id if rules else "", rulebook_sha256=rules.sha256 if rules else "", lang=request.lang,
        sources=tuple(sources),
    )  # fmt: skip


def _engine(request: Request, terms: Terms) -> Engine:
    from jixiao.batch.local import Local

    return Local(request.jobs or os.cpu_count() or 1, terms)
