"""What the words claim: which figures stand as the parts of a total. Whether they add up is decided in `sums`.

A scope word makes a claim (其中, 分别为, a bracket, 包括, a colon), or a word of totality behind a list (合计). A bare list is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.prose import Prose, is_list_line, value_of
from jixiao.extract.sums.apart import has_one_part, in_bracket_of_another, of_each, siblings, within_another
from jixiao.extract.sums.below import alone_in_lines, items_below, listed_below, paragraphs_below
from jixiao.extract.sums.divisions import exhausted, of_one
from jixiao.extract.sums.evidence import without_inner
from jixiao.extract.sums.list_ends import bracket_closed, first_of_items
from jixiao.extract.sums.named_parts import kinds_behind, named_before
from jixiao.extract.sums.openness import doubts, roles_of
from jixiao.model.reading import Figure
from jixiao.patterns import regex

MAX_PARTS = 60
_TAIL = 3
_SENTENCES = 3
"""So many sentences further the next kind of a division may stand: behind one kind stands why it changed."""
NO_WORD = "没有“其中”一类的说法"
DIVIDED = "各项是同一划分的各类，没有“其中”一类的说法"
_BELOW = "以下各行"
_HUNDRED = 100

_STRONG = regex(
    r"其中|分别为|分别是|分别系|具体[为是]|分(?:[两二三四五六七八九十]|\d{1,2})(?:批|期|笔|次)(?=[^,，。;]{0,8}[,，:])|按[^,，。;:、]{1,10}(?:分|划分|构成)(?:为|,|:|，)|(?<![立随当])即(?![将使可时便])"
)
_MEDIUM = regex(r"包括|包含|具体如下|如下:|:(?=[^,，。;:]{0,24}$)")
_MADE_UP = regex(r"(?:分配|分解|构成|组成|明细)(?:情况|方案|明细)?(?:为|具体)?$")
"""Before a colon, or before 如下: what follows is all of it."""
_WITHIN = regex(r"[^,，。;:、()]{0,8}(?<![其集])当?中[,:，]")
"""不满意的17份问卷中，…9份、…5份、…3份."""
_WEAK = regex(r"主要(?:包括|为(?!了)|是(?!因|由于)|的?有|用于|由)|涉及|(?<!包)含(?!税)")
_ANY_CUE = regex(r"[其分具按即包如:主涉含中(\[]")
"""What every scope word begins with, and brackets."""
_COUNTED = regex(
    r"[\d一二三四五六七八九十两]+(?:个|项|类|方面|块|部分)[^,，。;:]{0,6}$|(?:分配|安排|使用|支出|明细|构成)(?:情况|如下)?$"
)
_TOTAL_AFTER = re.compile(r"(?:共计|合计|总计|总共|总得分|总分)(?:为|是|达|得分?|扣分?|支出|投入|资金|金额|经费|:)?$")
_JUST_ALL = regex(r"[,，;；]共(?:有|为)?$")
_RUNNING = re.compile(r"[,，;；](?:[两三四五六七八九十]年)?累计[^\d,，]{0,4}$")
"""分别投入120万元、150万元，累计270万元; a running total elsewhere."""
_ADDED = regex(r"[,，;；](?:再)?加上")
"""收入129748万元，加上级补助428905万元、调入资金348606万元，收入总计907259万元."""
_STOP_TOTAL = regex(r"(?:(?:共计|合计|总计|累计|总共)|差[异额](?:总额)?)[^,;。、()\n\d]{0,6}$")
_SO_FAR = "累计"
_BESIDES = regex(r"另(?:有|外|聘|设|安排)?|此外|同时|以及其他")
_LEADS = regex(r"其中[:,]?\s*$")
_REASON = regex(r"(?:其)?(?:主要|变动|增减变?动?|增加|减少|增长|下降)?(?:的)?(?:原因|是由于|是因|因为|由于)")
"""A sentence between a total and its list that says why: 主要原因是增人增资。其中：…."""
_OTHERWISE = regex(r"上年|去年|同期|预算|计划|年初|调整")
"""What begins a sentence of another year or of the plan is no part of what was told before it."""
_FULL_MARKS = regex(r"(?:满分|分值|权重|标准分)(?:为|:)?$")
_NEST = regex(r"其中|含|包括|主要(?:为|是|有|由)")
_OPEN_END = regex(r"^[^,;。、()\n]{0,12}等")
_GLOSS = regex(r"\([^()\n]*\)")


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
    whole: bool = False

    def readings(self) -> Iterator[tuple[Figure, ...]]:
        """Top-level parts, all parts, then every beginning of each: a list often runs into the next statement.

        No reading leaves out the first part or picks a subset: small counts always find a subset that fits. A list that is
        `whole` is read in no other way.
        """
        yield self.top
        if self.whole:
            return
        lists = (self.top,) if self.all == self.top else (self.top, self.all)
        yield from lists[1:]
        for parts in lists:
            for size in range(len(parts) - 1, 0, -1):
                yield parts[-size:] if self.after else parts[:size]


def claim_of(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """The list the words give the figure at `index` of `levels` for its parts, behind it or before it."""
    behind = claim_behind(prose, levels, index)
    if behind is not None and len(behind.top) < 2:  # 分别为160场、168场、184场，共512场；其中每个乡镇8场
        behind = _claim_before(prose, levels, index) or behind
    behind = behind or _claim_of_paragraphs(prose, levels, index)
    return (
        behind
        or _claim_before(prose, levels, index)
        or _claim_of_kinds(prose, levels, index)
        or _bare_claim(prose, levels, index)
        or _claim_of_items(prose, levels, index)
    )


def _claim_of_paragraphs(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """A list behind 其中： at the end of a line, a paragraph a part, of kinds of one division."""
    total, top = levels[index], paragraphs_below(prose, levels, index)
    if not top or total.mention.chinese:
        return None
    sure = of_one(top, "whole") or of_one(top, "open") or alone_in_lines(levels, index, top)
    reasons = doubts(prose, total, top, "strong" if sure else "bare") + ([] if sure else [NO_WORD])
    strength = "strong" if sure else "bare"
    return Claim(total, top, top, "其中", strength, tuple(dict.fromkeys(reasons)), whole=of_one(top, "whole") or not sure)


def _claim_of_items(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """The numbered items right below the numbered line of a total: weak at best, for no word says that they are its parts."""
    total, top = levels[index], items_below(prose, levels, index)
    if not top or total.mention.chinese or len(roles_of(top)) > 1:
        return None
    reasons = (*doubts(prose, total, top, "bare"), NO_WORD)
    return Claim(total, top, top, "", "bare", tuple(dict.fromkeys(reasons)), whole=True)


def _claim_of_kinds(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """The kinds of a division right behind a total without a word: 发现问题312个，立行立改268个，限期整改44个."""
    total, parts = levels[index], kinds_behind(prose, levels, index)
    if not parts:
        return None
    told = sum((value_of(one) for one in parts), Decimal(0))
    sure = exhausted(parts) or told > value_of(total)  # who leaves 不满意 out has a list that falls short
    reasons = [*doubts(prose, total, parts, "strong"), DIVIDED if sure else NO_WORD]
    return Claim(total, parts, parts, "", "strong", tuple(dict.fromkeys(reasons)), whole=True)


def _bare_claim(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """A total by its own word, and right behind it nothing but two to eight figures of the same sentence: weak at best."""
    total = levels[index]
    if not total.total or total.mention.dimension != "money" or total.zone or total.mention.chinese:
        return None
    parts: list[Figure] = []
    for figure in levels[index + 1 : index + 10]:
        if figure.sentence != total.sentence or figure.total:
            break
        if figure.depth == total.depth:
            parts.append(figure)
    if not 2 <= len(parts) <= 8 or len(roles_of(parts)) > 1:
        return None
    reasons = (*doubts(prose, total, parts, "bare"), NO_WORD)
    return Claim(total, tuple(parts), tuple(parts), "", "bare", tuple(dict.fromkeys(reasons)))


def claim_behind(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """The list that a scope word behind the figure at `index` of `levels` begins."""
    total = levels[index]
    if index + 1 >= len(levels) or total.mention.chinese:
        return None
    first = levels[index + 1]
    if total.zone == "table" and first.paragraph != total.paragraph:
        return None
    gap = prose.gap(total, first)
    if len(gap) > 120 or siblings(prose, total, first) or in_bracket_of_another(levels, index):
        return None
    below = listed_below(prose, levels, index)
    cue, strength = (_BELOW, "medium") if below else _cue(gap, total, first)
    if not strength:
        return None
    if total.sentence != first.sentence and (not _may_cross(gap, cue, prose, first) or _of_a_division(prose, total, cue)):
        return None
    top, every, reasons = _collect(prose, levels, index + 1, total, cue)
    if not top or (len(top) < 2 and "\n" in gap and _LEADS.search(gap.partition("\n")[0])):
        return None
    reasons += doubts(prose, total, top, strength)
    return Claim(total, tuple(top), tuple(every), cue, strength, tuple(dict.fromkeys(reasons)))


_SHARED = regex(r"\s*[,，(]\s*占(?!地)")
_BEFORE_A_PART = 120


def _of_a_division(prose: Prose, total: Figure, cue: str) -> bool:
    """Whether a second division begins behind the last part of another: 按类型分：…服务25万元。按形式分：集中87.5万元; 其中…分散25万元，占30%。按…."""
    if not cue.startswith("按"):
        return False
    start = prose.sentence_span(total)[0]
    if _SHARED.match(prose.string, total.mention.words_end) and "其中" in prose.before(
        total.mention.words_start, _BEFORE_A_PART
    ):
        return True
    return any(match.group().startswith("按") for match in _STRONG.finditer(prose.string, start, total.mention.words_start))


def _claim_before(prose: Prose, levels: Sequence[Figure], index: int) -> Claim | None:
    """A list before its total: 基本补助1100万元，项目补助746万元，合计1846万元. Two or more figures of the same sentence."""
    total = levels[index]
    before = prose.before(total.mention.words_start, 10)
    cue = _TOTAL_AFTER.search(before) or _JUST_ALL.search(before) or _RUNNING.search(before)
    if cue is None or total.zone == "table" or total.mention.chinese:
        return None
    named = named_before(prose, levels, index)
    if named is None:
        return None
    if named:
        return Claim(
            total, named, named, cue.group(), "strong", tuple(doubts(prose, total, named, "strong")), after=True, whole=True
        )
    parts: list[Figure] = []
    for figure in reversed(levels[max(0, index - MAX_PARTS) : index]):
        reach = 1 if total.mention.dimension == "score" else 0  # points are listed, then summed in a sentence of its own
        if total.sentence - figure.sentence > reach or figure.paragraph != total.paragraph:
            break
        if figure.depth > total.depth:
            continue  # 预算执行9.8分（满分10分）, 省级补助356万元（其中上年结转100万元）
        if figure.total or of_each(prose, figure):
            break
        parts.append(figure)
    parts.reverse()
    parts = without_inner(prose, total, parts)
    added = next((at for at, one in enumerate(parts[1:]) if _ADDED.search(prose.gap(parts[at], one))), None)
    parts = parts[added or 0 :]
    if len(parts) < 2 or (parts[0].sentence != total.sentence and not _of_a_hundred(prose, parts)):
        return None
    each = "分别" in prose.before(parts[0].mention.words_start, 6)  # 分别为160场、168场、184场，共512场
    if cue.re is _RUNNING and not each:
        return None
    strength = "strong" if each or cue.re is _TOTAL_AFTER else "medium"
    reasons = [one for one in doubts(prose, total, parts, strength) if not each or one not in ("没有名称", "同名各项")]
    if added is not None:  # who says what is added tells all of it, of whatever role
        reasons = [one for one in reasons if one != "口径不一"]
    if cue.re is _RUNNING:
        each = False
        reasons.append("累计可能另含以前的数")
    return Claim(
        total,
        tuple(parts),
        tuple(parts),
        cue.group(),
        strength,
        tuple(dict.fromkeys(reasons)),
        after=True,
        whole=each or added is not None,
    )


def _of_a_hundred(prose: Prose, parts: Sequence[Figure]) -> bool:
    """Whether every part stands behind what it is worth, and that makes a hundred: 投入30分，得27分；…"""
    order = [prose.order(one) for one in parts]
    worth = [prose.figures[index - 1] for index in order if index]
    quantities = [one.mention.quantity for one in worth if one.mention.dimension == "score"]
    known = [one.value for one in quantities if one is not None]
    return len(known) == len(parts) and sum(known) == _HUNDRED


def _turns(total: Figure, figure: Figure) -> bool:
    """Whether a form's line begins what was done with the money above it: 执行资金 under the parts of 预算资金."""
    return figure.role in ("spent", "left", "received") and total.role not in ("", figure.role)


