"""Formulas over the rows of a ledger: 占比(已回复 and 回复 <= 到期, 已回复 or 到期 <= 截至).

Inside a function over rows (count share total mean median least most) names are columns; around it is the ordinary
arithmetic. A value that is not known (None) stays not known: `and`, `or` and `not` follow three-valued logic, everything
else is unknown as soon as one operand is. A row whose condition is unknown is counted nowhere, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Literal

from jixiao.errors import Fault, FormulaError
from jixiao.formula.exact import Exact, Undefined, evaluate
from jixiao.formula.parser import parse_over_rows
from jixiao.formula.tree import Binary, Call, Name, Node, Number, Unary, names, substitute

Kind = Literal["logic", "number", "date"]
Column = Sequence[int | None]
"""One value a row: a whole number, a date as its ordinal, true or false; None where it is not known."""

AGGREGATES = frozenset({"count", "share", "total", "mean", "median", "least", "most"})
_COMPARE: dict[str, Callable[[int, int], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One function over rows: `taken` is counted or reckoned, `among` which rows (None: all). `text` is how people read it."""

    function: str
    taken: Node
    among: Node | None
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names(self.taken) + (names(self.among) if self.among is not None else ())))


@dataclass(frozen=True, slots=True)
class RowFormula:
    """A formula whose functions over rows stand apart: `outer` is the arithmetic, each function a name in it."""

    text: str
    outer: Node
    aggregates: Mapping[str, Aggregate]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it needs, each once."""
        return tuple(dict.fromkeys(name for one in self.aggregates.values() for name in one.names))

    @property
    def shown(self) -> str:
        """The formula in the signs people read."""
        return substitute(self.outer, {name: one.text for name, one in self.aggregates.items()})


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of each row under one function: numbers of rows, from 0.

    `counted` made the count (of a share: the numerator; of a mean: the values), `others` are the rest of what it is
    counted among, `outside` are not among it, `unknown` cannot be told.
    """

    aggregate: Aggregate
    value: Exact
    counted: tuple[int, ...]
    others: tuple[int, ...]
    outside: tuple[int, ...]
    unknown: tuple[int, ...]


def row_formula(text: str, kinds: Mapping[str, Kind]) -> RowFormula:
    """The formula in `text` over columns of these kinds; `FormulaError` names what does not fit together."""
    found: dict[str, Aggregate] = {}
    return RowFormula(text, _Reader(text, kinds, found).outer(parse_over_rows(text)), found)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    kinds: Mapping[str, Kind]
    found: dict[str, Aggregate]

    def refuse(self, what: str, hint: str) -> FormulaError:
        return FormulaError(Fault("", f"公式“{self.text[:80]}”：{what}", hint))

    def outer(self, node: Node) -> Node:
        """`node` with every function over rows replaced by its name."""
        match node:
            case Number():
                return node
            case Name(name):
                raise self.refuse(f"“{name}”是台账里的一栏，不能直接计算", "请放进 计数、占比、平均数 等函数里")
            case Unary(op, operand):
                return Unary(op, self.outer(operand))
            case Binary(op, left, right):
                return Binary(op, self.outer(left), self.outer(right))
            case Call(function, arguments) if function in AGGREGATES:
                one = self.aggregate(function, arguments)
                self.found[one.text] = one
                return Name(one.text)
            case Call("known", _):
                raise self.refuse("“有”要放在 计数、占比、平均数 等函数里", "请改写")
            case Call(function, arguments):
                return Call(function, tuple(map(self.outer, arguments)))

    def aggregate(self, function: str, arguments: tuple[Node, ...]) -> Aggregate:
        shown = substitute(Call(function, arguments), {})
        most = 1 if function == "count" else 2
        if len(arguments) > most:
            raise self.refuse(f"“{shown}”最多写 {most} 项", "请改写")
        kind = self.kind(arguments[0])
        if function in ("count", "share") and kind != "logic":
            raise self.refuse(f"“{shown}”的第一项应是一个条件", "请改写")
        if function not in ("count", "share") and kind != "number":
            raise self.refuse(f"“{shown}”的第一项应是一个数（如两个日期之差）", "请改写")
        if len(arguments) == 2 and self.kind(arguments[1]) != "logic":
            raise self.refuse(f"“{shown}”的第二项应是一个条件", "请改写")
        return Aggregate(function, arguments[0], arguments[1] if len(arguments) == 2 else None, shown)

    def kind(self, node: Node) -> Kind:
        """What one row gives for `node`."""
        match node:
            case Number(value, text):
                if value.denominator != 1:
                    raise self.refuse(f"“{text}”不是整数", "逐行比较只用整数（天数）")
                return "number"
            case Name(name):
                if name not in self.kinds:
                    raise self.refuse(f"台账里没有名为“{name}”的量", f"可用：{'、'.join(self.kinds)}")
                return self.kinds[name]
            case Call("known", (Name(),)):
                self.kind(node.arguments[0])
                return "logic"
            case Unary(_, operand):
                return self.fit(node, (self.kind(operand),))
            case Binary(_, left, right):
                return self.fit(node, (self.kind(left), self.kind(right)))
        raise self.refuse(f"“{substitute(node, {})}”不能逐行计算", "逐行可用 + - 比较号、and、or、not 和 有(某一栏)")

    def fit(self, node: Unary | Binary, kinds: tuple[Kind, ...]) -> Kind:
        signs: dict[tuple[str, tuple[Kind, ...]], Kind] = {
            ("not", ("logic",)): "logic", ("-", ("number",)): "number",
            ("and", ("logic", "logic")): "logic", ("or", ("logic", "logic")): "logic",
            ("+", ("number", "number")): "number", ("-", ("number", "number")): "number",
            ("+", ("date", "number")): "date", ("-", ("date", "number")): "date", ("-", ("date", "date")): "number",
        }  # fmt: skip
        if node.op in _COMPARE and kinds[0] == kinds[-1] != "logic":
            return "logic"
        if (node.op, kinds) not in signs:
            raise self.refuse(f"“{substitute(node, {})}”两边对不上", "条件与条件、日期与日期、天数与天数才能放在一起")
        return signs[node.op, kinds]


