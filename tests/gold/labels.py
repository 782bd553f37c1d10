"""What a reader wrote down about a text, and the arithmetic it rests on. Nothing of jixiao is imported here.

A label is a relation between figures quoted from the text. `judge` recomputes it in fractions with the width of the printed
digits (design decision 1); `Label.judged` says what becomes of it when one place of the text is changed.
"""

from __future__ import annotations

import ast
import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
UNITS = {
    "万亿元": 10**12, "亿元": 10**8, "亿": 10**8, "百万元": 10**6, "万元": 10**4, "千元": 10**3, "元": 1, "万": 10**4,
}  # fmt: skip
PERCENTS = {"%": 100, "‰": 1000, "个百分点": 100, "百分点": 100, "个千分点": 1000}
TRADITIONAL = str.maketrans("萬億個項戶畝輛員達實資總", "万亿个项户亩辆员达实资总")
PINYIN = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}\)")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
UNIT = re.compile(r"万亿元|亿元|百万元|万元|千元|元|[亿万](?!\w)|%|‰|个百分点|百分点|个千分点|分(?!钟)|万?\w?")
DIGITS = "零一二三四五六七八九十"
SCALE = {"优": 90, "良": 80, "中": 60, "差": 0}
UP = ("增加", "增长", "上升", "提高", "超支", "追加", "扩大", "高于")
DOWN = ("减少", "下降", "降低", "压减", "节约", "压缩", "缩减", "低于", "回落")
PRINTED = re.compile(r"(?<!\d)(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:[.．]\d+)?")  # full-width digits are digits too
NEVER_RECOMPUTED = ("unit_slip", "year_slip", "entity_slip")


class Figure:
    """A figure as printed: its value in the base unit, and half of its last printed digit (0 for counts)."""

    def __init__(self, quote: str) -> None:
        text = one_way(quote)
        found = list(NUMBER.finditer(text))
        assert found, f"no number in {quote}"
        last = found[-1]
        printed = Decimal(last.group().replace(",", ""))
        tail = text[last.end() :]
        match = UNIT.match(tail)
        unit = match.group() if match else ""
        exponent = printed.as_tuple().exponent
        assert isinstance(exponent, int)
        step = Fraction(10) ** exponent
        if unit in UNITS:
            factor, exact = Fraction(UNITS[unit]), False
        elif unit in PERCENTS:
            factor, exact = Fraction(1, PERCENTS[unit]), False
        elif unit == "分":
            factor, exact = Fraction(1), False
        else:
            factor = Fraction(10**4 if unit.startswith("万") else 1)
            exact = exponent >= 0 and factor == 1
        self.value = Fraction(printed) * factor
        self.half = Fraction(0) if exact or not printed else step * factor / 2  # 0万元 says none, not "under 5,000元"
        self.step = self.half * 2
        self.whole = self.step >= factor

    def strict_half(self, finest: Fraction) -> Fraction:
        return self.half if self.step == finest and not self.whole else Fraction(0)


def one_way(quote: str) -> str:
    """`quote` in one way of writing: half-width, simplified units, no pinyin, no blanks."""
    return PINYIN.sub("", unicodedata.normalize("NFKC", quote).translate(TRADITIONAL)).replace(" ", "")


OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
DEFAULT = {
    "sum": "+", "count_sum": "+", "score_sum": "+", "weight_sum": "+", "identity": "+", "difference": "a-b",
    "rate": "a/b", "share": "a/b", "product": "*", "duplicate": "a",
}  # fmt: skip


