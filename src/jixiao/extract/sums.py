"""Sums: what the words claim (`scope`) and what happens to add up (`search`), under one judge.

What closes under either is consistent. Only what the words claim and no reading closes may become a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.classifiers import classified
from jixiao.extract.grades import score_figure
from jixiao.extract.judge import Amount, Closing, Nearness, amount, close_sum, like, nearness, significant
from jixiao.extract.prose import Prose
from jixiao.extract.scope import APART, TOLD_IN_WORDS, Claim, claim_of
from jixiao.extract.scores import SCALED
from jixiao.extract.search import search
from jixiao.extract.subjects import NAMED, Head, claims_of_subjects, list_heads
from jixiao.extract.sums_beside import told_rightly
from jixiao.extract.tallies import COUNTED, claims_back
from jixiao.extract.whole import complementary, likely_slip
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.text.numbers import chinese_number

KINDS = {"money": Kind.SUM, "score": Kind.SCORE_SUM}

_SCORED = re.compile(r"(?P<got>得分?(?:为)?)$|(?P<lost>扣(?:除|减|掉)?(?:了|分)?(?:为)?)$")
_BASE_OF = re.compile(r"\s*(?:数|额)?的\s*$")
_WAN = Decimal(10_000)
_REST = re.compile(r"其他|其余|其它|余下")
_NUMBERED = re.compile(r"([二两三四五六七八九十]|\d{1,2})(?:项|类|块|部分|个方面|种|档|批|笔|期)[^\d,，。;]{0,8}[:,，]?")
_LETTERS = re.compile(r"(?<![A-Za-z])[OoIlXSZB\d]*[OoIlXSZB][OoIlXSZB\d]*(?=[分元万%人个项])")
_BARE = re.compile(r"[一-鿿]\d+(?:\.\d+)?(?=[、，;；]|,(?!\d{3}))")
_ENDS = re.compile(r"[;；]")
_WHOLE_MISS = Decimal("0.5")
_KINDS = 4
_SLIP_ONLY = {"同名各项", "列举不全的说法", "表格压平的文字", "没有名称", "没有“其中”一类的说法", COUNTED, NAMED, APART}


def sum_relations(prose: Prose) -> list[Relation]:
    """All sums of amounts and counts of the prose, judged."""
    found: list[Relation] = []
    heads = list_heads(prose)
    for levels in _levels(prose).values():
        if len(levels) >= 3:
            here = list(_of_levels(prose, levels))
            found += here
            found += _of_subjects(prose, heads, levels, here) if heads else ()
    found += _of_classifiers(prose, found)
    return told_rightly(prose, found)


def _of_classifiers(prose: Prose, known: Sequence[Relation]) -> Iterator[Relation]:
    """Totals that name the classifiers of their parts: 5460头（只、羽），其中仔猪360头、山羊900只、鸡苗4200羽."""
    if "(" not in prose.string:
        return
    settled = {one.stated.place for one in known if one.verdict is not Verdict.UNVERIFIABLE}
    for total, levels in classified(prose):
        claim = claim_of(prose, levels, 0) if total.place not in settled else None
        if claim is not None and len({one.mention.unit for one in (total, *claim.top)}) > 1:
            amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
            yield _judge_claim(prose, claim, amounts, {id(one): index for index, one in enumerate(levels)})


def _of_subjects(prose: Prose, heads: Sequence[Head], levels: list[Figure], known: Sequence[Relation]) -> Iterator[Relation]:
    """Lists that begin with the name of their total, where that total and list are not judged yet."""
    settled = {
        (one.stated.place, one.operands[-1].place)
        for one in known
        if one.verdict is not Verdict.UNVERIFIABLE and one.operands
    }
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
    index_of = {id(one): index for index, one in enumerate(levels)}
    for claim in claims_of_subjects(prose, heads, levels):
        if id(claim.total) in index_of and (claim.total.place, claim.top[-1].place) not in settled:
            relation = _judge_claim(prose, claim, amounts, index_of)
            if relation.verdict is not Verdict.UNVERIFIABLE:
                yield relation


def _levels(prose: Prose) -> dict[tuple[str, str], list[Figure]]:
    """Figures that may be added, by dimension and unit: no standards, changes, earlier years, rates, targets or named bases.

    Points are of three kinds that are never mixed: what a thing is worth, what it got (得), what it lost (扣).
    """
    lists: dict[tuple[str, str], list[Figure]] = {}
    figures = prose.figures
    whole = score_figure(prose, sure=True)
    for index, figure in enumerate(figures):
        mention = figure.mention
        if mention.dimension not in ("money", "count", "area", "score") or mention.per or figure.change or figure.prior:
            continue
        if mention.quantity is not None and mention.quantity.bound != "=":
            continue
        following = figures[index + 1] if index + 1 < len(figures) else None
        if (
            following is not None
            and following.mention.dimension == "percent"
            and _BASE_OF.fullmatch(prose.gap(figure, following))
        ):
            continue
        key = mention.addable
        if mention.dimension == "score":
            scored = _SCORED.search(prose.before(mention.words_start, 8))
            key = ("score", scored.lastgroup or "" if scored else "worth")
            if key[1] == "worth" and (figure is whole or _sums_up(prose, index)) and _parts_scored(prose, index):
                key = ("score", "got")  # 自评总分96.5分 behind 得27分, 得18.5分 …
            if key[1] == "got" and figure is whole and not _parts_scored(prose, index):
                lists.setdefault(("score", "worth"), []).append(figure)
        lists.setdefault(key, []).append(figure)
    return lists


def _sums_up(prose: Prose, index: int) -> bool:
    """Whether points are nothing but the sum of what was got right before them: 过程25分得24分，…，合计95.9分."""
    me, before = prose.figures[index], prose.figures[index - 1] if index else None
    got = (
        before is not None and before.sentence == me.sentence and _SCORED.search(prose.before(before.mention.words_start, 8))
    )
    return bool(got and got["got"]) and me.label.rstrip("为") in ("合计", "共计", "总计")


def _parts_scored(prose: Prose, index: int) -> bool:
    """Whether the parts around a whole score say what they got (得): then what they are worth makes up no score."""
    me = prose.figures[index]
    around = [
        one for one in prose.figures[max(0, index - 8) : index + 6] if one is not me and abs(one.sentence - me.sentence) <= 1
    ]
    return any(
        one.mention.dimension == "score"
        and (match := _SCORED.search(prose.before(one.mention.words_start, 8)))
        and match["got"]
        for one in around
    )


def _of_levels(prose: Prose, levels: list[Figure]) -> Iterator[Relation]:
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
    index_of = {id(one): index for index, one in enumerate(levels)}
    closed = dict(search(levels, amounts))
    for total_index, total in enumerate(levels):
        claim = claim_of(prose, levels, total_index)
        by_search = closed.pop(total_index, None)
        relation = _judge_claim(prose, claim, amounts, index_of) if claim is not None else None
        if claim is None or relation is None or (claim.strength == "bare" and relation.verdict is Verdict.UNVERIFIABLE):
            if by_search is not None:
                yield _relation(prose, total, by_search[0], by_search[1], "search", "")
            elif (back := _looking_back(prose, levels, total_index, amounts, index_of)) is not None:
                yield back
            continue
        if relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            yield relation
        elif by_search is not None and _shares_half(by_search[0], claim.top):
            yield _relation(prose, total, by_search[0], by_search[1], "search", "")
        else:
            yield relation
            if by_search is not None:
                yield _relation(prose, total, by_search[0], by_search[1], "search", "")


def _looking_back(
    prose: Prose, levels: Sequence[Figure], index: int, amounts: Sequence[Amount | None], index_of: dict[int, int]
) -> Relation | None:
    """A total that looks back (三项合计) over a list that closes, or else over the only list that one slip would close."""
    judged = [_judge_claim(prose, claim, amounts, index_of) for claim in claims_back(prose, levels, index)]
    held = next((one for one in judged if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)), None)
    missed = [one for one in judged if one.verdict is Verdict.INCONSISTENT]
    return held or (missed[0] if len(missed) == 1 else None)


def _shares_half(found: Sequence[Figure], claimed: Sequence[Figure]) -> bool:
    mine = {id(one) for one in claimed}
    return 2 * sum(1 for one in found if id(one) in mine) >= max(1, min(len(found), len(mine)))


# —— judging a claim ——


def _judge_claim(prose: Prose, claim: Claim, amounts: Sequence[Amount | None], index_of: dict[int, int]) -> Relation:
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
        if best is None or closing.verdict is Verdict.CONSISTENT:
            best = (reading, closing)
        if closing.verdict is Verdict.CONSISTENT:
            break
    if best is not None:
        return _relation(prose, claim.total, best[0], best[1], "scope", claim.cue)
    if claim.total.mention.dimension == "score" and SCALED.search(prose.string):
        return _unverifiable(prose, claim, "总分经过折算")
    reading = _closest(prose, claim, amounts, index_of)
    parts = prepared(reading)
    if parts is None or len(parts) < 2:
        return _unverifiable(prose, claim, "数字被遮盖" if parts is None else "只有一个分项")
    return _unit_slip(prose, claim, reading, total, parts) or _weigh(prose, claim, reading, total, parts)


def _weigh(prose: Prose, claim: Claim, reading: Sequence[Figure], total: Amount, parts: Sequence[Amount]) -> Relation:
    """A miss: inconsistent if it looks like a slip or cannot be otherwise, unverifiable with the reason if it may be a gap."""
    closing = close_sum(total, parts)
    count = claim.total.mention.dimension == "count"
    nearby = nearness(total, parts, count=count)
    relation = _relation(prose, claim.total, reading, closing, "scope", claim.cue)
    if _unitless(prose, claim, reading):
        return replace(relation, verdict=Verdict.UNVERIFIABLE, detail="有一项的数没有写单位", open=claim.open)
    if complementary(reading):  # 男, 女: each alone cuts across, both together are all
        claim = replace(claim, open=tuple(one for one in claim.open if one != "可交叉的分类"))
    damaged = _damaged(prose, claim, reading)
    whole = not damaged and _exhausts(prose, claim, reading)
    weighed = bool(nearby.edit) and not damaged and TOLD_IN_WORDS not in claim.open
    slip = weighed and likely_slip(claim, reading, total, parts, closed=whole)
    short = not whole and closing.difference < 0 and nearby.relative > _WHOLE_MISS  # more than half is told of nowhere
    added = short and len({len(one) for one in nearby.edit.split("→")}) > 1
    if added or (not slip and not _accused(claim, closing, nearby, len(parts), count, whole=whole)):
        remainder = "分项未列全，余数无法核对" if closing.difference < 0 else "各分项可能不属同一合计"
        return replace(relation, verdict=Verdict.UNVERIFIABLE, detail=remainder, open=claim.open)
    sure = len(parts) >= 3 or nearby.relative <= Decimal("0.02") or (bool(nearby.edit) and nearby.chance < Decimal("0.01"))
    firm = nearby.near and claim.strength == "strong" and sure and not short
    opened = claim.open if firm else (*claim.open, "不足以断定")
    return replace(relation, open=opened, near=nearby.near, edit=nearby.edit)


def _unitless(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether a bare number stands among the parts (其中路灯电费307，保洁工具74.00万元): it may be one of them."""
    ends = [one.mention.start for one in (claim.total, *parts)]
    return claim.total.mention.dimension == "money" and _BARE.search(prose.quote(min(ends), max(ends))) is not None


