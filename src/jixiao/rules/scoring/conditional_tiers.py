"""按条件定分: conditions over several figures, asked in order; the first that holds has its points (无结余3分，不超过上年2分).

Only what an answer needs is needed: where the first condition holds, the figures of the others may be missing.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from jixiao.formula import Undefined, evaluate, names, parse, substitute
from jixiao.rules.bands import band_reach, top_doubts
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, Award, Lacking, Method, Params, Points, Written
from jixiao.rules.words import points


def score(ask: Ask) -> Award:
    """The points of the first tier whose condition holds."""
    best = max(ask.params["tiers"], key=lambda one: Fraction(one["points"]))
    full = condition(best) if "when" in best else f"不属于得分更低的情形（{points(ask.weight)}）"
    for tier in ask.params["tiers"]:
        if "when" not in tier:
            return Points(Fraction(tier["points"]), "属于其余情形", full)
        formula = parse(tier["when"])
        lacking = tuple(name for name in names(formula) if name not in ask.figures)
        if lacking:
            return Lacking(lacking)
        found = evaluate(formula, ask.figures)
        if isinstance(found, Undefined):
            return found
        if found:
            return Points(Fraction(tier["points"]), f"符合“{condition(tier)}”（{substitute(formula, ask.shown)}）", full)
    raise AssertionError("the last tier is for all other cases")


def condition(tier: Mapping[str, Any]) -> str:
    """The condition of a tier in signs people read."""
    return substitute(parse(tier["when"]), {})


def formulas(params: Params) -> Iterator[Written]:
    """The conditions."""
    for index, tier in enumerate(params["tiers"]):
        if "when" in tier:
            yield Written(("tiers", index, "when"), tier["when"], condition=True)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """The last tier, and only that, is for all other cases; the best is worth the weight."""
    tiers = params["tiers"]
    for index, tier in enumerate(tiers):
        last = index == len(tiers) - 1
        if ("when" in tier) == ("otherwise" in tier):
            yield Doubt(
                ("tiers", index),
                f"第{index + 1}档应写 when 或 otherwise 中的一个",
                "最后一档写 otherwise: true，其余写 when",
            )
        elif last and "when" in tier:
            yield Doubt(
                ("tiers", index), "最后一档不是“其余情形”，有的数会没有得分", "请在最后加一档 {otherwise: true, points: …}"
            )
        elif not last and "otherwise" in tier:
            yield Doubt(("tiers", index), f"第{index + 1}档是“其余情形”，后面的档用不到", "请移到最后")
    yield from top_doubts([Fraction(one["points"]) for one in tiers], weight, "tiers")


METHODS.add("conditional_tiers")(Method("按条件定分", "figures", score, doubts, band_reach, formulas, any_weight=False))
