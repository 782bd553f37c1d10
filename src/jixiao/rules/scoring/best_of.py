"""择优计分: several ways to measure the same thing, the better one counts, or the one a person chose (二者择其一).

Each member has a formula over the inputs of the indicator and a scoring of its own; all are worth the whole weight. A member
whose rate is over zero is left out; where figures of one are missing, the better one is only known if another reaches the cap.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from jixiao.formula import Undefined, evaluate, names, parse, substitute
from jixiao.rules.doubt import Doubt
from jixiao.rules.measure import scaled
from jixiao.rules.scoring import (
    METHODS,
    Ask,
    Asks,
    Award,
    Lacking,
    Method,
    Params,
    Points,
    Written,
    attainable,
    award,
    edges,
    limits,
)
from jixiao.rules.spans import Span
from jixiao.rules.words import figure, points

Member = Mapping[str, Any]


def asks(params: Params) -> Asks:
    """The figures; and which member counts, where the better one does not."""
    return "chosen" if params["choose"] == "specified" else "figures"


def score(ask: Ask) -> Award:
    """The points of the member chosen, or of the better one."""
    members = [one for one in ask.params["members"] if not ask.chosen or one["name"] == ask.chosen]
    found = [(one, _member(ask, one)) for one in members]
    known = [(one, got) for one, got in found if isinstance(got, Points)]
    lacking = tuple(dict.fromkeys(name for _, got in found if isinstance(got, Lacking) for name in got.names))
    _, most = limits(ask.params, ask.weight)
    if lacking and not any(got.points >= most for _, got in known):
        return Lacking(lacking)
    if not known:
        return next(got for _, got in found if isinstance(got, Undefined))
    member, best = max(known, key=lambda one: one[1].points)
    told = "；".join(f"{got.branch}，计{points(got.points, ask.places)}" for _, got in known)
    if len(known) > 1:
        told += f"；取较好的“{member['name']}”"
    elif ask.chosen:
        told += f"；照选定的“{member['name']}”计分"
    elif len(members) > 1:
        told += f"；只有“{member['name']}”能算"
    return Points(best.points, told, best.full, tuple(note for _, got in known for note in got.notes))


def _member(ask: Ask, member: Member) -> Award:
    """What `member` alone would give, its branch beginning with its value."""
    formula = parse(member["value"])
    lacking = tuple(name for name in names(formula) if name not in ask.figures)
    if lacking:
        return Lacking(lacking)
    raw = evaluate(formula, ask.figures)
    if isinstance(raw, Undefined):
        return raw
    rule, unit = member["scoring"], member.get("unit", "")
    filled = substitute(formula, ask.shown)
    if isinstance(raw, bool):
        one, told = Ask(ask.weight, rule, met=raw, places=ask.places), f"{member['name']}：{filled}，"
    else:
        value = scaled(raw, unit, member.get("ratio_places"))
        one = Ask(ask.weight, rule, unit, value, places=ask.places)
        told = f"{member['name']}为{figure(value, unit, edges(rule))}（{filled}），"
    got = award(rule["method"], one)
    assert isinstance(got, Points)  # a method that asks for a value always has an answer
    full = f"{member['name']}{got.full.words(unit)}" if isinstance(got.full, Span) else got.full
    return Points(got.points, told + got.branch, full, got.notes)


def formulas(params: Params) -> Iterator[Written]:
    """One per member."""
    for index, member in enumerate(params["members"]):
        condition = member["scoring"].get("method") == "all_or_nothing"
        yield Written(("members", index, "value"), member["value"], condition)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """Each member has a name of its own and a rule that a formula can feed."""
    seen: list[str] = []
    for index, member in enumerate(params["members"]):
        at, rule = ("members", index), member["scoring"]
        if member["name"] in seen:
            yield Doubt(at, f"“{member['name']}”写了两次", "请给每一项不同的名字")
        seen.append(member["name"])
        if rule["method"] not in METHODS:
            continue
        if METHODS.get(rule["method"]).asks not in ("value", "met"):
            yield Doubt((*at, "scoring", "method"), f"“{member['name']}”不能用 {rule['method']}", "择优的各项要能由公式算出")
            continue
        if rule["method"] in ("proportional", "reverse") and "target" not in rule:
            yield Doubt((*at, "scoring"), f"“{member['name']}”没有写目标值", "请写 target，如 target: 100")
        for doubt in METHODS.get(rule["method"]).doubts(rule, weight, str(member.get("unit", ""))):
            yield Doubt((*at, "scoring", *doubt.path), doubt.what, doubt.hint)


def reach(params: Params, weight: Fraction) -> tuple[Fraction, Fraction]:
    """The widest reach of any member."""
    all_ = [attainable(one["scoring"]["method"], one["scoring"], weight) for one in params["members"]]
    return min(low for low, _ in all_), max(high for _, high in all_)


METHODS.add("best_of")(Method("择优计分", asks, score, doubts, reach, formulas, any_weight=False))
