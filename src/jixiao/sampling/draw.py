"""The draw: strata of kind and size, their quotas, and in each a systematic draw on cumulated probabilities (PPS).

No generator of random numbers is used. Order and starting mark come from SHA-256 of the seed and plain words, so that
anyone with the list and the seed comes to the same units (docs/adr has the reasons):

1. In a stratum with quota n every unit has the probability n × weight ÷ sum of weights; one that reaches 1 is drawn for
   certain, stands aside with its place in the quota, and the others share what is left; until none reaches 1.
2. The others stand in the order of SHA-256("jixiao sample 1|unit|seed|kind|size|key"), each as long as its probability.
3. The first mark stands at the first 16 hexadecimal digits of SHA-256("jixiao sample 1|start|seed|kind|size") ÷ 16^16,
   the others each 1 further on. Who has a mark is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil

from jixiao.errors import Fault, UsageError
from jixiao.model.sample import Added, Drawing, Population, Request, Sample, Stratum, Unit
from jixiao.sampling.definitions import definitions, definitions_sha256
from jixiao.sampling.weights import weigh

METHOD = "systematic-pps-sha256/1"
_PREFIX = "jixiao sample 1"
_DIGITS = 16

_Weighed = tuple[Unit, Fraction, tuple[Added, ...]]


def draw(population: Population, request: Request) -> Sample:
    """The sample that `request` draws from `population`; the same whatever the order of its rows."""
    bounds = size_bounds(population, request)
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in population.units:
        groups.setdefault((unit.kind, size_of(unit, population, request, bounds)), []).append(unit)
    ordered = dict(sorted(groups.items(), key=lambda one: (one[0][0], _rank(one[0][1]))))
    wanted, notes = _wanted(len(population.units), len(ordered), request)
    sizes = {name: len(units) for name, units in ordered.items()}
    quotas = quotas_of(sizes, wanted)
    total = len(population.units)
    strata = tuple(
        _stratum(name, units, Fraction(wanted * len(units), total), quotas[name], request) for name, units in ordered.items()
    )
    return Sample(request, METHOD, definitions_sha256(), population, bounds, strata, (*population.notes, *notes))


def _rank(size: str) -> tuple[int, str]:
    names = definitions()["sizes"]
    return (names.index(size) if size in names else -1, size)


# —— strata ——


def size_bounds(population: Population, request: Request) -> tuple[Fraction, ...]:
    """The upper bounds of all sizes but the last, the bound itself inside: given ones, or those that part the units in three.

    Equal amounts are never parted; () where sizes are not asked for or stand in a column of their own.
    """
    if isinstance(request.sizes, tuple):
        return request.sizes
    if request.sizes == "none" or "size" in population.fields:
        return ()
    amounts = sorted(unit.figures["amount"] for unit in population.units)
    parts = len(definitions()["sizes"])
    return tuple(amounts[ceil(Fraction(part * len(amounts), parts)) - 1] for part in range(1, parts))


def size_of(unit: Unit, population: Population, request: Request, bounds: Sequence[Fraction]) -> str:
    """The name of a unit's size: 小, 中, 大; 第1档 … where other than two bounds are given; as its column says."""
    if not bounds:
        named = request.sizes == "auto" and "size" in population.fields
        return unit.size if named else str(definitions()["all_sizes"])
    above = sum(unit.figures["amount"] > bound for bound in bounds)
    names = definitions()["sizes"]
    return str(names[above]) if len(bounds) == len(names) - 1 else f"第{above + 1}档"


def _wanted(units: int, strata: int, request: Request) -> tuple[int, tuple[str, ...]]:
    """How many to draw: a rate is rounded up, and raised to one per stratum; a count is kept, or refused."""
    if request.count is not None:
        if request.count > units:
            raise UsageError(Fault("--count", f"要抽 {request.count} 家，名单里只有 {units} 家", "请改小"))
        if request.count < strata:
            told = f"要抽 {request.count} 家，却分成 {strata} 层，每层至少抽 1 家"
            raise UsageError(Fault("--count", told, "请改大，或用 --sizes none 不按规模分层"))
        return request.count, ()
    if request.rate is None:
        raise UsageError(Fault("", "没有写抽多少", "请写 --rate 10% 或 --count 5"))
    wanted = ceil(request.rate * units)
    if wanted < strata:
        return strata, (f"按比例应抽 {wanted} 家，不够每层抽 1 家，改抽 {strata} 家",)
    return wanted, ()


def quotas_of(sizes: Mapping[tuple[str, str], int], wanted: int) -> dict[tuple[str, str], int]:
    """`wanted` shared among strata in proportion to their units, each at least one, by largest remainder.

    A stratum owed less than one gets one, and the others share what is left. Of equal remainders the larger stratum goes
    first, then the one that stands first by name.
    """
    quotas: dict[tuple[str, str], int] = {}
    open_ = dict(sizes)
    left = wanted
    while small := _owed_less_than_one(open_, left):
        for name in small:
            quotas[name] = 1
            left -= 1
            del open_[name]
    units = sum(open_.values())
    shares = {name: Fraction(left * size, units) for name, size in open_.items()}
    quotas |= {name: int(share) for name, share in shares.items()}
    over = left - sum(int(share) for share in shares.values())
    for name in sorted(shares, key=lambda one: (-(shares[one] % 1), -sizes[one], one))[:over]:
        quotas[name] += 1
    return quotas


def _owed_less_than_one(sizes: Mapping[tuple[str, str], int], wanted: int) -> list[tuple[str, str]]:
    units = sum(sizes.values())
    return [name for name, size in sizes.items() if wanted * size < units]


# —— the draw in one stratum ——


def _stratum(name: tuple[str, str], units: Iterable[Unit], share: Fraction, quota: int, request: Request) -> Stratum:
    kind, size = name
    weighed: list[_Weighed] = [(unit, *weigh(unit, request)) for unit in units]
    chances = probabilities({unit.key: weight for unit, weight, _ in weighed}, quota)
    offset = Fraction(int(digest("start", request.seed, kind, size)[:_DIGITS], 16), 16**_DIGITS)
    drawings: list[Drawing] = []
    start = Fraction(0)
    ordered = sorted((digest("unit", request.seed, kind, size, one[0].key), one) for one in weighed)
    for mark, (unit, weight, added) in ordered:
        chance = chances[unit.key]
        if chance == 1:
            drawings.append(Drawing(unit, weight, added, chance, mark, None, True))
            continue
        drawn = ceil(start + chance - offset) > ceil(start - offset)
        drawings.append(Drawing(unit, weight, added, chance, mark, start, drawn))
        start += chance
    return Stratum(kind, size, share, quota, offset, tuple(drawings))


def probabilities(weights: Mapping[str, Fraction], quota: int) -> dict[str, Fraction]:
    """The probability of each key to be among `quota`: in proportion to its weight, never above 1; they add up to `quota`."""
    certain: set[str] = set()
    while True:
        rest = {key: weight for key, weight in weights.items() if key not in certain}
        left, total = quota - len(certain), sum(rest.values(), Fraction(0))
        reached = {key for key, weight in rest.items() if left * weight >= total}
        if not reached:
            return {key: Fraction(1) if key in certain else left * weights[key] / total for key in weights}
        certain |= reached


def digest(*words: str) -> str:
    """The number all of the draw rests on: SHA-256 of the words, joined by |, in UTF-8."""
    return hashlib.sha256("|".join((_PREFIX, *words)).encode("utf-8")).hexdigest()
