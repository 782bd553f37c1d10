"""Arithmetic that holds in texts, too unlikely for chance, and that no grammar claims: which wordings are not known yet.

`python -m tools.unclaimed FOLDER...` reads every text of the folders and looks among neighbouring figures for sums, quotients,
changes and products that hold. Of each it asks whether the reading holds its figures in a relation that its words claim (what only
adds up by coincidence, `extract/sums/search.py`, accuses nobody), and whether a changed digit in one of them would be told. Needs no labels. Printed
is what would not be told, with the words around it, and at the end the share told. `--half 0|1` takes the texts of one half, by the
hash of their names; `--kind` one kind; `--chance` how unlikely a hit must be; `--count` prints the share only.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from jixiao.errors import ReadError
from jixiao.extract import read_document
from jixiao.extract.cues import core
from jixiao.extract.judge import Amount, amount, close_sum
from jixiao.extract.ratio import judge_ratio
from jixiao.model.claim import Verdict
from jixiao.model.document import Document, Heading, Paragraph
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure, Reading
from jixiao.readers import read
from jixiao.review import review_document

CHANCE = Decimal("0.001")
OF_PRODUCTS = Decimal(200)
"""So much likelier a product may be by chance: hardly any three figures are a rate, what it is of, and an amount."""
_NEAR, _PARAGRAPHS, _LONGEST, _RATES = 10, 3, 40, 8
_MEASURES = ("money", "count", "area")
_HELD = (Verdict.CONSISTENT, Verdict.ROUNDING)
_AROUND = 36
_SPOKEN = (Level.ERROR, Level.WARNING)


@dataclass(frozen=True, slots=True)
class Hit:
    """Figures between which arithmetic holds: `stated` comes out of `operands`. `chance`: how likely so good a fit is among those tried."""

    kind: str
    stated: Figure
    operands: tuple[Figure, ...]
    chance: Decimal

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in text order."""
        return tuple(sorted((self.stated, *self.operands), key=lambda one: one.mention.start))

    @property
    def values(self) -> frozenset[tuple[str, Decimal]]:
        """What it is about, wherever the same figures stand again."""
        return frozenset((one.mention.unit, _quantity(one).value) for one in self.figures)

    def holds(self) -> bool:
        """Whether the arithmetic holds."""
        return _closes(self.kind, self.stated, self.operands) is not None

    def __str__(self) -> str:
        sign = {"sum": " + ", "quotient": " ÷ ", "change": " ↔ ", "product": " × "}[self.kind]
        return f"{self.stated.quote} = {sign.join(one.quote for one in self.operands)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A hit and what the program makes of it: the relation that holds it, and how many of the digits changed in it are told."""

    hit: Hit
    held: str
    told: int
    planted: int


def _quantity(figure: Figure) -> Quantity:
    quantity = figure.mention.quantity
    assert quantity is not None
    return quantity


def _plain(figure: Figure) -> bool:
    quantity = figure.mention.quantity
    exact = quantity is not None and quantity.bound == "=" and not quantity.approx and quantity.value != 0
    return exact and not figure.mention.chinese and figure.zone != "table"


def granule(quantities: Sequence[Quantity]) -> Decimal:
    """The place of the last digit that is not 0 in any of them, in the canonical unit: 100 元 of 1.2万元 and 350.01万元."""
    places = [one.value.normalize().as_tuple().exponent for one in quantities]
    return Decimal(1).scaleb(min(place for place in places if isinstance(place, int)))


def _closes(kind: str, stated: Figure, operands: Sequence[Figure]) -> Decimal | None:
    """How likely so good a fit is for one try; None where there is none."""
    whole, parts = _quantity(stated), [_quantity(one) for one in operands]
    if kind == "sum":
        verdict = close_sum(amount(whole), [amount(one) for one in parts]).verdict
        if verdict not in _HELD:
            return None
        width = granule((whole, *parts)) if verdict is Verdict.CONSISTENT else whole.step * (len(parts) + 1)
        return width / whole.value
    if kind == "product":
        value = parts[0].value * parts[1].value
        return granule((whole,)) / whole.value if whole.value == value else None
    over, under = amount(parts[0]), amount(parts[1])
    if kind == "change":
        low, high = sorted((over, under), key=lambda one: one.value)
        found = [judge_ratio(whole, high, low, minus_one=True), judge_ratio(whole, _less(high, low), high)]
    else:
        found = [judge_ratio(whole, over, under)]
    held = any(one is not None and one.verdict in _HELD and not one.detail for one in found)
    return max(whole.step / 100, whole.step / whole.value / 10) if held else None


def _less(one: Amount, other: Amount) -> Amount:
    return replace(one, value=one.value - other.value, low=one.low - other.high, high=one.high - other.low)


def _near(one: Figure, other: Figure) -> bool:
    return abs(one.paragraph - other.paragraph) <= _PARAGRAPHS


