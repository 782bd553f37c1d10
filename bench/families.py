"""What the checks beyond arithmetic cost: goals, bases, indicators, structure, words, years, papers beside (TG EV IN CM TX YR RB CS).

`make bench PART=families` writes bench/results/<date>-families.md. Both are measured in one process, one after the other, in
processor time, five rounds, the median; whoever is first changes with the round.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from machine import ROOT, ROUNDS, machine, write
from machine import load as busy

sys.path.insert(0, str(ROOT))

FIRST = ("AR", "SC", "FM")
"""The families of the first half: figures, points, tables."""


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of each, the order turned round every other round."""
    for work in works.values():
        work()  # words and labels are remembered by all alike
    names = list(works)
    rounds: dict[str, list[float]] = {name: [] for name in names}
    for at in range(ROUNDS):
        for name in names if at % 2 else reversed(names):
            rounds[name].append(spent(works[name]))
    return {name: statistics.median(these) for name, these in rounds.items()}


def rows() -> list[tuple[str, int, int, dict[str, float]]]:
    """For each kind of text: how many, how many characters, and the seconds of each way."""
    from jixiao.checks.check import Context, checks, run_checks
    from jixiao.errors import ReadError
    from jixiao.extract import read_document
    from jixiao.model.document import Document
    from jixiao.neighbours.join import join
    from jixiao.neighbours.kinds import recognise
    from jixiao.readers import read
    from jixiao.review import read_neighbour
    from tests.gold.joined import beside_of, document_of
    from tests.gold.labelled_bundles import BUNDLE_CASES
    from tests.gold.labelled_words import WORD_CASES
    from tests.gold.labels import load
    from tests.gold.sources import friends

    every = dict(checks.items())

    first = {code for code in every if code[:2] in FIRST}

    def said(context: Context, codes: set[str]) -> None:
        for code in codes:
            one = every[code]
            if not one.words or any(word in context.text for word in one.words):
                list(one.run(context))

    def reviewed(documents: Sequence[Document], codes: set[str]) -> Callable[[], object]:
        def work() -> None:
            for one in documents:
                said(Context(read_document(one), None), codes)

        return work

    def text(words: str) -> Document:
        return read(words.encode(), "报告.txt")

    kinds = {
        "reports of every habit (the labelled texts beyond arithmetic)": [text(case["text"]) for path in WORD_CASES if not (case := load(path)).get("docx")],
        "the twin of the examples": [text((ROOT / "examples" / "seed-twin" / "report.txt").read_text(encoding="utf-8"))] * 20,
        "friendly texts": [text(one.text) for one in friends()],
    }  # fmt: skip
    found = []
    for name, documents in kinds.items():
        size = sum(len(block.text) for one in documents for block in one.texts())
        ways = {"first": reviewed(documents, first), "all": reviewed(documents, set(every))}
        found.append((name, len(documents), size, medians(ways)))

    cases = [load(path) for path in BUNDLE_CASES]
    pairs = [(document_of(case["report"]), [beside_of(one) for one in case["beside"]]) for case in cases]

    def alone() -> None:
        for document, _ in pairs:
            run_checks(Context(read_document(document), None))

    def joined() -> None:
        for document, beside in pairs:
            reading = read_document(document)
            run_checks(Context(reading, None, join(recognise(reading, document), beside)))

    def read_beside() -> None:
        for case in cases:
            for one in case["beside"]:
                try:
                    read_neighbour(document_of(one))
                except ReadError:  # a scan: the bundle says so
                    continue

    size = sum(len(block.text) for document, _ in pairs for block in document.texts())
    times = medians({"first": alone, "all": joined})
    found.append(("reports of the bundles: alone, and beside papers that were read before", len(pairs), size, times))
    reading = medians({"first": alone, "all": read_beside})
    found.append(
        (
            "the same: alone, and reading the papers beside them (docx, xlsx, html, pdf: bytes to figures)",
            len(pairs),
            size,
            reading,
        )
    )
    return found


def main() -> int:
    lines = [
        "# What the checks beyond arithmetic cost",
        "",
        "Reading, then the checks of figures, points and tables (AR, SC, FM), beside reading, then all checks: milliseconds of processor time",
        f"per 2,000 characters, median of {ROUNDS} rounds. Goal: these checks may not double the time of a text (ratio below 2).",
        "",
        "| texts | n | characters | AR SC FM | all | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, n, size, times in rows():
        per = {way: seconds / size * 2000 * 1000 for way, seconds in times.items()}
        lines.append(
            f"| {name} | {n} | {size:,} | {per['first']:.2f} | {per['all']:.2f} | {per['all'] / per['first']:.2f} |"
        )
    lines += [
        "",
        "In the two rows of bundles the columns are what their row says. Sections, plans and results are read in both columns of the first three rows.",
        "",
        f"{machine()} {busy()} Made by `make bench PART=families`.",
    ]
    write("families", "\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
