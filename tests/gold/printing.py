"""Tables of counts: a row for each kind, a column for each half."""

from __future__ import annotations

from collections.abc import Sequence

from tests.gold.counting import Counts

GOLD = ("odd", "even")
TEXTS = (*GOLD, "third", "third-held")


def line(*cells: str) -> str:
    first, *rest = cells
    return f"  {first:24}" + "".join(f"{one:>11}" for one in rest[:-1]) + f"   {rest[-1]}"


def table(counts: Counts, title: str, section: str, halves: Sequence[str] = GOLD, all_of: Sequence[str] = GOLD) -> list[str]:
    """One section: a row for each kind and one for all, a column for each half and one for all gold texts."""
    rows = counts.rows(section)
    if not rows:
        return [f"{title}: none", ""]

    def row(name: str, key: str | None) -> str:
        return line(
            name, *(counts.tally(section, key, (half,)).short for half in halves), str(counts.tally(section, key, all_of))
        )

    head = line(title, *halves, ("all texts" if all_of == TEXTS else " + ".join(all_of)) + " (95 %)").rstrip()
    total = [row("all", None)] if len(rows) > 1 else []
    return [head.lstrip(), *(row(name, name) for name in rows), *total, ""]
