"""How right the checker is on texts labelled by reading and on faults planted in consistent ones: `make accuracy`.

Nothing here is tuned: it is counted. Shares come with 95 % Wilson intervals. `python -m tests.gold.accuracy odd` lists what was
missed in the odd texts, which are for development; even ones are held out (FROZEN.txt), so only their score should be read. The
third set has a half of either kind: `third` and `third-held`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from jixiao.model.finding import Level
from tests.gold import beyond, joined
from tests.gold.counting import (
    Counts,
    Tally,
    count_consistent,
    count_coverage,
    count_findings,
    count_relations,
)
from tests.gold.planter import IN_AMOUNTS, PLANS
from tests.gold.printing import TEXTS, line, table
from tests.gold.sources import HALVES, consistent, files, gold
from tests.gold.trial import Outcome, all_trials

GRADES = {
    "must": "beyond the tolerance of a labelled relation: must be found",
    "coarse": "covered only by the width of whole figures: to warn is right, and to be silent too",
    "inside": "inside the tolerance of every labelled relation: right to be silent",
    "free": "in no labelled relation: nobody can say",
}


def counted(kinds: Iterable[str] = PLANS) -> Counts:
    """Everything counted once: labels, consistent texts, planted faults."""
    counts = Counts()
    for text in gold():
        reviewed = text.reviewed()
        count_relations(text, reviewed, counts)
        count_findings(text, reviewed, counts)
        count_coverage(text, reviewed, counts)
    for text in consistent():
        count_consistent(text, text.reviewed(), counts)
    for outcome in all_trials(kinds):
        count_planted(outcome, counts)
    return counts


def counted_files() -> Counts:
    """The files we make: labels and faults; no fault is planted in them."""
    counts = Counts()
    for file in files():
        reviewed = file.reviewed()
        count_relations(file, reviewed, counts)
        count_findings(file, reviewed, counts)
        if not file.faults:
            count_consistent(file, reviewed, counts)
            errors = any(one.level is Level.ERROR for one in reviewed.review.findings)
            counts.add("accused", "consistent files accused", file.half, errors)
    return counts


def count_planted(outcome: Outcome, into: Counts) -> None:
    plant, half = outcome.plant, outcome.plant.text.half
    into.add(f"planted {plant.grade}", plant.kind, half, outcome.found)
    if plant.grade == "must":
        into.add("planted as error", plant.kind, half, outcome.level == "error")
    if plant.kind in IN_AMOUNTS and plant.money:
        into.add("planted in any amount", plant.kind, half, outcome.found)
    kinds = sorted({label.kind for label in plant.broken})
    if plant.kind in IN_AMOUNTS and len(kinds) == 1:  # where two kinds break, one finding may answer for both
        into.add("planted by relation", kinds[0], half, outcome.found)
    into.add("planted, error elsewhere", plant.kind, half, bool(outcome.beside))
    if plant.grade == "must" and not outcome.found:
        into.misses[half].append(f"PLANT MISSED ({'; '.join(outcome.why)}): {plant}")
        into.reasons[half].update(f"{plant.kind}: {why}" for why in outcome.why)
    for finding in outcome.beside:
        into.misses[half].append(f"ERROR ELSEWHERE: {plant}: {finding.code} {finding.message}")


# —— printing ——

Show = Callable[[Tally], str]


def per_text(counts: Counts) -> list[str]:
    """Findings on consistent texts, with how many there are per text."""
    texts = [str(counts.tally("consistent", "errors", (half,)).of) for half in HALVES]
    total = sum(int(one) for one in texts)
    made = [line("said of consistent texts", *HALVES, "all, per text").lstrip(), line("texts", *texts, str(total))]
    for row in ("errors", "warnings about figures", "other warnings"):
        hits = [counts.tally("consistent", row, (half,)).hits for half in HALVES]
        made.append(line(row, *map(str, hits), f"{sum(hits)}, {sum(hits) / max(total, 1):.2f}"))
    return [*made, ""]


def report(counts: Counts) -> str:
    """The whole table."""
    parts = [
        table(counts, "relations recognised", "recognised", TEXTS, TEXTS),
        table(counts, "relations judged right", "right", TEXTS, TEXTS),
        table(counts, "errors right", "error", TEXTS, TEXTS),
        table(counts, "warnings right", "warning", TEXTS, TEXTS),
        table(counts, "labelled faults found", "fault", TEXTS, TEXTS),
        per_text(counts),
        table(counts, "figures checked", "coverage", TEXTS, TEXTS),
        ["PLANTED, one fault at a time", ""],
        *([f"— {title}", *table(counts, "found", f"planted {name}", HALVES, TEXTS)] for name, title in GRADES.items()),
        table(counts, "must be found, as error", "planted as error", HALVES, TEXTS),
        table(counts, "digits in any amount", "planted in any amount", HALVES, TEXTS),
        table(counts, "digits, one relation", "planted by relation", (*TEXTS, "friends"), TEXTS),
        table(counts, "error at other figures", "planted, error elsewhere", HALVES, TEXTS),
    ]
    return "\n".join(one for part in parts for one in part)


def files_report(counts: Counts) -> str:
    """The section of the files."""
    parts = [
        table(counts, "relations recognised", "recognised"),
        table(counts, "relations judged right", "right"),
        table(counts, "errors right", "error"),
        table(counts, "warnings right", "warning"),
        table(counts, "labelled faults found", "fault"),
        table(counts, "of an error, wrongly", "accused"),
    ]
    return "\n".join(["FILES (docx, xlsx, pdf, html)", "", *(one for part in parts for one in part)])


def main(show: Sequence[str] = ()) -> int:
    unknown = set(show) - set(HALVES)
    if unknown:
        print(f"usage: python -m tests.gold.accuracy [{'|'.join(HALVES)}]", file=sys.stderr)
        return 2
    counts = counted()
    in_files = counted_files()
    print(report(counts))
    print(files_report(in_files))
    in_words, in_bundles = Counts(), Counts()
    beyond.counted(in_words)
    joined.counted(in_bundles)
    print(beyond.report(in_words))
    print(joined.report(in_bundles))
    for half in show:
        misses = [one for some in (counts, in_files, in_words, in_bundles) for one in some.misses[half]]
        print(f"{half}: missed\n" + "\n".join(f"  {one}" for one in misses))
        print(f"\n{half}: why planted faults were missed")
        print("\n".join(f"  {times:4} {why}" for why, times in counts.reasons[half].most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
