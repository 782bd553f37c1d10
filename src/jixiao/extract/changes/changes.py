"""Changes against an earlier figure: L, 比上年 P, 增加 D, 增长 R%. Differences, percentages of change, direction words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.extract import cues
from jixiao.extract.changes.bases import (
    change_ratio,
    copied,
    cut_off,
    divided_by_this_year,
    given_by_another,
    held_by_earlier,
    level_of,
    of_another,
)
from jixiao.extract.changes.in_a_row import missed_in_a_row
from jixiao.extract.changes.subjects import own_levels, same_subject, speaks_of
from jixiao.extract.judge import Amount, amount, edit_of, like, one_digit_away, significant
from jixiao.extract.percent import is_saving, telling
from jixiao.extract.prose import Prose
from jixiao.extract.ratio import percent_edit, percent_like
from jixiao.extract.sums.adjustments import one_of_several
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_REACH, _WAN, _SEVERAL = 60, Decimal(10_000), "前文有几个同类数"
_AVERAGE = regex(r"[年月日季户场人件]均|平均|均(?:投入|安排|支出|补助)")
_SPAN = regex(r"累计|[两二三四五六七八九十\d]年(?:间|来|以来|内|期间)|期间")
_YEARS = regex(r"((?:19|20)\d\d)年(?:度)?(?:比|较|与)(?:19|20)\d\d年")


def change_relations(prose: Prose) -> list[Relation]:
    """Every change amount and change percentage of the prose, judged against the figures in reach."""
    figures = prose.figures
    found: list[Relation] = []
    for index, figure in enumerate(figures):
        if not figure.change or figure.zone == "table" or figure.mention.quantity is None or figure.mention.per:
            continue
        if figure.mention.quantity.bound != "=":
            continue
        if figure.mention.dimension == "percent" and is_saving(prose.clause(figure)):
            continue  # of what it would have cost: see rates
        if figure.mention.dimension == "percent":
            found.append(_percent(prose, figures, index))
        elif figure.mention.dimension == "point":
            found.extend(_difference(prose, figures, index, ("percent", "%")))
        elif figure.mention.dimension in ("money", "count", "area", "score"):
            found.extend(_difference(prose, figures, index, figure.mention.addable))
    return found


def _levels_before(prose: Prose, figures: Sequence[Figure], index: int, addable: tuple[str, str]) -> list[Figure]:
    """Level figures of one dimension before `index`, nearest first: same paragraph, at most four, in reach."""
    me = figures[index]
    found: list[Figure] = []
    for other in reversed(figures[max(0, index - 8) : index]):
        if other.paragraph != me.paragraph:
            break
        if (
            other.mention.addable != addable
            or other.change
            or other.prior
            or other.mention.per
            or other.mention.quantity is None
            or _AVERAGE.search(other.label)
        ):
            continue
        if other.sentence != me.sentence and me.mention.start - other.mention.end > _REACH:
            continue
        if other.mention.quantity.bound != "=":
            continue
        found.append(other)
        if len(found) == 4:
            break
    return found


def _prior_near(figures: Sequence[Figure], index: int, addable: tuple[str, str]) -> Figure | None:
    """The figure compared with, printed in the same sentence near the change: 较2020年0.03万元增加…"""
    me = figures[index]
    for other in [*reversed(figures[max(0, index - 4) : index]), *figures[index + 1 : index + 2]]:
        same = other.sentence == me.sentence and other.mention.addable == addable
        if same and other.prior and not other.change and other.mention.quantity is not None:
            return other
    return _earlier_year(figures, index, addable)


def _earlier_year(figures: Sequence[Figure], index: int, addable: tuple[str, str]) -> Figure | None:
    """Of two level figures of the sentence, the one dated a year before the other: 2022年86.40万元，2021年为79.20万元。"""
    me = figures[index]
    dated = [
        other for other in figures[max(0, index - 4) : index]
        if other.sentence == me.sentence and other.mention.addable == addable and other.year and not other.change
        and other.mention.quantity is not None
    ]  # fmt: skip
    if len(dated) != 2 or abs(dated[0].year - dated[1].year) != 1:
        return None
    return min(dated, key=lambda one: one.year)


def _difference(prose: Prose, figures: Sequence[Figure], index: int, addable: tuple[str, str]) -> Iterator[Relation]:
    me = figures[index]
    prior = _prior_near(figures, index, addable)
    if prior is None:
        return
    levels = [one for one in _levels_before(prose, figures, index, addable) if one is not prior]
    levels = own_levels(prose, me, levels) or levels  # 完成预算4.80万元的87.50%，比上年4.00万元增加0.20万元
    stated = amount(_quantity(me))
    base = amount(_quantity(prior))
    sign = cues.direction(me.change)
    far = [one for one in _far_levels(figures, index, addable) if one is not prior]
    best = _first_closing(far, base, stated, sign)
    if best is not None:
        yield _relation(prose, Kind.DIFFERENCE, me, (best[1], prior), best[0], like(_quantity(me), stated.value))
        return
    turned = _first_closing(far, base, stated, -sign) if sign and stated.value else None
    if turned is not None and turned[0] is Verdict.CONSISTENT:
        expected = _value(turned[1]) - base.value
        yield _relation(
            prose, Kind.DIRECTION_WORD, me, (turned[1], prior), Verdict.INCONSISTENT, like(_quantity(me), expected), near=True,
        )  # fmt: skip
        return
    if not levels:
        yield _relation(prose, Kind.DIFFERENCE, me, (prior,), Verdict.UNVERIFIABLE, None, detail="没有本年数")
        return
    if not _speaks_of(prose, figures, index, levels):
        yield _relation(prose, Kind.DIFFERENCE, me, (prior,), Verdict.UNVERIFIABLE, None, detail="所说的可能是另一个数")
        return
    level = levels[0]
    mine = amount(_quantity(level))
    expected = mine.value - base.value
    told_twice = _value(level) == _value(me)  # the change told twice is no level it started from
    if told_twice or one_of_several(figures, index, prior, level, abs(expected)):
        yield _relation(prose, Kind.DIFFERENCE, me, (prior,), Verdict.UNVERIFIABLE, None, detail="所说的可能是另一个数")
        return
    opened = () if len(levels) == 1 else (_SEVERAL,)
    # L itself may be the change's result with another base in mind: only a miss that looks like a slip accuses.
    edit = edit_of(_quantity(me), abs(expected)) or edit_of(_quantity(level), base.value + sign * stated.value)
    edit = edit or edit_of(_quantity(prior), mine.value - sign * stated.value)
    relative = abs(abs(expected) - stated.value) / (abs(stated.value) or Decimal(1))
    near = bool(edit) or relative <= Decimal("0.05")
    yield _relation(
        prose, Kind.DIFFERENCE, me, (level, prior), Verdict.INCONSISTENT if near or not opened else Verdict.UNVERIFIABLE,
        like(_quantity(me), abs(expected)), open=opened if near else (*opened, "相差较大"), near=near, edit=edit,
    )  # fmt: skip


def _far_levels(figures: Sequence[Figure], index: int, addable: tuple[str, str]) -> list[Figure]:
    """Level figures that may confirm a difference: up to eight back, this paragraph or the one before."""
    me = figures[index]
    return [
        other for other in reversed(figures[max(0, index - 10) : index])
        if other.mention.addable == addable and not other.change and not other.prior and not other.mention.per
        and not _AVERAGE.search(other.label) and other.mention.quantity is not None and me.paragraph - other.paragraph <= 1 and other.zone != "table"
    ][:8]  # fmt: skip


def _first_closing(levels: Sequence[Figure], base: Amount, stated: Amount, sign: int) -> tuple[Verdict, Figure] | None:
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for level in levels:
            if _close_difference(amount(_quantity(level)), base, stated, sign) is wanted:
                return wanted, level
    return None


def _value(figure: Figure) -> Decimal:
    return _quantity(figure).value


def _close_difference(level: Amount, base: Amount, stated: Amount, sign: int) -> Verdict:
    exact = (level.value - base.value) * (sign or 1)
    if exact == stated.value:
        return Verdict.CONSISTENT
    low, high = (level.low - base.high) * (sign or 1), (level.high - base.low) * (sign or 1)
    if low > high:
        low, high = high, low
    return Verdict.ROUNDING if low <= stated.high and stated.low <= high else Verdict.INCONSISTENT


def _percent(prose: Prose, figures: Sequence[Figure], index: int) -> Relation:
    me = figures[index]
    sign = cues.direction(me.change)
    printed = _quantity(me)
    amount_of_change = _change_amount(figures, index)
    addable = amount_of_change.mention.addable if amount_of_change else None
    candidates = _candidates(prose, figures, index, addable)
    prior = _prior_near(figures, index, addable) if addable else _any_prior(figures, index)
    if addable is None and prior is not None:
        candidates = [one for one in candidates if one.mention.addable == prior.mention.addable]
    pairs: list[tuple[Figure, Figure]] = []
    if amount_of_change is not None:
        pairs += [(amount_of_change, prior)] if prior is not None else []
        pairs += [(level, amount_of_change) for level in candidates]
    if prior is not None:
        pairs += [(level, prior) for level in candidates]
    judged = ((change_ratio(printed, pair, [amount(_quantity(one)) for one in pair], sign), pair) for pair in pairs)
    readings = [(ratio, pair) for ratio, pair in judged if ratio is not None]
    for wanted in (Verdict.CONSISTENT, Verdict.ROUNDING):
        for ratio, operands in readings:
            if ratio.verdict is wanted:
                return _relation(
                    prose, Kind.PERCENT_CHANGE, me, operands, wanted, percent_like(printed, ratio.exact), detail=ratio.detail
                )
    if not readings:
        known = tuple(one for one in (amount_of_change, prior) if one is not None)
        return _relation(prose, Kind.PERCENT_CHANGE, me, known, Verdict.UNVERIFIABLE, None, detail="没有比较基数")
    if not _speaks_of(prose, figures, index, candidates) or of_another(prose, index, candidates, amount_of_change):
        return _relation(
            prose, Kind.PERCENT_CHANGE, me, readings[0][1], Verdict.UNVERIFIABLE, None, detail="所说的可能是另一个数"
        )
    candidates = own_levels(prose, me, candidates) or candidates
    ratio, operands = next((one for one in readings if level_of(one[1]) in candidates), readings[0])
    wrong_base = divided_by_this_year(printed, amount_of_change, candidates)
    if wrong_base and amount_of_change is not None and (held := held_by_earlier(prose, index, amount_of_change, candidates)):
        ratio, years = held
        right = percent_like(printed, ratio.exact)
        return _relation(prose, Kind.PERCENT_CHANGE, me, years, ratio.verdict, right, detail=ratio.detail)
    if not wrong_base and (missed := missed_in_a_row(prose, figures, index)) is not None:
        return missed
    opened = () if len({one.mention.quantity for one in candidates}) <= 1 else (_SEVERAL,)
    expected = percent_like(printed, ratio.exact)
    edit = percent_edit(printed, expected) if telling(printed) else ""
    gap = abs(Decimal(ratio.exact.numerator) / Decimal(ratio.exact.denominator) - printed.value)
    slip = telling(printed) and (wrong_base or bool(edit) or _slipped(printed, operands, sign))
    near = slip or wrong_base or gap <= 25
    if amount_of_change is not None and copied(printed, _quantity(amount_of_change), ratio):
        near, opened = True, (*opened, "增减率照抄了增减额，或者差一百倍")
    elif not _chained(figures, index, operands):  # what it is measured against is only supposed: a slip must speak for it
        slip = slip and (amount_of_change is None or not given_by_another(prose, index, amount_of_change))
        near, opened = slip, (*opened, "基数由上文推定")
    elif not slip and prior is None:  # nobody printed the base, and no digit explains the miss
        opened = (*opened, "没有写出基数")
    if not wrong_base and gap < printed.step and cut_off(printed, operands, sign):
        opened = (*opened, "所列数可能截去了尾数")
    supposed = _SEVERAL in opened and prior is None and not wrong_base  # of which of them, nobody says
    if opened and (not near or (supposed and not slip and gap > abs(printed.value) / 50)):
        return _relation(
            prose, Kind.PERCENT_CHANGE, me, operands, Verdict.UNVERIFIABLE, None, detail="没有相称的基数", open=opened
        )
    return _relation(
        prose, Kind.PERCENT_CHANGE, me, operands, Verdict.INCONSISTENT, expected,
        detail="以本年数作分母" if wrong_base else "", open=opened, near=near, edit=edit,
    )  # fmt: skip


def _chained(figures: Sequence[Figure], index: int, operands: Sequence[Figure]) -> bool:
    """Whether figure, change and percentage follow each other in one sentence, nothing but earlier years' figures between."""
    me = figures[index]
    if any(one.sentence != me.sentence for one in operands):
        return False
    first, wanted = index, {id(one) for one in operands} - {id(one) for one in figures[index : index + 8]}
    while first and wanted and figures[first - 1].sentence == me.sentence:  # not from the first figure of the text on
        first -= 1
        wanted.discard(id(figures[first]))
    if wanted:
        return False
    return all(one.change or one.prior or one in operands for one in figures[first:index])


