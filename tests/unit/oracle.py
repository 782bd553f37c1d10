"""The rules as a clerk would work them out by hand, in fractions, written from their words alone.

Nothing here knows the package. Where the package divides, this file counts; where it compares sorted bands, this file
asks every band. A disagreement is a bug in one of the two, and a person decides which.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import lcm

Band = tuple[Fraction | None, bool, Fraction | None, bool, Fraction]  # low, low inside?, high, high inside?, points


def half_up(number: Fraction, places: int) -> Fraction:
    """四舍五入: written out to 60 digits, then the digit after the last kept one decides; a 5 goes away from zero."""
    long = Context(prec=60)
    written = long.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Fraction(written.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=long))


def between(points: Fraction, lowest: Fraction, highest: Fraction) -> Fraction:
    return sorted((lowest, points, highest))[1]


def proportional(full: Fraction, target: Fraction, actual: Fraction) -> Fraction:
    """完成指标值的得满分;未完成的,按完成值占指标值的比例记分。没有比例可言的(指标值不为正、完成值为负)不得分。"""
    if actual >= target:
        return full
    if target <= 0 or actual <= 0:
        return Fraction(0)
    return full * actual / target


def proportional_with_pass_line(
    full: Fraction, target: Fraction, actual: Fraction, pass_line: Fraction, below: Fraction
) -> Fraction:
    """同上,但完成比例低于及格线(百分数)的,只得规定的分。"""
    if actual >= target:
        return full
    if target <= 0 or actual * 100 < pass_line * target:
        return below
    return proportional(full, target, actual)


def reverse_ratio(full: Fraction, target: Fraction, actual: Fraction) -> Fraction:
    """越低越好:不超过指标值的得满分;超过的,得分=分值×指标值÷完成值。"""
    if actual <= target:
        return full
    return full * target / actual if target > 0 else Fraction(0)


def reverse_linear(full: Fraction, target: Fraction, actual: Fraction, zero_at: Fraction) -> Fraction:
    """越低越好:不超过指标值的得满分;达到指标值的 zero_at 倍的得0分;两者之间,离0分那一头多近就剩多少分。"""
    if actual <= target:
        return full
    worst = target * zero_at
    if target <= 0 or actual >= worst:
        return Fraction(0)
    return full * (worst - actual) / (worst - target)


def steps_lost(distance: Fraction, step: Fraction, each: Fraction, reading: str) -> Fraction:
    """每满一个 step 扣 each;剩下的零头:floor 不扣,ceil 算一个,linear 按比例。数着扣,不做除法取整。"""
    grains = lcm(distance.denominator, step.denominator)
    far, one, walked, times = int(distance * grains), int(step * grains), 0, 0
    while walked + one <= far:
        walked += one
        times += 1
    if walked < far and reading == "ceil":
        times += 1
    lost = each * times
    if walked < far and reading == "linear":
        lost += each * Fraction(far - walked, one)
    return lost


def deduction(
    full: Fraction, base: Fraction, side: str, step: Fraction, each: Fraction, reading: str, value: Fraction
) -> Fraction:
    """在基准以内得满分,每超过(低于)一个 step 扣 each 分,扣完为止。"""
    distance = value - base if side == "above" else base - value
    if distance <= 0:
        return full
    return max(Fraction(0), full - steps_lost(distance, step, each, reading))


def two_sided(
    full: Fraction, target: Fraction, tolerance: Fraction, step: Fraction, each: Fraction, reading: str, value: Fraction
) -> Fraction:
    """等于目标得满分;每高于或低于目标一个 step 扣 each 分,扣完为止。容差以内不扣,超出容差的部分才扣。"""
    high, low = target + tolerance, target - tolerance
    if low <= value <= high:
        return full
    distance = value - high if value > high else low - value
    return max(Fraction(0), full - steps_lost(distance, step, each, reading))


def range_target(
    full: Fraction, low: Fraction, high: Fraction, step: Fraction, each: Fraction, reading: str, value: Fraction
) -> Fraction:
    """落在 [low, high] 内得满分;在外面的,离得最近的那一头每差一个 step 扣 each 分,扣完为止。"""
    if low <= value <= high:
        return full
    distance = low - value if value < low else value - high
    return max(Fraction(0), full - steps_lost(distance, step, each, reading))


def inside(band: Band, value: Fraction) -> bool:
    low, low_inside, high, high_inside, _ = band
    above = low is None or value > low or (low_inside and value == low)
    below = high is None or value < high or (high_inside and value == high)
    return above and below


def stepwise(bands: list[Band], value: Fraction) -> Fraction:
    """落在哪一档得哪一档的分;每个数只属于一档。"""
    (points,) = [band[4] for band in bands if inside(band, value)]
    return points


def deviation(bands: list[Band], target: Fraction, value: Fraction) -> Fraction:
    """看与目标相差多少(不论高低),落在哪一档得哪一档的分。"""
    return stepwise(bands, value - target if value > target else target - value)


def tiers_fixed(tiers: dict[str, Fraction], tier: str) -> Fraction:
    return tiers[tier]


def share(full: Fraction, percent: Fraction) -> Fraction:
    """评价者在档内选定的比例(或得分系数)乘以分值。"""
    return full * percent / 100


def checklist(points: dict[str, Fraction], done: set[str]) -> Fraction:
    """做到一项得一项的分。"""
    return sum((points[one] for one in points if one in done), Fraction(0))


def checklist_with_gate(points: dict[str, Fraction], gates: set[str], done: set[str]) -> Fraction:
    """前提项有一项没做到,整个指标不得分。"""
    return Fraction(0) if any(gate not in done for gate in gates) else checklist(points, done)


def per_occurrence(full: Fraction, each: Fraction, times: int) -> Fraction:
    """每出现一例扣 each 分,扣完为止。"""
    left = full
    for _ in range(times):
        left -= each
    return left if left > 0 else Fraction(0)


def all_or_nothing(full: Fraction, met: bool) -> Fraction:
    return full if met else Fraction(0)


def conditional(facts: list[tuple[bool, Fraction]], otherwise: Fraction) -> Fraction:
    """从上到下问,先符合哪一条就得哪一条的分;都不符合的得最后一档的分。"""
    for holds, points in facts:
        if holds:
            return points
    return otherwise


def better(alternatives: list[Fraction | None]) -> Fraction:
    """几种算法各算一遍,取分高的;没有比率可算的(分母为0)不参加。"""
    best: Fraction | None = None
    for points in alternatives:
        if points is not None and (best is None or points > best):
            best = points
    assert best is not None
    return best


def by_date(full: Fraction, due: date, done: date, per_day: Fraction) -> Fraction:
    """在期限当日或以前完成的得满分;每晚一日扣 per_day 分,扣完为止。一日一日地数。"""
    left, day = full, due
    while day < done and left > 0:
        day += timedelta(days=1)
        left -= per_day
    return left if left > 0 else Fraction(0)


def equal_parts(whole: Fraction, count: int, places: int) -> list[Fraction]:
    """一分一分(最小的一分)轮着发,发完为止;所以排在前面的可能多一分。"""
    grains = int(whole * 10**places)
    parts = [0] * count
    for turn in range(grains):
        parts[turn % count] += 1
    return [Fraction(one, 10**places) for one in parts]


def external(full: Fraction, got: Fraction, of: Fraction) -> Fraction:
    """得分=考核得分÷考核满分×分值;考核得分高于满分的只得满分,负分不得分。"""
    if got >= of:
        return full
    return full * got / of if got > 0 else Fraction(0)


def cut_back(full: Fraction, reached: Fraction, line: Fraction, cut: Fraction) -> Fraction:
    """完成比例超过调减线的,从满分里减去 cut;减不到0分以下,也加不上去。正好在线上的不减。"""
    if reached <= line or cut <= 0:
        return full
    return full - cut if cut < full else Fraction(0)


def with_bonus(base: Fraction, claimed: list[Fraction], most: Fraction, of: Fraction, above: bool) -> Fraction:
    """加分相加,不超过上限;加分后的总分不超过满分(规则许可的除外);本来的总分不因此变少。"""
    extra = Fraction(0)
    for one in claimed:
        extra = extra + one if extra + one < most else most
    raised = base + extra
    if not above and raised > of:
        return base if base > of else of
    return raised


def vetoed(total_: Fraction, caps: list[Fraction]) -> Fraction:
    """有几种情形就有几个上限,总分不超过任何一个。"""
    for cap in caps:
        if total_ > cap:
            total_ = cap
    return total_


def grade(total_: Fraction, scale: list[tuple[str, Fraction]], ceilings: list[str]) -> str:
    """从高到低找第一个够得着的等级;再一级一级往下,降到不高于每一个等级上限。"""
    names = [name for name, _ in scale]
    found = next(name for name, edge in scale if total_ >= edge)
    while any(names.index(found) < names.index(one) for one in ceilings):
        found = names[names.index(found) + 1]
    return found


def total(rounded: list[Fraction], weights: list[Fraction], excluded: list[bool], of: Fraction, places: int) -> Fraction:
    """各项得分(已四舍五入)相加;剔除不适用的指标后,按剩下的分值折算到总分,再四舍五入。"""
    kept = [i for i in range(len(rounded)) if not excluded[i]]
    got, could = sum(rounded[i] for i in kept), sum(weights[i] for i in kept)
    return half_up(Fraction(got) * of / could, places)
