"""The program's words held against a reader's labels, by their places in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from jixiao.model.claim import Relation
from jixiao.model.finding import Finding, Level
from tests.gold.labels import Label
from tests.gold.sources import Fault, Reviewed, Span, Text

ARITHMETIC = re.compile(r"AR\d\d|CS0[1345]|SC0[1-3]|YR01")
"""Codes that speak of figures and nothing else; other checks look for what a text lacks, which is not labelled."""
OTHER_FAULTS = {
    "year_slip": re.compile("TX|YR"),
    "entity_slip": re.compile("TX|FM"),
    "missing_figure": re.compile("CM|TX|FM|EV"),
    "missed_target": re.compile("TG|SC|IN"),
}
"""Faults of figures that are not sums: the families that may find them."""
SAME = {"identity": "sum", "score_sum": "sum", "weight_sum": "sum", "share": "rate", "direction_word": "difference"}
HOLDS = ("consistent", "rounding")


@dataclass
class Tally:
    """How many of how many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        self.hits += hit
        self.of += 1

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.of + other.of)

    @property
    def short(self) -> str:
        return f"{self.hits}/{self.of}" if self.of else "–"

    def __str__(self) -> str:
        """`12/20 = 60 % (39–78)`: the share with its 95 % Wilson interval."""
        if not self.of:
            return "–"
        low, high = wilson(self.hits, self.of)
        return f"{self.hits}/{self.of} = {100 * self.hits / self.of:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - spread), min(1.0, middle + spread)