def _slipped(printed: Quantity, operands: Sequence[Figure], sign: int) -> bool:
    """Whether one changed digit of an operand, 元 for 万元, or the other direction explains the percentage."""
    amounts = [amount(_quantity(one)) for one in operands]
    turned = change_ratio(printed, operands, amounts, -sign) if sign else None
    if turned is not None and turned.verdict is Verdict.CONSISTENT:
        return True
    for place, one in enumerate(operands):
        if significant(_quantity(one)) < 3:
            continue
        slips = [Decimal(text) * _quantity(one).factor for text in one_digit_away(_quantity(one).text.replace(",", ""))]
        if one.mention.dimension == "money":
            slips += [_quantity(one).value * _WAN, _quantity(one).value / _WAN]
        for value in slips:
            changed = like(_quantity(one), value)
            ratio = change_ratio(printed, operands, [*amounts[:place], amount(changed), *amounts[place + 1 :]], sign)
            if ratio is not None and ratio.verdict is Verdict.CONSISTENT:
                return True
    return False


def _change_amount(figures: Sequence[Figure], index: int) -> Figure | None:
    """The change amount the percentage belongs to: the nearest one before it in the sentence, or right behind it."""
    me = figures[index]
    behind = figures[index + 1 : index + 2]
    if behind and _own_percentage(figures, index + 1):
        behind = behind[:0]
    for other in [*reversed(figures[max(0, index - 2) : index]), *behind]:
        near = other.sentence == me.sentence and abs(other.clause - me.clause) <= 1
        if (
            near
            and other.change
            and other.mention.dimension in ("money", "count", "area")
            and other.mention.quantity is not None
        ):
            ways = {cues.direction(other.change), cues.direction(me.change)}
            return other if len(ways - {0}) < 2 else None
    return None


