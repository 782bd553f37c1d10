"""Columns of a table of a report's own making that are worked out from others: 结余 = 预算 − 支出, 执行率 = 支出 ÷ 预算.

The head says what a column may be; which columns it comes from the rows settle: a rule stands only where most rows keep it.
A row that breaks a rule which the others keep is beyond doubt; a rule of a row or two is at most asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from jixiao.extract.judge import ZERO, Amount, amount, close_sum, edit_of, like
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.extract.tables.own import Column, OwnRow, OwnTable, says
from jixiao.extract.tables.own_sums import OWN
from jixiao.model.claim import Kind, Operand, Relation, Verdict

_HOLDS = (Verdict.CONSISTENT, Verdict.ROUNDING)
_ENOUGH_TO_ASK, _ENOUGH_TO_SAY = 2, 3
_MOST_COLUMNS = 12
_SAMPLE = 40
_MOST_IN_A_BALANCE = 6

Work = Callable[[OwnRow, Column, Sequence[Column]], Relation | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    """How the figures of one column come from those of others: the relations of every row it can be tried on."""

    operands: tuple[Column, ...]
    tried: tuple[Relation, ...]
    named: bool

    @property
    def kept(self) -> int:
        return sum(1 for one in self.tried if one.verdict in _HOLDS)

    @property
    def telling(self) -> int:
        """How many rows keep the rule that would not keep it by chance."""
        return sum(1 for one in self.tried if one.verdict in _HOLDS and _tells(one))

    @property
    def broken(self) -> int:
        return len(self.tried) - self.kept

    def stands(self) -> bool:
        """Whether most rows keep it, and some that tell."""
        least = 1 if self.named else _ENOUGH_TO_ASK
        return self.telling >= least and 2 * self.broken <= self.kept


def row_relations(table: OwnTable) -> Iterator[Relation]:
    """The relations of every column that is worked out from others."""
    for column in table.columns:
        others = [one for one in table.columns if one is not column and one.unit != "%"][:_MOST_COLUMNS]
        for kind, work, choices in _ways(table, column, others):
            rule = _best(table, column, work, choices)
            if rule is not None and rule.stands():
                yield from _settled(rule, kind)
                break


def _ways(
    table: OwnTable, column: Column, others: Sequence[Column]
) -> Iterator[tuple[Kind, Work, list[tuple[Column, ...]]]]:
    """What a column may be by its head, with the columns it may come from."""
    pairs: list[tuple[Column, ...]] = [(a, b) for a, b in permutations(others, 2) if a.dimension == b.dimension]
    if column.unit == "%":
        if says(column.head, "changes"):
            yield Kind.PERCENT_CHANGE, _change, pairs
        if says(column.head, "shares"):
            yield Kind.SHARE, _share(table), [(one,) for one in others]
        if says(column.head, "rates"):
            yield Kind.RATE, _rate, pairs
        return
    like_it = [pair for pair in pairs if pair[0].dimension == column.dimension]
    if says(column.head, "differences"):
        yield Kind.DIFFERENCE, _difference, like_it
    if says(column.head, "balances"):
        same = [one for one in others if one.dimension == column.dimension][:_MOST_IN_A_BALANCE]
        yield Kind.DIFFERENCE, _difference, [these for these in permutations(same, 3) if these[0].at < these[1].at]
    if says(column.head, "row_totals"):
        same = [one for one in others if one.dimension == column.dimension]
        behind = [one for one in same if one.at > column.at]
        ahead = [one for one in same if one.at < column.at]
        runs = [tuple(these[:size]) for these in (behind, ahead[::-1]) for size in range(2, len(these) + 1)]
        yield Kind.SUM if column.dimension == "money" else Kind.COUNT_SUM, _row_sum, runs
    if says(column.head, "products"):
        prices: list[tuple[Column, ...]] = [
            (a, b) for a, b in permutations(others, 2) if says(a.head, "unit_prices") and b.dimension != "money"
        ]
        yield Kind.PRODUCT, _product, prices


def _best(table: OwnTable, column: Column, work: Work, choices: Sequence[tuple[Column, ...]]) -> _Rule | None:
    """The choice of columns that most rows keep, by a sample of them; of equals the one whose names fit, then the first."""
    rules = [
        rule for operands in choices if (rule := _tried(table.rows[:_SAMPLE], column, work, operands)) is not None
    ]  # fmt: skip
    best = max(rules, key=lambda one: (one.telling, -one.broken, one.named), default=None)
    return best if best is None or len(table.rows) <= _SAMPLE else _tried(table.rows, column, work, best.operands)


def _tried(rows: Sequence[OwnRow], column: Column, work: Work, operands: tuple[Column, ...]) -> _Rule | None:
    tried = tuple(found for row in rows if (found := work(row, column, operands)) is not None)
    return _Rule(operands, tried, _named(operands)) if tried else None


def _named(operands: Sequence[Column]) -> bool:
    """Whether two columns are called what such a pair is called: one of money planned, one of money spent."""
    if len(operands) != 2:
        return False
    a, b = operands
    spent = [says(one.head, "spendings") and not says(one.head, "budgets") for one in (a, b)]
    planned = [says(one.head, "budgets") and not says(one.head, "spendings") for one in (a, b)]
    return (spent[0] and planned[1]) or (planned[0] and spent[1])


def _settled(rule: _Rule, kind: Kind) -> Iterator[Relation]:
    near = rule.telling >= _ENOUGH_TO_SAY or (rule.named and rule.telling >= _ENOUGH_TO_ASK)
    for one in rule.tried:
        if one.verdict is Verdict.INCONSISTENT:
            yield replace(one, near=near, open=one.open if near else (*one.open, "按表内其他行推断的算法"))
        else:
            yield one


def _tells(one: Relation) -> bool:
    """Whether the figures of a row are such that only the right rule fits: none is nought, no rate is 100 % of itself."""
    figures = [operand.quantity.value for operand in (one.stated, *one.operands) if operand.quantity is not None]
    if not all(figures):
        return False
    return one.kind not in (Kind.RATE, Kind.SHARE) or figures[1] != figures[-1]


def _operands(row: OwnRow, columns: Sequence[Column]) -> list[Operand]:
    return [row.figures[one.at] for one in columns if one.at in row.figures and row.figures[one.at].quantity is not None]


def _amounts(operands: Sequence[Operand]) -> list[Amount]:
    return [amount(one.quantity) for one in operands if one.quantity is not None]


def _stated(row: OwnRow, column: Column, operands: Sequence[Column]) -> tuple[Operand, list[Operand]] | None:
    """The figure of a column and those it may come from, where the row has them all, in units that go together."""
    stated = row.figures.get(column.at)
    found = _operands(row, operands)
    if stated is None or stated.quantity is None or len(found) < len(operands):
        return None
    return stated, found


def _difference(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
    """All operands but the last added, the last taken away."""
    filled = [
        one for one in operands if one.at in row.figures or one.at in row.empty or one.at in row.blind
    ]  # a dash is none
    known = _stated(row, column, filled if len(operands) > 2 and operands[-1] in filled else operands)
    if known is None or len(known[1]) < 2:
        return None
    stated, found = known
    value, *given, taken = _amounts([stated, *found])
    if len({one.quantity.unit for one in (value, *given, taken)}) > 1:
        return None
    closing = close_sum(value, [*given, _negative(taken)])
    return _relation(Kind.DIFFERENCE, column, stated, tuple(found), closing.verdict, closing.total, "−", closing.detail)


def _negative(one: Amount) -> Amount:
    return replace(one, value=-one.value, low=-one.high, high=-one.low)


def _row_sum(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
    stated = row.figures.get(column.at)
    parts = _operands(row, sorted(operands, key=lambda one: one.at))
    if stated is None or stated.quantity is None or not parts or any(one.at in row.blind for one in operands):
        return None
    if len({one.quantity.unit for one in (stated, *parts) if one.quantity is not None}) > 1:
        return None
    closing = close_sum(amount(stated.quantity), _amounts(parts))
    kind = Kind.SUM if column.dimension == "money" else Kind.COUNT_SUM
    return _relation(kind, column, stated, tuple(parts), closing.verdict, closing.total, "+", closing.detail)


def _product(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
    known = _stated(row, column, operands)
    if known is None:
        return None
    stated, (price, count) = known
    value, one, many = _amounts([stated, price, count])
    made = one.value * many.value
    verdict = Verdict.CONSISTENT if value.low <= made <= value.high else Verdict.INCONSISTENT
    return _relation(Kind.PRODUCT, column, stated, (price, count), verdict, made, "×")


def _rate(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
    known = _stated(row, column, operands)
    return None if known is None else _ratio(Kind.RATE, column, known[0], known[1])


def _change(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
    known = _stated(row, column, operands)
    return None if known is None else _ratio(Kind.PERCENT_CHANGE, column, known[0], known[1], minus_one=True)


def _share(table: OwnTable) -> Work:
    """The share of a row's figure in that of the last total row."""
    total = next((row for row in reversed(table.rows) if row.total), None)

    def work(row: OwnRow, column: Column, operands: Sequence[Column]) -> Relation | None:
        known = _stated(row, column, operands)
        whole = total.figures.get(operands[0].at) if total is not None else None
        if known is None or whole is None or row.total:
            return None
        return _ratio(Kind.SHARE, column, known[0], [known[1][0], whole])

    return work