def evaluate(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    def walk(node: ast.AST) -> Fraction:
        match node:
            case ast.Expression(body):
                return walk(body)
            case ast.BinOp(left, op, right):
                return OPERATORS[type(op)](walk(left), walk(right))
            case ast.Name(name):
                return values[name]
            case ast.Constant(number):
                return Fraction(str(number))
            case ast.Call(ast.Name("min"), args):
                return min(walk(arg) for arg in args)
        raise AssertionError(f"formula {formula}")

    return walk(ast.parse(formula, mode="eval"))


def formula_of(kind: str, how: str, stated: str, operands: int) -> str:
    """The formula in a, b, c … that gives the stated figure."""
    letters = [chr(ord("a") + index) for index in range(operands)]
    how = how or DEFAULT.get(kind, "")
    assert how or kind == "percent_change", kind
    if not how:
        word = next(word for word in UP + DOWN if word in stated)
        how = "(a-b)/b" if word in UP else "(b-a)/b"
    return how.join(letters) if how in {"+", "*"} else how


def judge(
    kind: str, stated: str, operands: Sequence[str], *, how: str = "", words: str = "", scale: Mapping[str, int] = SCALE
) -> str:
    """consistent · rounding · coarse (only the loose intervals meet) · truncated · inconsistent, by the printed digits.

    `stated` and `operands` are readings (136.00万元); `words` is the quote around the stated figure, for verbs and grades.
    """
    words = words or stated
    match kind:
        case "list_count":
            count = Figure(stated).value if NUMBER.search(one_way(stated)) else chinese_digit(stated)
            holds = count == len(operands)
        case "grade":
            score = Figure(operands[0]).value
            holds = next(name for name, low in scale.items() if score >= low) in words[-4:]
        case "score_bound":
            holds = Figure(stated).value <= Figure(operands[0]).value
        case "direction_word":
            now, before = (Figure(one).value for one in operands)
            rises = any(word in words for word in UP)
            assert rises or any(word in words for word in DOWN)
            holds = now > before if rises else now < before
        case _:
            return recomputed(kind, stated, operands, how, words)
    return "consistent" if holds else "inconsistent"


def chinese_digit(words: str) -> int:
    found = re.search(f"[{DIGITS}]", words)
    assert found, words
    return DIGITS.index(found.group())


def recomputed(kind: str, stated: str, operands: Sequence[str], how: str, words: str) -> str:
    whole, parts = Figure(stated), [Figure(one) for one in operands]
    formula = formula_of(kind, how, words, len(parts))
    names = [chr(ord("a") + index) for index in range(len(parts))]
    exact = evaluate(formula, dict(zip(names, (one.value for one in parts), strict=True)))
    if kind in {"score_sum", "weight_sum"}:  # a total adds the scores as they are printed
        return "consistent" if exact == whole.value else "inconsistent"
    additive = (how or DEFAULT.get(kind)) in {"+", "a-b", "a"}
    if exact == whole.value or (not additive and abs(exact - whole.value) <= whole.half):
        return "consistent"

    def corners(halves: list[Fraction]) -> tuple[Fraction, Fraction]:
        if len(parts) > 8:
            assert additive
            return exact - sum(halves), exact + sum(halves)
        reached = [
            evaluate(
                formula,
                {name: one.value + sign * half for name, one, sign, half in zip(names, parts, signs, halves, strict=True)},
            )
            for signs in itertools.product((-1, 1), repeat=len(parts))
        ]
        return min(reached), max(reached)

    low, high = corners([one.half for one in parts])
    meets = low <= whole.value + whole.half and high >= whole.value - whole.half
    if additive and meets and whole.half:
        finest = min(one.step for one in [whole, *parts] if one.step)
        low, high = corners([one.strict_half(finest) for one in parts])
        own = whole.strict_half(finest)
        return "rounding" if low <= whole.value + own and high >= whole.value - own else "coarse"
    if meets:
        return "rounding"
    truncated = not additive and whole.value <= exact < whole.value + whole.step
    return "truncated" if truncated else "inconsistent"


def readings(relation: Mapping[str, Any]) -> list[str]:
    """How the quotes are to be read, stated first: `read` where the quote does not speak for itself."""
    quotes = [relation["stated"], *relation["operands"]]
    read = relation.get("read", quotes)
    return [read.get(quote, quote) for quote in quotes] if isinstance(read, dict) else list(read)


# —— labels at their places ——


@dataclass(frozen=True, slots=True)
class Edit:
    """One place of a text changed: what stands from `start` to `end` becomes `new`."""

    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote at its place. `number` is the span of its figure; None where what is printed is not what is to be read."""

    text: str
    start: int
    reading: str
    number: tuple[int, int] | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> tuple[int, int]:
        """Where the figure stands; the whole quote where there is none to be seen."""
        return self.number or (self.start, self.end)

    def changed(self, edit: Edit, whole: str) -> str | None:
        """The reading after `edit` of the text `whole`; None if it cannot be said."""
        if self.number is None:
            return None if edit.start < self.end and self.start < edit.end else self.reading
        start, end = self.number
        printed, tail = split(self.reading)
        if start <= edit.start and edit.end <= end:
            return whole[start : edit.start] + edit.new + whole[edit.end : end] + tail
        old = one_way(whole[edit.start : edit.end])
        if 0 <= edit.start - end <= 1 and tail.startswith(old):
            return printed + edit.new + tail[len(old) :]
        return self.reading


def split(reading: str) -> tuple[str, str]:
    """The last number of a reading and what follows it."""
    last = list(NUMBER.finditer(one_way(reading)))[-1]
    return last.group(), one_way(reading)[last.end() :]


@dataclass(frozen=True, slots=True)
class Label:
    """A relation a reader saw. `accept`: verdicts that are right as well."""

    kind: str
    stated: Quoted
    operands: tuple[Quoted, ...]
    verdict: str
    how: str = ""
    accept: tuple[str, ...] = ()
    scale: tuple[tuple[str, int], ...] = tuple(SCALE.items())

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        return self.stated, *self.operands

    @property
    def sure(self) -> bool:
        """Whether a program must decide it: it holds, and silence was not said to be right as well."""
        return (
            self.kind not in NEVER_RECOMPUTED
            and self.verdict in ("consistent", "rounding")
            and "unverifiable" not in self.accept
        )

    def judged(self, edit: Edit, whole: str) -> str:
        """What `judge` says once `edit` was made in the text `whole`; "" where nobody can say."""
        read = [one.changed(edit, whole) for one in self.quotes]
        if any(one is None for one in read):
            return ""
        first, *rest = [one or "" for one in read]
        return judge(self.kind, first, rest, how=self.how, words=self.stated.text, scale=dict(self.scale))

    def without(self, dropped: Quoted) -> str:
        """What `judge` says once one operand is gone from the list."""
        rest = [one.reading for one in self.operands if one is not dropped]
        return judge(self.kind, self.stated.reading, rest, how=self.how, words=self.stated.text, scale=dict(self.scale))


def quoted(text: str, quote: str, reading: str) -> Quoted:
    start = text.index(quote)
    seen = list(PRINTED.finditer(quote))
    number = None
    if seen and NUMBER.search(one_way(reading)):
        printed = seen[-1]
        read, _ = split(reading)
        if one_way(printed.group()).replace(",", "") == read.replace(",", "").lstrip("-"):
            number = start + printed.start(), start + printed.end()
    return Quoted(quote, start, reading, number)


def label_of(text: str, relation: Mapping[str, Any], scale: Mapping[str, int]) -> Label:
    stated, *operands = (
        quoted(text, quote, reading)
        for quote, reading in zip([relation["stated"], *relation["operands"]], readings(relation), strict=True)
    )
    return Label(
        relation["kind"], stated, tuple(operands), relation["verdict"], relation.get("how", ""),
        tuple(relation.get("accept", ())), tuple(scale.items()),
    )  # fmt: skip


def load(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return case


FILES = sorted(FOLDER.glob("[0-9]*.yaml"))
THIRD = sorted((FOLDER / "third").glob("[0-9]*.yaml"))
"""The third set: by somebody who had read no check and no rule, when they were built."""
OPEN = 30
"""Texts of the third set up to this number may be read by those who write rules; those above it are frozen."""
