"""A list that claims to make up a total, judged: which reading of it closes, and what a miss of the closest one is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.index import is_level
from jixiao.extract.judge import Amount, Closing, Nearness, amount, close_sum, like, nearness, significant
from jixiao.extract.points.scores import SCALED
from jixiao.extract.prose import Prose
from jixiao.extract.sums.columns import ALIGNED
from jixiao.extract.sums.divisions import complementary, divided, parallel
from jixiao.extract.sums.evidence import (
    BY_COUNT,
    CARRIED,
    carried_over,
    counts_close,
    of_the_minuend,
    second_is_rated,
    without_what_makes_up_a_part,
)
from jixiao.extract.sums.openness import APART, TOLD_IN_WORDS, role_of, roles_of
from jixiao.extract.sums.said_number import one_lacking
from jixiao.extract.sums.scope import DIVIDED, Claim
from jixiao.extract.sums.subjects import NAMED
from jixiao.extract.sums.tallies import COUNTED
from jixiao.extract.sums.whole import likely_slip
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

CUT = "后面的数另有口径"
KINDS = {"money": Kind.SUM, "score": Kind.SCORE_SUM}

NOT_ALL = "分项未列全，余数无法核对"

_WAN = Decimal(10_000)
_REST = regex(r"其他|其余|其它|余下")
_NUMBERED = regex(r"([二两三四五六七八九十]|\d{1,2})(?:项|类|块|部分|个方面|种|档|批|笔|期)[^\d,，。;]{0,8}[:,，]?")
_LETTERS = regex(r"(?<![A-Za-z])[OoIlXSZB\d]*[OoIlXSZB][OoIlXSZB\d]*(?=[分元万%人个项])")
_BARE = regex(r"[一-鿿]\d+(?:\.\d+)?(?=[、，;；]|,(?!\d{3}))")
_MARKS = regex(r"[,，;；]")
_ENDS, _STOPS = regex(r"[;；]"), regex(r"。(?!\s*\n)")
_DEALT_WITH, _NOT_YET = (
    re.compile(r"已(?:经|全部)?(?:处理|办[结理]|答复|整改|回复|查处)"),
    re.compile(r"[未正在待]|尚未|暂未"),
)
_WHOLE_MISS = Decimal("0.5")
_HARDLY = Decimal("0.02")
_COUNTED_PARTS = 3
_KINDS = 4
_MANY_PARTS = 6
_OTHER_ITEMS = 6
_ITEM_BEFORE = regex(r"[,，、;；:：][一-鿿()（）]{2,20}$")
_NAMES = {"可交叉的分类", "同名各项", COUNTED, NAMED, ALIGNED}
_MADE_UP = regex(r"分别|具体[为是]|按|(?:分配|分解|构成|组成|明细).*:$")
_SLIP_ONLY = {
    "同名各项",
    "列举不全的说法",
    "表格压平的文字",
    "没有名称",
    "没有“其中”一类的说法",
    COUNTED,
    NAMED,
    APART,
    ALIGNED,
    DIVIDED,
}


def judge_claim(prose: Prose, claim: Claim, amounts: Sequence[Amount | None], index_of: dict[int, int]) -> Relation:
    """The first reading that closes (exactly before within rounding), else the miss of the closest one weighed."""

    def prepared(figures: Sequence[Figure]) -> list[Amount] | None:
        found = [amounts[index_of[id(one)]] for one in figures]
        return None if any(one is None for one in found) else [one for one in found if one is not None]

    total = amounts[index_of[id(claim.total)]]
    if total is None:
        return _unverifiable(prose, claim, "数字被遮盖")
    best: tuple[tuple[Figure, ...], Closing] | None = None
    for reading in claim.readings():
        parts = prepared(reading)
        closing = close_sum(total, parts) if parts is not None else None
        if closing is None or closing.verdict is Verdict.INCONSISTENT:
            continue
        if closing.verdict is Verdict.ROUNDING and len(reading) < 2:
            continue  # of 2亿元, 1.67亿元 for the districts is no part that rounding made equal
        if best is None or closing.verdict is Verdict.CONSISTENT:
            best = (reading, closing)
        if closing.verdict is Verdict.CONSISTENT:
            break
    if best is not None:
        return relation_of(prose, claim.total, best[0], best[1], "scope", claim.cue)
    if claim.total.mention.dimension == "score" and SCALED.search(prose.string):
        return _unverifiable(prose, claim, "总分经过折算")

    if (whole := of_the_minuend(prose, claim.total, claim.top)) is not None and id(whole) in index_of:
        return judge_claim(prose, replace(claim, total=whole), amounts, index_of)
    if len(outer := without_what_makes_up_a_part(prose, claim.all)) < len(claim.all):
        return judge_claim(prose, replace(claim, top=outer, all=outer), amounts, index_of)

    def told(figures: Sequence[Figure]) -> Decimal:
        found = (amounts[index_of[id(one)]] for one in figures)
        return sum((one.value for one in found if one is not None), Decimal(0))

    def missed(reading: tuple[Figure, ...]) -> Relation:
        parts = prepared(reading)
        assert total is not None
        if parts is None or len(parts) < 2:
            return _unverifiable(prose, claim, "数字被遮盖" if parts is None else "只有一个分项")
        return (
            _of_other_classifiers(prose, claim, reading, total, parts)
            or _unit_slip(prose, claim, reading, total, parts)
            or _weigh(prose, claim, reading, total, parts)
        )

    if counts_close(prose, claim.total, claim.top):
        return missed(claim.top)
    if not claim.whole and second_is_rated(prose, claim.total, claim.top):
        return _unverifiable(prose, claim, "只有一个分项")
    lists = _beginnings(prose, claim)
    run = _enumerated(prose, claim)
    lists = [run, *(one for one in lists if one != run)] if run else lists
    found = missed(run or min(lists, key=lambda one: abs(told(one) - total.value)))
    if found.edit or claim.whole:
        return found
    others = [one for one in (*lists, *_of_sentences(prose, claim)) if (parts := prepared(one)) and _is_near(total, parts)]
    return next((one for one in map(missed, others) if one.verdict is Verdict.INCONSISTENT), found)


def _of_other_classifiers(
    prose: Prose, claim: Claim, reading: Sequence[Figure], total: Amount, parts: Sequence[Amount]
) -> Relation | None:
    """Counts that close with the items of their list that bear another classifier: 机具22台，其中旋耕机12台、烘干机1组、打捆机9台."""
    if claim.total.mention.dimension != "count" or claim.total.mention.start > reading[0].mention.start:
        return None
    others: list[Figure] = []
    start, last = prose.order(claim.total) + 1, prose.order(reading[-1])
    for index in range(start, min(len(prose.figures), last + _OTHER_ITEMS)):
        one = prose.figures[index]
        if one.sentence > reading[-1].sentence:
            break
        named = _ITEM_BEFORE.search(prose.before(one.mention.words_start, 24))
        if (
            is_level(one)
            and one.mention.dimension == "count"
            and one.mention.addable != claim.total.mention.addable
            and named
        ):
            others.append(one)
    known = [amount(one.mention.quantity) for one in others if one.mention.quantity is not None]
    closing = close_sum(total, [*parts, *known]) if known else None
    if closing is None or closing.verdict is not Verdict.CONSISTENT:
        return None
    every = sorted((*reading, *others), key=lambda one: one.mention.start)
    return relation_of(prose, claim.total, every, closing, "scope", claim.cue)


def _weigh(prose: Prose, claim: Claim, reading: Sequence[Figure], total: Amount, parts: Sequence[Amount]) -> Relation:
    """A miss: inconsistent if it looks like a slip or cannot be otherwise, unverifiable with the reason if it may be a gap."""
    closing = close_sum(total, parts)
    count = claim.total.mention.dimension == "count"
    nearby = nearness(total, parts, count=count, rounded=True)
    relation = relation_of(prose, claim.total, reading, closing, "scope", claim.cue)
    if _unitless(prose, claim, reading):
        return replace(relation, verdict=Verdict.UNVERIFIABLE, detail="有一项的数没有写单位", open=claim.open)
    if len(reading) < len(claim.top) and _of_one_role(claim, reading):  # …，实际支出91.20万元 behind the parts is no part
        claim = replace(claim, open=tuple(CUT if one == "口径不一" else one for one in claim.open))
    if complementary(reading) or (len(reading) > 2 and divided(reading)):  # 男, 女: each alone cuts across, both are all
        claim = replace(claim, open=tuple(one for one in claim.open if one != "可交叉的分类"))
    damaged = _damaged(prose, claim, reading)
    if not damaged and counts_close(prose, claim.total, reading):
        return replace(relation, open=(BY_COUNT,), near=True, edit=nearby.edit)
    if closing.difference < 0 and carried_over(prose, claim.total, -closing.difference):
        return replace(relation, open=(*claim.open, CARRIED), near=nearby.near)
    whole = not damaged and _exhausts(prose, claim, reading)
    weighed = bool(nearby.edit) and not damaged and TOLD_IN_WORDS not in claim.open
    slip = weighed and likely_slip(claim, reading, total, parts, closed=whole, tries=nearby.tries)
    short = not whole and closing.difference < 0 and nearby.relative > _WHOLE_MISS  # more than half is told of nowhere
    added = short and len({len(one) for one in nearby.edit.split("→")}) > 1
    if added or (not slip and not _accused(claim, closing, nearby, reading, count, whole=whole)):
        if (
            closing.difference < 0
            and not damaged
            and _plain(claim)
            and (lacking := one_lacking(prose, claim.total, reading))
        ):
            return replace(relation, open=(lacking,))
        remainder = NOT_ALL if closing.difference < 0 else "各分项可能不属同一合计"
        return replace(relation, verdict=Verdict.UNVERIFIABLE, detail=remainder, open=claim.open)
    sure = len(parts) >= 3 or nearby.relative <= Decimal("0.02") or (bool(nearby.edit) and nearby.chance < Decimal("0.01"))
    firm = nearby.near and claim.strength == "strong" and sure and not short
    opened = claim.open if firm else (*claim.open, "不足以断定")
    return replace(relation, open=opened, near=nearby.near, edit=nearby.edit)


def _plain(claim: Claim) -> bool:
    """Whether nothing but what its groups are called speaks against a list that words begin."""
    return claim.strength in ("strong", "medium") and set(claim.open) <= _NAMES


def _of_one_role(claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether the parts that are left when a list was cut are of one role, which the total may have too."""
    roles = roles_of(parts)
    return claim.total.role != "left" and len(roles) <= 1 and not (claim.total.role == "plan" and "spent" in roles)


