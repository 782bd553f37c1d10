"""What the checker must go on finding: `python -m tests.gold.floor` writes floor.yaml anew from a run.

Run it when more is found, or when less is found on purpose (a rule of fairness); say in the message why. It prints what changes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from tests.gold import beyond, joined
from tests.gold.counting import Counts, count_findings, unfounded
from tests.gold.planter import PLANS, plants
from tests.gold.sources import consistent, files, gold
from tests.gold.trial import try_plant

FILE = Path(__file__).with_name("floor.yaml")
HELD = ("odd", "even", "third", "third-held", "friends")
"""Reports we compose change with every word of theirs; they are counted and not held."""
NAMED = {"missed": ("now found", "no longer found"), "accused": ("no longer accused", "accused")}
"""Lists of names in the snapshot, and what is told of a name that went or came."""
HEAD = """\
# A snapshot of what the program found, not a goal; written by `python -m tests.gold.floor`. Tests hold that no less is found.
# found: planted faults that must be found, per kind and half: [found, planted]. missed: labelled faults not found, by text or file.
# accused: findings that speak of no labelled fault: known to be wrong, and none may be added.
"""


def found(kind: str) -> dict[str, list[int]]:
    """Per half, how many of the plants of one kind that must be found are found, and how many there are."""
    counts = {half: [0, 0] for half in HELD}
    for text in consistent():
        if text.half in HELD:
            outcomes = [try_plant(plant).found for plant in plants(text, kind) if plant.grade == "must"]
            counts[text.half][0] += sum(outcomes)
            counts[text.half][1] += len(outcomes)
    return counts


def missed() -> list[str]:
    """Labelled faults that are not found, as `text: kind`."""
    counts = Counts()
    for text in (*gold(), *files()):
        count_findings(text, text.reviewed(), counts)
    return sorted([*counts.missed_faults, *beyond.missed(), *joined.missed()])


def accused() -> list[str]:
    """Findings that are wrong, as `text: code level`."""
    figures = [
        f"{text.name}: {one.code} {one.level}" for text in (*gold(), *files()) for one in unfounded(text, text.reviewed())
    ]
    return sorted([*figures, *beyond.accused(), *joined.accused()])


def load() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def write(data: Mapping[str, Any]) -> str:
    rows = [
        f"  {kind}: {{{', '.join(f'{half}: {pair}' for half, pair in halves.items())}}}"
        for kind, halves in data["found"].items()
    ]
    named = [
        line
        for key in NAMED
        for line in (f"{key}:" + ("" if data[key] else " []"), *(f"  - {name!r}" for name in data[key]))
    ]
    return "\n".join([f"{HEAD}taken: {data['taken']}", "found:", *rows, *named]) + "\n"


def difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What a run says otherwise than the snapshot."""
    told = []
    for kind, halves in now["found"].items():
        for half, (hits, of) in halves.items():
            old_hits, old_of = before["found"].get(kind, {}).get(half, [0, 0])
            if (old_hits, old_of) != (hits, of):
                told.append(f"{kind} {half}: {old_hits}/{old_of} → {hits}/{of}")
    for key, (gone, new) in NAMED.items():
        told += [f"{gone}: {name}" for name in before.get(key, ()) if name not in now.get(key, ())]
        told += [f"{new}: {name}" for name in now.get(key, ()) if name not in before.get(key, ())]
    return told


def main() -> int:
    before: Mapping[str, Any] = load() if FILE.exists() else {"found": {}}
    kinds = {kind: found(kind) for kind in PLANS}
    now: dict[str, Any] = {"taken": datetime.now(UTC).date().isoformat(), "found": kinds}
    now |= {"missed": missed(), "accused": accused()}
    sys.stdout.write("".join(f"{one}\n" for one in difference(before, now)))
    FILE.write_text(write(now), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