@dataclass
class Counts:
    """What was counted, by section, row and half; what was missed and why, by half."""

    tallies: defaultdict[tuple[str, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    missed_faults: list[str] = field(default_factory=list)
    reasons: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, section: str, row: str, half: str, hit: bool) -> None:
        self.tallies[section, row, half].add(hit)

    def rows(self, section: str) -> list[str]:
        return sorted({row for known, row, _ in self.tallies if known == section})

    def tally(self, section: str, row: str | None, halves: Iterable[str]) -> Tally:
        """The sum over `halves` of one row, or of all rows of the section."""
        return sum(
            (
                one
                for (known, name, half), one in self.tallies.items()
                if known == section and row in (None, name) and half in halves
            ),
            Tally(),
        )


# —— relations ——


def group(kind: str) -> str:
    return SAME.get(kind, kind)


def stated_at(label: Label) -> Span:
    """Where the program may see the figure of a label; a word of change stands right before its figure."""
    start, end = label.stated.span
    return Span(start, end + 2) if label.kind == "direction_word" else Span(start, end)


def recognised(label: Label, reviewed: Reviewed) -> Relation | None:
    """The program's relation of the labelled kind over the labelled figure, the one that shares most operands."""
    wanted = [Span(*one.span) for one in label.operands]

    def shared(relation: Relation) -> int:
        spans = [span for one in relation.operands if (span := reviewed.span(one.place))]
        return sum(any(span.meets(one) for span in spans) for one in wanted)

    same = [
        one for one in reviewed.review.relations
        if group(str(one.kind)) == group(label.kind) and (span := reviewed.span(one.stated.place))
        and (span.meets(stated_at(label)) or (label.kind == "duplicate" and any(span.meets(other) for other in wanted)))
    ]  # fmt: skip
    return max(same, key=lambda one: (shared(one), one.verdict in HOLDS), default=None)


def is_right(label: Label, ours: Relation) -> bool:
    """Whether the verdicts agree; consistent and rounding count as one."""
    allowed = {label.verdict, *label.accept}
    return str(ours.verdict) in allowed or (str(ours.verdict) in HOLDS and bool(allowed & set(HOLDS)))


# —— findings ——


def is_arithmetic(finding: Finding) -> bool:
    """An error or warning about figures."""
    return bool(ARITHMETIC.fullmatch(finding.code)) and finding.level is not Level.INFO


def confirms(fault: Fault, finding: Finding, reviewed: Reviewed, labels: Iterable[Label]) -> bool:
    """Whether a finding speaks of a fault a reader found.

    It stands at the fault, or two of its figures do, or it rests on the figures of the broken relation the fault is about.
    """
    if fault.kind in OTHER_FAULTS and not ARITHMETIC.fullmatch(finding.code):
        span = reviewed.span(finding.place)
        return bool(OTHER_FAULTS[fault.kind].match(finding.code)) and span is not None and span.meets(fault.at)
    if not ARITHMETIC.fullmatch(finding.code):
        return False
    spans = [span for place in (finding.place, *(one.place for one in finding.rests_on)) if (span := reviewed.span(place))]
    at = reviewed.span(finding.place)
    if (at is not None and at.meets(fault.at)) or sum(span.meets(fault.at) for span in spans) >= 2:
        return True
    return any(
        sum(any(span.meets(quote.span) for span in spans) for quote in label.quotes) >= 2
        for label in labels
        if label.verdict == "inconsistent" and any(Span(*quote.span).meets(fault.at) for quote in label.quotes)
    )


def confirmed(finding: Finding, text: Text, reviewed: Reviewed) -> Fault | None:
    """The labelled fault a finding speaks of."""
    return next((fault for fault in text.faults if confirms(fault, finding, reviewed, text.labels)), None)


def unfounded(text: Text, reviewed: Reviewed) -> list[Finding]:
    """Errors, and warnings about figures, that speak of no fault a reader found."""
    said = [one for one in reviewed.review.findings if one.level is Level.ERROR or is_arithmetic(one)]
    return [one for one in said if confirmed(one, text, reviewed) is None]


# —— one text ——


def count_relations(text: Text, reviewed: Reviewed, into: Counts) -> None:
    for label in text.labels:
        ours = recognised(label, reviewed)
        into.add("recognised", label.kind, text.half, ours is not None)
        into.add("right", label.kind, text.half, ours is not None and is_right(label, ours))
        words = f"{text.name}: {label.kind} {label.stated.text!r} ← {[one.text for one in label.operands]} ({label.verdict})"
        if ours is None:
            into.misses[text.half].append(f"not seen: {words}")
        elif not is_right(label, ours):
            into.misses[text.half].append(f"judged {ours.verdict} {ours.detail} {'、'.join(ours.open)}: {words}")


def count_findings(text: Text, reviewed: Reviewed, into: Counts) -> None:
    met: set[Fault] = set()
    for finding in reviewed.review.findings:
        met |= {
            fault
            for fault in text.faults
            if confirms(fault, finding, reviewed, text.labels) and finding.level is not Level.INFO
        }
        if finding.level is Level.ERROR or is_arithmetic(finding):
            right = confirmed(finding, text, reviewed) is not None
            into.add(str(finding.level), finding.code, text.half, right)
            if not right:
                into.misses[text.half].append(f"FALSE {finding.level}: {text.name}: {finding.code} {finding.message}")
    for fault in text.faults:
        if not fault.optional:
            into.add("fault", fault.kind, text.half, fault in met)
            if fault not in met:
                into.missed_faults.append(f"{text.name}: {fault.kind}")
                into.misses[text.half].append(f"FAULT MISSED: {text.name}: {fault.kind} ({fault.level}) {fault.quote}")


def count_consistent(text: Text, reviewed: Reviewed, into: Counts) -> None:
    """What is said of a text in which nothing is wrong."""
    for row, said in {
        "errors": [one for one in reviewed.review.findings if one.level is Level.ERROR],
        "warnings about figures": [
            one for one in reviewed.review.findings if one.level is Level.WARNING and is_arithmetic(one)
        ],
        "other warnings": [one for one in reviewed.review.findings if one.level is Level.WARNING and not is_arithmetic(one)],
    }.items():
        into.tallies["consistent", row, text.half] += Tally(len(said), 1)
        if row != "other warnings":
            into.misses[text.half].extend(f"ON A CONSISTENT TEXT: {text.name}: {one.code} {one.message}" for one in said)


def count_coverage(text: Text, reviewed: Reviewed, into: Counts) -> None:
    coverage = reviewed.review.coverage
    into.tallies["coverage", "figures", text.half] += Tally(coverage.checked, coverage.figures)
