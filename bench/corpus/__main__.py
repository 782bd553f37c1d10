"""python bench/corpus --documents 100000 --out corpus.parquet: the corpus, and beside it what was planted (…-truth.parquet)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.make import write_folder, write_parquet


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--characters", type=int, nargs=2, default=(1600, 2400), metavar=("LOW", "HIGH"))
    asked.add_argument("--pages", type=int, nargs=2, metavar=("LOW", "HIGH"), help="instead of --characters; a page is 800")
    asked.add_argument("--faulty", type=float, default=0.3, help="share of reports in which something slips")
    asked.add_argument("--noisy", type=float, default=0.2, help="share of reports with traces of scanning and pasting")
    asked.add_argument("--copies", type=float, default=0.01, help="share of reports that are another one, byte for byte")
    asked.add_argument("--out", type=Path, required=True, help="a .parquet file, or a folder (txt, docx, html in turn)")
    given = asked.parse_args()
    low, high = [one * 800 for one in given.pages] if given.pages else given.characters
    write = write_parquet if given.out.suffix == ".parquet" else write_folder
    write(given.out, given.documents, given.seed, (low, high), given.faulty, given.noisy, given.copies)


if __name__ == "__main__":
    main()
