"""How right the program is between files: reports of bundles checked with the papers beside them, and figures changed there.

`python -m tests.gold.joined [odd|even]` prints the table; a half that is named is listed finding by finding. A fault that stands in
a neighbour alone is found when that neighbour is checked with the others beside it.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import ReadError
from jixiao.model.document import Document, Table
from jixiao.model.finding import Finding, Level
from jixiao.model.neighbour import Neighbour, Use
from jixiao.model.review import Review
from jixiao.readers import read
from jixiao.review import read_neighbour, review_document
from tests.gold.counting import Counts
from tests.gold.labelled_bundles import BUNDLE_CASES, JOINED, NUMBER, bytes_of, neighbour, printed
from tests.gold.labelled_files import where
from tests.gold.labels import load
from tests.gold.marks import SPOKEN, Mark, Tempting, answers, is_right, numbers, spots_of, tempted, zones_of
from tests.gold.printing import table
from tests.gold.sources import Reviewed, at, lines, pieces, words

HALVES = ("odd", "even")
AMOUNT = re.compile(r"\d[\d,]*\.\d\d")
WAYS = {("B09", "report"): -1, ("B09", "neighbour"): 1}
"""A target is doubted when it is lower than the one that was approved; a higher one is nobody's fault."""
USED = (Use.CURRENT, Use.LAST_YEAR, Use.UNIT)


# —— reading ——


def document_of(file: Mapping[str, Any]) -> Document:
    return read(bytes_of(file), file["name"])


def beside_of(file: Mapping[str, Any]) -> Neighbour:
    """A neighbour as `check --with` reads it."""
    try:
        return read_neighbour(document_of(file))
    except ReadError as error:
        return Neighbour(file["name"], faults=error.faults)


@dataclass(frozen=True)
class Bundle:
    """A bundle with what the program says: of the report beside its neighbours, alone, and of neighbours with a fault of their own."""

    name: str
    half: str
    reviewed: Reviewed
    alone: frozenset[str]
    marks: tuple[Mark, ...]
    fine: tuple[Tempting, ...]
    told: tuple[str, ...]
    of_neighbours: Mapping[str, Sequence[Finding]]

    @property
    def is_consistent(self) -> bool:
        return not self.marks

    @property
    def findings(self) -> Sequence[Finding]:
        return self.reviewed.review.findings

    def judged(self, finding: Finding) -> bool | None:
        return is_right(self.name, finding, self.marks, self.reviewed)

    def spoken(self) -> list[Finding]:
        """Errors and warnings that the neighbours brought, or of a kind that is marked in bundles."""
        return [
            one
            for one in self.findings
            if one.level in SPOKEN and (one.fingerprint not in self.alone or numbers(one) & set(JOINED))
        ]

    def found(self, mark: Mark) -> bool:
        if any(answers(one, mark, self.reviewed) for one in self.findings):
            return True
        return not mark.zones and any(
            numbers(one) & mark.accepts
            and (not mark.ref or mark.ref in (one.place.ref, *(o.place.ref for o in one.rests_on)))
            for one in self.of_neighbours.get(mark.file, ())
        )

    def missed(self) -> list[Mark]:
        return [mark for mark in self.marks if not mark.optional and not self.found(mark)]

    def temptations(self) -> list[tuple[Finding, Tempting]]:
        return [
            (one, fine)
            for one in self.spoken()
            if not self.judged(one)
            for fine in self.fine
            if tempted(one, fine, self.reviewed)
        ]

    def untold(self) -> list[str]:
        """Neighbours that should be named as left out, doubled or unreadable and are not."""
        told = {
            one.file for one in self.reviewed.review.beside if one.use not in USED or one.reason or one.remarks or one.faults
        }
        return [name for name in self.told if name not in told]


@cache
def bundles() -> tuple[Bundle, ...]:
    return tuple(bundle(path) for path in BUNDLE_CASES)


def review_of(case: Mapping[str, Any], beside: Sequence[Neighbour]) -> Review:
    return review_document(document_of(case["report"]), beside=beside)


