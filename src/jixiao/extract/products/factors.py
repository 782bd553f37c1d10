"""A standard and what it is multiplied by: each person's 120元, the 24 people, three days; and whether that makes an amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.extract.judge import one_digit_away, significant
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Relation, Verdict
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_TIMES = {"月": 12, "季度": 4, "天": 365, "日": 365, "周": 52, "年": 1, "学期": 2, "学年": 1}
SAID = {"月": ("个月",), "季度": ("季度",), "天": ("天",), "日": ("天",), "周": ("周",), "小时": ("小时",)}
_LIKE = {
    "人": ("人", "人次"),
    "生": ("人",),
    "人次": ("人次", "人"),
    "次": ("次", "人次", "批次"),
    "场": ("场", "场次"),
    "期": ("期", "班次"),
    "轮": ("轮", "轮次"),
    "车": ("辆", "车次"),
    "床": ("张", "床", "床位"),
    "床位": ("张", "床", "床位"),
    "岗": ("岗", "岗位"),
    "点位": ("点位",),
}
_ALSO = ("", "期", "班", "人", "次")
"""A length of time may be told for each course: 每期12天."""
_ANYTHING = ("个", "所", "家", "处")
_PEOPLE = ("人", "户", "家")
_MONTHLY = regex(r"月[一-鿿]{0,4}标准(?:为|是)?$")
_EACH = regex(
    r"(?<![不])(?P<mean>[户亩车期场次班村校台床例件项])均[^均\d]{0,6}$"
    r"|每(?:一)?(?:个|所|家|处|座|名)?(?P<each>乡镇|镇街|镇|乡|县|村|社区|学校|街道|站点|点位|批|期|班|岗|床位|台次|公里|座|部|盏|株|吨|套|组|室)"
    r"(?:每[月年日天周季])?[^\d,，。;每均]{0,6}$"
    r"|(?P<thing>[月年日周])均[^均\d]{0,6}$"
    r"|单(?P<single>株|亩|台|套|件|户|吨|公里|平方米|米|盏|座|口)(?:平均|综合)?(?:成本|造价|价格|费用|投资|补助)[^均\d]{0,4}$"
)
_OFTEN = regex(
    r"(?:每个?(?P<each>月|日|天|周|季度|学期)|(?<![0-9一-鿿])(?P<of>月|日)(?:人均|租金|工资|薪酬|处理|产|供)|按(?:月)发放)[^\d,，。;]{0,8}$"
)
"""How often, told in a name: 每月监测, 月租金, 日处理污水."""
_DIGITS = 3
_TIME_ALIKE = {"天": "日"}
_PRICE = regex(r"(?:单价|造价|售价|采购价)(?:为|是|约)?$")
_BEHIND = regex(r"[/每]([一-鿿]{1,2})")
ANY = "*"
"""A price is of whatever is counted beside it."""
_FIXED = regex(r"标准|单价|费|补助|补贴|奖励|奖补|津贴|按")
"""Words of a standard that is set beforehand; what is only 每… may be an average, rounded."""


@dataclass(frozen=True, slots=True)
class Factors:
    """A standard and what it is multiplied by, in the order of the text."""

    standard: Figure
    others: tuple[Figure, ...]

    @property
    def value(self) -> Decimal:
        value = value_of(self.standard)
        for one in self.others:
            value *= value_of(one)
        return value

    @property
    def all(self) -> tuple[Figure, ...]:
        return (self.standard, *self.others)


# —— factors ——


def per_of(figure: Figure) -> str:
    """What a standard is counted against: of its unit, or told in its name (月补助标准2500元, 期均88人次, 每个点位每月2次, 单价4800元)."""
    mention = figure.mention
    if mention.dimension not in ("money", "count", "time"):
        return mention.per
    return _per_named(figure.label.replace(" ", ""), figure.after[:4], mention.per, mention.dimension)


@lru_cache(maxsize=4096)
def _per_named(label: str, after: str, per: str, dimension: str) -> str:
    if not per and dimension == "money":
        if _MONTHLY.search(label):
            return "月"
        if _PRICE.search(label):
            behind = _BEHIND.match(after)
            return behind[1] if behind is not None else ANY
    found = per
    if not found and (each := _EACH.search(label)) is not None:
        found = next(one for one in (each["mean"], each["each"], each["thing"], each["single"]) if one)
    if found in _TIMES and not per:
        found = _TIME_ALIKE.get(found, found)
    often = _OFTEN.search(label) if found or dimension != "time" else None
    if often is not None and not _TIMES.keys() & set(found.split("/")):
        time = _TIME_ALIKE.get(often["each"] or often["of"], often["each"] or often["of"])
        found = f"{found}/{time}" if found else time
    return found


def units_of(standard: Figure) -> list[str]:
    """The units a standard is counted against, times left out."""
    return [unit for per in per_of(standard).split("/") if per not in _TIMES for unit in _LIKE.get(per, (per,))]


def counts_of(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Figures in the unit the standard is counted against, nearest first; people where it is counted against time alone."""
    units = tuple(units_of(standard)) or _PEOPLE
    found = [
        one for one in figures
        if (one.mention.unit in units or (one.mention.unit in _ANYTHING and (one.after.startswith(units) or one.label.endswith(units)))
            or (units == (ANY,) and one.mention.dimension in ("count", "area") and one.sentence == standard.sentence))
        and not one.mention.per and not one.change and not one.prior
    ]  # fmt: skip
    return sorted(found, key=lambda one: abs(one.mention.start - standard.mention.start))


