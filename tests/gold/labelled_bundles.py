"""Bundles of neighbouring files, and what a reader wrote down about them: a report and the papers beside it.

A label stands at words of the report, at a cell or words of a neighbour, or at both. Nothing of jixiao is imported here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.gold.labelled_files import cell
from tests.gold.labels import FOLDER, load
from tests.gold.made_files import made

BUNDLE_CASES = sorted((FOLDER / "bundles").glob("[0-9]*.yaml"))
JOINED = (
    *("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B12", "B13", "B14", "B15", "B18", "B19"),
    *("B20", "B21", "B22", "B23", "C01", "C02", "C03", "C04", "C05", "C06", "C08", "C10", "C13"),
)
"""The numbers of the catalogue that every half of the bundles holds at least once."""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def bytes_of(file: Mapping[str, Any]) -> bytes:
    """A file of a bundle as it would be handed in."""
    if file["format"] == "txt":
        return "\n".join(file["blocks"]).encode()
    return made(file)


def neighbour(case: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    (found,) = [one for one in case["beside"] if one["name"] == name]
    file: Mapping[str, Any] = found
    return file


def words_of(file: Mapping[str, Any]) -> str:
    """All words of a file; cells of a table are parted by line breaks."""
    rows = "\n".join(file["blocks"]).splitlines()
    return "\n".join(part.strip() for row in rows for part in row.split("|"))


def printed(case: Mapping[str, Any], label: Mapping[str, Any]) -> str:
    """The words of a neighbour that a label points at."""
    file = neighbour(case, label["file"])
    return cell(file, label["cell"]) if label["cell"].startswith("@") else label["cell"]


def labels(case: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in ("faults", "fine", "joins"):
        yield from case.get(key, ())


def last_number(words: str) -> Decimal:
    return Decimal(NUMBER.findall(words)[-1].replace(",", ""))


def write(folder: Path) -> None:
    """Every bundle as files, for trying by hand: `python -m tests.gold.labelled_bundles DIR`."""
    for path in BUNDLE_CASES:
        case, place = load(path), folder / path.stem
        (place / "旁").mkdir(parents=True, exist_ok=True)
        (place / case["report"]["name"]).write_bytes(bytes_of(case["report"]))
        for file in case["beside"]:
            (place / "旁" / file["name"]).write_bytes(bytes_of(file))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
