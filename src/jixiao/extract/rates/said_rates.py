"""Percentages that say by name what is divided by what: 决算数为调整预算数的98.70%; 结余率2.64%（年末结转和结余÷收入总计）;
and those whose name says it (控制率: 在职 over 编制), confirmed where the words stand at figures further off.

Both figures are looked up by their names, wherever they stand. Where names stand for several pairs (the whole and one project),
any pair may hold; only when none does is the percentage asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jixiao.extract.index import is_level
from jixiao.extract.percent import DIMENSIONS, held_of, percent_relation, quantity_of, readings_of, telling
from jixiao.extract.prose import Prose
from jixiao.extract.rates.pairs import bears, in_bracket, rate_name
from jixiao.extract.ratio import percent_edit, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_FORMULA = regex(r"\s*\((?:即|按|=)?(?P<over>[^()÷/×*,;。]{2,16})[÷/](?P<under>[^()÷/×*,;。]{2,16}?)(?:[×*]100%?)?\)")
_OF = regex(r"(?:^|[,;。:\n])(?P<over>[一-鿿]{2,12}?)(?:占|为|是|相当于|达到?)(?P<under>[一-鿿]{2,12}?)的$")
_PAIRS = 4
_FAR_BACK = 60
_MOST_OVER = 8
_MOST_UNDER = 12


def said_rate(prose: Prose, index: int) -> Relation | None:
    """The percentage at `index` of the figures over what its own words name; None where they name nothing that is told."""
    me = prose.figures[index]
    names = _FORMULA.match(prose.string, me.mention.words_end) or _OF.search(prose.before(me.mention.words_start, 30))
    if names is None:
        return None
    over = _called(prose, names["over"], me)
    under = _called(prose, names["under"], me)
    return _judged(prose, me, over, under) if over and under else None


def says_formula(prose: Prose, figure: Figure) -> bool:
    """Whether a percentage says in a bracket what is divided by what: 取证率90%（取证人数/培训人数）."""
    return _FORMULA.match(prose.string, figure.mention.words_end) is not None


def _called(prose: Prose, name: str, me: Figure) -> list[Figure]:
    """The last figures before `me` that bear `name`; each value once."""
    plain = name.strip("的数额")
    found = {quantity_of(one).value: one for one in prose.index.called(name, before=me.mention.start)}
    if not found and len(plain) >= 2:
        found = {quantity_of(one).value: one for one in prose.index.called(plain, before=me.mention.start)}
    return list(found.values())[-_PAIRS:]


def _judged(prose: Prose, me: Figure, over: Sequence[Figure], under: Sequence[Figure]) -> Relation | None:
    printed = quantity_of(me)
    pairs = [(a, b) for a in over for b in under if a is not b and a.mention.addable == b.mention.addable]
    readings = list(readings_of(printed, iter(pairs)))
    held = held_of(readings)
    if held is not None:
        return percent_relation(prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), held[0].detail)
    if not readings or not printed.plain:
        return None
    ratio, pair = min(readings, key=lambda one: abs(one[0].exact - Fraction(printed.value)))
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected)
    return percent_relation(
        prose, me, pair, Verdict.INCONSISTENT, expected, "", ("分子、分母按名称在前文找到",), near=bool(edit), edit=edit
    )


def held_by_name(prose: Prose, index: int, words: str) -> Relation | None:
    """The rate named by `words` over figures that bear its name's words, the nearest that give it; it never accuses.

    Only rates of three digits: over figures so far off others hold by chance.
    """
    me = prose.figures[index]
    printed = quantity_of(me)
    name = rate_name(words)
    if name is None or not telling(printed) or printed.approx:
        return None
    before = [
        one
        for one in reversed(prose.figures[max(0, index - _FAR_BACK) : index])
        if is_level(one) and one.mention.dimension in DIMENSIONS
    ]
    bracket = in_bracket(prose, index, name)
    over = [*([bracket] if bracket else []), *(one for one in before if bears(one, name.over))][:_MOST_OVER]
    under = [one for one in before if name.under is not None and (bears(one, name.under) or one.role == "plan")][
        :_MOST_UNDER
    ]
    pairs = [
        (a, b)
        for a in over
        for b in (*under, *prose.index.of_thing(a)[-_PAIRS:])
        if a is not b and a.mention.addable == b.mention.addable
    ]
    if name.under is None:
        pairs = [(a, b) for a in over for b in before[:_MOST_UNDER] if a is not b and a.mention.addable == b.mention.addable]
    held = held_of(readings_of(printed, iter(pairs)))
    if held is None or held[0].detail:
        return None
    return percent_relation(prose, me, held[1], held[0].verdict, percent_like(printed, held[0].exact), "")