def _sums(figures: Sequence[Figure]) -> Iterator[Hit]:
    """A figure and two others of its measure near it, or a run of three and more of one column, that make it up."""
    measures: dict[tuple[str, str], list[Figure]] = {}
    for one in figures:
        if one.mention.dimension in (*_MEASURES, "score") and not one.mention.per:
            measures.setdefault(one.mention.addable, []).append(one)
    for measure in measures.values():
        for index, total in enumerate(measure):
            around = [
                one for one in measure[max(0, index - _NEAR) : index + _NEAR + 1] if one is not total and _near(one, total)
            ]
            pairs = sorted(combinations(around, 2), key=lambda pair: _reach((total, *pair)))
            for tried, pair in enumerate(pairs, 1):
                yield from _hit("sum", total, pair, tried)
        columns: dict[tuple[str, str], list[Figure]] = {}
        for one in measure:
            for column in (("", ""), ("ends", core(one.label)[-2:]), ("role", one.role), ("depth", str(one.depth))):
                columns.setdefault(column, []).append(one)
        for column in columns.values():
            for index, total in enumerate(measure):
                yield from _runs(total, [one for one in column if one is not total], index)


def _runs(total: Figure, column: Sequence[Figure], index: int) -> Iterator[Hit]:
    """Runs of three and more figures of a column that begin behind the total or end before it."""
    at = next((n for n, one in enumerate(column) if one.mention.start > total.mention.start), len(column))
    for ordered in (column[at:], column[:at][::-1]):
        value = Decimal(0)
        for n, one in enumerate(ordered[:_LONGEST]):
            value += _quantity(one).value
            if not _near(one, total) or value > 2 * _quantity(total).value:
                break
            if n >= 2:
                yield from _hit("sum", total, tuple(ordered[: n + 1]), n + 1)


def _quotients(figures: Sequence[Figure]) -> Iterator[Hit]:
    """A percentage and two figures of one measure near it whose quotient, or change, it is."""
    for index, stated in enumerate(figures):
        if stated.mention.dimension != "percent" or _quantity(stated).value == 100:
            continue
        around = [
            one for one in figures[max(0, index - _RATES) : index + _RATES + 1]
            if one.mention.dimension in _MEASURES and not one.mention.per and _near(one, stated)
        ]  # fmt: skip
        pairs = [(a, b) for a in around for b in around if a is not b and a.mention.addable == b.mention.addable]
        for tried, (a, b) in enumerate(sorted(pairs, key=lambda pair: _reach((stated, *pair))), 1):
            yield from _hit("quotient", stated, (a, b), tried)
            if a.mention.start < b.mention.start and _quantity(a).value != _quantity(b).value:
                yield from _hit("change", stated, (a, b), tried)


def _products(figures: Sequence[Figure]) -> Iterator[Hit]:
    """A rate (元/人), what it is of, and the amount that comes out, in one paragraph."""
    for index, stated in enumerate(figures):
        if stated.mention.dimension != "money" or stated.mention.per:
            continue
        around = [one for one in figures[max(0, index - _RATES) : index + _RATES + 1] if one.paragraph == stated.paragraph]
        rates = [one for one in around if one.mention.per and one.mention.dimension == "money"]
        of = [one for one in around if one.mention.dimension in ("count", "area") and not one.mention.per]
        for rate in rates:
            for one in of:
                yield from _hit("product", stated, (rate, one), len(of))


def _hit(kind: str, stated: Figure, operands: tuple[Figure, ...], tried: int) -> Iterator[Hit]:
    chance = _closes(kind, stated, operands)
    if chance is not None:
        yield Hit(kind, stated, operands, chance * tried / (OF_PRODUCTS if kind == "product" else 1))


def hits(reading: Reading, chance: Decimal = CHANCE) -> list[Hit]:
    """What holds between neighbouring figures and is less likely than `chance`; of the same figures the nearest."""
    figures = [one for one in reading.figures if _plain(one)]
    best: dict[tuple[str, frozenset[tuple[str, Decimal]]], Hit] = {}
    for hit in (*_sums(figures), *_quotients(figures), *_products(figures)):
        if hit.chance > chance or len(hit.values) < len(hit.figures):
            continue
        key = (hit.kind, hit.values)
        if key not in best or _reach(hit.figures) < _reach(best[key].figures):
            best[key] = hit
    return sorted(best.values(), key=lambda one: one.figures[0].mention.start)


def _reach(figures: Sequence[Figure]) -> int:
    """How many characters of the text lie between the first and the last of them."""
    starts = [one.mention.start for one in figures]
    return max(starts) - min(starts)


def held(reading: Reading, hit: Hit) -> str:
    """The way of the relation that claims a hit, "search" where it only happens to add up, "" where none holds its figures."""
    found = ""
    for one in reading.relations:
        values = {(op.quantity.unit, op.quantity.value) for op in (one.stated, *one.operands) if op.quantity is not None}
        if one.verdict is not Verdict.UNVERIFIABLE and hit.values <= values:
            if one.way != "search":
                return one.way or str(one.kind)
            found = "search"
    return found


