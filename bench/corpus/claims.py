"""Figures that hang together, and how one of them is made to slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

Slots = dict[str, str]


@dataclass(frozen=True)
class Claim:
    """What a sentence states; `slip` names the slot that a planted fault changes."""

    form: str
    slots: Slots
    slip: str


def money(rng: Random, low: int, high: int) -> Decimal:
    """An amount in 万元 with two digits after the point."""
    return Decimal(rng.randrange(low * 100, high * 100)).scaleb(-2)


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """The rate as printed, two digits after the point, half up."""
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def split(rng: Random, total: Decimal, parts: int) -> list[Decimal]:
    """`total` in `parts` amounts, none of them nothing."""
    cents = int(total * 100)
    marks = sorted(rng.sample(range(1, cents), parts - 1))
    return [Decimal(b - a).scaleb(-2) for a, b in zip([0, *marks], [*marks, cents], strict=True)]


def staff(rng: Random, about: dict[str, Any]) -> Claim:
    a, b, c = rng.randrange(3, 20), rng.randrange(2, 15), rng.randrange(4, 60)
    total = a + b + c
    quota = total + rng.randrange(1, 9)
    slots = {"staff": total, "a": a, "b": b, "c": c, "quota": quota, "rate": percent(total, quota)}
    return Claim("staff", {name: str(one) for name, one in slots.items()}, "staff")


def spending(rng: Random, about: dict[str, Any]) -> Claim:
    return Claim("spending", {"total": about["total"], "a": about["basic"], "b": about["project"]}, "total")


def basic(rng: Random, about: dict[str, Any]) -> Claim:
    a, b, c = split(rng, about["basic"], 3)
    return Claim("basic", {"total": about["basic"], "a": str(a), "b": str(b), "c": str(c)}, "total")


def projects(rng: Random, about: dict[str, Any]) -> Claim:
    names = rng.sample(about["names"], rng.randrange(3, len(about["names"]) + 1))
    amounts = split(rng, about["project"], len(names))
    mark = rng.choice(["，", "、", "；"])
    listed = mark.join(f"{name}{amount}万元" for name, amount in zip(names, amounts, strict=True))
    return Claim("projects", {"total": about["project"], "list": listed}, "total")


def execution(rng: Random, about: dict[str, Any]) -> Claim:
    spent = about["total"]
    budget = spent + money(rng, 5, 80)
    slots = {"budget": str(budget), "spent": spent, "rate": percent(spent, budget), "left": str(budget - spent)}
    return Claim("execution", slots, "rate")


def public(rng: Random, about: dict[str, Any]) -> Claim:
    total = money(rng, 3, 30)
    a, b = split(rng, total, 2)
    drop = money(rng, 1, 3)
    before = total + drop
    slots = {"total": total, "a": a, "b": b, "before": before, "drop": drop, "rate": percent(drop, before)}
    return Claim("public", {name: str(one) for name, one in slots.items()}, "total")


def growth(rng: Random, about: dict[str, Any]) -> Claim:
    before, rise = money(rng, 200, 3000), money(rng, 10, 180)
    slots = {"now": before + rise, "before": before, "rise": rise, "rate": percent(rise, before)}
    return Claim("growth", {name: str(one) for name, one in slots.items()}, "rate")


def survey(rng: Random, about: dict[str, Any]) -> Claim:
    sent = rng.randrange(80, 600)
    back = sent - rng.randrange(1, sent // 6)
    happy = back - rng.randrange(1, back // 8)
    slots = {"sent": sent, "back": back, "rate": percent(back, sent), "happy": happy, "share": percent(happy, back)}
    return Claim("survey", {name: str(one) for name, one in slots.items()}, "rate")


def target(rng: Random, about: dict[str, Any]) -> Claim:
    what, unit = rng.choice(about["targets"])
    plan = rng.randrange(12, 900)
    done = plan - rng.randrange(0, plan // 6)
    slots = {"what": what, "unit": unit, "plan": str(plan), "done": str(done), "rate": percent(done, plan)}
    return Claim("target", slots, "rate")


def scores(rng: Random, about: dict[str, Any]) -> Claim:
    parts = [Decimal(rng.randrange(top * 8, top * 10 + 1)).scaleb(-1) for top in (10, 30, 35, 25)]
    total = sum(parts, Decimal(0))
    grade = "优" if total >= 90 else "良"
    slots = dict(zip("abcd", map(str, parts), strict=True))
    return Claim("scores", {**slots, "total": str(total), "grade": grade}, "total")


CLAIMS: dict[str, Callable[[Random, dict[str, Any]], Claim]] = {
    one.__name__: one for one in (staff, spending, basic, projects, execution, public, growth, survey, target, scores)
}


def slipped(rng: Random, claim: Claim) -> tuple[Slots, str, str]:
    """The slots with one figure off beyond any rounding; the right words and the wrong ones."""
    right = str(claim.slots[claim.slip])
    number = Decimal(right)
    if claim.slip == "rate":
        wrong = number - Decimal(rng.randrange(300, 900)).scaleb(-2)
    elif claim.form == "staff":
        wrong = number + rng.choice([1, 2, 3])
    else:
        wrong = number + rng.choice([1, 2, 3, 10])
    return {**claim.slots, claim.slip: str(wrong)}, right, str(wrong)
