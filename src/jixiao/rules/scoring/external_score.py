"""折算他方评分: another body's score over its full marks is the share of the points (绩效考核得分 ÷ 考核满分 × 分值).

`score` and `total` are formulas over the inputs; the total may be a plain number. More than full marks counts as full.
"""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.formula import Undefined, evaluate, names, parse, substitute
from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, Award, Lacking, Method, Params, Points, Written
from jixiao.rules.words import figure, plain


def score(ask: Ask) -> Award:
    """Weight × score ÷ total, between nothing and the weight."""
    given, whole = (parse(str(ask.params[key])) for key in ("score", "total"))
    lacking = tuple(name for name in dict.fromkeys((*names(given), *names(whole))) if name not in ask.figures)
    if lacking:
        return Lacking(lacking)
    got, of = evaluate(given, ask.figures), evaluate(whole, ask.figures)
    if not isinstance(got, Fraction) or not isinstance(of, Fraction):
        return got if isinstance(got, Undefined) else Undefined(Fraction(0))
    if of <= 0:
        return Undefined(got)
    share = got / of * 100
    filled = f"{substitute(given, ask.shown)} ÷ {substitute(whole, ask.shown)}"
    branch = f"{filled} = {figure(share, '%', (Fraction(0), Fraction(100)))}，按此折算"
    full = f"{substitute(given, {})}不低于{substitute(whole, {})}"
    notes = (f"得分高于满分{plain(of)}分，按满分折算",) if got > of else ()
    return Points(min(max(ask.weight * got / of, Fraction(0)), ask.weight), branch, full, notes)


def formulas(params: Params) -> Iterator[Written]:
    """Score and total, the total as a divisor."""
    yield Written(("score",), str(params["score"]), condition=False)
    yield Written(("total",), str(params["total"]), condition=False, divisor=True)


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """A total that is a number is above 0."""
    if not isinstance(params["total"], str) and Fraction(params["total"]) <= 0:
        yield Doubt(("total",), f"total 应大于 0，现为 {params['total']}", "请改写")


METHODS.add("external_score")(Method("折算他方评分", "figures", score, doubts, formulas=formulas))
