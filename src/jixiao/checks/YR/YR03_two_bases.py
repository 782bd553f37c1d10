"""YR03: one kind of spending is told as down (against the budget) in one place and as up (against last year) in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jixiao.checks.check import Context, check, finding
from jixiao.checks.weigh import rise_of
from jixiao.checks.years import beside_last_year, risen
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.finding import Finding, Level
from jixiao.model.place import Place
from jixiao.patterns import regex

_BUDGET = regex(r"(?:比|较)[^,;。]{0,8}预算")
_DOWN = regex(r"减|降|压|节|少")
_SUBJECT = regex(r"三公|接待|公务用车|出国|基本支出|项目支出|公用经费|总支出")


@check(
    "YR03", "two_bases", "一处比预算说减少，一处比上年说增加", since="0.1", asks=(Kind.PERCENT_CHANGE,), covers=("C12",), level=Level.INFO,
    says={
        "zh": "此处“{down}”比的是预算，另一处“{up}”比的是上年；请把预算数和上年数都写出来",
        "en": "one place compares with the budget ({down}), another with last year ({up}): give both bases",
    },
)  # fmt: skip
def two_bases(context: Context) -> Iterator[Finding]:
    """One note where spending is said to fall against a budget not printed, and shown elsewhere to rise against last year."""
    falls = [one for one in context.relations(Kind.PERCENT_CHANGE) if _DOWN.search(one.cue) and _BUDGET.search(one.quote)]
    if not falls:
        return
    rises = _first_of_each(
        one
        for one in context.relations(Kind.DIFFERENCE)
        if rise_of(one) is not None and _SUBJECT.search(one.operands[0].label)
    )
    yield from _beside(context, falls)
    for fall in falls:
        if fall.verdict is not Verdict.UNVERIFIABLE:
            continue  # a fall that could be recomputed has its base beside it
        for rise in rises:
            if _related(fall.quote, rise.operands[0].label) and rise.stated.place != fall.stated.place:
                yield finding(
                    "YR03", Level.INFO, fall.stated.place, fall.quote, figure=fall.stated.quantity, rests_on=(rise.stated, *rise.operands),
                    down=f"{fall.cue}{fall.stated.quote}", up=f"{rise.cue}{rise.stated.quote}",
                )  # fmt: skip
                return


def _first_of_each(rises: Iterable[Relation]) -> list[Relation]:
    """The first two rises of each subject, at different places: what holds of one beside a fall holds of all of its subject."""
    places: dict[object, list[Place]] = {}
    kept: list[Relation] = []
    for one in rises:
        label, place = one.operands[0].label, one.stated.place
        subject = _SUBJECT.search(label)
        known = places.setdefault((subject and subject.group(), _THREE.search(label) is None), [])
        if len(known) < 2 and place not in known:
            known.append(place)
            kept.append(one)
    return kept


def _beside(context: Context, falls: Sequence[Relation]) -> Iterator[Finding]:
    """The same where the fall against the budget holds, and last year's lower amount stands beside this year's without a difference."""
    rises = [(now, before) for now, before, _ in beside_last_year(context) if risen(now, before) is not None]
    for fall in falls if rises else ():
        if fall.verdict is Verdict.UNVERIFIABLE:
            continue
        places = {one.place for one in fall.operands}
        for now, before in rises:
            if now.place in places:
                yield finding(
                    "YR03", Level.INFO, fall.stated.place, fall.quote, figure=fall.stated.quantity, rests_on=fall.operands,
                    down=f"{fall.cue}{fall.stated.quote}", up=f"由 {before.quote} 到 {now.quote}",
                )  # fmt: skip
                return


_THREE = regex(r"三公|接待|公务用车|出国")


def _related(quote: str, label: str) -> bool:
    if _THREE.search(quote) and _THREE.search(label):
        return True
    subject = _SUBJECT.search(label)
    return subject is not None and subject.group() in quote
