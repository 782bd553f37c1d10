"""Units whose figures or judgements cannot be used: the same that `rules.answers` refuses one by one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from jixiao.catalog.identities import limits
from jixiao.catalog.items import items
from jixiao.formula.scaled import Mask, Scaled, TooWideError
from jixiao.formula.tape import Slot
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.columns.inputs import Inputs, Stretch
from jixiao.rules.columns.leaf import computed
from jixiao.rules.columns.units import FactName, Judged
from jixiao.rules.scoring import asked
from jixiao.rules.scoring.tiers_range import span_of_tier

_WANTED = {"value": (), "figures": (), "date": ("done",), "tier_ratio": ("tier", "ratio")}


def wanted(leaf: Indicator) -> tuple[str, ...]:
    """The columns of `Judged` that the rule of `leaf` asks for."""
    asks = asked(leaf.scoring.method, leaf.scoring.params) if leaf.scoring and not leaf.formula else "value"
    return _WANTED.get(asks, (asks,))


def wrong_facts(stretch: Stretch) -> Iterator[Mask]:
    """Units with impossible figures: negative where nothing can be, or a part greater than its whole."""
    facts = stretch.units.facts
    for name in facts:
        figure, missing = stretch.figure(name)
        if figure.low < 0 and not items()[name[0]].negative:
            yield _present((figure.above < 0).astype(np.bool_, copy=False), missing)
    for limit in limits():
        for item, basis, year in facts:
            if item == limit.less and (limit.more, basis, year) in facts:
                yield _over(stretch, (item, basis, year), (limit.more, basis, year))


def _over(stretch: Stretch, part: FactName, whole: FactName) -> Mask:
    """Where `part` is greater than `whole` even when both are rounded as kindly as their last digits allow."""
    (less, lacking), (more, missing) = stretch.figure(part), stretch.figure(whole)
    columns = stretch.units.facts[part], stretch.units.facts[whole]
    kind = sum(
        (Fraction(one.step, 2) * figure.factor for one, figure in zip(columns, (less, more), strict=True)), Fraction(0)
    )
    inputs = Inputs(stretch.count, {"part": less, "whole": more})
    try:
        inputs.narrow()
        over = less - more > kind
    except TooWideError:
        if isinstance(less.above, Slot) or isinstance(more.above, Slot):
            raise
        figures = inputs.part(np.arange(stretch.count), None).figures
        over = figures["part"] - figures["whole"] > kind
    return _present(_present(over, lacking), missing)


def _present(mask: Mask, missing: Mask | None) -> Mask:
    return mask if missing is None else mask & ~missing


def wrong_judgements(rulebook: Rulebook, stretch: Stretch) -> Iterator[Mask]:
    """Units with judgements that the rulebook cannot use."""
    start, stop = stretch.start, stretch.stop
    for leaf in rulebook.leaves():
        judged = stretch.units.judgements.get(leaf.id)
        if judged is not None:
            excused = _cut(judged.not_applicable, start, stop, False)
            if excused.any() and leaf.na == "refuse":
                yield excused
            elif excused.any() and leaf.inputs:
                yield excused & _computable(leaf, stretch.inputs(leaf))
            for wrong in _answers(leaf, judged, start, stop):
                yield wrong & ~excused & _cut(judged.given, start, stop, True)


def _cut(mask: Mask | None, start: int, stop: int, otherwise: bool) -> Mask:
    return np.full(stop - start, otherwise) if mask is None else mask[start:stop]


def _computable(leaf: Indicator, inputs: Inputs) -> Mask:
    known = np.ones(inputs.count, np.bool_) if inputs.lacking is None else ~inputs.lacking
    if not leaf.formula:
        return known
    try:
        inputs.narrow()
        found = computed(leaf, inputs)
    except TooWideError:
        found = computed(leaf, inputs.part(np.arange(inputs.count), None))
    return known if found.undefined is None else known & ~found.undefined


def _answers(leaf: Indicator, judged: Judged, start: int, stop: int) -> Iterator[Mask]:
    """Answers that the rule does not ask for, or that lie outside what it knows."""
    expected = wanted(leaf)
    given = [
        key for key in ("ticks", "occurrences", "tier", "ratio", "met", "done", "chosen") if getattr(judged, key) is not None
    ]
    if any(key not in expected for key in given):
        yield np.ones(stop - start, np.bool_)
        return
    params = leaf.scoring.params if leaf.scoring else {}
    if judged.ticks is not None:
        yield judged.ticks[start:stop] >> len(params["items"]) != 0
    if judged.occurrences is not None:
        yield np.asarray(judged.occurrences[start:stop] < 0)
    if judged.chosen is not None:
        chosen = judged.chosen[start:stop]
        yield (chosen < 0) | (chosen >= len(params["members"]))
    if judged.tier is not None:
        tier = judged.tier[start:stop]
        yield (tier < 0) | (tier >= len(params["tiers"]))
    if judged.ratio is not None:
        share = judged.ratio[start:stop]
        yield (share < 0) | (share > 100 * judged.ratio_scale)
        if judged.tier is not None and leaf.scoring is not None and leaf.scoring.method == "tiers_range":
            column = Scaled(share, 0, 100 * judged.ratio_scale, (1, judged.ratio_scale))
            for index, one in enumerate(params["tiers"]):
                span = span_of_tier(params, one["name"])
                assert span is not None
                outside = np.zeros(stop - start, np.bool_)
                if span.low is not None:
                    outside |= column < span.low if span.low_closed else column <= span.low
                if span.high is not None:
                    outside |= column > span.high if span.high_closed else column >= span.high
                yield outside & (judged.tier[start:stop] == index)