def _own_percentage(figures: Sequence[Figure], index: int) -> bool:
    """Whether right behind the amount of change stands a percentage of its own: 增长10%，两年累计增加18.6万元，增长15.5%."""
    me, behind = figures[index], figures[index + 1 : index + 2]
    return (
        bool(behind)
        and behind[0].mention.dimension == "percent"
        and bool(behind[0].change)
        and behind[0].sentence == me.sentence
    )


def _any_prior(figures: Sequence[Figure], index: int) -> Figure | None:
    me = figures[index]
    return next(
        (one for one in [*reversed(figures[max(0, index - 4) : index]), *figures[index + 1 : index + 2]]
         if one.sentence == me.sentence and one.prior and one.mention.dimension in ("money", "count", "area") and one.mention.quantity),
        None,
    )  # fmt: skip


def _candidates(prose: Prose, figures: Sequence[Figure], index: int, addable: tuple[str, str] | None) -> list[Figure]:
    if addable is not None:
        near = _levels_before(prose, figures, index, addable)
        return near + [
            one
            for one in _far_levels(figures, index, addable)
            if one not in near and same_subject(prose, one, figures[index])
        ]
    found: list[Figure] = []
    for unit in dict.fromkeys(one.mention.addable for one in figures[max(0, index - 6) : index]):
        if unit[0] in ("money", "count", "area"):
            found.extend(_levels_before(prose, figures, index, unit))
    return found