def _ratio(
    kind: Kind, column: Column, stated: Operand, operands: Sequence[Operand], *, minus_one: bool = False
) -> Relation | None:
    printed = stated.quantity
    top, bottom = _amounts(operands)
    if printed is None or printed.unit != "%" or top.quantity.unit != bottom.quantity.unit or bottom.value <= ZERO:
        return None
    ratio = judge_ratio(printed, top, bottom, minus_one=minus_one)
    if ratio is None:
        return None
    right = percent_like(printed, ratio.exact)
    edit = f"{printed.text}→{right.text}" if ratio.verdict is Verdict.INCONSISTENT else ""
    quote = f"{stated.label} {stated.quote}：{operands[0].quote} ÷ {operands[1].quote}{' − 1' if minus_one else ''}"
    return Relation(
        kind, stated, tuple(operands), ratio.verdict, quote, stated.place, right, ratio.detail, f"{OWN}{kind}", column.head,
        edit=edit,
    )  # fmt: skip


def _relation(
    kind: Kind, column: Column, stated: Operand, operands: tuple[Operand, ...], verdict: Verdict, value: Decimal,
    sign: str, detail: str = "",
) -> Relation:  # fmt: skip
    assert stated.quantity is not None
    terms = [one.quote for one in operands]
    right = f"{' + '.join(terms[:-1])} − {terms[-1]}" if kind is Kind.DIFFERENCE else f" {sign} ".join(terms)
    quote = f"{stated.label} {stated.quote} = {right}"
    edit = edit_of(stated.quantity, value) if verdict is Verdict.INCONSISTENT else ""
    return Relation(
        kind, stated, operands, verdict, quote, stated.place, like(stated.quantity, value), detail, f"{OWN}{kind}",
        column.head, edit=edit,
    )  # fmt: skip
