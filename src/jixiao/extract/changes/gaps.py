"""What lies between two figures, called by any word for it: 节约1.35万元, 推迟3座, 尾款187.2万元, 超出2次, 提高13个百分点.

Two figures right before that differ by it confirm it. Where none do, and one digit of the three would make them, it is asked about;
only over few pairs of long figures, where chance gives such a digit to less than one in fifty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from jixiao.extract import cues
from jixiao.extract.changes.differences import is_need_of_item
from jixiao.extract.judge import Amount, amount, edit_of, like, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_TARGET = regex(r"任务|目标|计划|应|编制")
_DONE = regex(r"实际|完成|建成|实现|已|实有|在编|在岗")
_PLAINLY = regex(r"(?:[多少超][建修办种训发拨付完]?成?|超额完成|提前|[空缺超]编)了?$")
WHY = "所减的两个数由数字推定"
BY_ORDER = "所比的两个数由语序推定"

_GAP = regex(
    r"(?:超额完成|[空缺超]编|节约|节余|结余|节省|节支|超支|超额|超出|超过|超|[多少][建修办种训发拨付完]?成?|缺口|缺|差额|相差|差|净[增减]?|余款|尾款|剩余|余额|余|结转|推迟|滞后|延后|提前"
    r"|未[^,，。;、:\d\n]{1,6}|尚[^,，。;、:\d\n]{1,6}|欠|缩短|延长|提高|降低|上升|下降|增加|减少|调增|调减|核减|压减|下浮|优惠)"
    r"(?:[^,，。;、:(\d\n]{0,4}(?:额|资金|金额|款|支出|费用))?(?:了|达|为|约|共|计|:|\s)*$"
)
_NO_GAP = regex(
    r"(?:上年|年初|历年|往年|以前年度|至|最|不)[^,，。;\d\n]{0,4}$|(?:提高|降低|上升|下降|增加|减少|延长|缩短)(?:到|至|为)$"
)
_THAN = regex(r"(?:比|较)[^,，。;、]{0,16}$")
_OVER = regex(r"超支(?:了|额|为)?$")
_POINTS = regex(r"(?<![最不提降])[高低](?:出|了)?$")
_ABOVE = regex(r"(?:超出|超过|高于|低于|高出|超|差|[高低])[^,，。;、\d]{0,6}$")
_GOAL = regex(r"目标|指标|标准|序时进度")
_BETWEEN_YEARS = frozenset(("增加", "增长", "上升", "减少", "下降", "降低", "增", "减", "增幅", "降幅"))
_JUDGED = (Kind.DIFFERENCE, Kind.DIRECTION_WORD, Kind.PERCENT_CHANGE, Kind.IDENTITY)
_COMPARED = regex(r"\s*(?:比|较|与)")
_BY = regex(r"\s*(?:相比)?(?:净)?(?:多|少|增加|减少|增长|下降|超出|超过)(?:了|出)?\s*")
_MORE = regex(r"多|增|超")
_ENDS = {"最高", "最低"}
_APART = regex(r"相差|差距|差额|极差")
_PAIR = 2
_REACH = 8
_NEAR = 4
_WINDOW = 14
_PLACES = 14
_CHANCE = Decimal("0.02")
_LEAST = 3


def gap_relations(prose: Prose, known: Sequence[Relation]) -> list[Relation]:
    """The relations, with gaps that no other words told, and with those that were not settled so far as far as they can be."""
    settled = {one.stated.place for one in known if one.kind in _JUDGED and one.verdict is not Verdict.UNVERIFIABLE}
    told = {  # what lies between two figures is told once: another change behind it (主要是会议费减少120万元) is of something else
        frozenset(operand.place for operand in one.operands)
        for one in known
        if one.kind is Kind.DIFFERENCE and one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)
    }
    found = {
        relation.stated.place: relation
        for index, figure in enumerate(prose.figures)
        if figure.place not in settled and _is_gap(prose, figure)
        for relation in _told(prose, index)
        if relation.verdict is not Verdict.INCONSISTENT or frozenset(one.place for one in relation.operands) not in told
    }
    if not found:
        return list(known)
    kept = [
        one for one in known
        if not (one.kind is Kind.DIFFERENCE and one.verdict is Verdict.UNVERIFIABLE and one.stated.place in found)
    ]  # fmt: skip
    return [*kept, *found.values()]


def _is_gap(prose: Prose, figure: Figure) -> bool:
    mention = figure.mention
    quantity = mention.quantity
    if quantity is None or mention.per or mention.chinese or figure.zone == "table" or quantity.value <= 0:
        return False
    if mention.dimension not in ("money", "count", "area", "point", "time", "score") or not quantity.plain:
        return False
    floor = prose.lines[figure.paragraph].start
    before = prose.quote(max(floor, mention.words_start - _WINDOW), mention.words_start)
    gap = _GAP.search(before) or (_POINTS.search(before) if mention.dimension == "point" else None)
    return gap is not None and _NO_GAP.search(before) is None and _NO_GAP.search(before[: gap.start()]) is None


def _told(prose: Prose, index: int) -> Iterator[Relation]:
    me = prose.figures[index]
    stated = _amount(me)
    levels = list({_amount(one).value: one for one in reversed(_levels(prose, index))}.values())[::-1]
    pairs = [(a, b) if _amount(a).value >= _amount(b).value else (b, a) for a, b in combinations(levels, 2)]
    for a, b in pairs:
        beside = a.sentence == b.sentence == me.sentence or significant(stated.quantity) >= _LEAST
        if beside and _amount(a).value - _amount(b).value == stated.value:
            yield _turned(prose, index, a, b) or _relation(prose, me, a, b, Verdict.CONSISTENT)
            return
    if _of_three(levels, stated.value):
        return
    if (plain := _plain_pair(prose, index, levels)) is not None:
        a, b = plain
        edit = _any_edit(stated, _amount(a), _amount(b))
        if edit:
            yield _relation(prose, me, a, b, Verdict.INCONSISTENT, edit)
        return
    if (compared := _compared(prose, index)) is not None and not _width_saves(stated, *map(_amount, compared)):
        found = _relation(prose, me, *compared, Verdict.INCONSISTENT, _any_edit(stated, *map(_amount, compared)))
        yield replace(found, open=(BY_ORDER,), near=True)
        return
    if me.mention.dimension == "point":
        return
    here = [one for one in levels if one.paragraph == me.paragraph][:_NEAR]
    slips = [
        (a, b, edit) for a, b in pairs
        if a in here and b in here and _comparable(me, a, b) and (edit := _edit(stated, _amount(a), _amount(b)))
    ]  # fmt: skip
    tried = len(here) * (len(here) - 1) // 2
    if is_need_of_item(prose, me):
        return
    named = _target_and_actual(prose, index)
    if named:
        a, b = sorted(prose.figures[index - _PAIR : index], key=lambda one: -_amount(one).value)
        if not _width_saves(stated, _amount(a), _amount(b)):
            edit = _any_edit(stated, _amount(a), _amount(b))
            yield replace(_relation(prose, me, a, b, Verdict.INCONSISTENT, edit), open=(BY_ORDER,), near=True)
        return
    if len(slips) != 1:
        return
    a, b, edit = slips[0]
    if tried * _chance(stated, _amount(a), _amount(b)) <= _CHANCE:
        yield _relation(prose, me, a, b, Verdict.INCONSISTENT, edit)


def _target_and_actual(prose: Prose, index: int) -> set[int]:
    """The two figures right before a gap of its sentence where the words call the one a target and the other what was done: then no other
    pair is meant, however short the figures."""
    me = prose.figures[index]
    pair = prose.figures[max(0, index - 2) : index]
    if len(pair) < 2 or any(one.sentence != me.sentence or one.mention.addable != me.mention.addable for one in pair):
        return set()
    target, actual = pair
    if _PLAINLY.search(prose.before(me.mention.words_start, 6)) is None or "其中" in prose.clause(me):
        return set()
    told = _TARGET.search(target.label) and _DONE.search(actual.label) and not _TARGET.search(actual.label)
    return {id(target), id(actual)} if told else set()


def _levels(prose: Prose, index: int) -> list[Figure]:
    """Levels of its unit before the gap, the nearest first, in its paragraph and the one above."""
    me = prose.figures[index]
    addable = ("percent", "%") if me.mention.dimension == "point" else me.mention.addable
    return [
        one for one in reversed(prose.figures[max(0, index - _REACH) : index])
        if one.mention.addable == addable and one.mention.quantity is not None and not one.mention.per and not one.change
        and one.zone != "table" and me.paragraph - one.paragraph <= 1 and not one.mention.quantity.approx
    ]  # fmt: skip


def _plain_pair(prose: Prose, index: int, levels: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The only two levels of the sentence, where words leave no doubt: 结业 and 未结业 of all; 超出目标值 in percentage points."""
    me = prose.figures[index]
    here = [one for one in levels if one.sentence == me.sentence]
    ends = prose.figures[index - _PAIR : index] if index >= _PAIR else []
    if {one.label[-2:] for one in ends} == _ENDS and all(one in levels for one in ends) and _APART.search(prose.clause(me)):
        highest = next(one for one in ends if one.label.endswith("最高"))
        return highest, next(one for one in ends if one is not highest)  # 最高96.5分、最低76.2分，相差20.3分
    if len(here) != _PAIR:
        return None
    if [one for one in ends if one in here] == ends and _APART.search(prose.clause(me)):
        return (here[0], here[1]) if _amount(here[0]).value >= _amount(here[1]).value else (here[1], here[0])
    before = next(
        (prose.figures[at] for at in range(index - 1, -1, -1) if prose.figures[at].mention.dimension != "percent"), None
    )
    if before not in here and prose.figures[index - 1] not in here:
        return None
    part, whole = here
    if me.mention.dimension == "point":
        goals = [one for one in here if _GOAL.search(one.label)]
        return (whole, part) if len(goals) == 1 and _ABOVE.search(prose.clause(me)) else None
    name = cues.core(part.label)
    rest = cues.core(me.label)
    opposite = len(name) >= 2 and rest[:1] in ("未", "不") and name.endswith(rest[1:].rstrip("的")) and len(rest) >= 3
    return (whole, part) if opposite and _amount(whole).value > _amount(part).value else None