def _cue(gap: str, total: Figure, first: Figure) -> tuple[str, str]:
    """The scope word in the gap between a total and the next figure, and how strong it is."""
    if _ANY_CUE.search(gap) is None:
        return "", ""
    gap = _without_glosses(gap)
    if strong := _STRONG.search(gap):
        if _WEAK.match(gap[strong.end() : strong.end() + 4].lstrip(",:")):
            return strong.group() + "主要", "weak"
        return strong.group(), "strong"
    if weak := _WEAK.search(gap):
        return weak.group(), "weak"
    if ("(" in gap or "[" in gap) and first.depth > total.depth and len(gap) <= 20:
        return "(", "strong"
    if within := _WITHIN.match(gap):
        return within.group(), "medium"
    if medium := _MEDIUM.search(gap):
        if (
            medium.group() in ("如下:", ":", "具体如下")
            and medium.start() > 12
            and not _COUNTED.search(gap[: medium.start()])
        ):
            return "", ""
        if made := _MADE_UP.search(gap[: medium.start()]):
            return f"{made.group()}:", "medium"
        count = total.mention.dimension == "count"
        return medium.group(), "strong" if medium.group() in ("包括", "包含") and count else "medium"
    return "", ""


def _without_glosses(gap: str) -> str:
    """The gap with closed brackets blanked out: 包括 in 县级资金(包括结转)20.25万元 is a gloss, no scope word."""
    return _GLOSS.sub(lambda match: " " * len(match.group()), gap) if "(" in gap else gap