def of_others(figures: Sequence[Figure], standard: Figure) -> Iterator[tuple[Figure, ...]]:
    """A count that is itself a standard times a count: 每人12课时 × 6人 for a standard of each 课时."""
    units = units_of(standard)
    for one in figures:
        if one is not standard and one.mention.per and one.mention.unit in units:
            for count in counts_of(figures, one):
                yield one, count


def times_of(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Lengths of time told in figures, in the unit of the standard first: 培训3天 for 每人每天80元."""
    units = {unit for per in per_of(standard).split("/") for unit in SAID.get(per, ())}
    times = [one for one in figures if one.mention.dimension == "time" and one.mention.per in _ALSO and value_of(one)]
    return sorted(times, key=lambda one: one.mention.unit not in units)


def factors_of(figures: Sequence[Figure], standard: Figure) -> Iterator[Factors]:
    """The standard with each count it may be multiplied by, and with each length of time, the nearest first."""
    times = times_of(figures, standard)
    counted: list[tuple[Figure, ...]] = [(one,) for one in counts_of(figures, standard)]
    counted += of_others(figures, standard)
    for count in counted:
        yield Factors(standard, count)
        for time in times:
            if time not in count:
                yield Factors(standard, (*count, time))
    if not units_of(standard):  # 日均供餐450份, 250天; 每月3.55万元, 12个月
        own = {unit for per in per_of(standard).split("/") for unit in SAID.get(per, ())}
        for time in times:
            if standard.mention.dimension != "money" or (time.mention.unit in own and time.sentence == standard.sentence):
                yield Factors(standard, (time,))


def totals_of(figures: Sequence[Figure], standard: Figure) -> list[Figure]:
    """Amounts that may be what the standard comes to: of its unit (people of several courses are 人次), no change and no standard."""
    alike = (standard.mention.addable, ("count", "人次") if standard.mention.unit == "人" else standard.mention.addable)
    return [
        one for one in figures
        if one.mention.addable in alike and not per_of(one) and not one.change and one is not standard
    ]  # fmt: skip


def often_of(prose: Prose, standard: Figure) -> list[int]:
    """How often a standard of a month, a day … may be paid where no figure says it: once, all year, a quarter, half a year."""
    timely = [per for per in per_of(standard).split("/") if per in _TIMES]
    often = [1, *(_TIMES[per] for per in timely)]
    if "月" in timely:
        start, end = prose.sentence_span(standard)
        often += [
            months for word, months in (("季度", 3), ("半年", 6)) if prose.string.find(word, start, end) >= 0
        ]  # a standard of a month, paid for a quarter
    return often


def words_of(prose: Prose, standard: Figure) -> str:
    """The words of a standard before its digits, its name included: 教材费每册, 村干部人均补贴."""
    return standard.label + prose.quote(standard.mention.words_start, standard.mention.start)


def fits(prose: Prose, factors: Factors, total: Figure, often: Sequence[int]) -> bool:
    """Whether the product (× twelve months where the standard is a month's) prints as the total, averages rounded."""
    value = factors.value
    return any(abs(value * one - value_of(total)) <= _width(prose, factors, total, one) for one in often)


def slip_of(prose: Prose, factors: Factors, total: Figure, often: Sequence[int]) -> str:
    """The one digit of the amount or of a factor with which the product fits, or ""; only where the amount has three digits."""
    if significant(quantity_of(total)) < _DIGITS or not factors.value or is_loose(total):
        return ""
    value, stated = factors.value, value_of(total)
    widths = [(one, _width(prose, factors, total, one)) for one in often]
    for figure in (total, *factors.all):
        quantity = quantity_of(figure)
        text = quantity.text.replace(",", "")
        for other in one_digit_away(text):
            changed = Decimal(other) * quantity.factor
            if figure is total:
                fitting = any(abs(value * one - changed) <= width for one, width in widths)
            else:
                fitting = any(abs(value / quantity.value * changed * one - stated) <= width for one, width in widths)
            if fitting:
                return f"{text}→{other}"
    return ""


def _width(prose: Prose, factors: Factors, total: Figure, often: int) -> Decimal:
    """Half a unit of the total's last digit; of an average (人均, 平均) also half a unit of its own, times the count."""
    standard = factors.standard
    words = words_of(prose, standard)
    average = "均" in words or (standard.mention.words_start < standard.mention.start and not _FIXED.search(words))
    half = quantity_of(total).step / 2
    if not average or not value_of(standard):
        return half
    return half + quantity_of(standard).step / 2 * factors.value / value_of(standard) * often


def is_loose(figure: Figure) -> bool:
    """Whether a figure is about so much, or a bound."""
    return not quantity_of(figure).plain


def product_of(
    prose: Prose, total: Figure, factors: Factors, verdict: Verdict, expected: Quantity,
    open: tuple[str, ...] = (), *, near: bool = False, edit: str = "",
) -> Relation:  # fmt: skip
    """The product of the factors under its amount, quoted by its sentence."""
    start, end = prose.sentence_span(total)
    return Relation(
        Kind.PRODUCT, prose.operand(total), tuple(prose.operand(one) for one in factors.all), verdict,
        prose.quote(start, end).strip(), total.place, expected, "", "product", total.label, open, near, edit,
    )  # fmt: skip


def value_of(figure: Figure) -> Decimal:
    """The value of a figure that is known to have one."""
    return quantity_of(figure).value


def quantity_of(figure: Figure) -> Quantity:
    """The quantity of a figure that is known to have one."""
    assert figure.mention.quantity is not None
    return figure.mention.quantity
