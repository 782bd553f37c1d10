"""Figures by name: facts of the case, and what follows from them exactly. What is absent stays absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from jixiao.catalog.items import describe
from jixiao.formula import Undefined, evaluate, names, parse
from jixiao.model.case import Case
from jixiao.model.fact import Fact
from jixiao.model.quantity import Quantity, half_up, trim

WAN = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Slot:
    """A name that is filled by a fact of the case: item, basis, and the year counted from the year evaluated."""

    item: str
    basis: str = ""
    year: int = 0

    @property
    def called(self) -> str:
        """How a person names it: 上年度“三公”经费全年执行数."""
        return describe(self.item, self.basis, self.year)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A name that is computed from others. `unit` "%" makes a percentage with `places` decimals; "" keeps the unit of the
    operands and prints as many decimals as the finest of them has, so that nothing is rounded."""

    formula: str
    unit: str = ""
    places: int = 2


class Figures:
    """The figures of one case by the names that sentences use."""

    def __init__(
        self,
        case: Case,
        slots: Mapping[str, Slot],
        derivations: Mapping[str, Derivation],
        given: Mapping[str, Fact] = MappingProxyType({}),
    ) -> None:
        self._case = case
        self._slots = slots
        self._derivations = derivations
        self._given = given

    def knows(self, name: str) -> bool:
        """Whether `name` is a figure at all, known or not."""
        return name in self._given or name in self._slots or name in self._derivations

    def get(self, name: str) -> Fact | None:
        """The fact called `name`: one given outright, one of the case, or derived; None while anything it needs is absent."""
        if name in self._given:
            return self._given[name]
        if name in self._slots:
            return self._fact(self._slots[name])
        return self._derived(name, self._derivations[name]) if name in self._derivations else None

    def holds(self, condition: str) -> bool | None:
        """Whether a comparison of figures is true; None while one of them is absent."""
        values = self._values(condition)
        if values is None:
            return None
        outcome = evaluate(parse(condition), values)
        return outcome if isinstance(outcome, bool) else None

    def lacking(self, name: str) -> tuple[Slot, ...]:
        """The facts that would have to be given for `name` to be known."""
        if name in self._slots:
            slot = self._slots[name]
            return () if self._fact(slot) is not None else (slot,)
        if name not in self._derivations:
            return ()
        needed = names(parse(self._derivations[name].formula))
        return tuple(dict.fromkeys(slot for one in needed for slot in self.lacking(one)))

    def _fact(self, slot: Slot) -> Fact | None:
        fact = self._case.facts.get(slot.item, self._case.year + slot.year, slot.basis)
        return fact if fact is not None and isinstance(fact.value, Quantity) else None

    def _values(self, formula: str) -> dict[str, Fraction] | None:
        values = {}
        for name in names(parse(formula)):
            fact = self.get(name)
            if fact is None or not isinstance(fact.value, Quantity):
                return None
            values[name] = Fraction(fact.value.value)
        return values

    def _derived(self, name: str, derivation: Derivation) -> Fact | None:
        values = self._values(derivation.formula)
        if values is None:
            return None
        outcome = evaluate(parse(derivation.formula), values)
        if isinstance(outcome, Undefined | bool):
            return None
        if derivation.unit == "%":
            value = percentage(outcome, derivation.places)
        else:
            value = in_unit_of(outcome, [self._operand(one) for one in values])
        return Fact(name, value, self._case.year, agency=self._case.agency, by=f"derived:{derivation.formula}")

    def _operand(self, name: str) -> Quantity:
        fact = self.get(name)
        assert fact is not None and isinstance(fact.value, Quantity)
        return fact.value


def percentage(ratio: Fraction, places: int) -> Quantity:
    """`ratio` as a percentage printed with `places` decimals: 1/3 → 33.33%."""
    value = half_up(ratio * 100, places)
    return Quantity(value, "%", Decimal(1).scaleb(-places), text=str(value), printed_unit="%")


def in_unit_of(amount: Fraction, operands: list[Quantity]) -> Quantity:
    """`amount` printed like its operands: unit of the first, decimals of the finest."""
    first = operands[0]
    places = max(_decimals(one, first.factor) for one in operands)
    printed = half_up(amount / Fraction(first.factor), places)
    return replace(first, value=printed * first.factor, text=str(printed), step=_step(first, places))


def in_wan(quantity: Quantity) -> Quantity:
    """An amount of money in 万元, exactly: 1306510元 → 130.651万元. Other quantities as they are."""
    if quantity.unit != "元" or quantity.factor == WAN:
        return quantity
    printed = quantity.value / WAN
    return replace(quantity, text=format(trim(printed), "f"), printed_unit="万元", factor=WAN)


def points(value: Fraction, places: int, item: str, agency: str = "", year: int | None = None, by: str = "") -> Fact:
    """Points as a fact that prints itself: 92.50分."""
    printed = half_up(value, places)
    step = Decimal(1).scaleb(-places)
    return Fact(
        item,
        Quantity(printed, "分", step, text=str(printed), printed_unit="分"),
        year,
        agency=agency,
        by=by or "derived:score",
    )


def bare(fact: Fact) -> str:
    """The digits of a fact without their unit, for a column whose head names it."""
    assert isinstance(fact.value, Quantity)
    quantity = fact.value
    return quantity.text or format(trim(quantity.value / quantity.factor), "f")


def _decimals(quantity: Quantity, factor: Decimal) -> int:
    """How many decimals `quantity` has when printed in units of `factor`: those it needs, and those it was printed with."""
    exponent = trim(quantity.value / factor).as_tuple().exponent
    assert isinstance(exponent, int)
    written = len(quantity.text.partition(".")[2]) if quantity.factor == factor else 0
    return max(-exponent, written, 0)


def _step(like: Quantity, places: int) -> Decimal:
    return Decimal(0) if like.step == 0 else Decimal(1).scaleb(-places) * like.factor
