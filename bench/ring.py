"""The ring: drawn cases are evaluated, their papers read back to the same facts, and nothing in them is found wrong.

`make bench-full` draws 10,000 and writes bench/results/<date>-ring.md; `python bench/ring.py --cases 500` draws as many as there is time
for. A case is the fullest example of a department's rulebook, every amount of money in it multiplied by one drawn factor and
every count of posts and people by another, so that sums stay sums and every printed figure is a new one. Written and read back: the
report (docx), the form (xlsx), the page (html).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal

from machine import ROOT, load, machine, write

sys.path.insert(0, str(ROOT))

ODD = {"cn/chongqing-2021/department"}
"""Its examples mean to be found wrong (tests/unit/test_papers.py)."""


def drawn(seed: str) -> tuple[str, list[str]]:
    """The rulebook drawn, and everything that is not as it should be."""
    from jixiao.evaluate import evaluate_case
    from jixiao.model.fact import Facts
    from jixiao.model.finding import Level
    from jixiao.model.quantity import Quantity, trim
    from jixiao.readers import read
    from jixiao.review import review_document
    from jixiao.rules.examples import example_case
    from jixiao.rules.load import load_rulebook, rulebook_ids
    from jixiao.text.quantities import quantity
    from jixiao.writers.docx import write_docx
    from jixiao.writers.html import write_html
    from jixiao.writers.xlsx import write_xlsx
    from tests.unit.test_every_rulebook import about
    from tests.unit.test_ring import INSIDE_A_TRACE, amount, written

    chance = random.Random(seed)
    books = [id for id in rulebook_ids() if id not in ODD and load_rulebook(id).kind == "department"]
    book = load_rulebook(chance.choice(books))
    factors = {"元": Decimal(chance.randint(13, 9999)) / 100, "人": Decimal(chance.randint(1, 9)), "个": Decimal(1)}
    case = about(book, example_case(book, max(book.examples, key=lambda one: len(one.given))))
    facts = []
    for fact in case.facts:
        value = fact.value
        if isinstance(value, Quantity) and value.unit in factors and value.factor:
            raw = f"{trim(value.value * factors[value.unit] / value.factor):f}{value.printed_unit or value.unit}"
            value = quantity(raw) or value
            fact = replace(fact, value=value, raw=raw)
        facts.append(fact)
    case = replace(case, facts=Facts.of(facts))
    result = evaluate_case(case, book)
    wrong = []
    papers = {
        "自评报告.docx": write_docx(result.report), "自评表.xlsx": write_xlsx(result.form), "report.html": write_html(result.page),
    }  # fmt: skip
    for name, data in papers.items():
        review = review_document(read(data, name))
        wrong += [f"{name}: {one.code} {one.message}" for one in review.findings if one.level is not Level.INFO]
        if name.endswith(".docx"):
            stated = {one.key: amount(one) for one in written(result.report) if one.item not in INSIDE_A_TRACE}
            back = {one.key: amount(one) for one in review.facts}
            wrong += [
                f"{name}: {key} {value} is read as {back.get(key)}"
                for key, value in stated.items()
                if back.get(key) != value
            ]
    return book.id, wrong


def main() -> None:
    """Draw, count, write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--first", type=int, default=0, help="number of the first case: go on where another run ended")
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    asked.add_argument("--minutes", type=float, default=1e9, help="stop drawing after so long")
    given = asked.parse_args()
    begun, books, wrong = time.monotonic(), Counter[str](), list[str]()
    with ProcessPoolExecutor(given.jobs) as pool:
        last = given.first + given.cases
        for first in range(given.first, last, 100):
            seeds = [f"ring {number}" for number in range(first, min(first + 100, last))]
            for seed, (book, found) in zip(seeds, pool.map(drawn, seeds, chunksize=5), strict=True):
                books[book] += 1
                wrong += [f"{seed} ({book}): {one}" for one in found[:3]]
            if time.monotonic() - begun > given.minutes * 60:
                break
    done = sum(books.values())
    whole = "all" if done == given.cases else f"{done} of {given.cases}, then the time was over"
    text = [
        f"# The ring, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        machine("lxml", "python-docx", "XlsxWriter"),
        f"{load()} Cases drawn (from number {given.first} on) and their three papers read back: {done} ({whole}), {len(books)} rulebooks, {(time.monotonic() - begun) / 60:.1f} minutes with {given.jobs}",
        "processes. Made by `make bench-full`, or `python bench/ring.py --cases N`.",
        "",
        f"Facts read otherwise than stated, errors and warnings: {len(wrong)}.",
        "",
        *(f"- {one}" for one in wrong[:50]),
    ]
    write("ring", "\n".join(text).rstrip() + "\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