_CLAUSES = regex(r"[,，;:]|\(\d{1,2}\)")
"""原因是(1)事业收入较上年增加5.89万元: what is numbered has a subject of its own."""
_OTHER = regex(r"原因|其中|\(\d{1,2}\)")
_SUBJECT = regex(r"([^,，。;:()\n]*?)(?:比|较|与|同比|相比|增|减|下降|上升|提高|降低|压)")


def _speaks_of(prose: Prose, figures: Sequence[Figure], index: int, levels: Sequence[Figure]) -> bool:
    """Whether a change may be held against the nearest level figure: no subject stands before it, or that figure's own name."""
    if not levels:
        return False
    me = figures[index]
    at = index
    for other in reversed(figures[max(0, index - 4) : index]):
        if (
            other.sentence != me.sentence
            or not (other.change or other.prior)
            or _OTHER.search(prose.gap(other, figures[at]))
        ):
            break
        at -= 1
    first, before = figures[at], figures[at - 1] if at else None
    start = prose.sentence_span(first)[0]
    if before is not None and before.mention.words_end > start:
        start = before.mention.words_end
    said = prose.string[start : first.mention.words_start]
    if _SPAN.search(said) or ((years := _YEARS.search(said)) and levels[0].year not in (0, int(years[1]))):
        return False  # over several years, or of another year than the figure's
    clauses = _CLAUSES.split(said)
    subject = next(
        (match.group(1) for clause in reversed(clauses) if (match := _SUBJECT.match(clause.strip())) is not None), ""
    )
    name = re.sub(r"[“”\"]", "", subject).strip()
    name = re.sub(r"^(?:其中|本年度?|全年|(?:19|20)\d\d年度?)+", "", name)
    return (
        len(name) < 2 or name[-4:] in levels[0].label or levels[0].label.endswith(name) or speaks_of(name, levels[0].label)
    )


def _quantity(figure: Figure) -> Quantity:
    assert figure.mention.quantity is not None
    return figure.mention.quantity


def _relation(
    prose: Prose, kind: Kind, stated: Figure, operands: Sequence[Figure], verdict: Verdict, expected: Quantity | None, *,
    detail: str = "", open: tuple[str, ...] = (), near: bool = False, edit: str = "",
) -> Relation:  # fmt: skip
    start, end = prose.sentence_span(stated)
    return Relation(
        kind, prose.operand(stated), tuple(prose.operand(one) for one in operands), verdict,
        prose.quote(start, end).strip(), stated.place, expected, detail, "change", stated.change, open, near, edit,
    )  # fmt: skip