def _compared(prose: Prose, index: int) -> tuple[Figure, Figure] | None:
    """The level, and what it is compared with right before the gap in a clause without a subject: 完成7.6万亩，比目标7.2万亩多0.4万亩."""
    me = prose.figures[index]
    if index < _PAIR or me.mention.dimension == "point" or _BY.search(prose.gap(prose.figures[index - 1], me)) is None:
        return None
    level, base = prose.figures[index - _PAIR : index]
    plain = all(
        one.sentence == me.sentence and one.mention.addable == me.mention.addable and one.mention.quantity is not None
        and not one.change and not one.mention.per and one.depth == me.depth
        and one.mention.quantity.plain
        for one in (level, base)
    )  # fmt: skip
    if not plain or level.prior or base.clause - level.clause > 1 or _COMPARED.match(prose.clause(base)) is None:
        return None
    ways = cues.direction(me.change) or (1 if _MORE.search(prose.gap(base, me)) else -1)
    return (level, base) if (_amount(level).value - _amount(base).value) * ways > 0 else None


def _width_saves(stated: Amount, a: Amount, b: Amount) -> bool:
    """Whether the width of the figures saves a gap."""
    low, high = sorted((abs(a.low - b.high), abs(a.high - b.low)))
    return low <= stated.high and stated.low <= high


