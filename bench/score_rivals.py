"""A CSV file of figures → a CSV file of thirty scores and a total, as one writes it with pandas, and with Decimal row by row.

Run in the environment of rivals: `python score_rivals.py CANDIDATE IN.csv OUT.csv`. The formulas are those of `columns_rivals`.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from decimal import Decimal
from pathlib import Path

from columns_rivals import grade, points, row_points, value

import thirty
from machine import peak

FIRST = 5_000
"""How many rows the row-by-row candidate does; its time is scaled up."""


def pandas(source: str, target: str) -> float:
    """Everything in floats, a column at a time."""
    import pandas as pd

    start = time.process_time()
    frame = pd.read_csv(source)
    frame.columns = pd.Index(["agency", "year", *thirty.NAMES])
    out = pd.DataFrame({rule.id: points(rule, value(rule, frame.__getitem__)) for rule in thirty.rules()})
    out["total"] = out.sum(axis=1).round(2)
    out["grade"] = grade(out["total"])
    out.insert(0, "agency", frame["agency"])
    out.to_csv(target, index=False)
    return time.process_time() - start


def decimals(source: str, target: str) -> float:
    """Row by row in Decimal; seconds for all rows, from those of the first."""
    rules = [
        (rule, {key: Decimal(str(float(one))) for key, one in rule.params.items() if not isinstance(one, str | list)})
        for rule in thirty.rules()
    ]
    start, done, count = time.process_time(), 0, 0
    with (
        Path(source).open(encoding="utf-8", newline="") as lines,
        Path(target).open("w", encoding="utf-8", newline="") as out,
    ):
        rows, writer = csv.reader(lines), csv.writer(out)
        next(rows)
        for agency, _, *figures in rows:
            count += 1
            if done < FIRST:
                row = {name: Decimal(one) for name, one in zip(thirty.NAMES, figures, strict=True)}
                scores = [row_points(rule, p, value(rule, row.__getitem__)) for rule, p in rules]
                writer.writerow([agency, *scores, sum(scores)])
                done += 1
                spent = time.process_time() - start
    return spent * count / done


if __name__ == "__main__":
    name, source, target = sys.argv[1:]
    spent = {"pandas": pandas, "decimal": decimals}[name](source, target)
    print(json.dumps({"processor": spent, "memory": peak()}))
