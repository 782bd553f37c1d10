"""TG02: results are counted that no plan asked for, so nobody can say whether they are much or little."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.checks.likeness import pairs_of
from jixiao.model.finding import Finding, Level
from jixiao.model.reading import Commitment


@check(
    "TG02", "reported_not_planned", "报告了，没有目标可比", since="0.1", covers=("D23",), level=Level.INFO,
    says={
        "zh": "绩效情况列出 {figures}，计划中没有相应的目标，说不上多还是少",
        "en": "the results count {figures}; no plan sets a target for them",
    },
)  # fmt: skip
def reported_not_planned(context: Context) -> Iterator[Finding]:
    """One note per paragraph of results whose counts share no word with any promise; only where there is a plan at all."""
    reading = context.reading
    if not reading.commitments:
        return
    promised = frozenset().union(*(pairs_of(one.text) for one in reading.commitments))
    by_paragraph: dict[int, list[str]] = {}
    first: dict[int, Commitment] = {}
    for result in reading.results:
        figure = result.figures[0]
        if figure.mention.dimension not in ("count", "time") or figure.change or figure.prior:
            continue
        words = pairs_of(figure.label + figure.after)
        if words & promised:
            continue
        by_paragraph.setdefault(figure.paragraph, []).append(figure.quote)
        first.setdefault(figure.paragraph, result)
    for paragraph, quotes in by_paragraph.items():
        result = first[paragraph]
        yield finding("TG02", Level.INFO, result.place, result.text, figures="、".join(dict.fromkeys(quotes)))