def bundle(path: Path) -> Bundle:
    case = load(path)
    document = document_of(case["report"])
    neighbours = [beside_of(one) for one in case["beside"]]
    is_text = case["report"]["format"] == "txt"
    text = "\n".join(case["report"]["blocks"]) if is_text else words(document)
    reviewed = Reviewed(review_document(document, beside=neighbours), lines(text) if is_text else pieces(document))

    def spot(one: Mapping[str, Any]) -> tuple[str, str]:
        return one.get("file", ""), ref_of(case, one)

    def mark(one: Mapping[str, Any]) -> Mark:
        zones = zones_of(at(text, one["at"]), text, one, reviewed, document) if "at" in one else ()
        accepts = frozenset([one["id"], *one.get("or", ())])
        return Mark(
            one["id"], one["level"], one.get("at", ""), accepts, zones, False, one.get("optional", False), *spot(one)
        )

    def fine(one: Mapping[str, Any]) -> Tempting:
        return Tempting(
            one.get("at", ""),
            frozenset(one["ids"]),
            spots_of(at(text, one["at"]), reviewed, document) if "at" in one else (),
            *spot(one),
        )

    own = {one["file"] for one in case["faults"] if "at" not in one}
    return Bundle(
        f"bundle {path.stem}", "even" if int(path.name[:2]) % 2 == 0 else "odd", reviewed,
        frozenset(one.fingerprint for one in review_document(document).findings),
        tuple(mark(one) for one in case["faults"]),
        tuple(fine(one) for one in case["fine"]),
        tuple(one["file"] for one in case.get("told", ())),
        {
            file["name"]: review_document(
                document_of(file), beside=[one for one in neighbours if one.file != file["name"]]
            ).findings
            for file in case["beside"] if file["name"] in own
        },
    )  # fmt: skip


def ref_of(case: Mapping[str, Any], label: Mapping[str, Any]) -> str:
    """The cell of a neighbour as the program names it; "" for words, which may stand anywhere in it."""
    if not str(label.get("cell", "")).startswith("@"):
        return ""
    number, row, column = where(label["cell"])
    tables = [one for one in document_of(neighbour(case, label["file"])).blocks if isinstance(one, Table)]
    (found,) = [cell for cell in tables[number].cells if (cell.row, cell.column) == (row, column)]
    return found.place.ref


# —— the planter ——


@dataclass(frozen=True)
class Planted:
    """One figure of a consistent bundle changed: in the report, or in the neighbour that it must agree with."""

    bundle: str
    half: str
    id: str
    side: str
    change: str
    found: bool
    level: str


def changed_digit(printed_words: str, seed: str, in_yuan: bool, way: int = 0) -> str:
    """The last figure of some words with one digit changed, never so little that rounding could hide it.

    `way`: 1 for a higher figure, −1 for a lower one, 0 for either.
    """
    figure = NUMBER.findall(printed_words)[-1]
    start = printed_words.rindex(figure)
    whole = figure.partition(".")[0]
    digits = [place for place, sign in enumerate(figure) if sign.isdigit()]
    if in_yuan:  # a change below 1,000 元 may be lost in 万元 of two decimals
        kept = [place for place in digits if place < len(whole)]
        digits = kept[:-3] or kept[:1]
    last = digits[-1]
    choices = [
        (place, new) for place in digits for new in range(1 if place == 0 and len(figure) > 1 else 0, 10)
        if (new - int(figure[place])) * way >= 0 and abs(new - int(figure[place])) >= (2 if place == last else 1)
    ]  # fmt: skip
    chance = random.Random(f"{seed} {figure}")
    place = chance.choice(sorted({place for place, _ in choices}))
    new = chance.choice([one for at_place, one in choices if at_place == place])
    return f"{printed_words[:start]}{figure[:place]}{new}{figure[place + 1 :]}{printed_words[start + len(figure) :]}"


