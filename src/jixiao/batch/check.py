"""`jixiao batch check`: sources in, a folder of answers out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.batch.ledger import Run, alone, begin
from jixiao.batch.run import Progress, run
from jixiao.batch.sources import Corpus
from jixiao.batch.task import Terms

if TYPE_CHECKING:
    from jixiao.batch.engine import Engine
    from jixiao.batch.summary import Summary


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
    jsonl: bool = False


def check(request: Request, *, quiet: bool = False) -> tuple[Progress, Summary]:
    """Check the whole corpus: what was done in this run, and what the whole comes to.

    `UsageError` for everything that keeps it from beginning or going on.
    """
    from jixiao.batch.bar import bar

    corpus = Corpus(request.sources, request.out, request.column)
    terms = _terms(request)
    identity = _identity(request, terms)
    begin(request.out, identity)
    by_path = request.shared or not request.cluster
    with alone(request.out):
        engine = _engine(request, terms)
        with bar(corpus.count, quiet=quiet, lang=request.lang) as told:
            done = run(corpus, engine, request.out, terms, by_path=by_path, told=told)
        return done, _write_summary(request, identity)


def _write_summary(request: Request, identity: Run) -> Summary:
    from jixiao.batch.listing import NAME, list_of
    from jixiao.batch.summary import summarise
    from jixiao.batch.summary_page import summary_html
    from jixiao.writers.disk import write_files

    summary = summarise(request.out)
    listed = list_of(request.out)
    files = {request.out / "summary.html": summary_html(summary, identity).encode("utf-8")}
    write_files(files if listed is None else {**files, request.out / NAME: listed})
    if listed is None:
        (request.out / NAME).unlink(missing_ok=True)  # of a run with fewer sources
    if request.jsonl:
        from jixiao.batch.lines import write_lines

        write_lines(request.out)
    return summary


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
    if request.cluster:
        from jixiao.batch.cluster import Cluster

        return Cluster(request.cluster, terms)
    from jixiao.batch.local import Local

    return Local(request.jobs or os.cpu_count() or 1, terms)