def _unitless(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether a bare number stands among the parts (其中路灯电费307，保洁工具74.00万元): it may be one of them."""
    ends = [one.mention.start for one in (claim.total, *parts)]
    if claim.total.zone == "form":
        return False  # its unit stands in the head
    return claim.total.mention.dimension == "money" and _BARE.search(prose.quote(min(ends), max(ends))) is not None


def _damaged(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether letters stand for digits in the passage (IO分): then a part may not have been read."""
    ends = [one.mention.start for one in (claim.total, *parts)]
    return _LETTERS.search(prose.quote(min(ends), max(ends))) is not None


def _exhausts(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether the words say that nothing is left out: 分别为, 三项, or a last part called 其他 or 其余."""
    if claim.whole and claim.strength == "strong":
        return True
    if _made_up(claim, parts) or _REST.match(cues.core(parts[-1].label)):
        return True
    number = _NUMBERED.search(prose.before(parts[0].mention.words_start, 40))
    return number is not None and len(parts) == (int(number[1]) if number[1].isdigit() else chinese_number(number[1]))


def _made_up(claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether the word before a list (分配如下, 分别为) or the kinds of a division say that it is all of its total.

    With a list inside the list its levels are in doubt.
    """
    return _MADE_UP.match(claim.cue) is not None or (claim.all == claim.top and complementary(parts))


def _accused(claim: Claim, closing: Closing, nearby: Nearness, parts: Sequence[Figure], count: bool, *, whole: bool) -> bool:
    n = len(parts)
    if (
        whole
        and set(claim.open) <= {COUNTED, NAMED, ALIGNED}
        and (claim.strength == "strong" or (claim.strength == "medium" and _made_up(claim, parts)))
        and (nearby.relative <= _WHOLE_MISS or _short_of_points(claim, closing))
    ):
        return True
    one_too_many = count and n >= _COUNTED_PARTS and abs(closing.difference) <= 1
    explained = bool(nearby.edit) or one_too_many or claim.total.mention.dimension == "score"
    if nearby.near and explained:
        return not claim.open or (set(claim.open) <= _SLIP_ONLY and bool(nearby.edit) and nearby.chance < Decimal("0.01"))
    points = (
        claim.total.mention.dimension == "score" and claim.strength == "medium"
    )  # 效益35分，包括…: parts never exceed it
    if claim.open or not (points or claim.strength == "strong"):
        return False
    kinds = bool(nearby.edit) and (divided(parts) or parallel(parts))
    misread = nearby.relative > 1 and not kinds  # of so much the parse is in doubt, not the sum
    # what no slip explains was, on pages read for the first time, a list of something else, or of kinds that overlap
    many = n >= _MANY_PARTS
    over = closing.difference > 0 and n >= 2 and (points or bool(nearby.edit) or many) and not misread
    return over or (
        count and 3 <= n == len(claim.top) and nearby.relative <= Decimal("0.25") and (bool(nearby.edit) or many)
    )


def _short_of_points(claim: Claim, closing: Closing) -> bool:
    """Whether points of the parts of a form fall short of a score, by however much: 产出 alone is worth half of it."""
    return claim.total.mention.dimension == "score" and closing.difference < 0


def _unit_slip(
    prose: Prose, claim: Claim, reading: Sequence[Figure], total: Amount, parts: Sequence[Amount]
) -> Relation | None:
    """One figure in 元 among 万元, or the reverse, with which the list closes to the last digit: 元 was written for 万元."""
    if claim.total.mention.dimension != "money":
        return None
    printed = [one.quantity.printed_unit for one in (total, *parts)]
    for index, one in enumerate((total, *parts)):
        unit = one.quantity.printed_unit
        if unit not in ("元", "万元") or printed.count(unit) != 1 or significant(one.quantity) < 2:
            continue
        factor = _WAN if unit == "元" else 1 / _WAN
        values = [each.value * factor if place == index else each.value for place, each in enumerate((total, *parts))]
        if sum(values[1:], Decimal(0)) == values[0]:
            figure = claim.total if index == 0 else reading[index - 1]
            right = "万元" if unit == "元" else "元"
            others = tuple(prose.operand(other) for other in (claim.total, *reading) if other is not figure)
            quote = prose.quote(*prose.sentence_span(figure)).strip()
            return Relation(
                Kind.UNIT_SLIP, prose.operand(figure), others, Verdict.INCONSISTENT, quote, figure.place,
                like(one.quantity, one.value * factor), right, "scope", claim.cue, (), True, f"{unit}→{right}",
            )  # fmt: skip
    return None


def _beginnings(prose: Prose, claim: Claim) -> list[tuple[Figure, ...]]:
    """The lists that may be meant: the top-level parts, or those up to a semicolon or to where the role turns (spent, left, received)."""
    if claim.whole:
        return [claim.top]
    lists = [claim.top]
    for index in range(2, len(claim.top)):
        if claim.total.mention.dimension != "score" and _ENDS.search(prose.gap(claim.top[index - 1], claim.top[index])):
            lists.append(claim.top[:index])
    for index in range(2, len(claim.top)):
        if _divided(claim, index) or (claim.total.mention.dimension == "count" and _what_was_done(claim, index)):
            lists.append(claim.top[:index])
        role = role_of(claim.top[index])
        if role in ("spent", "left", "received") and role != role_of(claim.top[index - 1]):
            lists.append(claim.top[:index])
            break
    return lists


def _what_was_done(claim: Claim, index: int) -> bool:
    """Whether a count behind kinds of things says how many of all were dealt with: …、网络类33件，已办结474件."""
    return _DEALT_WITH.match(claim.top[index].label) is not None and not any(
        _DEALT_WITH.match(one.label) or _NOT_YET.match(one.label) for one in claim.top if one is not claim.top[index]
    )


def _enumerated(prose: Prose, claim: Claim) -> tuple[Figure, ...]:
    """The parts that stand in a row of 、, where another mark and another role come behind it: 中央164万元、省级82万元，实际支出226万元."""
    if claim.whole or claim.after:
        return ()
    for index in range(1, len(claim.top)):
        gap = prose.gap(claim.top[index - 1], claim.top[index])
        if "、" in gap and not _MARKS.search(gap):
            continue
        turns = role_of(claim.top[index]) not in ("", role_of(claim.top[index - 1]))
        return claim.top[:index] if index > 1 and turns and _MARKS.search(gap) else ()
    return ()


def _of_sentences(prose: Prose, claim: Claim) -> list[tuple[Figure, ...]]:
    """The parts up to where a sentence ends: what the next one tells may be something else of the same name."""
    gaps = ((index, prose.gap(claim.top[index - 1], claim.top[index])) for index in range(2, len(claim.top)))
    return [claim.top[:index] for index, gap in gaps if _STOPS.search(gap) is not None]


def _is_near(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether one digit closes a list, and hardly any would by chance."""
    nearby = nearness(total, parts, count=False, rounded=True)
    return bool(nearby.edit) and nearby.chance < _HARDLY


def _divided(claim: Claim, index: int) -> bool:
    """Whether the first `index` counts divide the total and the next one cuts across them: 男46人、女42人，脱贫劳动力30人."""
    here = claim.top[:index]
    return (
        claim.total.mention.dimension == "count" and index <= _KINDS and complementary(here)
        and not complementary(claim.top[: index + 1])
    )  # fmt: skip


# —— relations ——


def relation_of(prose: Prose, total: Figure, parts: Sequence[Figure], closing: Closing, way: str, cue: str) -> Relation:
    """The sum of `parts` under `total`, as `way` saw it, quoted from its first figure to its last."""
    quantity = total.mention.quantity
    assert quantity is not None
    first = min((total, *parts), key=lambda one: one.mention.start)
    last = max((total, *parts), key=lambda one: one.mention.end)
    start = prose.sentence_span(first)[0]
    end = max(last.mention.end, start)
    kind = KINDS.get(total.mention.dimension, Kind.COUNT_SUM)
    return Relation(
        kind, prose.operand(total), tuple(prose.operand(one) for one in parts), closing.verdict,
        prose.quote(start, end).strip(), total.place, like(quantity, closing.total), closing.detail, way, cue,
    )  # fmt: skip


def _unverifiable(prose: Prose, claim: Claim, why: str) -> Relation:
    parts = claim.top
    kind = KINDS.get(claim.total.mention.dimension, Kind.COUNT_SUM)
    start, end = prose.sentence_span(claim.total)
    return Relation(
        kind, prose.operand(claim.total), tuple(prose.operand(one) for one in parts), Verdict.UNVERIFIABLE,
        prose.quote(start, end).strip(), claim.total.place, None, why, "scope", claim.cue, claim.open,
    )  # fmt: skip
