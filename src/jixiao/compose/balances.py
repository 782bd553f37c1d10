"""Whether a plan adds up: tasks to the budget, parts to their totals, weights to what the rulebook leaves for targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from jixiao.catalog.items import describe
from jixiao.compose.figures import in_unit_of, in_wan
from jixiao.model.case import Case
from jixiao.model.fact import Fact
from jixiao.model.plan import Balance, Money
from jixiao.model.quantity import Quantity, half_up, trim
from jixiao.model.rulebook import Rulebook
from jixiao.text.quantities import quantity


def balances(case: Case, rulebook: Rulebook) -> tuple[Balance, ...]:
    """Everything that can be held against something, and what cannot and why."""
    money = _of_tasks(case) if rulebook.kind == "department" else _of_project(case)
    return (*money, *_of_weights(case, rulebook))


def budget_of(case: Case, item: str) -> Fact | None:
    """The budget of the start of the year."""
    fact = case.facts.get(item, case.year, "initial_budget")
    return fact if fact is not None and isinstance(fact.value, Quantity) else None


def year_money(case: Case) -> Money:
    """The money of a project for the year: total, 财政拨款, and all the rest (上年结转 is no appropriation of this year)."""
    total, fiscal = budget_of(case, "project_funds"), budget_of(case, "project_fiscal_funds")
    rest = [one for item in ("project_carryover_funds", "project_other_funds") if (one := budget_of(case, item)) is not None]
    return Money(total, fiscal, _added(rest) if rest else None)


def _added(facts: list[Fact]) -> Fact:
    if len(facts) == 1:
        return facts[0]
    amounts = [in_wan(one.value) for one in facts if isinstance(one.value, Quantity)]
    value = in_unit_of(sum((Fraction(one.value) for one in amounts), Fraction(0)), amounts)
    return replace(facts[0], item="project_other_funds", value=value, by="derived:上年结转与其他资金之和")


def _of_tasks(case: Case) -> Iterator[Balance]:
    tasks, budget = case.plan.tasks, budget_of(case, "total_expenditure")
    if not tasks:
        yield Balance(None, "没有填年度主要任务，任务预算与部门预算无法核对")
        return
    lacking = [one.name for one in tasks if one.money.total is None]
    if lacking:
        yield Balance(None, f"{'、'.join(lacking)}没有填预算金额，任务预算之和无法计算")
    else:
        total = sum((_amount(one.money.total) for one in tasks), Fraction(0))
        if budget is None:
            yield Balance(
                None, f"任务预算之和{_wan(total)}，没有填{describe('total_expenditure', 'initial_budget')}，无法核对"
            )
        else:
            yield _held("任务预算之和", total, "部门年初预算总额", _amount(budget))
    for one in tasks:
        yield from _parts(one.name, one.money)


def _of_project(case: Case) -> Iterator[Balance]:
    year = year_money(case)
    if year.total is None:
        yield Balance(None, f"没有填{describe('project_funds', 'initial_budget')}，年度资金无法核对")
    yield from _parts("年度资金", year)
    yield from _parts("中期资金", case.plan.midterm)
    if year.total is not None and case.plan.midterm.total is not None:
        whole, part = _amount(case.plan.midterm.total), _amount(year.total)
        words = "不小于" if whole >= part else "小于"
        yield Balance(whole >= part, f"中期资金总额{_wan(whole)}{words}年度资金总额{_wan(part)}")


def _parts(name: str, money: Money) -> Iterator[Balance]:
    """A total held against its parts, where both parts are stated."""
    if money.total is None or money.fiscal is None or money.other is None:
        return
    parts = _amount(money.fiscal) + _amount(money.other)
    yield _held(f"{name}财政拨款与其他资金之和", parts, "总额", _amount(money.total))


def _of_weights(case: Case, rulebook: Rulebook) -> Iterator[Balance]:
    """Weights are filed without the points for execution, which appear only at self-evaluation."""
    nodes = [node for node in rulebook.leaves() if node.rows is not None]
    if not nodes or any(node.weight.value is None for node in nodes):
        return
    due = sum((Fraction(node.weight.value or 0) for node in nodes), Fraction(0))
    weights = [quantity(row.weight, "分") if row.weight else None for row in case.rows]
    if not weights or any(one is None for one in weights):
        yield Balance(None, f"有指标没有填权重，不能核对；各项权重之和应为{_points(due)}")
        return
    total = sum((Fraction(one.value) for one in weights if one is not None), Fraction(0))
    rest = Fraction(rulebook.total) - due
    later = f"；其余{_points(rest)}分由规则另行计分（预算执行率等），自评时才出现" if rest > 0 else ""
    words = "等于" if total == due else "不等于"
    yield Balance(total == due, f"各项权重之和{_points(total)}{words}规则留给自设指标的{_points(due)}{later}")


def _held(name: str, amount: Fraction, other: str, of: Fraction) -> Balance:
    if amount == of:
        return Balance(True, f"{name}{_wan(amount)}，与{other}{_wan(of)}相等")
    return Balance(False, f"{name}{_wan(amount)}，与{other}{_wan(of)}不等，相差{_wan(abs(amount - of))}")


def _amount(fact: Fact | None) -> Fraction:
    assert fact is not None and isinstance(fact.value, Quantity)
    return Fraction(fact.value.value)


def _wan(amount: Fraction) -> str:
    """An amount in 万元, all its digits."""
    return f"{trim(half_up(amount / 10000, 6))}万元"


def _points(value: Fraction) -> str:
    return str(trim(half_up(value, 6)))
