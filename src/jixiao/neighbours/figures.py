"""The figures of a paper by item, basis and year, as joins ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from jixiao.catalog.items import items
from jixiao.datafile import own_data
from jixiao.model.claim import Kind, Operand, Verdict
from jixiao.model.fact import Fact
from jixiao.model.neighbour import Neighbour
from jixiao.model.place import Place
from jixiao.model.quantity import Quantity, trim
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_SINCE_LAST_YEAR = regex(r"(?:比|较|同)(?:上年度?|去年|上一年度?)|同比")
_UP, _DOWN = regex(r"增|升|多|涨"), regex(r"减|降|少|压|下")
_LAST_YEAR = regex(r"上年|去年|上一年|上年度")
_OPENING = "prior_year_carryover"
"""What last year left is this year's figure."""
_OF_A_BUDGET = regex(r"财政拨款|一般公共|政府性基金|国有资本|基本支出中|项目支出中")
"""Words that make an amount one of a part of the money, where the item itself does not say so."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with the paper it stands in. `part_of_money`: its words say that it is of one budget only."""

    paper: Neighbour
    fact: Fact
    part_of_money: bool = False

    @property
    def quantity(self) -> Quantity:
        assert isinstance(self.fact.value, Quantity)
        return self.fact.value

    @property
    def by_form(self) -> bool:
        return self.fact.by.startswith("form:")

    def operand(self, label: str, *, away: bool) -> Operand:
        """The figure as an operand; `away`: its place begins with its file."""
        operand = Operand(self.quantity, self.fact.raw, self.fact.place, label)
        return self.paper.placed(operand) if away else operand


@dataclass(frozen=True, slots=True)
class Label:
    """Words before a figure that make it one of `fact`, in papers of `kinds` (any if empty).

    Where `beside` or `next_to` is given, the same sentence must have a figure of one of these, or another figure called so. `sole`:
    of several such figures only the one that is the sum of the others is meant.
    """

    words: re.Pattern[str]
    fact: str
    unit: str
    beside: frozenset[str]
    next_to: re.Pattern[str] | None
    sole: bool
    kinds: frozenset[str]
    back: int
    minus: bool


def _direction(change: str) -> str:
    """up, down, or "" where a word says neither."""
    return "up" if _UP.search(change) else "down" if _DOWN.search(change) else ""


@lru_cache(maxsize=1)
def labels() -> tuple[Label, ...]:
    """All labels, in the order of the file."""
    return tuple(
        Label(
            re.compile(one["label"]),
            one["fact"],
            one.get("unit", "元"),
            frozenset(one.get("with", ())),
            re.compile(one["next_to"]) if "next_to" in one else None,
            one.get("sole", False),
            frozenset(one.get("kinds", ())),
            one.get("back", 0),
            one.get("minus", False),
        )
        for one in own_data("neighbours", "labels.yaml")["labels"]
    )


@lru_cache(maxsize=4096)
def _called_so(label: str, unit: str) -> tuple[Label, ...]:
    """The labels of figures of that unit whose words are `label`, in the order of the file."""
    return tuple(one for one in labels() if one.unit == unit and one.words.fullmatch(label))


def _sole(facts: Sequence[Fact]) -> list[Fact]:
    """The only one of some figures of a thing, however often it is said, or the one that all the others add up to; else none."""
    values = [fact.value.value for fact in facts if isinstance(fact.value, Quantity)]
    if len(set(values)) == 1:
        return list(facts)
    return [fact for fact, value in zip(facts, values, strict=True) if value * 2 == sum(values)]