def in_report(file: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """A file with one quote changed."""
    return {**file, "blocks": [block.replace(old, new) for block in file["blocks"]]}


def in_neighbours(case: Mapping[str, Any], join: Mapping[str, Any], new: str) -> Iterator[dict[str, Any]]:
    """The neighbours with one figure changed: an amount in every table that prints it, for the same figure stands in several."""
    old = printed(case, join)
    everywhere = AMOUNT.fullmatch(old) is not None
    for file in case["beside"]:
        mine = file["name"] == join["file"]
        if not join["cell"].startswith("@"):
            yield in_report(file, old, new) if mine else file
            continue
        number, row, column = where(join["cell"])
        blocks, seen = [], -1
        for block in file["blocks"]:
            seen += "|" in block
            rows = [[cell.strip() for cell in words.split("|")] for words in block.split("\n")]
            for r, cells in enumerate(rows):
                for c, cell in enumerate(cells):
                    if cell == old and ((mine and (seen, r, c) == (number, row, column)) or (everywhere and len(rows) > 1)):
                        cells[c] = new
            blocks.append("\n".join(" | ".join(cells) for cells in rows) if "|" in block else block)
        yield {**file, "blocks": blocks}


def plants() -> Iterator[Planted]:
    for path in BUNDLE_CASES:
        case = load(path)
        if not case.get("joins"):
            continue
        half = "even" if int(path.name[:2]) % 2 == 0 else "odd"
        neighbours = [beside_of(one) for one in case["beside"]]
        known = {one.fingerprint for one in review_of(case, neighbours).findings}
        for number, join in enumerate(case["joins"]):
            theirs = printed(case, join)
            for side, old in (("neighbour", theirs), ("report", join["at"])):
                if not NUMBER.search(old):
                    continue
                in_yuan = side == "neighbour" and any(
                    "单位：元" in block for block in neighbour(case, join["file"])["blocks"]
                )
                way = WAYS.get((join["id"], side), 0)
                new = changed_digit(old, f"{path.stem} {number} {side}", in_yuan, way)
                if side == "report":
                    review = review_of({"report": in_report(case["report"], old, new)}, neighbours)
                else:
                    review = review_of(case, [beside_of(one) for one in in_neighbours(case, join, new)])
                said = [one for one in review.findings if one.fingerprint not in known and speaks_of_neighbours(one)]
                level = min((str(one.level) for one in said), default="")
                yield Planted(path.stem, half, join["id"], side, f"{old} → {new}", bool(said), level)


def speaks_of_neighbours(finding: Finding) -> bool:
    """Whether an error or warning rests on a neighbour, or is of a kind marked in bundles."""
    beside = any("!" in one.place.part for one in finding.rests_on)
    return finding.level in SPOKEN and (beside or bool(numbers(finding) & set(JOINED)))


# —— counting ——


def counted(into: Counts, *, planting: bool = True) -> None:
    for one in bundles():
        missed = one.missed()
        for mark in one.marks:
            if not mark.optional:
                into.add("found", mark.id, one.half, mark not in missed)
        for finding in one.spoken():
            right = one.judged(finding)
            into.add(str(finding.level), finding.code, one.half, bool(right))
            if not right:
                state = "WRONG" if right is False else "UNLABELLED"
                into.misses[one.half].append(f"{state} {finding.level}: {one.name}: {finding.code} {finding.message}")
        into.add("fine", "bundles with a finding at places that are fine", one.half, bool(one.temptations()))
        for name in one.told:
            into.add("told", "neighbours named as not used", one.half, name not in one.untold())
        into.misses[one.half].extend(
            [
                *(f"AT A FINE PLACE: {one.name}: {finding.code} “{fine.quote}” {finding.message}" for finding, fine in one.temptations()),
                *(f"MISSED: {one.name}: {mark}" for mark in missed),
                *(f"NOT TOLD: {one.name}: {name}" for name in one.untold()),
            ]
        )  # fmt: skip
    for plant in plants() if planting else ():
        into.add("planted", f"{plant.id} in the {plant.side}", plant.half, plant.found)
        into.add("planted as error", plant.side, plant.half, plant.level == "error")
        if not plant.found:
            into.misses[plant.half].append(f"PLANT MISSED: {plant.bundle}: {plant.id} in the {plant.side}: {plant.change}")


def errors_of_consistent() -> dict[str, list[str]]:
    said = {
        one.name: [f"{finding.code}: {finding.message}" for finding in one.findings if finding.level is Level.ERROR]
        for one in bundles()
        if one.is_consistent
    }
    return {name: errors for name, errors in said.items() if errors}


def missed() -> list[str]:
    """Labelled faults, and single figures changed in a report or in a neighbour, that are not found."""
    changed = [f"{one.bundle}: {one.id} in the {one.side}: {one.change}" for one in plants() if not one.found]
    return [*(f"{one.name}: {mark.id}" for one in bundles() for mark in one.missed()), *changed]


def accused() -> list[str]:
    """Findings at places that are fine, and errors that are not right."""
    tempted_by = [f"{one.name}: {finding.code} {fine.quote}" for one in bundles() for finding, fine in one.temptations()]
    return tempted_by + [
        f"{one.name}: {finding.code} error" for one in bundles() for finding in one.spoken()
        if finding.level is Level.ERROR and not one.judged(finding)
    ]  # fmt: skip


def report(counts: Counts) -> str:
    parts = [
        table(counts, "labelled faults found", "found"),
        table(counts, "errors right", "error"),
        table(counts, "warnings right", "warning"),
        table(counts, "tempted", "fine"),
        table(counts, "told", "told"),
        table(counts, "one figure changed, found", "planted"),
        table(counts, "one figure changed, as error", "planted as error"),
    ]
    return "\n".join(["BUNDLES: a report and the papers beside it", "", *(one for part in parts for one in part)])


def main(show: Sequence[str] = ()) -> int:
    counts = Counts()
    counted(counts)
    sys.stdout.write(report(counts) + "\n")
    for half in show:
        sys.stdout.write(f"\n{half}\n" + "".join(f"  {one}\n" for one in counts.misses[half]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
