"""How right the checker is on texts labelled by reading: `python -m tests.gold.accuracy` (make accuracy).

Per kind: relations labelled, recognised (same kind and stated figure), right (same verdict; consistent and rounding count as one).
Findings: errors that a reader confirms, faults that were found, findings on texts without a fault. Odd texts are for development;
even ones are held out (FROZEN.txt). Shares come with 95 % Wilson intervals. Nothing here is tuned: it is counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from jixiao.model.claim import Relation
from jixiao.model.finding import Finding, Level
from jixiao.readers import read
from jixiao.review import review_document
from jixiao.text.normalise import normalise

FOLDER = Path(__file__).parent
ARITHMETIC = re.compile(r"AR0[1-6]|CS01|SC0[1-3]|YR01")
SAME = {
    "identity": "sum",
    "score_sum": "sum",
    "weight_sum": "sum",
    "share": "rate",
    "direction_word": "change",
    "difference": "difference",
}
HOLDS = ("consistent", "rounding")


@dataclass
class Count:
    """What was counted over one half of the texts."""

    texts: int = 0
    labelled: Counter[str] = field(default_factory=Counter)
    recognised: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    errors_right: int = 0
    warnings: int = 0
    warnings_right: int = 0
    faults: int = 0
    found: int = 0
    clean: int = 0
    clean_with_error: int = 0
    clean_with_any: int = 0
    figures: int = 0
    checked: int = 0
    misses: list[str] = field(default_factory=list)


def texts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every labelled text with its number and topic."""
    for path in sorted(FOLDER.glob("[0-9]*.yaml")):
        yield path.stem, plain(yaml.safe_load(path.read_text(encoding="utf-8")))


def plain(data: Any) -> Any:
    """The labels in the same way of writing as what we quote; the text itself stays as it is."""
    if isinstance(data, dict):
        return {key: value if key == "text" else plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(one) for one in data]
    return normalise(data).string if isinstance(data, str) else data


def digits(quote: str) -> str:
    """The first number of a quote, for comparing; the quote itself where it has none."""
    plain = quote.replace(",", "").replace("，", "")
    found = re.findall(r"\d+(?:\.\d+)?", plain)
    return found[-1] if found else plain


def kind(name: str) -> str:
    return SAME.get(name, name)


def recognised(label: dict[str, Any], ours: tuple[Relation, ...]) -> Relation | None:
    """Our relation of the labelled kind over the labelled stated figure; the one with most of its operands."""
    wanted = {digits(one) for one in label.get("operands", [])}
    same = [
        one for one in ours
        if kind(str(one.kind)) == kind(label["kind"]) and (digits(normalise(one.stated.quote).string) in digits_all(label["stated"]) or one.stated.quote in label["stated"])
    ]  # fmt: skip
    return max(
        same,
        key=lambda one: (len(wanted & {digits(normalise(x.quote).string) for x in one.operands}), one.verdict in HOLDS),
        default=None,
    )


def digits_all(quote: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", quote.replace(",", "")))


def confirmed(finding: Finding, labels: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The labelled fault a finding speaks of: its figures stand in the labelled words."""
    quote = normalise(finding.quote).string
    mine = [digits(finding.args.get("stated", ""))] + [digits(normalise(one.quote).string) for one in finding.rests_on]
    for label in labels:
        there = digits_all(label["at"])
        if quote in label["at"] or label["at"] in quote or sum(1 for one in mine if one in there) >= 2:
            return label
    return None


def count_text(name: str, text: dict[str, Any], into: Count) -> None:
    review = review_document(read(text["text"].encode(), f"{name}.txt"))
    labels = text.get("findings") or []
    into.texts += 1
    into.figures += review.coverage.figures
    into.checked += review.coverage.checked
    for label in text.get("relations") or []:
        group = label["kind"]
        into.labelled[group] += 1
        ours = recognised(label, review.relations)
        if ours is None:
            into.misses.append(f"{name}: not seen: {group} {label['stated']} ← {label.get('operands')} ({label['verdict']})")
            continue
        into.recognised[group] += 1
        allowed = {label["verdict"], *label.get("accept", [])}
        if str(ours.verdict) in allowed or (str(ours.verdict) in HOLDS and allowed & set(HOLDS)):
            into.right[group] += 1
        else:
            into.misses.append(
                f"{name}: {group} {label['stated']}: labelled {label['verdict']}, we say {ours.verdict} {ours.detail} {ours.open}"
            )
    met: set[int] = set()
    speaking = [one for one in review.findings if ARITHMETIC.fullmatch(one.code) and one.level is not Level.INFO]
    for finding in speaking:
        label = confirmed(finding, labels)
        if label is not None:
            met.add(id(label))
        if finding.level is Level.ERROR:
            into.errors += 1
            into.errors_right += label is not None
        else:
            into.warnings += 1
            into.warnings_right += label is not None
        if label is None:
            into.misses.append(f"{name}: FALSE {finding.level} {finding.code}: {finding.message}")
    arithmetic = [one for one in labels if one.get("level") in ("error", "warning")]
    into.faults += len(arithmetic)
    into.found += sum(1 for one in arithmetic if id(one) in met)
    into.misses.extend(
        f"{name}: FAULT MISSED: {one['fault']} {one['level']} {one['at']}" for one in arithmetic if id(one) not in met
    )
    if not labels:
        into.clean += 1
        into.clean_with_any += bool(speaking)
        into.clean_with_error += any(one.level is Level.ERROR for one in speaking)


def wilson(hits: int, n: int) -> str:
    """hits/n with the 95 % Wilson interval."""
    if n == 0:
        return "–"
    p, z = hits / n, 1.96
    middle, spread = (
        (p + z * z / (2 * n)) / (1 + z * z / n),
        z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n),
    )
    return f"{hits}/{n} = {100 * p:.0f} % ({100 * (middle - spread):.0f}–{100 * (middle + spread):.0f})"


def counts() -> dict[str, Count]:
    """Odd texts (development) and even ones (held out)."""
    halves = {"odd": Count(), "even": Count()}
    for name, text in texts():
        count_text(name, text, halves["even" if int(name[:3]) % 2 == 0 else "odd"])
    return halves


def main(show: tuple[str, ...] = ()) -> None:
    for half, count in counts().items():
        print(f"{half} texts: {count.texts}")
        for group in sorted(count.labelled):
            print(
                f"  {group:16} labelled {count.labelled[group]:3}  recognised {count.recognised[group]:3}  right {count.right[group]:3}"
            )
        print(
            f"  {'all relations':16} recognised {wilson(count.recognised.total(), count.labelled.total())}, right {wilson(count.right.total(), count.labelled.total())}"
        )
        print(f"  errors right     {wilson(count.errors_right, count.errors)}")
        print(f"  warnings right   {wilson(count.warnings_right, count.warnings)}")
        print(f"  faults found     {wilson(count.found, count.faults)}")
        print(
            f"  clean texts      {count.clean}, with an error {count.clean_with_error}, with any arithmetic finding {count.clean_with_any}"
        )
        print(f"  coverage         {wilson(count.checked, count.figures)}")
        if half in show:
            print("\n".join(f"    {one}" for one in count.misses))


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
