"""Points lost against points scored: the deductions a report lists must give 100 less its total."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.extract.judge import amount, close_sum, edit_of, like
from jixiao.extract.points.grades import score_figure
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LOST = regex(r"(?:(?P<all>共|合计|总共|累计)[^,，。;\n]{0,4})?扣(?:除|减|掉)?(?:了|分)?(?:为)?\s*$")


def deduction_relations(prose: Prose) -> list[Relation]:
    """The total against 100 less the deductions listed (or their stated sum); only where a total is stated, and not scaled up."""
    total = score_figure(prose, sure=True)
    if total is None or total.mention.quantity is None or not 0 < total.mention.quantity.value <= 100:
        return []
    if SCALED.search(prose.string):
        return []
    singles: list[Figure] = []
    sums: list[Figure] = []
    for _, figure in prose.of("score"):
        mention = figure.mention
        if mention.quantity is None or figure.zone == "table" or mention.chinese:
            continue
        match = _LOST.search(prose.before(mention.words_start, 12))
        if match is not None:
            (sums if match["all"] else singles).append(figure)
    return [_relation(prose, total, listed, bool(sums)) for listed in (sums[:1], singles) if listed]


_ALL_LISTED = regex(r"除(?:上述|以上|此)[^。\n]{0,6}外|其(?:余|他)[^,。\n]{0,8}(?:满分|未扣分|不扣分|无扣分)")
"""Words that say that nothing else cost points."""
SCALED = regex(r"折算(?:为|到|成|得|后)")
"""Points of indicators that do not apply were taken out, and the rest scaled up to a hundred: no sum of points gives that total."""


def _relation(prose: Prose, total: Figure, listed: list[Figure], summed: bool) -> Relation:
    """100 less the deductions against the total; several paragraphs apart, or beside a stated sum, a miss accuses nobody."""
    stated = total.mention.quantity
    assert stated is not None
    lost = sum((one.mention.quantity.value for one in listed if one.mention.quantity is not None), Decimal(0))
    expected = Decimal(100) - lost
    closing = close_sum(amount(stated), [amount(like(stated, expected))])
    opened = []
    if len({one.paragraph for one in (total, *listed)}) > 2:
        opened.append("扣分分散在各段")
    if summed and len(listed) > 1:
        opened.append("另有扣分合计")
    start = prose.sentence_span(min((total, *listed), key=lambda one: one.mention.start))[0]
    end = max(one.mention.end for one in (total, *listed))
    passage = prose.quote(start, end) + prose.after(end, 12)
    if not summed and re.search(r"主要|例如|如:|等", passage):
        opened.append("只列主要扣分")
    if not summed and expected > stated.value and not _ALL_LISTED.search(prose.after(end, 40)):
        opened.append("扣分未列全")
    if "加分" in prose.string or "附加分" in prose.string:
        opened.append("另有加分")
    verdict = closing.verdict
    if verdict is Verdict.INCONSISTENT and opened:
        verdict = Verdict.UNVERIFIABLE
    return Relation(
        Kind.SCORE_SUM, prose.operand(total), tuple(prose.operand(one) for one in listed), verdict, prose.quote(start, end).strip(),
        total.place, like(stated, expected), "", "deductions", "扣", tuple(opened), near=True, edit=edit_of(stated, expected),
    )  # fmt: skip
