"""The only amount a rate can be of, where no word calls it a budget: 省级补贴资金2180万元…。拨付补贴资金2114.60万元，执行率97%.

Nothing else of its unit was given in reach, parts of it aside. A miss is asked about where one digit or a swap makes the rate come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from jixiao.extract.judge import amount
from jixiao.extract.percent import percent_relation, quantity_of, rate_slip, sharp, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure

WHY = "以近旁唯一的资金数为分母"

_FAR = 2


def only_given(prose: Prose, me: Figure, numerator: Figure, levels: Sequence[Figure]) -> Figure | None:
    """The only amount before `numerator` that was not spent or left, what makes it up not counted; None where there are several."""
    given = [
        one for one in reversed(levels)
        if one.mention.start < numerator.mention.start and one.mention.addable == numerator.mention.addable
        and one.role not in ("spent", "left") and one.phase != "done" and one.depth <= me.depth
        and me.paragraph - one.paragraph <= _FAR and quantity_of(one).plain
    ]  # fmt: skip
    if not given:
        return None
    return given[0] if len({quantity_of(one).value for one in without_parts(given)}) == 1 else None


def without_parts(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without those right behind one that add up to it."""
    found: list[Figure] = []
    at = 0
    while at < len(figures):
        found.append(figures[at])
        sums = list(accumulate(quantity_of(one).value for one in figures[at + 1 :]))
        wanted = quantity_of(figures[at]).value
        at += sums.index(wanted) + 2 if wanted in sums[1:] else 1
    return found


def slip_over(prose: Prose, me: Figure, numerator: Figure, base: Figure) -> Relation | None:
    """The rate over that base, where it misses by one digit or swap of the three; None where it does not, or holds."""
    printed, over, under = quantity_of(me), quantity_of(numerator), quantity_of(base)
    if printed.approx or printed.value in (0, 100) or not (telling(printed) or sharp(over, under)):
        return None
    ratio = judge_ratio(printed, amount(over), amount(under))
    if ratio is None or ratio.verdict is not Verdict.INCONSISTENT:
        return None
    expected = percent_like(printed, ratio.exact)
    edit = rate_slip(printed, expected, over, under)
    if not edit:
        return None
    return percent_relation(prose, me, (numerator, base), Verdict.INCONSISTENT, expected, "", (WHY,), near=True, edit=edit)