def _may_cross(gap: str, cue: str, prose: Prose, first: Figure) -> bool:
    """A sentence may end inside the gap only if the scope word comes right behind it, or a list line follows."""
    if "\n" in gap:
        if cue == _BELOW:
            return True
        if first.zone == "form" and first.paragraph - 1 in prose.on_forms:
            return gap.lstrip().startswith("其中")
        head, _, tail = gap.partition("\n")
        if cue == "其中" and "\n" not in tail and (tail.lstrip().startswith(cue) or _LEADS.search(head)):
            return _only_of_its_line(prose, first) and (not _LEADS.search(head) or not is_list_line(tail))
        line = prose.lines[first.paragraph]
        return cue in (":", "具体如下", "如下:") and is_list_line(line.text.string)
    ends = [at for at, mark in enumerate(gap) if mark == "。"]
    told = [gap[at + 1 : ends[n + 1]] for n, at in enumerate(ends[:-1])]
    return bool(ends) and gap[ends[-1] + 1 :].lstrip(",:").startswith(cue) and all(_REASON.match(one) for one in told)


def _only_of_its_line(prose: Prose, first: Figure) -> bool:
    """Whether one figure of its unit stands in the line above that of `first`, which 其中 begins: it is what the line is of."""
    above = 0
    for index in range(prose.order(first) - 1, -1, -1):
        one = prose.figures[index]
        if one.paragraph < first.paragraph - 1:
            break
        above += one.paragraph == first.paragraph - 1 and one.mention.addable == first.mention.addable and not one.change
    return above == 1


