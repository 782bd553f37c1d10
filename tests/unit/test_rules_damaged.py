"""Books with something replaced by something else: whatever still loads can be looked at by lint and compared, without an accident."""

from __future__ import annotations

import random
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

import yaml

from jixiao.checks.measurable import measurability
from jixiao.errors import RulesError
from jixiao.rules.diff import difference
from jixiao.rules.lint import inspect_rulebook, settle
from jixiao.rules.load import parse_rulebook
from jixiao.rules.texts import contradictions
from tests.unit.broken_books import TEXT
from tests.unit.doubtful_books import BANDS, BEST_OF, JUDGED, OWN, RATE
from tests.unit.small_books import text_of_book
from tests.unit.test_rules_load import Plain, places

BOOKS = (TEXT, *map(text_of_book, (RATE, JUDGED, OWN, BANDS, RATE.split("  value:")[0] + BEST_OF)))
ODD = [
    None, 0, -1, 7, 100, Decimal("0.125"), Decimal("1e3"), "", "甲", "不足一个百分点的按比例扣9分，计8分；10%-20%，20%-30%，3分", "%", "人", "zero", "full",
    "full marks", [], {}, "ceil", "linear", "below", {"le": 5, "points": 3}, {"item": "staff_in_post"}, {"item": "official_vehicles", "basis": "executed"},
]  # fmt: skip


def test_whatever_loads_can_be_looked_at_and_compared() -> None:
    """Three hundred books; dozens of them load."""
    r, loaded = random.Random(17), 0
    good = [parse_rulebook(text.encode(), "好.yaml") for text in BOOKS]
    for number in range(300):
        data = yaml.safe_load(BOOKS[number % len(BOOKS)])
        holder, key = r.choice(places(data))
        holder[key] = deepcopy(r.choice(ODD))  # type: ignore[call-overload,index]
        text = yaml.dump(data, allow_unicode=True, Dumper=Plain).encode()
        try:
            book = parse_rulebook(text, "损.yaml")
        except RulesError:
            assert inspect_rulebook(text, "损.yaml").rulebook is None
            continue
        loaded += 1
        found = settle(inspect_rulebook(text, "损.yaml"), measurability(book))
        assert all(one.fault.what and one.fault.where for one in found)
        assert all(one.words for one in difference(good[number % len(BOOKS)], book).changes)
    assert loaded > 20, loaded


def test_endless_blanks_and_words_do_not_hold_lint_up() -> None:
    for rule in (" " * 60_000, "每" * 60_000, "三公经费 " * 20_000, "不足" * 30_000, "10%-" * 20_000, "（含）" * 20_000):
        assert list(contradictions(rule + "≤", Fraction(5), {"deduct": 1, "partial_step": "floor"}, True, "%")) == []
        text = text_of_book(BANDS.replace("rule: 0-10%", f"rule: {rule}0-10%")).encode()
        assert inspect_rulebook(text, "长.yaml").rulebook is not None
