"""Scorecards that were computed one by one → the same columns as tables give, each reason the sentence of its trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from jixiao.batch.scored import EXCUSED, KNOWN, LACKING, PLACES, REFUSED, LeafColumns, TotalColumns
from jixiao.model.outcome import IndicatorScore, Known, Missing, Scorecard
from jixiao.model.quantity import half_up, trim
from jixiao.model.rulebook import Rulebook


def card_columns(rulebook: Rulebook, cards: Sequence[Scorecard | None]) -> list[LeafColumns]:
    """Every indicator that any card has, in the order of the cards: those agencies wrote themselves too; who has none is "not applicable"."""
    order: dict[str, IndicatorScore] = {}
    for card in cards:
        for one in _scores(card):
            order.setdefault(one.id, one)
    by_id = [{one.id: one for one in _scores(card)} for card in cards]
    return [_column(first, [found.get(id) for found in by_id], cards) for id, first in order.items()]


def _scores(card: Scorecard | None) -> Iterator[IndicatorScore]:
    if card is not None:
        yield from card.indicators
        yield from card.bonus


def _column(
    first: IndicatorScore, scores: Sequence[IndicatorScore | None], cards: Sequence[Scorecard | None]
) -> LeafColumns:
    status, score, low, high = (np.zeros(len(scores), np.int64) for _ in range(4))
    value: list[str | None] = []
    words: dict[str, int] = {}
    reason = np.zeros(len(scores), np.int32)
    for at, one in enumerate(scores):
        if one is None:
            status[at] = REFUSED if cards[at] is None else EXCUSED
            value.append(None)
            sentence = "数据不能用，没有计分" if cards[at] is None else "没有这个指标"
        else:
            status[at] = KNOWN if isinstance(one.score, Known) else LACKING if isinstance(one.score, Missing) else EXCUSED
            score[at], low[at], high[at] = (_scaled(part) for part in (one.low, one.low, one.high))
            value.append(f"{trim(half_up(one.value.value, 2)):f}" if isinstance(one.value, Known) else None)
            sentence = one.sentence
        reason[at] = words.setdefault(sentence, len(words))
    weight = None if first.weight is None else Fraction(first.weight)
    return LeafColumns(
        first.id, first.name, weight, first.unit, status.astype(np.int8), value, score, low, high, list(words), reason
    )


def _scaled(points: Fraction) -> int:
    return int(half_up(points, PLACES).scaleb(PLACES))


def card_totals(rulebook: Rulebook, cards: Sequence[Scorecard | None]) -> TotalColumns:
    """Totals, bounds and grades of the cards."""
    names = [grade.name for grade in rulebook.grades]
    rows: list[tuple[int, int, int, int, int]] = []
    for card in cards:
        if card is None:
            rows.append((REFUSED, 0, 0, 0, -1))
            continue
        known = isinstance(card.total, Known)
        total = _scaled(card.total.value) if isinstance(card.total, Known) else 0
        grade = names.index(card.grade) if card.grade in names else -1
        rows.append((KNOWN if known else LACKING, total, _scaled(card.low), _scaled(card.high), grade))
    columns: list[Any] = [np.array(one, np.int64) for one in zip(*rows, strict=True)]
    status, total_, low, high, grades = columns
    return TotalColumns(status.astype(np.int8), total_, low, high, grades.astype(np.int8))
