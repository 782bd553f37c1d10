"""Sums: which figures claim to be the parts of a total (scope words), and which do add up (arithmetic search).

Two engines, one judge. Scope rules say what is *claimed*; the search says what *closes*. What closes under either is
consistent; only what the scope rules claim and no reading closes may become a finding. The search never accuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.catalog.items import find_item
from jixiao.extract import cues
from jixiao.extract.judge import Amount, Closing, amount, close_sum, like, nearness, significant
from jixiao.extract.prose import Prose, is_list_line
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure

KINDS = {"money": Kind.SUM, "score": Kind.SCORE_SUM}
MAX_PARTS = 60
MAX_WALK = 40

_STRONG = re.compile(
    r"其中|分别为|分别是|分别系|具体为|按[^,，。;:、]{1,10}(?:分|划分|构成)(?:为|,|:|，)|(?<![立随当])即(?![将使可时便])"
)
_MEDIUM = re.compile(r"包括|包含|具体如下|如下:|:(?=[^,，。;:]{0,24}$)")
_WEAK = re.compile(r"主要(?:包括|为(?!了)|是(?!因|由于)|有|用于|由)|涉及|(?<!包)含(?!税)")
_COUNTED = re.compile(
    r"[\d一二三四五六七八九十两]+(?:个|项|类|方面|块|部分)[^,，。;:]{0,6}$|(?:分配|安排|使用|支出|明细|构成)(?:情况|如下)?$"
)
_TOTAL_AFTER = re.compile(r"(?:共计|合计|总计|总共|总得分|总分)(?:为|是|达|得分?|支出|投入|资金|金额|经费|:)?$")
_SCORED = re.compile(r"(?P<got>得分?(?:为)?)$|(?P<lost>扣(?:除|减|掉)?(?:了|分)?(?:为)?)$")
_BASE_OF = re.compile(r"\s*(?:数|额)?的\s*$")
_STOP_TOTAL = re.compile(r"(?:共计|合计|总计|累计|总共)[^,;。、()\n\d]{0,6}$")
_BESIDES = re.compile(r"另(?:有|外|聘|设|安排)?|此外|同时|以及其他")
_NEST = re.compile(r"其中|含|包括")
_OPEN_END = re.compile(r"^[^,;。、()\n]{0,12}等")


@dataclass(frozen=True, slots=True)
class Claim:
    """A list of figures that the text says makes up `total`."""

    total: Figure
    top: tuple[Figure, ...]
    all: tuple[Figure, ...]
    cue: str
    strength: str
    open: tuple[str, ...]
    after: bool = False


def sum_relations(prose: Prose) -> list[Relation]:
    """All sums of amounts and counts of the prose, judged."""
    found: list[Relation] = []
    for levels in _levels(prose).values():
        if len(levels) >= 3:
            found.extend(_of_levels(prose, levels))
    return found


def _levels(prose: Prose) -> dict[tuple[str, str], list[Figure]]:
    """Figures that may be added, by dimension and unit: no standards, changes, earlier years, rates, targets or named bases.

    Points are of three kinds that are never mixed: what a thing is worth, what it got (得), what it lost (扣).
    """
    lists: dict[tuple[str, str], list[Figure]] = {}
    figures = prose.figures
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
        lists.setdefault(key, []).append(figure)
    return lists


def _of_levels(prose: Prose, levels: list[Figure]) -> Iterator[Relation]:
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
    index_of = {id(one): index for index, one in enumerate(levels)}
    closed = dict(_search(prose, levels, amounts))
    for total_index, total in enumerate(levels):
        claim = _claim(prose, levels, total_index) or _claim_before(prose, levels, total_index)
        by_search = closed.pop(total_index, None)
        if claim is None:
            if by_search is not None:
                yield _relation(prose, total, by_search[0], by_search[1], "search", "")
            continue
        relation = _judge_claim(prose, claim, amounts, index_of)
        if relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            yield relation
        elif by_search is not None and _shares_half(by_search[0], claim.top):
            yield _relation(prose, total, by_search[0], by_search[1], "search", "")
        else:
            yield relation
            if by_search is not None:
                yield _relation(prose, total, by_search[0], by_search[1], "search", "")


def _shares_half(found: Sequence[Figure], claimed: Sequence[Figure]) -> bool:
    mine = {id(one) for one in claimed}
    return 2 * sum(1 for one in found if id(one) in mine) >= max(1, min(len(found), len(mine)))


# —— what the words claim ——


def _claim(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    total = levels[index]
    if index + 1 >= len(levels) or total.mention.chinese:
        return None
    first = levels[index + 1]
    if total.zone == "table" and first.paragraph != total.paragraph:
        return None
    gap = prose.gap(total, first)
    if len(gap) > 120:
        return None
    cue, strength = _cue(gap, total, first)
    if not strength:
        return None
    if total.sentence != first.sentence and not _may_cross(gap, cue, prose, first):
        return None
    top, every, reasons = _collect(prose, levels, index + 1, total, cue)
    if not top:
        return None
    reasons += _open(prose, total, top, strength)
    return Claim(total, tuple(top), tuple(every), cue, strength, tuple(dict.fromkeys(reasons)))


def _claim_before(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """A list before its total: 基本补助1100万元，项目补助746万元，合计1846万元. Two or more figures of the same sentence."""
    total = levels[index]
    cue = _TOTAL_AFTER.search(prose.before(total.mention.words_start, 10))
    if cue is None or total.zone == "table" or total.mention.chinese:
        return None
    parts: list[Figure] = []
    for figure in reversed(levels[max(0, index - MAX_PARTS) : index]):
        if figure.sentence != total.sentence or figure.total or figure.depth > total.depth:
            break
        parts.append(figure)
    parts.reverse()
    if len(parts) < 2:
        return None
    reasons = _open(prose, total, parts, "strong")
    return Claim(total, tuple(parts), tuple(parts), cue.group(), "strong", tuple(dict.fromkeys(reasons)), after=True)


def _cue(gap: str, total: Figure, first: Figure) -> tuple[str, str]:
    """The scope word in the gap between a total and the next figure, and how strong it is."""
    if strong := _STRONG.search(gap):
        if _WEAK.match(gap[strong.end() : strong.end() + 4].lstrip(",:")):
            return strong.group() + "主要", "weak"
        return strong.group(), "strong"
    if weak := _WEAK.search(gap):
        return weak.group(), "weak"
    bracket = re.search(r"[(\[]", gap)
    if bracket and first.depth > total.depth and len(gap) <= 20:
        return "(", "strong"
    if medium := _MEDIUM.search(gap):
        if (
            medium.group() in ("如下:", ":", "具体如下")
            and medium.start() > 12
            and not _COUNTED.search(gap[: medium.start()])
        ):
            return "", ""
        count = total.mention.dimension == "count"
        return medium.group(), "strong" if medium.group() in ("包括", "包含") and count else "medium"
    return "", ""


def _may_cross(gap: str, cue: str, prose: Prose, first: Figure) -> bool:
    """A sentence may end inside the gap only if the scope word comes right behind it, or a list line follows."""
    if "\n" in gap:
        if first.zone == "form" and first.paragraph - 1 in prose.on_forms:
            return gap.lstrip().startswith("其中")
        line = prose.lines[first.paragraph]
        return cue in (":", "具体如下", "如下:") and is_list_line(line.text.string)
    position = gap.find("。")
    return position >= 0 and gap[position + 1 :].lstrip(",:").startswith(cue)


def _collect(
    prose: Prose, levels: Sequence[Figure], start: int, total: Figure, cue: str
) -> tuple[list[Figure], list[Figure], list[str]]:
    """The parts: to the end of the sentence, the closing bracket, or the next total; list lines go on below."""
    first = levels[start]
    top: list[Figure] = []
    every: list[Figure] = []
    reasons: list[str] = []
    base = first.depth
    nested = False
    previous: Figure | None = None
    last_line = first.paragraph
    for figure in levels[start : start + MAX_PARTS]:
        if previous is not None:
            between = prose.gap(previous, figure)
            if figure.depth < base and cue == "(":
                break
            if figure.sentence != previous.sentence:
                line = prose.lines[figure.paragraph].text.string
                below = first.paragraph > total.paragraph and last_line < figure.paragraph <= last_line + 1
                if not below or not (is_list_line(line) or figure.zone == first.zone == "form"):
                    break
                nested = False
            last_line = figure.paragraph
            if figure.depth <= base and (_STOP_TOTAL.search(between) or _BESIDES.search(between)):
                break
            if ";" in between or "。" in between:
                nested = False
            if _NEST.search(between) and figure.depth <= base:
                nested = True
        every.append(figure)
        if not nested and figure.depth <= base:
            top.append(figure)
        previous = figure
    if every:
        tail = prose.after(every[-1].mention.words_end, 14)
        if _OPEN_END.match(tail):
            reasons.append("等")
        if tail.lstrip(" ")[:1] == "…":
            reasons.append("截断")
    return top, every, reasons


def _open(prose: Prose, total: Figure, parts: Sequence[Figure], strength: str) -> list[str]:
    """Why a miss must not be called an error."""
    reasons: list[str] = []
    figures = (total, *parts)
    if strength == "weak":
        reasons.append("列举不全的说法")
    if any(one.mention.quantity is None for one in figures):
        reasons.append("数字被遮盖")
    if any(one.mention.quantity is not None and one.mention.quantity.approx for one in figures):
        reasons.append("约数")
    if total.zone == "table" or any(one.zone == "table" for one in parts):
        reasons.append("表格压平的文字")
    points = total.mention.dimension == "score"
    labels = [cues.core(one.label) for one in parts if one.label and not points]
    if len(labels) != len(set(labels)):
        reasons.append("同名各项")
    if total.label and cues.core(total.label) in labels:
        reasons.append("与合计同名")
    if any(not one.label and not one.after for one in parts):
        reasons.append("没有名称")
    if total.mention.dimension == "count" and any(
        word in one.label or word in one.after[:6] for one in parts for word in cues.words()["overlap"]
    ):
        reasons.append("可交叉的分类")
    roles = {one.role for one in parts if find_item(cues.core(one.label)) is None} - {""}
    if total.role == "left" or len(roles & {"plan", "spent", "received", "left"}) > 1:
        reasons.append("口径不一")
    return reasons


# —— judging a claim ——


def _judge_claim(prose: Prose, claim: Claim, amounts: Sequence[Amount | None], index_of: dict[int, int]) -> Relation:
    def prepared(figures: Sequence[Figure]) -> list[Amount] | None:
        found = [amounts[index_of[id(one)]] for one in figures]
        return None if any(one is None for one in found) else [one for one in found if one is not None]

    total = amounts[index_of[id(claim.total)]]
    if total is None:
        return _unverifiable(prose, claim, "数字被遮盖")
    best: tuple[tuple[Figure, ...], Closing] | None = None
    for reading in _readings(claim):
        parts = prepared(reading)
        if parts is None:
            continue
        closing = close_sum(total, parts)
        if closing.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            exact = closing.verdict is Verdict.CONSISTENT
            if best is None or exact:
                best = (reading, closing)
            if exact:
                break
    if best is not None:
        return _relation(prose, claim.total, best[0], best[1], "scope", claim.cue)
    reading = _closest(claim, amounts, index_of)
    parts = prepared(reading)
    if parts is None or len(parts) < 2:
        reason = "数字被遮盖" if parts is None else "只有一个分项"
        return _unverifiable(prose, claim, reason)
    closing = close_sum(total, parts)
    count = claim.total.mention.dimension == "count"
    nearby = nearness(total, parts, count=count)
    relation = _relation(prose, claim.total, reading, closing, "scope", claim.cue)
    slip_only = set(claim.open) <= {"同名各项", "列举不全的说法", "表格压平的文字", "没有名称"}
    accuse = nearby.near and (not claim.open or (slip_only and bool(nearby.edit) and nearby.chance < Decimal("0.01")))
    if not accuse and not claim.open and claim.strength == "strong":
        over = closing.difference > 0
        accuse = (count and len(parts) >= 3 and nearby.relative <= Decimal("0.25")) or (
            not count and over and len(parts) >= 2 and nearby.relative <= 1
        )
    if not accuse:
        remainder = "分项未列全，余数无法核对" if closing.difference < 0 else "各分项可能不属同一合计"
        return replace(relation, verdict=Verdict.UNVERIFIABLE, detail=remainder, open=claim.open)
    telling = (
        len(parts) >= 3 or nearby.relative <= Decimal("0.02") or (bool(nearby.edit) and nearby.chance < Decimal("0.01"))
    )
    firm = nearby.near and claim.strength == "strong" and telling
    opened = claim.open if firm else (*claim.open, "不足以断定")
    return replace(relation, open=opened, near=nearby.near, edit=nearby.edit)


def _readings(claim: Claim) -> Iterator[tuple[Figure, ...]]:
    """Top-level parts, all parts, then every beginning of each: a list often runs into the next statement.

    No reading leaves out the first part or picks a subset: small counts always find a subset that fits.
    """
    yield claim.top
    if claim.all != claim.top:
        yield claim.all
    for parts in (claim.top, claim.all) if claim.all != claim.top else (claim.top,):
        for size in range(len(parts) - 1, 0, -1):
            yield parts[-size:] if claim.after else parts[:size]


def _closest(claim: Claim, amounts: Sequence[Amount | None], index_of: dict[int, int]) -> tuple[Figure, ...]:
    """The list to accuse: the top-level parts, or those up to where the role turns (spent, left, received)."""
    lists = [claim.top]
    for index in range(2, len(claim.top)):
        if claim.top[index].role in ("spent", "left", "received") and claim.top[index].role != claim.top[index - 1].role:
            lists.append(claim.top[:index])
            break
    total = amounts[index_of[id(claim.total)]]
    assert total is not None

    def miss(parts: tuple[Figure, ...]) -> Decimal:
        found = [amounts[index_of[id(one)]] for one in parts]
        return abs(sum((one.value for one in found if one is not None), Decimal(0)) - total.value)

    return min(lists, key=miss)


# —— what happens to add up ——


def _search(
    prose: Prose, levels: Sequence[Figure], amounts: Sequence[Amount | None]
) -> Iterator[tuple[int, tuple[tuple[Figure, ...], Closing]]]:
    """Contiguous runs of two or more figures next to a figure that they add up to, in either direction."""
    for index, total in enumerate(levels):
        mine = amounts[index]
        if mine is None or mine.loose or mine.value <= 0 or total.zone == "table":
            continue
        count = total.mention.dimension == "count"
        if total.mention.chinese and count:
            continue
        for step in (1, -1):
            run = _run(prose, levels, amounts, index, step, count)
            if run is not None:
                yield index, run
                break


def _run(
    prose: Prose, levels: Sequence[Figure], amounts: Sequence[Amount | None], index: int, step: int, count: bool
) -> tuple[tuple[Figure, ...], Closing] | None:
    total, mine = levels[index], amounts[index]
    assert mine is not None
    picked: list[Figure] = []
    parts: list[Amount] = []
    value = Decimal(0)
    position = index + step
    while 0 <= position < len(levels) and len(picked) < MAX_WALK:
        figure, part = levels[position], amounts[position]
        if part is None or part.loose or figure.zone == "table" or abs(figure.paragraph - total.paragraph) > 12:
            return None
        picked.append(figure)
        parts.append(part)
        value += part.value
        if len(picked) >= 2:
            ordered = tuple(picked) if step > 0 else tuple(reversed(picked))
            if value == mine.value and _accept_exact(total, ordered, mine, parts, count):
                return ordered, Closing(Verdict.CONSISTENT, value, Decimal(0))
            if not count and _accept_rounded(total, ordered, mine):
                closing = close_sum(mine, parts)
                if closing.verdict is Verdict.ROUNDING:
                    return ordered, closing
        if value > mine.high + sum((one.step for one in parts), mine.step):
            return None
        position += step
    return None


def _accept_exact(total: Figure, parts: Sequence[Figure], mine: Amount, amounts: Sequence[Amount], count: bool) -> bool:
    if not count:
        return len(parts) >= 3 or max(significant(one.quantity) for one in (mine, *amounts)) >= 2
    if len(parts) < 3:
        return False
    noun = total.after[:2]
    return bool(noun) and all(one.after.startswith(noun) or noun in one.label for one in parts)


def _accept_rounded(total: Figure, parts: Sequence[Figure], mine: Amount) -> bool:
    if len(parts) > 8:
        return False
    one_sentence = all(one.sentence == total.sentence for one in parts)
    return (significant(mine.quantity) >= 5 and one_sentence) or (total.total and total.paragraph == parts[0].paragraph)


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
