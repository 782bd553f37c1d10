"""Points shared by optional indicators (可选指标共用分值): which of them count, and what each is worth, for one case.

Equal parts are cut to the places scores have; what is left over goes to the first ones, 0.01 each, so that the parts add up:
40 among three is 13.34, 13.33, 13.33.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from jixiao.model.case import Judgement
from jixiao.model.outcome import IndicatorScore, Missing, NotApplicable, Outcome, Trace
from jixiao.model.quantity import Quantity, trim
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.doubt import Doubt
from jixiao.rules.words import plain
from jixiao.text.quantities import quantity


@dataclass(frozen=True, slots=True)
class Settled:
    """The rulebook with the shares written in; `aside` holds the leaves that have none, and why, by id.

    `complaints` are choices and what is wrong with them.
    """

    rulebook: Rulebook
    aside: Mapping[str, Outcome] = field(default_factory=dict)
    complaints: tuple[tuple[Judgement, Doubt], ...] = ()


def pools(rulebook: Rulebook) -> tuple[Indicator, ...]:
    """The nodes whose points are shared."""
    return tuple(node for node in rulebook.nodes() if node.pool is not None)


def settle(rulebook: Rulebook, judgements: Mapping[str, Judgement]) -> Settled:
    """`rulebook` as it is for the choices among `judgements` (by the id of the node)."""
    aside: dict[str, Outcome] = {}
    complaints: list[tuple[Judgement, Doubt]] = []
    weights: dict[str, Decimal] = {}
    for node in pools(rulebook):
        given = judgements.get(node.id)
        if given is None or not given.chosen:
            wanted = "选用哪些指标" if node.pool and node.pool.split == "equal" else "选用哪些指标、各多少分"
            aside |= {leaf.id: Missing((f"“{node.name}”{wanted}",)) for leaf in node.children}
            continue
        found, faults = _shares(node, given, rulebook.score_places)
        complaints += [(given, fault) for fault in faults]
        weights |= found
        aside |= {leaf.id: NotApplicable(f"“{node.name}”没有选用这一项") for leaf in node.children if leaf.id not in found}
    if not (weights or aside):
        return Settled(rulebook)
    tops = tuple(_weighed(node, weights) for node in rulebook.indicators)
    return Settled(replace(rulebook, indicators=tops), aside, tuple(complaints))


def _weighed(node: Indicator, weights: Mapping[str, Decimal]) -> Indicator:
    if not node.children:
        return node
    children = tuple(_weighed(child, weights) for child in node.children)
    if node.pool is not None:
        verified, source = node.weight.verified, node.weight.source
        children = tuple(
            replace(child, weight=replace(child.weight, value=weights[child.id], verified=verified, source=source))
            if child.id in weights
            else child
            for child in children
        )
    return replace(node, children=children)


def _shares(node: Indicator, given: Judgement, places: int) -> tuple[dict[str, Decimal], list[Doubt]]:
    """What each chosen child is worth; or what is wrong with the choice."""
    assert node.pool is not None
    known = [child.id for child in node.children]
    faults: list[Doubt] = []
    ids = [id for id, _ in given.chosen]
    names = "、".join(f"{child.id}（{child.name}）" for child in node.children)
    for index, id in enumerate(ids):
        if id not in known:
            faults.append(Doubt((), f"“{node.name}”里没有可选指标“{id}”", f"可用：{names}"))
        elif id in ids[:index]:
            faults.append(Doubt((), f"“{node.name}”里“{id}”选了两次", "请只留一处"))
    least, most = node.pool.at_least, node.pool.at_most
    if len(ids) < least or (most is not None and len(ids) > most):
        hint = f"规则要求至少选{least}项" if most is None else f"规则要求选{least}到{most}项"
        faults.append(Doubt((), f"“{node.name}”选了{len(ids)}项", hint))
    chosen = [id for id in known if id in ids]
    if node.weight.value is None or faults:
        return dict.fromkeys(chosen, Decimal(0)) if faults else {}, faults
    if node.pool.split == "equal":
        if any(written for _, written in given.chosen):
            faults.append(Doubt((), f"“{node.name}”由各项平分，不能自定分值", "请只写选用哪些"))
        return _equal(chosen, node.weight.value, places), faults
    return _declared(node, node.weight.value, given)


def _equal(chosen: list[str], whole: Decimal, places: int) -> dict[str, Decimal]:
    step = Fraction(1, 10**places)
    each, over = divmod(int(Fraction(whole) / step), len(chosen))
    parts = {id: each + (1 if index < over else 0) for index, id in enumerate(chosen)}
    return {id: trim(part * Decimal(1).scaleb(-places)) for id, part in parts.items()}


def _declared(node: Indicator, whole: Decimal, given: Judgement) -> tuple[dict[str, Decimal], list[Doubt]]:
    found: dict[str, Decimal] = {}
    faults: list[Doubt] = []
    for id, written in given.chosen:
        points = quantity(written, "分") if written else None
        if not _is_points(points):
            faults.append(Doubt((), f"“{node.name}”里“{id}”的分值应是大于 0 的数，现为“{written}”", "请填分数，如 10"))
            continue
        assert points is not None
        found[id] = points.value
    total = sum(found.values(), Decimal(0))
    if not faults and total != whole:
        what = f"“{node.name}”下选用的各项分值之和为 {plain(Fraction(total))}，应为 {plain(Fraction(whole))}"
        faults.append(Doubt((), what, "请调整各项的分值，使合计相等"))
    return found, faults


def _is_points(found: Quantity | None) -> bool:
    return found is not None and found.unit == "分" and found.plain and found.value > 0


def aside_score(leaf: Indicator, outcome: Outcome, left: tuple[Fraction, Fraction]) -> IndicatorScore:
    """The score of an optional leaf that was not chosen, or of which nobody said yet whether it is."""
    open_ = isinstance(outcome, Missing)
    why = f"还没有说明{outcome.needs[0]}" if isinstance(outcome, Missing) else "没有选用"
    return IndicatorScore(
        id=leaf.id,
        path=leaf.path,
        name=leaf.name,
        weight=None,
        value=outcome,
        score=outcome,
        low=Fraction(0),
        high=left[1] if open_ else Fraction(0),
        sentence=f"{leaf.name}{why}，不计分。",
        trace=Trace(rule=leaf.rule_text, branch=why, rulebook_line=f"{leaf.file}:{leaf.line}"),
        unit=leaf.unit,
    )