def other_digit(printed: str, chance: int) -> str:
    """The printed number with one digit changed, which one `chance` says; no 0 comes to lead."""
    at = [index for index, mark in enumerate(printed) if mark in "0123456789"]
    index = at[chance % len(at)]
    digits = [one for one in "123456789" + ("" if index == at[0] else "0") if one != printed[index]]
    return printed[:index] + digits[chance // len(at) % len(digits)] + printed[index + 1 :]


def changed(document: Document, figure: Figure, chance: int) -> Document | None:
    """The document with a digit of one figure changed; None where it does not stand in a paragraph as it was read."""
    span = figure.place.span
    for n, block in enumerate(document.blocks):
        if span is None or not isinstance(block, Paragraph | Heading) or not _holds(block.place, figure.place):
            continue
        printed = block.text[span[0] : span[1]]
        number = printed.rstrip("".join({mark for mark in printed if not mark.isascii() or not mark.isdigit()}))
        if number[:1] not in set("0123456789") or figure.quote[: len(number)] != number:
            return None
        text = block.text[: span[0]] + other_digit(number, chance) + block.text[span[0] + len(number) :]
        new = replace(block, runs=(text,)) if isinstance(block, Paragraph) else replace(block, text=text)
        return replace(document, blocks=(*document.blocks[:n], new, *document.blocks[n + 1 :]))
    return None


def _holds(block: Place, place: Place) -> bool:
    return (block.part, block.ref) == (place.part, place.ref)


def spoken(document: Document) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """The errors and warnings of a document."""
    return {_key(one) for one in review_document(document).findings if one.level in _SPOKEN}


def _key(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    return finding.code, str(finding.level), str(finding.place), tuple(str(one.place) for one in finding.rests_on)


def ask(document: Document, reading: Reading, hit: Hit, before: set[tuple[str, str, str, tuple[str, ...]]]) -> Asked:
    """A digit is changed in what comes out, and one in an operand; told is what brings a new error or warning to a paragraph of the hit."""
    told = planted = 0
    paragraphs = {str(one.place) for one in hit.figures}
    seed = int(hashlib.sha256(f"{document.name} {hit}".encode()).hexdigest(), 16)
    for figure in (hit.stated, hit.operands[seed % len(hit.operands)]):
        for turn in range(3):
            other = changed(document, figure, seed + turn)
            if other is not None and not _still(hit, figure, other):
                planted += 1
                new = spoken(other) - before
                told += any({place, *rests} & paragraphs for _, _, place, rests in new)
                break
    return Asked(hit, held(reading, hit), told, planted)


def _still(hit: Hit, figure: Figure, document: Document) -> bool:
    """Whether the arithmetic still holds, within rounding, in the changed document."""
    for one in read_document(document).figures:
        if one.mention.quantity is not None and one.place.span and one.place == figure.place:
            swap = {id(figure): one}
            stated, *operands = (swap.get(id(old), old) for old in (hit.stated, *hit.operands))
            return Hit(hit.kind, stated, tuple(operands), hit.chance).holds()
    return True


def around(reading: Reading, hit: Hit) -> str:
    """The words around a hit, its figures in 【】, on one line."""
    text = "\n".join(reading.paragraphs)
    first, last = hit.figures[0].mention, hit.figures[-1].mention
    at, said = max(0, first.start - _AROUND), ""
    for one in hit.figures:
        said += f"{text[at : one.mention.start]}【{text[one.mention.start : one.mention.end]}】"
        at = one.mention.end
    return (said + text[at : last.end + _AROUND // 2]).replace("\n", "⏎")


def files_of(folders: Sequence[str], half: int | None) -> list[Path]:
    """The files of the folders, or one half of them by the hash of their names."""
    files = sorted(
        one for folder in folders for one in Path(folder).iterdir() if one.suffix in (".txt", ".docx", ".html", ".pdf")
    )
    return [one for one in files if half is None or hashlib.sha256(one.name.encode()).digest()[0] % 2 == half]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what would not be told, and the share that would."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.unclaimed", description="which arithmetic of these texts no grammar claims"
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--kind", action="append", choices=("sum", "quotient", "change", "product"))
    parser.add_argument("--chance", type=Decimal, default=CHANCE)
    parser.add_argument("--count", action="store_true")
    given = parser.parse_args(arguments)
    sums: dict[str, list[int]] = {}
    for file in files_of(given.folders, given.half):
        try:
            document = read(file.read_bytes(), file.name)
        except ReadError as error:
            print(f"{file}: {error}")
            continue
        reading = read_document(document)
        before = spoken(document)
        for hit in hits(reading, given.chance):
            if given.kind and hit.kind not in given.kind:
                continue
            asked = ask(document, reading, hit, before)
            row = sums.setdefault(hit.kind, [0, 0, 0, 0])
            for n, value in enumerate((1, asked.held not in ("", "search"), asked.told, asked.planted)):
                row[n] += value
            if asked.told < asked.planted and not given.count:
                print(
                    f"{file} {hit.kind} {asked.held or '-'} {asked.told}/{asked.planted}  {hit}\n    {around(reading, hit)}"
                )
    for kind, (n, claimed, told, planted) in sorted(sums.items()):
        print(
            f"{kind}: {n} found, {claimed} claimed; changed digits told {told} of {planted} ({100 * told // max(1, planted)} %)"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