def _collect(
    prose: Prose, levels: Sequence[Figure], start: int, total: Figure, cue: str
) -> tuple[list[Figure], list[Figure], list[str]]:
    """The parts: to the end of the sentence, the closing bracket, or the next total; list lines go on below."""
    first = levels[start]
    top: list[Figure] = []
    every: list[Figure] = []
    reasons: list[str] = []
    base = first.depth
    marked = is_list_line(prose.lines[first.paragraph].text.string)
    nested = False
    previous: Figure | None = None
    last_line = first.paragraph
    for figure in levels[start : start + MAX_PARTS]:
        if previous is not None:
            between = prose.gap(previous, figure)
            if figure.depth < base and (cue == "(" or base > total.depth):
                break  # what began in a bracket of its own ends with it: 二批20万元(其中建筑18万元),三批7万元
            if figure.sentence != previous.sentence:
                line = prose.lines[figure.paragraph].text.string
                below = first.paragraph > total.paragraph and last_line < figure.paragraph <= last_line + 1
                form = figure.zone == first.zone == "form" and (cue != _BELOW or not marked) and not _turns(total, figure)
                if not (below and (is_list_line(line) or form)) and not _goes_on(prose, top, figure):
                    break
                nested = False
            last_line = figure.paragraph
            if figure.depth <= base and (_ends(prose, between, first) or _BESIDES.search(between)):
                break
            if every == [first] and ";" in between and has_one_part(prose, total, first) and has_one_part(prose, figure):
                break  # 预算95万元,其中拨款90万元;支出86万元,其中拨款85万元
            ended = max(between.rfind(";"), between.rfind("。")) + 1
            if ended:
                nested = False
            if figure.depth <= base and (_NEST.search(_without_glosses(between[ended:])) or within_another(top, figure)):
                nested = True
        if figure.depth > base and total.mention.dimension == "score" and _FULL_MARKS.search(prose.clause(figure)):
            continue  # 过程27.6分（满分30分）: what it is worth is no list inside the list
        every.append(figure)
        if not nested and figure.depth <= base:
            top.append(figure)
        previous = figure
    if every:
        tail = prose.after(every[-1].mention.words_end, 14)
        if _OPEN_END.match(tail):
            reasons.append("等")
        if tail.lstrip(" ")[:1] == "…" or (base > total.depth and not bracket_closed(prose, every[-1])):
            reasons.append("截断")
        top = first_of_items(prose, total, every) or top
    return top, every, reasons


