"""Random cases of the kinds of rules that are no scoring methods: what the program finds, and what the oracle says."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction as F
from itertools import pairwise
from typing import Any

from jixiao.model.case import Case, Judgement, Row
from jixiao.model.fact import Facts
from jixiao.model.outcome import IndicatorScore, Known, Ruling, Trace
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Bonus, Grade, Indicator, Number, Pool, RowScoring, Rulebook, Scoring, Veto
from jixiao.rules.answers import ParsedRow
from jixiao.rules.extras import finish
from jixiao.rules.pool import settle
from jixiao.rules.row import score_rows
from jixiao.rules.totals import Sum
from tests.unit import oracle
from tests.unit.oracle_draws import TIERS, near, over_fulfilled, points_of, weight

Kind = Callable[[random.Random], tuple[object, object]]
KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    def put(one: Kind) -> Kind:
        KINDS[name] = one
        return one

    return put


@kind("over_fulfilment_cut")
def _cut(r: random.Random) -> tuple[object, object]:
    ask, expected = over_fulfilled(r)
    found = points_of("proportional", ask)
    return (found.points, bool(found.explain)), (expected, ask.value * 100 > ask.aim * ask.params["over"]["explain_over"])


def leaf(id: str, weight: Decimal | None, **more: Any) -> Indicator:
    return Indicator(id, id, (), Number(weight, "seen", "made"), **more)


def rulebook(*indicators: Indicator, **more: Any) -> Rulebook:
    grades = tuple(Grade(name, Decimal(edge)) for name, edge in SCALE)
    return Rulebook("t/t", "试题", "department", "示例省", 2021, "complete", Decimal(100), 2, grades, indicators, {}, **more)


SCALE = [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
OPTIONAL = tuple(leaf(f"l{n}", None) for n in range(6))
POOLS = {
    split: {n: rulebook(leaf("pool", Decimal(n) / 2, children=OPTIONAL, pool=Pool(split))) for n in range(1, 41)}
    for split in ("equal", "declared")
}


@kind("pooled_optional")
def _pool(r: random.Random) -> tuple[object, object]:
    halves, count = r.randint(1, 40), r.randint(1, 6)
    ids = r.sample([one.id for one in OPTIONAL], count)
    if r.random() < 0.7:
        parts = oracle.equal_parts(F(halves, 2), count, 2)
        given, expected = [(id, "") for id in ids], dict(zip(sorted(ids), parts, strict=True))
        book = POOLS["equal"][halves]
    else:
        cuts = [0, *sorted(r.sample(range(1, halves * 50), count - 1)), halves * 50]
        hundredths = [b - a for a, b in pairwise(cuts)]
        given = [(id, f"{Decimal(one) / 100}分") for id, one in zip(ids, hundredths, strict=True)]
        expected = {id: F(one, 100) for id, one in zip(ids, hundredths, strict=True)}
        book = POOLS["declared"][halves]
    settled = settle(book, {"pool": Judgement("pool", chosen=tuple(given), by="甲", why="乙")})
    found = {one.id: F(one.weight.value) for one in settled.rulebook.leaves() if one.weight.value is not None}
    assert not settled.complaints
    assert set(settled.aside) == {one.id for one in OPTIONAL} - set(ids)
    return found, expected


ROWS = RowScoring(
    Scoring("proportional", {}), Scoring("reverse", {"mode": "target_over_actual"}), Scoring("tiers_range", {"tiers": TIERS}),
    lower_is_better=("成本指标",), by_date=Scoring("date_target", {"per_day": F(1, 4)}),
)  # fmt: skip
CUSTOM = leaf("own", Decimal(100), rows=ROWS)
CUSTOM_BOOK = rulebook(CUSTOM)
CASE = Case("甲局（虚构）", 2021, "t/t", Facts.of(()))


def _days(r: random.Random) -> tuple[ParsedRow, F]:
    full, due = weight(r), date(2021, r.randint(1, 12), r.randint(1, 28))
    done = due + timedelta(days=r.randint(-5, 40))
    row = Row("own", "甲", f"{due.month}月{due.day}日前", f"{done.year}年{done.month}月{done.day}日")
    return ParsedRow(row, "own/甲", None, None, full, None, "dated", due, done), oracle.by_date(full, due, done, F(1, 4))


@kind("custom")
def _custom(r: random.Random) -> tuple[object, object]:
    full, aim, done = weight(r), r.randint(0, 50), r.randint(0, 80)
    turn = r.randrange(4)
    if turn == 0:
        parsed, expected = _days(r)
    elif turn == 1:
        percent = F(r.randint(0, 100))
        tier = "达成" if percent >= 80 else "部分达成" if percent >= 60 else "未达成"
        row = Row("own", "甲", measure="定性", tier=tier, ratio=f"{percent}%", by="甲", why="乙")
        parsed, expected = ParsedRow(row, "own/甲", None, None, full, percent, "judged"), oracle.share(full, percent)
    else:
        bound, level2 = r.choice((("≥", ""), ("=", ""), ("≤", ""), ("=", "成本指标")))
        wanted = Quantity(Decimal(aim), "个", Decimal(0), bound)
        row = Row("own", "甲", str(wanted), f"{done}个", level2=level2)
        parsed = ParsedRow(row, "own/甲", wanted, Quantity(Decimal(done), "个", Decimal(0)), full, None)
        lower = bound == "≤" or (bound == "=" and (level2 == "成本指标" or aim == 0))
        rule = oracle.reverse_ratio if lower else oracle.proportional
        expected = rule(full, F(aim), F(done))
    (found,) = score_rows(CUSTOM_BOOK, CUSTOM, CASE, (parsed,))
    assert isinstance(found.score, Known)
    return found.score.value, oracle.half_up(expected, 2)


def earned(id: str, points: F) -> IndicatorScore:
    zero = Known(points)
    return IndicatorScore(id, (), id, None, zero, zero, points, points, "", Trace())


@kind("bonus")
def _bonus(r: random.Random) -> tuple[object, object]:
    base, most, above = F(r.randint(8000, 10000), 100), r.randint(1, 1000), r.random() < 0.5
    claimed = [F(r.randint(0, 600), 100) for _ in range(r.randint(0, 4))]
    book = replace(BARE, bonus=Bonus(Decimal(most) / 100, (), above))
    sum_ = Sum(Known(base, ""), base, base)
    final = finish(book, sum_, tuple(earned(f"b{n}", one) for n, one in enumerate(claimed)), (), True)
    expected = oracle.with_bonus(base, claimed, F(most, 100), F(100), above)
    edges = [(name, F(edge)) for name, edge in SCALE]
    return (final.total.value, final.grade), (expected, oracle.grade(expected, edges, []))  # type: ignore[union-attr]


BARE = rulebook()
VETOES = tuple(
    Veto(leaf(f"v{n}", None), cap, grade)
    for n, (cap, grade) in enumerate(
        [(Decimal("59.99"), ""), (Decimal(80), ""), (None, "良"), (Decimal(70), "中"), (None, "差"), (Decimal(0), "")]
    )
)
VETO_BOOK = rulebook(vetoes=VETOES)


@kind("veto")
def _veto(r: random.Random) -> tuple[object, object]:
    base = near(r, [F(90), F(80), F(60), F(100), F("59.99")], 0, 100)
    base = min(max(oracle.half_up(base, 2), F(0)), F(100))
    held = [r.random() < 0.25 for _ in VETOES]
    rulings = tuple(
        Ruling(one.rule.id, one.rule.name, Known(F(int(yes))), "") for one, yes in zip(VETOES, held, strict=True)
    )
    final = finish(VETO_BOOK, Sum(Known(base, ""), base, base), (), rulings, True)
    hit = [one for one, yes in zip(VETOES, held, strict=True) if yes]
    expected = oracle.vetoed(base, [F(one.cap) for one in hit if one.cap is not None])
    edges = [(name, F(edge)) for name, edge in SCALE]
    grade = oracle.grade(expected, edges, [one.grade for one in hit if one.grade])
    return (final.total.value, final.grade), (expected, grade)  # type: ignore[union-attr]
