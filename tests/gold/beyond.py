"""How right the program is on what reviewers find beyond arithmetic: goals, bases, indicators, structure, words.

`python -m tests.gold.beyond [odd|even]` prints the table; a half that is named is listed finding by finding.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from jixiao.model.finding import Finding, Level
from jixiao.readers import read
from tests.gold.counting import Counts
from tests.gold.labelled_words import FAMILY, KINDS, WORD_CASES, document_case
from tests.gold.labels import load
from tests.gold.made_files import made
from tests.gold.marks import SPOKEN, Mark, Tempting, answers, is_right, spots_of, tempted, zones_of
from tests.gold.printing import line, table
from tests.gold.sources import Reviewed, Text, at, words

HALVES = ("odd", "even")


@dataclass(frozen=True)
class Marked:
    """A labelled text with what the program says of it."""

    name: str
    half: str
    reviewed: Reviewed
    marks: tuple[Mark, ...]
    fine: tuple[Tempting, ...]

    @property
    def findings(self) -> Sequence[Finding]:
        return self.reviewed.review.findings

    @property
    def is_consistent(self) -> bool:
        return not self.marks

    def judged(self, finding: Finding) -> bool | None:
        return is_right(self.name, finding, self.marks, self.reviewed)

    def temptations(self) -> list[tuple[Finding, Tempting]]:
        """Warnings and errors that fall for words that are fine and answer for no mark."""
        return [
            (one, fine)
            for one in self.findings
            if one.level in SPOKEN and not self.judged(one)
            for fine in self.fine
            if tempted(one, fine, self.reviewed)
        ]

    def missed(self) -> list[Mark]:
        return [
            mark
            for mark in self.marks
            if not mark.optional and not any(answers(one, mark, self.reviewed) for one in self.findings)
        ]


@cache
def marked() -> tuple[Marked, ...]:
    return tuple(marked_text(path) for path in WORD_CASES)


def marked_text(path: Path) -> Marked:
    case = load(path)
    name, half = f"words {path.stem}", "even" if int(path.name[:3]) % 2 == 0 else "odd"
    document = read(made(document_case(case)), f"{path.stem}.docx") if case.get("docx") else None
    text = words(document) if document else case["text"]
    reviewed = Text(name, half, text, document=document).reviewed()

    def mark(one: Mapping[str, Any]) -> Mark:
        spot = at(text, one["at"])
        accepts = frozenset([one["id"], *one.get("or", ())])
        zones = zones_of(spot, text, one, reviewed, document)
        return Mark(one["id"], one["level"], one["at"], accepts, zones, one.get("whole", False), one.get("optional", False))

    return Marked(
        name, half, reviewed,
        tuple(mark(one) for one in case["faults"]),
        tuple(
            Tempting(one["at"], frozenset(one["ids"]), spots_of(at(text, one["at"]), reviewed, document)) for one in case["fine"]
        ),
    )  # fmt: skip


def counted(into: Counts) -> None:
    """Everything counted once."""
    for text in marked():
        for mark in text.marks:
            if not mark.optional:
                into.add("found", mark.id, text.half, mark not in text.missed())
                into.add("found by family", FAMILY.get(mark.id, "other"), text.half, mark not in text.missed())
        for finding in text.findings:
            if finding.level is Level.INFO:
                into.add("info", finding.code, text.half, bool(text.judged(finding)))
            if finding.level in SPOKEN:
                right = text.judged(finding)
                into.add(str(finding.level), finding.code, text.half, bool(right))
                if not right:
                    state = "WRONG" if right is False else "UNLABELLED"
                    into.misses[text.half].append(f"{state} {finding.level}: {text.name}: {finding.code} {finding.message}")
        into.add("fine", "texts with a finding at words that are fine", text.half, bool(text.temptations()))
        for finding, fine in text.temptations():
            into.misses[text.half].append(f"AT FINE WORDS: {text.name}: {finding.code} “{fine.quote}” {finding.message}")
        into.misses[text.half].extend(f"MISSED: {text.name}: {mark}" for mark in text.missed())


def warnings_of_consistent(half: str | None = None) -> list[int]:
    """How many warnings each consistent text gets."""
    return [
        sum(one.level is Level.WARNING for one in text.findings)
        for text in marked()
        if text.is_consistent and half in (None, text.half)
    ]


def errors_of_consistent() -> dict[str, list[str]]:
    said = {
        text.name: [f"{one.code}: {one.message}" for one in text.findings if one.level is Level.ERROR]
        for text in marked()
        if text.is_consistent
    }
    return {name: errors for name, errors in said.items() if errors}


def missed() -> list[str]:
    return [f"{text.name}: {mark.id}" for text in marked() for mark in text.missed()]


def accused() -> list[str]:
    """Findings at words that are fine, and errors that are not right."""
    tempted_by = [f"{text.name}: {one.code} {fine.quote}" for text in marked() for one, fine in text.temptations()]
    return tempted_by + [
        f"{text.name}: {one.code} error" for text in marked() for one in text.findings
        if one.level is Level.ERROR and not text.judged(one)
    ]  # fmt: skip


def report(counts: Counts) -> str:
    parts = [
        table(counts, "labelled faults found", "found by family"),
        *(
            [line(f"{kind}", *(counts.tally("found", kind, (half,)).short for half in HALVES), str(counts.tally("found", kind, HALVES)))]
            for kinds in KINDS.values()
            for kind in kinds
        ),
        [""],
        table(counts, "errors right", "error"),
        table(counts, "warnings right", "warning"),
        table(counts, "infos at a labelled fault", "info"),
        table(counts, "tempted", "fine"),
        [line("on a consistent text", *(f"max {max(one)}, median {median(one):g}" for one in (*(warnings_of_consistent(half) for half in HALVES), warnings_of_consistent())))],
    ]  # fmt: skip
    return "\n".join(["WORDS: goals, bases, indicators, structure, words", "", *(one for part in parts for one in part)])


def main(show: Sequence[str] = ()) -> int:
    counts = Counts()
    counted(counts)
    sys.stdout.write(report(counts) + "\n")
    for half in show:
        sys.stdout.write(f"\n{half}\n" + "".join(f"  {one}\n" for one in counts.misses[half]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