def evaluate_over_rows(formula: RowFormula, columns: Mapping[str, Column], rows: int) -> tuple[Exact, tuple[Tally, ...]]:
    """The exact value over `rows` rows, and for each function over rows what became of every one of them.

    A share, mean or extreme of no rows at all is `Undefined`.
    """
    tallies = tuple(_tally(one, columns, rows) for one in formula.aggregates.values())
    values: dict[str, Fraction] = {}
    for one in tallies:
        if isinstance(one.value, Undefined):
            return one.value, tallies
        values[one.aggregate.text] = Fraction(one.value)
    return evaluate(formula.outer, values), tallies


def _tally(one: Aggregate, columns: Mapping[str, Column], rows: int) -> Tally:
    among: Column = [True] * rows if one.among is None else _column(one.among, columns, rows)
    taken = _column(one.taken, columns, rows)
    unknown = tuple(row for row, (a, w) in enumerate(zip(among, taken, strict=True)) if a is None or (a and w is None))
    outside = tuple(row for row, a in enumerate(among) if a is not None and not a)
    inside = [row for row, (a, w) in enumerate(zip(among, taken, strict=True)) if a and w is not None]
    if one.function in ("count", "share"):
        counted = tuple(row for row in inside if taken[row])
        others = tuple(row for row in inside if not taken[row])
    else:
        counted, others = tuple(inside), ()
    return Tally(one, _value(one.function, counted, others, taken), counted, others, outside, unknown)


def _value(function: str, counted: tuple[int, ...], others: tuple[int, ...], taken: Column) -> Exact:
    n, among = len(counted), len(counted) + len(others)
    if function == "count":
        return Fraction(n)
    if function == "share":
        return Fraction(n, among) if among else Undefined(Fraction(0))
    values = sorted(value for row in counted if (value := taken[row]) is not None)
    if function == "total":
        return Fraction(sum(values))
    if not values:
        return Undefined(Fraction(0))
    match function:
        case "mean":
            return Fraction(sum(values), n)
        case "median":
            return Fraction(values[(n - 1) // 2] + values[n // 2], 2)
        case "least":
            return Fraction(values[0])
    return Fraction(values[-1])


def _column(node: Node, columns: Mapping[str, Column], rows: int) -> Column:
    match node:
        case Number(value, _):
            return [int(value)] * rows
        case Name(name):
            return columns[name]
        case Call(_, (operand,)):
            return [one is not None for one in _column(operand, columns, rows)]
        case Unary("not", operand):
            return [None if one is None else not one for one in _column(operand, columns, rows)]
        case Unary(_, operand):
            return [None if one is None else -one for one in _column(operand, columns, rows)]
        case Binary(op, left, right):
            return list(_both(op, _column(left, columns, rows), _column(right, columns, rows)))
    raise ValueError(f"no column for {node}")


def _both(op: str, left: Column, right: Column) -> Iterator[int | None]:
    pairs = zip(left, right, strict=True)
    if op == "and":
        return (_and(a, b) for a, b in pairs)
    if op == "or":
        return (_or(a, b) for a, b in pairs)
    if op in _COMPARE:
        compare = _COMPARE[op]
        return (None if a is None or b is None else compare(a, b) for a, b in pairs)
    sign = 1 if op == "+" else -1
    return (None if a is None or b is None else a + sign * b for a, b in pairs)


def _and(a: int | None, b: int | None) -> bool | None:
    if (a is not None and not a) or (b is not None and not b):
        return False
    return None if a is None or b is None else True


def _or(a: int | None, b: int | None) -> bool | None:
    if a or b:
        return True
    return None if a is None or b is None else False