def _any_edit(stated: Amount, a: Amount, b: Amount) -> str:
    """The one digit of the three, however few digits they have, with which the larger less the smaller is what is stated."""
    over, under = (a, b) if a.value >= b.value else (b, a)
    return (
        edit_of(stated.quantity, over.value - under.value)
        or edit_of(over.quantity, under.value + stated.value)
        or edit_of(under.quantity, over.value - stated.value)
        or edit_of(a.quantity, b.value + stated.value)
        or edit_of(b.quantity, a.value - stated.value)
    )


def _turned(prose: Prose, index: int, a: Figure, b: Figure) -> Relation | None:
    """The word against the figures: 4386个，比上次的3655个减少731个. What it is compared with stands right before the change."""
    me, base = prose.figures[index], prose.figures[index - 1]
    sign = cues.direction(me.change) or (1 if _OVER.search(prose.clause(me)) else 0)
    if base not in (a, b) or not sign or base.sentence != me.sentence or _THAN.search(prose.clause(base)) is None:
        return None
    level = a if base is b else b
    change = _amount(level).value - _amount(base).value
    if change * sign > 0 or level.sentence != me.sentence or _GOAL.search(prose.clause(base)):
        return None
    found = _relation(prose, me, level, base, Verdict.INCONSISTENT)
    expected = like(_amount(level).quantity, change)
    return replace(found, kind=Kind.DIRECTION_WORD, expected=expected, cue=me.change or "超", open=(), near=True)


