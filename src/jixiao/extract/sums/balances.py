"""Balances of income and expenditure told in running text, their figures found by name wherever they stand.

收入总计 = 本年收入合计 + 年初结转和结余; 支出总计 = 本年支出合计 + 年末结转和结余; what is left = what was there + income − spending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from jixiao.catalog.identities import Term, ToldIdentity, told_identities, told_names
from jixiao.extract.index import is_level
from jixiao.extract.judge import Amount, amount, close_sum, edit_of, like, within_rounding
from jixiao.extract.prose import Prose
from jixiao.extract.sums.whole import chance_of_digit
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_TAIL = r"(?:金额|资金|数)?(?:均|都|各|分别)?(?:为|是|共计|共|:)?\s*$"
_SCOPE = regex(r"财政拨款|一般公共预算|政府性基金|国有资本|基本支出|项目")
_HINT = regex(r"总计|本年[收支]|[入出]合计|结转|结余|原值|净值|折旧|减值")
_BACK = 24
_HARDLY = Decimal("0.01")

Named = Mapping[str, Figure]


def balance_relations(prose: Prose, year: int | None) -> list[Relation]:
    """The told balances of one scope and year, each judged once; a name with two values in one scope is left out."""
    scopes: dict[tuple[str, int | None], dict[str, list[Figure]]] = {}
    for _, figure in prose.of("money"):
        if is_level(figure) and (found := _name(prose, figure)) is not None:
            name, scope = found
            scopes.setdefault((scope, figure.year or year), {}).setdefault(name, []).append(figure)
    relations: list[Relation] = []
    for told in scopes.values():
        named = {name: these[0] for name, these in told.items() if len({_amount(one).value for one in these}) == 1}
        if len(named) >= 3:
            relations += [one for identity in told_identities() for one in _held(prose, identity, named)]
    return relations


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = [(way.replace("（", "(").replace("）", ")"), name) for name, ways in told_names().items() for way in ways]
    return tuple((name, re.compile(re.escape(way) + _TAIL)) for way, name in sorted(pairs, key=lambda pair: -len(pair[0])))


def _name(prose: Prose, figure: Figure) -> tuple[str, str] | None:
    """The name a figure bears and the scope it is of: 年末结转和结余 of 财政拨款."""
    end = figure.mention.words_start
    before = prose.quote(max(prose.lines[figure.paragraph].start, end - _BACK), end)
    if _HINT.search(before) is None:
        return None
    for name, pattern in _names():
        match = pattern.search(before)
        if match is not None:
            start = max(before.rfind(mark, 0, match.start()) for mark in ",，;。:(、\n") + 1
            scope = _SCOPE.search(before[start:])
            return name, scope.group() if scope is not None else ""
    return None


def _held(prose: Prose, identity: ToldIdentity, named: Named) -> Iterator[Relation]:
    """The identity over each of its totals that is told."""
    if not all(term.name in named for term in identity.terms):
        return
    extra = [term for term in identity.optional if term.name in named]
    for total in identity.totals:
        if total in named and named[total] not in [named[term.name] for term in identity.terms]:
            yield _judged(prose, identity, named, named[total], extra)


def _judged(prose: Prose, identity: ToldIdentity, named: Named, total: Figure, extra: Sequence[Term]) -> Relation:
    whole = _amount(total)
    choices = [list(identity.terms), [*identity.terms, *extra]] if extra else [list(identity.terms)]
    closings = [(close_sum(whole, [_signed(named, term) for term in terms]), terms) for terms in choices]
    closing, terms = min(closings, key=lambda one: (one[0].verdict is Verdict.INCONSISTENT, abs(one[0].difference)))
    verdict, edit, opened = closing.verdict, "", []
    if verdict is Verdict.INCONSISTENT:
        edit = _edit(whole, named, terms)
        opened = ["各数按名称在文中找到"]
        if len(extra) < len(identity.optional):
            opened.append("可能另有未写出的项目")
        lacking = [term for term in identity.optional if term.name not in named]
        sure = edit and chance_of_digit(whole, [_amount(named[term.name]) for term in terms]) <= _HARDLY
        if identity.slip and (not sure or any(_amount(named[term.name]).value == whole.value for term in terms)):
            verdict = Verdict.UNVERIFIABLE
        if not edit and any(term.minus == (closing.difference > 0) for term in lacking):  # what is not told would close it
            verdict = Verdict.UNVERIFIABLE
    quantity = total.mention.quantity
    assert quantity is not None
    figures = [named[term.name] for term in terms]
    return Relation(
        Kind.IDENTITY, prose.operand(total), tuple(prose.operand(one) for one in figures), verdict,
        "；".join(dict.fromkeys(prose.quote(*prose.sentence_span(one)).strip() for one in (total, *figures))), total.place,
        like(quantity, closing.total), closing.detail or identity.id, f"identity:{identity.id}", identity.name, tuple(opened),
        bool(edit), edit,
    )  # fmt: skip


def _signed(named: Named, term: Term) -> Amount:
    found = _amount(named[term.name])
    if not term.minus:
        return found
    return Amount(-found.value, -found.high, -found.low, found.step, found.factor, found.loose, found.quantity)


def _edit(whole: Amount, named: Named, terms: Sequence[Term]) -> str:
    """The one digit that closes it, if need be within rounding: of the total, or of a term."""
    total = sum((_signed(named, term).value for term in terms), Decimal(0))
    for off in within_rounding(whole, [_amount(named[term.name]) for term in terms]):
        edits = [edit_of(whole.quantity, total + off)]
        for term in terms:
            own = _amount(named[term.name])
            edits.append(edit_of(own.quantity, own.value + (total + off - whole.value) * (1 if term.minus else -1)))
        if found := next((one for one in edits if one), ""):
            return found
    return ""


def _amount(figure: Figure) -> Amount:
    assert figure.mention.quantity is not None
    return amount(figure.mention.quantity)
