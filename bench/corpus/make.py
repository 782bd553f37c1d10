"""Many reports into one parquet file, or into a folder of texts, Word files and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.model.document import Document, Heading, Paragraph
from jixiao.writers.docx import write_docx
from jixiao.writers.html import write_html

from .noise import noisy
from .report import Report, report

_BATCH = 2000


def reports(
    documents: int, seed: int, characters: tuple[int, int] = (1600, 2400), faulty: float = 0.3, noise: float = 0.2,
    copies: float = 0.01,
) -> Iterator[Report]:  # fmt: skip
    """`documents` reports; a copy has its own number and another's lines."""
    for number in range(documents):
        rng = Random(f"corpus/{seed}/{number}")
        of = rng.randrange(number) if number and rng.random() < copies else number
        made = report(seed, of, characters, faulty)
        rng = Random(f"noise/{seed}/{of}")
        if rng.random() < noise:
            made = replace(made, lines=noisy(rng, made.lines))
        yield replace(made, number=number)


def write_parquet(out: Path, documents: int, *more: object) -> None:
    """The corpus with the columns id, region, text; what was planted beside it."""
    truth: list[dict[str, object]] = []
    with pq.ParquetWriter(out, pa.schema({"id": pa.string(), "region": pa.string(), "text": pa.string()})) as sink:
        held: list[dict[str, str]] = []
        for one in reports(documents, *more):  # type: ignore[arg-type]
            held.append({"id": f"{one.number:07}", "region": one.region, "text": one.text})
            truth += [
                {"id": f"{one.number:07}", "claim": slip.claim, "wrong": slip.wrong, "right": slip.right, "sentence": slip.sentence}
                for slip in one.slips
            ]  # fmt: skip
            if len(held) == _BATCH:
                sink.write_table(pa.Table.from_pylist(held, sink.schema))
                held = []
        sink.write_table(pa.Table.from_pylist(held, sink.schema))
    names = ("id", "claim", "wrong", "right", "sentence")
    pq.write_table(
        pa.Table.from_pylist(truth, pa.schema([(name, pa.string()) for name in names])),
        out.with_name(f"{out.stem}-truth.parquet"),
    )


def write_folder(out: Path, documents: int, *more: object) -> None:
    """Files in folders by region: txt, docx and html in turn."""
    for one in reports(documents, *more):  # type: ignore[arg-type]
        folder = out / one.region
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{one.number:07}{one.agency}"
        match one.number % 3:
            case 0:
                (folder / f"{name}.txt").write_text(one.text, encoding="utf-8")
            case 1:
                (folder / f"{name}.docx").write_bytes(write_docx(document(one)))
            case _:
                (folder / f"{name}.html").write_bytes(write_html(document(one)))


def document(one: Report) -> Document:
    """The report as headings and paragraphs."""
    blocks = tuple(
        Heading(line, 0 if at == 0 else 1)
        if at == 0 or (line[:1] in "一二三四五六" and line[1:2] == "、")
        else Paragraph((line,))
        for at, line in enumerate(one.lines)
    )
    return Document(one.agency, blocks)