def _comparable(me: Figure, a: Figure, b: Figure) -> bool:
    """Whether a change may lie between two levels: of two years, or of one name; what is no change may lie between any."""
    if me.change not in _BETWEEN_YEARS:
        return True
    return a.prior or b.prior or a.year != b.year or cues.core(a.label)[-3:] == cues.core(b.label)[-3:]


def _of_three(levels: Sequence[Figure], stated: Decimal) -> bool:
    """Whether three figures make the gap: 年初结转 + 收入 − 支出."""
    values = [_amount(one).value for one in levels]
    return any(stated in (a + b - c, a - b - c, a + c - b, b + c - a) for a, b, c in combinations(values, 3))


def _edit(stated: Amount, a: Amount, b: Amount) -> str:
    if min(significant(one.quantity) for one in (a, b)) < _LEAST or b.value <= 0:
        return ""
    low, high = a.low - b.high, a.high - b.low
    if low <= stated.high and stated.low <= high:
        return ""  # the width of coarse figures saves it
    return (
        edit_of(stated.quantity, a.value - b.value)
        or edit_of(a.quantity, b.value + stated.value)
        or edit_of(b.quantity, a.value - stated.value)
        or edit_of(a.quantity, b.value - stated.value)
        or edit_of(b.quantity, a.value + stated.value)
    )


def _chance(*amounts: Amount) -> Decimal:
    """How often some digit closes three figures that have nothing to do with each other."""
    places = max(significant(one.quantity) for one in amounts)
    finest = min(one.step or one.factor for one in amounts)
    return _PLACES * places * finest / max(one.value for one in amounts)


def _relation(prose: Prose, me: Figure, a: Figure, b: Figure, verdict: Verdict, edit: str = "") -> Relation:
    quantity = me.mention.quantity
    assert quantity is not None
    start, end = prose.sentence_span(me)
    return Relation(
        Kind.DIFFERENCE, prose.operand(me), (prose.operand(a), prose.operand(b)), verdict, prose.quote(start, end).strip(), me.place,
        like(quantity, abs(_amount(a).value - _amount(b).value)), "", "gap", me.change or me.label, (WHY,) if edit else (),
        near=bool(edit), edit=edit,
    )  # fmt: skip


def _amount(figure: Figure) -> Amount:
    assert figure.mention.quantity is not None
    return amount(figure.mention.quantity)