class Figures:
    """One paper's figures: `of("total_expenditure/executed", 2022)`."""

    def __init__(self, paper: Neighbour) -> None:
        self.paper = paper

    @cached_property
    def _by_key(self) -> Mapping[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        facts = [*map(self._meant, (*(self.paper.reading.facts if self.paper.reading is not None else ()), *self._told()))]
        stated = {(fact.item, fact.basis, self._year(fact)) for fact in facts}
        implied = [one for one in self._implied(facts) if (one.item, one.basis, one.year) not in stated]
        for fact in (*facts, *implied):
            if isinstance(fact.value, Quantity):
                found.setdefault(f"{fact.item}/{fact.basis}" if fact.basis else fact.item, []).append(fact)
        return found

    def _told(self) -> Iterator[Fact]:
        """Figures of the text that only their sentence tells the meaning of: 全年预算520万元，支出510.51万元."""
        reading = self.paper.reading
        if reading is None or not reading.figures:
            return
        at = {one.place: one.sentence for one in reading.figures}
        known: dict[int, set[str]] = {}
        called: dict[int, list[str]] = {}
        times: dict[tuple[int, int], int] = {}
        for fact in reading.facts:
            if fact.place in at:
                known.setdefault(at[fact.place], set()).add(f"{fact.item}/{fact.basis}")
        for figure in reading.figures:
            called.setdefault(figure.sentence, []).append(figure.label)
        stated = {(fact.item, fact.place) for fact in reading.facts}
        understood = {fact.place for fact in reading.facts}
        soles: dict[Label, list[Fact]] = {}
        for figure in reading.figures:
            if figure.change or figure.zone == "table" or figure.mention.quantity is None:
                continue
            meant = _called_so(figure.label, figure.mention.unit)
            one = next(
                (one for one in meant if self._is(one, figure, known.get(figure.sentence, set()), called, times)), None
            )
            if one is None or (figure.place in understood and not (one.kinds or one.sole)):
                continue
            item, _, basis = one.fact.partition("/") if not one.fact.startswith("accounts/") else (one.fact, "", "")
            quantity = figure.mention.quantity
            quantity = replace(quantity, value=-quantity.value) if one.minus else quantity
            when = (figure.year or self.paper.year) - one.back if self.paper.year is not None else None
            made = Fact(item, quantity, when, basis, "", figure.quote, figure.place, "prose:label")
            if one.sole:
                soles.setdefault(one, []).append(made)
            elif (item, figure.place) not in stated:
                yield made
        for facts in soles.values():
            yield from (fact for fact in _sole(facts) if (fact.item, fact.place) not in stated)

    def _implied(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Last year's figures that nobody prints but a change tells: 支出280万元，比上年增加22万元. Never more than asked about."""
        reading = self.paper.reading
        if reading is None or self.paper.year is None:
            return
        at = {fact.place: fact for fact in facts if fact.basis == "executed" and fact.year in (None, self.paper.year)}
        texts = {(one.place.part, one.place.ref, one.start): one.text for one in reading.sentences}
        by_number: dict[int, list[Figure]] = {}
        for figure in reading.figures:
            by_number.setdefault(figure.sentence, []).append(figure)
        told = " ".join(texts.values())
        if not _SINCE_LAST_YEAR.search(told):
            return
        for figures in by_number.values():
            for before, figure in pairwise(figures):
                now, change = at.get(before.place), figure.mention.quantity
                sign = {"up": 1, "down": -1}.get(_direction(figure.change), 0)
                if now is None or change is None or not sign or change.unit != "元" or not isinstance(now.value, Quantity):
                    continue
                if not _SINCE_LAST_YEAR.search(figure.label) and not _SINCE_LAST_YEAR.search(self._between(before, figure)):
                    continue
                value = now.value.value - sign * change.value
                step = max(now.value.step, change.step) * 2
                text = format(trim(value / change.factor), "f")
                quantity = replace(change, value=value, step=step, text=text)
                raw = f"{text}{change.printed_unit}（{before.quote}比上年{figure.change}{figure.quote}）"
                yield Fact(now.item, quantity, self.paper.year - 1, "executed", "", raw, figure.place, "implied")

    def _between(self, one: Figure, other: Figure) -> str:
        """The words between two figures of one paragraph."""
        reading = self.paper.reading
        first, last = one.place.span, other.place.span
        if reading is None or first is None or last is None or one.paragraph != other.paragraph:
            return ""
        return reading.paragraphs[one.paragraph][first[1] : last[0]]

    def _is(
        self,
        one: Label,
        figure: Figure,
        known: set[str],
        called: Mapping[int, Sequence[str]],
        times: dict[tuple[int, int], int],
    ) -> bool:
        """Whether a figure whose words are those of a label is meant by it here. `times`: how many figures of a sentence are called as `next_to` says."""
        if one.kinds and one.kinds.isdisjoint(self.paper.kinds):
            return False
        if not one.beside and one.next_to is None:
            return True
        if self.paper.project:
            return False
        if one.next_to is not None:
            key = figure.sentence, id(one)
            if key not in times:
                times[key] = sum(1 for label in called[figure.sentence] if one.next_to.fullmatch(label))
            if times[key] > bool(one.next_to.fullmatch(figure.label)):
                return True
        return bool(one.beside & known)

    def _meant(self, fact: Fact) -> Fact:
        """In a budget every amount is one of the budget, whether it says so or not."""
        only = "budget" in self.paper.kinds and not {"final_accounts", "report", "self_evaluation"} & set(self.paper.kinds)
        if not only or fact.year not in (None, self.paper.year):
            return fact
        bases = items()[fact.item].bases if fact.item in items() else ()
        unsaid = not fact.basis and "initial_budget" in bases
        return (
            replace(fact, basis="initial_budget")
            if unsaid or (fact.basis == "executed" and fact.by.startswith("prose"))
            else fact
        )

    @cached_property
    def _labels(self) -> Mapping[Place, str]:
        reading = self.paper.reading
        return {one.place: one.label for one in reading.figures} if reading is not None else {}

    @cached_property
    def broken(self) -> frozenset[Place]:
        """The places of figures in identities of this paper that do not hold: nobody is accused by them."""
        reading = self.paper.reading
        return frozenset(
            operand.place
            for relation in (reading.relations if reading is not None else ())
            if relation.kind is Kind.IDENTITY and relation.verdict is Verdict.INCONSISTENT
            for operand in (relation.stated, *relation.operands)
        )

    def of(self, key: str, year: int | None) -> Iterator[Stated]:
        """The figures of `key` that are of `year` or of no year, in the paper's order."""
        for fact in self._by_key.get(key, ()):
            when = self._year(fact)
            if year is None or when is None or when == year:
                yield Stated(self.paper, fact, self._is_part(fact))

    def _year(self, fact: Fact) -> int | None:
        """The year of a figure; 上年“三公”经费 is of the year before, whatever year its sentence is about."""
        before = (
            fact.item != _OPENING and fact.year == self.paper.year and _LAST_YEAR.search(self._labels.get(fact.place, ""))
        )
        return fact.year - 1 if before and fact.year is not None else fact.year

    def is_fiscal(self, stated: Stated) -> bool:
        """Whether a figure's words name 财政拨款 and no single budget of it."""
        label = self._labels.get(stated.fact.place, "")
        return "财政拨款" in label and not re.search(r"一般公共|政府性基金|国有资本", label)

    def _is_part(self, fact: Fact) -> bool:
        item = items().get(fact.item)
        label = self._labels.get(fact.place, "")
        return bool(_OF_A_BUDGET.search(label)) and (item is None or not _OF_A_BUDGET.search(item.name))
