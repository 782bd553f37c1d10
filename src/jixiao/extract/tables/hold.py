"""The identities of the catalog held against one table: each row, each column, the subject tree, single cells.

Every sum that can be formed becomes a relation. Where most of a table's own sums fail, the table was read wrongly: then
nothing in it is accused, and a doubt says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.catalog.identities import Equation, TableIdentity, Term, table_identities
from jixiao.extract.judge import Amount, amount, close_sum, digits_of, like, nearness
from jixiao.extract.tables.amounts import Amounts, Line
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Place

ABOVE, SINCE = "以上各行", "上一合计起各行"
MISREAD = "misread"
_ANYTHING_ELSE = "其他资金"
"""The row that takes what no other does: where a form has none, its parts need not be all."""
_ZERO = Decimal(0)
_ORDER = (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.UNVERIFIABLE, Verdict.INCONSISTENT)
_LEAST_TO_BLAME = 3
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as a table states it: the total, its parts, which of them are taken away, and why a miss may be innocent."""

    total: Operand
    parts: tuple[Operand, ...]
    minus: frozenset[Place] = frozenset()
    open: tuple[str, ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Tested:
    """A relation between cells, and which of its operands are taken away."""

    relation: Relation
    minus: frozenset[Place] = frozenset()

    @property
    def verdict(self) -> Verdict:
        return self.relation.verdict


@dataclass(frozen=True, slots=True)
class Held:
    """What the identities gave inside one table; `misread` if most of it failed (it is then unverifiable)."""

    tested: list[Tested]
    misread: bool = False


def hold_inside(table: Amounts, exact: bool) -> Held:
    """All identities inside one table. `exact`: bare digits are all there is behind them (a workbook), never rounded."""
    tested: list[Tested] = []
    misread = False
    for identity in table_identities():
        if table.table not in identity.of:
            continue
        for mode in ("row", "column", "table", "tree"):
            found = [
                one
                for equation in identity.equations if equation.mode == mode
                for one in _of_mode(table, identity, equation, exact)
            ]  # fmt: skip
            if mode == "tree" and _mostly_broken(found):
                found = [_unverifiable(one, "下级科目没有列全") for one in found]
            misread = misread or (mode == "row" and _mostly_broken(found))
            tested.extend(found)
    if misread or _mostly_broken(tested):
        misread = True
        tested = [_unverifiable(one, MISREAD) for one in tested]
    return Held(tested, misread)


def _of_mode(table: Amounts, identity: TableIdentity, equation: Equation, exact: bool) -> Iterator[Tested]:
    match equation.mode:
        case "row":
            columns = frozenset(table.columns())
            if identity.whole and not {equation.total, *(term.name for term in equation.terms)} <= columns:
                return
            choices: Iterator[list[Sum]] = (_of_row(line, equation) for line in table.lines)
        case "column":
            choices = (_of_column(table, identity, equation, column) for column in table.columns())
        case "table":
            choices = iter([_of_cells(table, equation)])
        case _:
            choices = _of_tree(table)
    for sums in choices:
        if sums:
            yield judge(identity, sums, table.name, table.rounded if exact else None)


def _of_row(line: Line, equation: Equation) -> list[Sum]:
    total = line.amounts.get(equation.total)
    if total is None:
        return []
    blind = bool(line.blind & {term.name for terms in equation.choices for term in terms})
    return _sums(total, equation.choices, line.amounts, blind=blind)


def _sums(total: Operand, choices: Sequence[Sequence[Term]], amounts: Mapping[str, Operand], *, blind: bool) -> list[Sum]:
    """A sum for each choice of terms of which any has an amount; another choice than the first must have one the first has not."""
    found: list[Sum] = []
    usual = {term.name for term in choices[0]} if choices else set()
    for order, terms in enumerate(choices):
        if order and not any(term.name in amounts and term.name not in usual for term in terms):
            continue
        parts = [(amounts[term.name], term.minus) for term in terms if term.name in amounts]
        parts = [pair for pair in parts if pair[0].place != total.place]
        if parts:
            minus = frozenset(operand.place for operand, taken in parts if taken)
            found.append(Sum(total, tuple(operand for operand, _ in parts), minus, (), blind))
    return found


def _of_column(table: Amounts, identity: TableIdentity, equation: Equation, column: str) -> list[Sum]:
    """The readings of a sum down a column; more than one where it is not said which rows count."""
    whole = table.by_key.get(equation.total)
    total = whole.amounts.get(column) if whole is not None else None
    if whole is None or total is None:
        return []
    named = [terms for terms in equation.choices if terms[0].name not in (ABOVE, SINCE)]
    lines = {term.name: table.by_key.get(term.name) for terms in named for term in terms}
    if identity.whole and any(lines[term.name] is None for term in equation.terms if term.name in lines):
        return []
    blind = any(line is not None and column in line.blind for line in lines.values())
    amounts = {name: line.amounts[column] for name, line in lines.items() if line is not None and column in line.amounts}
    sums = _sums(total, named, amounts, blind=blind)
    for terms in equation.choices:
        if terms[0].name in (ABOVE, SINCE):
            sums += _of_rows(table, whole, total, column, since=terms[0].name == SINCE)
    return sums if table.block.form.blank == "zero" else _weighed(table, whole, sums, lines, column)


def _weighed(table: Amounts, whole: Line, sums: list[Sum], lines: Mapping[str, Line | None], column: str) -> list[Sum]:
    """Sums of funds with what may be lacking in them: a part not filled in, a source that the form does not know."""
    sources = [line for line in table.lines if not line.key and column in line.amounts and line is not whole]
    unknown = [line for line in sources if not line.inner]
    empty = any(line is not None and column in line.empty for line in lines.values())
    lacking = empty or (_ANYTHING_ELSE in lines and lines[_ANYTHING_ELSE] is None)
    weighed = [_lacking(one, table.block.form.blank) if lacking and _below(one) else one for one in sums]
    if not sources or not sums or table.block.form.blank != "open":
        return weighed
    doubted = [replace(one, open=(*one.open, "另有表样之外的来源")) for one in weighed] if unknown else weighed
    # “其中：中央补助” may be a part of the row above it, or the first of the sources
    more = [tuple(line.amounts[column] for line in some) for some in (unknown, sources) if some]
    return [*doubted, *(replace(one, parts=(*one.parts, *parts)) for one in doubted for parts in more)]


def _lacking(one: Sum, blank: str) -> Sum:
    """A sum below its total while a part is not filled in: in some forms that is a question, in others nothing at all."""
    return replace(one, open=("有的来源没有填",)) if blank == "open" else replace(one, blind=True)


def _below(one: Sum) -> bool:
    """Whether the parts stay below their total: what is not filled in may be the rest."""
    added = sum((part.quantity.value for part in one.parts if part.quantity is not None), _ZERO)
    return one.total.quantity is not None and added < one.total.quantity.value


def _of_rows(table: Amounts, whole: Line, total: Operand, column: str, *, since: bool) -> list[Sum]:
    """The rows above a total on its side, below the total before (or from it on: `since`): all but parts of rows, or those marked
    一、二、 alone.
    """
    above: list[Line] = []
    for line in table.lines:
        if line.side != whole.side:
            continue
        if line is whole:
            break
        if line.key.endswith(("合计", "总计")):
            above = [line] if since else []
        else:
            above.append(line)
    rows = [line for line in above if not line.inner and column in line.amounts]
    blind = any(column in line.blind for line in above if not line.inner)
    readings = [rows] if since else [rows, [line for line in rows if line.top]]
    sums = [Sum(total, tuple(line.amounts[column] for line in lines), frozenset(), (), blind) for lines in readings if lines]
    return sums[:1] if len({one.parts for one in sums}) == 1 else sums


def _of_cells(table: Amounts, equation: Equation) -> list[Sum]:
    total = _cell(table, equation.total)
    names = [term.name for terms in equation.choices for term in terms]
    amounts = {name: found for name in names if (found := _cell(table, name)) is not None}
    return [] if total is None else _sums(total, equation.choices, amounts, blind=False)


def _cell(table: Amounts, name: str) -> Operand | None:
    key, _, column = name.partition("·")
    line = table.by_key.get(key)
    return line.amounts.get(column) if line is not None else None


def _of_tree(table: Amounts) -> Iterator[list[Sum]]:
    """Each subject against those directly below it, and 合计 against the top ones. A code given twice: several agencies, no tree."""
    by_code = {line.code: line for line in table.lines if line.code}
    if len(by_code) < sum(1 for line in table.lines if line.code):
        return
    children: dict[str, list[Line]] = {}
    for code, line in by_code.items():
        parent = next((code[:size] for size in (5, 3) if size < len(code) and code[:size] in by_code), "")
        children.setdefault(parent, []).append(line)
    tops = {len(line.code) for line in children.get("", ())}
    for parent, lines in children.items():
        whole = by_code.get(parent) if parent else table.by_key.get("合计")
        if whole is None or (not parent and len(tops) > 1):
            continue
        for column in table.columns():
            total = whole.amounts.get(column)
            parts = tuple(line.amounts[column] for line in lines if column in line.amounts)
            if total is not None and parts:
                yield [Sum(total, parts, frozenset(), (), any(column in line.blind for line in lines))]


def judge(
    identity: TableIdentity, sums: Sequence[Sum], where: str, rounded: frozenset[Place] | None, *, nearest: bool = False
) -> Tested:
    """The relation of a sum; of several readings the first that holds, or else the first (or the `nearest`).

    `rounded`: the cells that show less than they store, all others showing all there is (a workbook); None: nobody knows (paper).
    """
    tested = [Tested(_judged(identity, one, where, rounded), one.minus) for one in sums]
    return min(tested, key=lambda one: (_ORDER.index(one.verdict), _miss(one.relation) if nearest else _ZERO))


def _miss(relation: Relation) -> Decimal:
    stated, expected = relation.stated.quantity, relation.expected
    return abs(stated.value - expected.value) if stated is not None and expected is not None else _ZERO


def _judged(identity: TableIdentity, one: Sum, where: str, rounded: frozenset[Place] | None) -> Relation:
    stated = one.total.quantity
    assert stated is not None
    added = sum((signed(part, one.minus) for part in one.parts), _ZERO)
    expected = like(stated, added)
    expected = replace(expected, text=digits_of(stated, added) or expected.text)  # as many decimals as the total has
    way, quote = f"identity:{identity.id}", _quote(one)
    if one.blind:
        return Relation(
            Kind.IDENTITY,
            one.total,
            one.parts,
            Verdict.UNVERIFIABLE,
            quote,
            one.total.place,
            None,
            "有的数看不清或没有填",
            way,
            where,
        )
    if added == stated.value:
        return Relation(
            Kind.IDENTITY, one.total, one.parts, Verdict.CONSISTENT, quote, one.total.place, expected, "", way, where
        )
    amounts = [_signed_amount(part, one.minus) for part in one.parts if part.quantity is not None]
    whole = amount(stated)
    if rounded is not None and rounded.isdisjoint((one.total.place, *(part.place for part in one.parts))):
        finest = min((part.step for part in (whole, *amounts)), default=_ZERO)
        whole, amounts = _in_steps(whole, finest), [_in_steps(part, finest) for part in amounts]
    closing = close_sum(whole, amounts)
    near = nearness(whole, amounts, count=False)
    return Relation(
        Kind.IDENTITY, one.total, one.parts, closing.verdict, quote, one.total.place, expected, closing.detail, way, where,
        one.open, near.near,
    )  # fmt: skip


def signed(part: Operand, minus: frozenset[Place]) -> Decimal:
    """What a part adds to its sum."""
    assert part.quantity is not None
    return -part.quantity.value if part.place in minus else part.quantity.value


def _signed_amount(part: Operand, minus: frozenset[Place]) -> Amount:
    assert part.quantity is not None
    plain = amount(part.quantity)
    return replace(plain, value=-plain.value, low=-plain.high, high=-plain.low) if part.place in minus else plain


def _in_steps(one: Amount, step: Decimal) -> Amount:
    """An amount known to the finest digit of its sum: a workbook leaves out zeros at the end, it does not round."""
    half = step / 2 if one.value else _ZERO
    return replace(one, low=one.value - half, high=one.value + half, step=step)


def _quote(one: Sum) -> str:
    """The sum in words: 行政运行：本年支出合计 100.00 = 基本支出 60.00 + 项目支出 41.00."""
    parts = one.parts[:_SHOWN]
    lead, labels = _short_labels([one.total.label, *(part.label for part in parts)])
    text = f"{lead}{labels[0]} {one.total.quote} ="
    for index, (part, label) in enumerate(zip(parts, labels[1:], strict=True)):
        sign = "−" if part.place in one.minus else "+" if index else ""
        text += f" {sign} {label} {part.quote}" if sign else f" {label} {part.quote}"
    return f"{text} 等 {len(one.parts)} 项" if len(one.parts) > _SHOWN else text


def _short_labels(labels: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Row or column, where all cells share it, said once before them."""
    pairs = [label.rpartition(" ")[::2] for label in labels]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    if len(rows) == 1 and rows != {""}:
        return f"{pairs[0][0]}：", [column for _, column in pairs]
    if len(columns) == 1 and "" not in rows:
        return f"{pairs[0][1]}：", [row for row, _ in pairs]
    return "", labels


def _mostly_broken(tested: Iterable[Tested]) -> bool:
    """Whether more than half of what could be judged does not hold, and it is more than two."""
    judged = [one for one in tested if one.verdict is not Verdict.UNVERIFIABLE and not one.relation.open]
    broken = sum(1 for one in judged if one.verdict is Verdict.INCONSISTENT)
    return broken >= _LEAST_TO_BLAME and 2 * broken > len(judged)


def _unverifiable(one: Tested, why: str) -> Tested:
    if one.verdict is not Verdict.INCONSISTENT:
        return one
    return replace(one, relation=replace(one.relation, verdict=Verdict.UNVERIFIABLE, detail=why, edit=""))
