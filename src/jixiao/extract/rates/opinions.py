"""Rates of satisfaction over counted opinions: 满意178人、基本满意16人、不满意6人，满意率97%.

Those who are satisfied are counted with or without those who are more or less so; a rate that neither gives is asked about.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.judge import amount, like
from jixiao.extract.percent import percent_relation, quantity_of
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import judge_ratio, percent_like
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_RATE = regex(r"(?:总体|综合|群众|服务对象|受益对象)*满意[率度](?:为|达到?|是|:)*$")
_BEST = ("非常满意", "很满意", "满意", "比较满意", "较满意", "基本满意", "基本认可")
_OTHER = ("一般", "不太满意", "不满意", "不清楚", "未作评价")
_FERVENT = ("非常满意", "很满意")
_WORD = regex("|".join(sorted((*_BEST, *_OTHER), key=len, reverse=True)))
_REACH = 10
_FAR = Decimal("0.5")


def satisfaction_doubt(prose: Prose, index: int, clause: str) -> Relation | None:
    """The rate at `index` held against the opinions counted in its sentence, all of them told; None where it holds or they are not."""
    me = prose.figures[index]
    printed = quantity_of(me)
    if _RATE.search(clause) is None or not printed.plain:
        return None
    told = _opinions(prose, index)
    kinds = [kind for kind, _ in told]
    if not {"满意", "不满意"} <= set(kinds) or len(set(kinds)) < len(kinds):
        return None
    whole = sum((quantity_of(one).value for _, one in told), Decimal(0))
    base = _base(prose, index, [one for _, one in told], whole)
    if base is None:
        return None
    positive: list[Figure] = []
    for kind, one in sorted((pair for pair in told if pair[0] in _BEST), key=lambda pair: _BEST.index(pair[0])):
        positive.append(one)
        so_far = sum((quantity_of(each).value for each in positive), Decimal(0))
        ratio = judge_ratio(printed, amount(like(quantity_of(one), so_far)), amount(quantity_of(base)))
        if ratio is None:
            return None
        expected = percent_like(printed, ratio.exact)
        if ratio.verdict is not Verdict.INCONSISTENT:
            return percent_relation(prose, me, (*positive, base), ratio.verdict, expected, ratio.detail)
        if abs(expected.value - printed.value) < _FAR and kind not in _FERVENT:
            return None
    return percent_relation(
        prose, me, (*positive, base), Verdict.INCONSISTENT, expected, "", ("满意的口径由上文推定",), near=True
    )


def _base(prose: Prose, index: int, told: list[Figure], whole: Decimal) -> Figure | None:
    """How many were asked, in the sentence: as many as the opinions make."""
    me = prose.figures[index]
    return next(
        (
            one for one in reversed(prose.figures[max(0, index - _REACH) : index])
            if one.sentence == me.sentence and one not in told and one.mention.addable == told[0].mention.addable
            and one.mention.quantity is not None and one.mention.quantity.value == whole
        ),
        None,
    )  # fmt: skip


def _opinions(prose: Prose, index: int) -> list[tuple[str, Figure]]:
    """The counts of the sentence that bear the name of an opinion and nothing else."""
    me = prose.figures[index]
    found: list[tuple[str, Figure]] = []
    for one in prose.figures[max(0, index - _REACH) : index]:
        if one.sentence != me.sentence or one.mention.dimension != "count" or one.mention.quantity is None:
            continue
        name = cues.core(one.label) if cues.names(one.label) else one.after
        kind = _WORD.search(name.strip("“”的"))
        if kind is not None and (name.endswith(kind.group()) or name.startswith(kind.group())):
            found.append((kind.group(), one))
    return found if len({one.mention.addable for _, one in found}) == 1 else []