def _ends(prose: Prose, between: str, first: Figure) -> bool:
    """Whether a word of totality ends a list; 累计 does not where the first part says it too: 税收累计完成12万元，非税收入累计完成8万元."""
    word = _STOP_TOTAL.search(between)
    if word is None:
        return False
    each = _STOP_TOTAL.search(prose.clause(first)) if word.group().startswith(_SO_FAR) else None
    return each is None or not each.group().startswith(_SO_FAR)


def _goes_on(prose: Prose, top: Sequence[Figure], figure: Figure) -> bool:
    """Whether the next sentence begins with one more part of the same kind: 货物类项目231个…；工程类项目94个…。服务类项目148个…."""
    start = prose.sentence_span(figure)[0]
    opens = top and prose.string[start : figure.mention.words_start].strip() == figure.label
    if not opens or figure.paragraph != top[-1].paragraph:
        return False
    near = figure.sentence - top[-1].sentence <= _SENTENCES and figure.year == top[0].year
    if near and of_one([*top, figure], "whole") and _OTHERWISE.search(figure.label) is None:
        return True
    if len(top) < 2 or figure.sentence != top[-1].sentence + 1:
        return False
    names = [cues.core(one.label) for one in (*top, figure)]
    return len(set(names)) == len(names) and len({one[-_TAIL:] for one in names}) == 1 and len(names[-1]) > _TAIL