def _damaged(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether letters stand for digits in the passage (IO分): then a part may not have been read."""
    ends = [one.mention.start for one in (claim.total, *parts)]
    return _LETTERS.search(prose.quote(min(ends), max(ends))) is not None


def _exhausts(prose: Prose, claim: Claim, parts: Sequence[Figure]) -> bool:
    """Whether the words say that nothing is left out: 分别为, 三项, or a last part called 其他 or 其余."""
    if claim.whole and claim.strength == "strong":
        return True
    if claim.cue.startswith(("分别", "具体为", "按")) or _REST.match(cues.core(parts[-1].label)):
        return True
    if claim.all == claim.top and complementary(parts):  # with a list inside the list its levels are in doubt
        return True
    number = _NUMBERED.search(prose.before(parts[0].mention.words_start, 40))
    return number is not None and len(parts) == (int(number[1]) if number[1].isdigit() else chinese_number(number[1]))


def _accused(claim: Claim, closing: Closing, nearby: Nearness, n: int, count: bool, *, whole: bool) -> bool:
    if whole and set(claim.open) <= {COUNTED, NAMED} and claim.strength == "strong" and nearby.relative <= _WHOLE_MISS:
        return True
    if nearby.near:
        return not claim.open or (set(claim.open) <= _SLIP_ONLY and bool(nearby.edit) and nearby.chance < Decimal("0.01"))
    points = (
        claim.total.mention.dimension == "score" and claim.strength == "medium"
    )  # 效益35分，包括…: parts never exceed it
    if claim.open or not (points or claim.strength == "strong"):
        return False
    over = closing.difference > 0 and n >= 2 and nearby.relative <= 1  # beyond that the parse is in doubt, not the sum
    return over or (count and n >= 3 and nearby.relative <= Decimal("0.25"))


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


def _closest(prose: Prose, claim: Claim, amounts: Sequence[Amount | None], index_of: dict[int, int]) -> tuple[Figure, ...]:
    """The list to accuse: the top-level parts, or those up to a semicolon or to where the role turns (spent, left, received)."""
    lists = [claim.top]
    for index in range(2, len(claim.top)):
        if claim.total.mention.dimension != "score" and _ENDS.search(prose.gap(claim.top[index - 1], claim.top[index])):
            lists.append(claim.top[:index])
    for index in range(2, len(claim.top)):
        if _divided(claim, index):
            lists.append(claim.top[:index])
        if claim.top[index].role in ("spent", "left", "received") and claim.top[index].role != claim.top[index - 1].role:
            lists.append(claim.top[:index])
            break
    total = amounts[index_of[id(claim.total)]]
    assert total is not None

    def miss(parts: tuple[Figure, ...]) -> Decimal:
        found = [amounts[index_of[id(one)]] for one in parts]
        return abs(sum((one.value for one in found if one is not None), Decimal(0)) - total.value)

    return min(lists, key=miss)


def _divided(claim: Claim, index: int) -> bool:
    """Whether the first `index` counts divide the total and the next one cuts across them: 男46人、女42人，脱贫劳动力30人."""
    here = claim.top[:index]
    return (
        claim.total.mention.dimension == "count" and index <= _KINDS and complementary(here)
        and not complementary(claim.top[: index + 1])
    )  # fmt: skip


# —— relations ——


def _relation(prose: Prose, total: Figure, parts: Sequence[Figure], closing: Closing, way: str, cue: str) -> Relation:
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
