"""What is written of near copies: tables as pairs come, then a list and a page for a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from jixiao.model.document import Block, Cell, Document, Heading, Paragraph, Table
from jixiao.model.quantity import half_up, trim
from jixiao.peers.arrow import arrow
from jixiao.reference.questions import ask
from jixiao.writers.csv import guarded
from jixiao.writers.html import write_html

SCHEMA = 1
_HELD = 2000
_SHOWN, _SENTENCES = 200, 3
_BOM = b"\xef\xbb\xbf"
_HEADS = ("单位甲", "文件甲", "单位乙", "文件乙", "同一单位", "相同句数", "占较短一份", "部分", "留有对方名称", "例句")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that share most of the shorter one's sentences; `of` is how many that one has.

    `sections`: name, sentences of it that are shared, sentences it has in the first report. `sentences`: section, words in
    the first, words in the second. `names`: where one's name was left in the other's text.
    """

    first: str
    second: str
    first_agency: str
    second_agency: str
    first_year: int | None
    second_year: int | None
    shared: int
    of: int
    sections: tuple[tuple[str, int, int], ...]
    sentences: tuple[tuple[str, str, str], ...]
    names: tuple[str, ...]

    @property
    def same_agency(self) -> bool:
        """Whether one agency wrote both, as far as their titles tell."""
        return bool(self.first_agency) and self.first_agency == self.second_agency

    @property
    def share(self) -> str:
        """The share of the shorter one in percent."""
        return f"{trim(half_up(Fraction(100 * self.shared, self.of), 1)):f}%" if self.of else ""

    @property
    def question(self) -> str:
        """What is asked of the two agencies (PE05); "" where one agency wrote both."""
        if self.same_agency:
            return ""
        names = f"；{'、'.join(self.names)}" if self.names else ""
        one, other = (
            agency or file for agency, file in ((self.first_agency, self.first), (self.second_agency, self.second))
        )
        return ask("PE05", one, self.first_year, other=other, n=str(self.shared), share=self.share, names=names).sentence


class CopyFiles:
    """The files of a run in the folder `aside`, moved to their places by `finish`."""

    def __init__(self, aside: Path) -> None:
        self.aside = aside
        pa, pq = arrow()
        text, count, year = pa.string(), pa.int32(), pa.int32()
        section = pa.struct([("name", text), ("shared", count), ("of", count)])
        mark = {"jixiao.schema": str(SCHEMA)}
        schemas = {
            "texts": pa.schema([("source", text), ("agency", text), ("year", year), ("sentences", count), ("reason", text)], mark),
            "pairs": pa.schema(
                [
                    ("first", text), ("second", text), ("first_agency", text), ("second_agency", text), ("first_year", year),
                    ("second_year", year), ("same_agency", pa.bool_()), ("shared", count), ("of", count),
                    ("sections", pa.list_(section)), ("names", pa.list_(text)), ("code", text), ("message", text),
                ],
                mark,
            ),
            "sentences": pa.schema([("first", text), ("second", text), ("section", text), ("words", text), ("theirs", text)], mark),
        }  # fmt: skip
        self.pa = pa
        self.writers = {
            name: pq.ParquetWriter(aside / f"{name}.parquet", schema, compression="zstd") for name, schema in schemas.items()
        }
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in schemas}
        self.list = (aside / "雷同.csv").open("wb")
        self.list.write(_BOM + _line(_HEADS))
        self.shown: list[Pair] = []

    def _add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)
        if len(self.rows[table]) >= _HELD:
            self._write(table)

    def _write(self, table: str) -> None:
        writer = self.writers[table]
        writer.write_table(self.pa.Table.from_pylist(self.rows[table], schema=writer.schema))
        self.rows[table] = []

    def text(self, source: str, agency: str, year: int | None, sentences: int) -> None:
        """A report that was read."""
        self._add("texts", source=source, agency=agency, year=year, sentences=sentences, reason="")

    def unread(self, source: str, reason: str) -> None:
        """A report that could not be read, and why."""
        self._add("texts", source=source, agency="", year=None, sentences=0, reason=reason)

    def pair(self, one: Pair) -> None:
        """Two near copies."""
        self._add(
            "pairs", first=one.first, second=one.second, first_agency=one.first_agency, second_agency=one.second_agency,
            first_year=one.first_year, second_year=one.second_year, same_agency=one.same_agency, shared=one.shared, of=one.of,
            sections=[{"name": name, "shared": shared, "of": of} for name, shared, of in one.sections], names=list(one.names),
            code="" if one.same_agency else "PE05", message=one.question,
        )  # fmt: skip
        for section, words, theirs in one.sentences:
            self._add("sentences", first=one.first, second=one.second, section=section, words=words, theirs=theirs)
        parts = "、".join(f"{name}{shared}/{of}" for name, shared, of in one.sections)
        examples = "／".join(words for _, words, _ in one.sentences[:_SENTENCES])
        row = (
            one.first_agency, one.first, one.second_agency, one.second, "是" if one.same_agency else "否", str(one.shared), one.share,
            parts, "；".join(one.names), examples,
        )  # fmt: skip
        self.list.write(_line(tuple(map(guarded, row))))
        if not one.same_agency and len(self.shown) < _SHOWN:
            self.shown.append(one)

    def finish(self, out: Path, texts: int, unread: int, twice: int) -> list[Path]:
        """Everything closed and moved to `out`; the paths."""
        for table, writer in self.writers.items():
            self._write(table)
            writer.close()
        self.list.close()
        (self.aside / "雷同.html").write_bytes(write_html(_page(self.shown, texts, unread, twice)))
        names = ("雷同.csv", "雷同.html", "pairs.parquet", "sentences.parquet", "texts.parquet")
        return [(self.aside / name).replace(out / name) for name in names]


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8")


def _page(pairs: Sequence[Pair], texts: int, unread: int, twice: int) -> Document:
    return Document("雷同", tuple(_blocks(pairs, texts, unread, twice)))


def _blocks(pairs: Sequence[Pair], texts: int, unread: int, twice: int) -> Iterator[Block]:
    yield Heading(f"{texts} 份报告里文字雷同的", 0)
    more = "（只列出前 200 对，全部在 雷同.csv）" if len(pairs) == _SHOWN else ""
    yield Paragraph(
        (f"不同单位之间雷同的 {len(pairs)} 对{more}。读不了的 {unread} 份，内容完全相同而只看一次的 {twice} 份。",)
    )
    yield Paragraph(
        (
            "去掉数字和单位名称后逐句比对；相同的句子占较短一份六成以上、且不少于5句的列在这里。许多份都有的句子（规定的表述）不算。只提问，不断定抄袭。",
        )
    )
    for one in pairs:
        yield Heading(f"{one.first_agency or one.first} 与 {one.second_agency or one.second}", 2)
        yield Paragraph((f"PE05：{one.question}。",))
        yield Paragraph((f"文件：{one.first}；{one.second}",), style="small")
        heads = ("部分", "前一份", "后一份")
        rows = [heads, *((section, words, theirs) for section, words, theirs in one.sentences[:_SENTENCES])]
        cells = [
            Cell((text,), row, at, kind="text" if row else "head")
            for row, line in enumerate(rows)
            for at, text in enumerate(line)
        ]
        yield Table(tuple(cells), widths=(14, 50, 50))
    if not pairs:
        yield Paragraph(("没有发现。",))
