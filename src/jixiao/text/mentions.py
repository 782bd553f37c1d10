"""Every number with a unit in a text: number first, then its unit, then the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from jixiao.model.mention import Mention
from jixiao.patterns import regex
from jixiao.text.bounds import words_around
from jixiao.text.dates import ignored_at, urls
from jixiao.text.lexicon import lexicon
from jixiao.text.numbers import DIGITS, NUMERAL_CHARS, START_CHARS, chinese_number
from jixiao.text.scan import Figure, figure_at, in_power, numeral_at
from jixiao.text.units import Unit, per_alternation, rate, unit, unit_at

_MAX_DIGITS = 15
_DASHES = "-~—"
_MASK = regex(r"点击查看|\*{1,8}|(?<![0-9A-Za-z])[Xx]{1,6}(?![A-Za-z])")
_COVER = regex("[*点Xx]")
"""What every cover begins with."""
_start = attrgetter("start")
_SEEN_DIGITS = regex(r"[0-9][0-9.,]*$")
_CHINESE_START = regex(rf"[{START_CHARS}](?<![{NUMERAL_CHARS}点].)")
_HUNDREDTHS = regex(
    rf"(百|千)分之(?:(?P<said>[{NUMERAL_CHARS}]{{1,9}}(?:点[〇零一二三四五六七八九]{{1,6}})?)|(?P<digits>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?))"
)
_PARTED = frozenset("./,")
"""What may part the rest of a number from its beginning."""
_AFTER_BARE = ',，。;、:!?)]】》”"|/\n用资元左以上余多等'


def mentions(text: str, before: int = 0) -> list[Mention]:
    """All mentions of a normalised text, in text order, none overlapping another; `before` characters stand before it.

    Years, dates, document numbers, list marks, codes, phones, ranges (10-15个) and bare numbers are not mentions. A masked
    figure is one without a quantity. Work grows with the length of the text, whatever stands in it.
    """
    found = [*_in_digits(text, before), *_in_chinese(text, before)]
    if _COVER.search(text) is not None:
        found += _masked(text, before)
    found.sort(key=_start)
    kept: list[Mention] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _in_digits(text: str, before: int) -> Iterator[Mention]:
    """Numbers in digits. The last one is held back until it is clear that it does not open a range."""
    web = [(one.start, one.end) for one in urls(text)][::-1]
    held: Mention | None = None
    at = last_end = 0
    last_bare = False
    for run in DIGITS.finditer(text):
        start, end = run.span()
        while web and web[-1][1] <= start:
            web.pop()
        if end <= at or (web and web[-1][0] <= start):
            continue
        start = max(start, at)
        ignored = ignored_at(text, start, end)
        fused = ignored is not None and ignored.kind == "fused"
        if ignored is not None:
            at = ignored.end
            if not fused:
                continue
            start = at
        figure = figure_at(text, start)
        if figure is None:
            at = end
            continue
        at = figure.end
        sign = text[start - 1 : start]
        joined = last_end == start - 1 and last_end > 0
        in_range = joined and (sign in _DASHES or (sign in "至到" and last_bare))
        if held is not None and not in_range:
            yield held
        held = None
        last_end, last_bare = at, figure.bare and not in_range
        if not in_range and (sign not in _PARTED or not _is_rest(text, start, sign, figure)):
            held = _mention(text, start, figure, fused or sign == "〕", before)
    if held is not None:
        yield held


def _is_rest(text: str, start: int, before: str, figure: Figure) -> bool:
    """Whether the number is the rest of something else: of 1.2.3, of a fraction, of digits with commas in wrong places."""
    if before == ".":
        return True
    if before not in ("/", ",") or not text[start - 2 : start - 1].isdigit():
        return False
    return before == "/" or len(figure.digits.partition(".")[0]) == 3


def _mention(text: str, start: int, figure: Figure, fused: bool, before: int) -> Mention | None:
    unit = figure.unit
    if figure.bare:
        if not figure.power or not _is_money(text, start, figure.end):
            return None
        unit = in_power(figure, _yuan())
    if unit.whole and unit.factor == 1 and figure.places and _opens_line(text, start):
        split = _without_mark(figure)
        start, figure = (start + split[0], split[1]) if split else (start, figure)
    negative = not unit.exact and text[start - 1 : start] == "-" and _is_sign(text, start - 1)
    return build(text, start - negative, figure, unit, before, negative=negative, masked=fused)


def _is_sign(text: str, at: int) -> bool:
    """Whether the - at `at` is a sign: not behind a letter, a digit, a closing bracket, % or another -."""
    before = text[at - 1] if at else ""
    return not (before.isascii() and before.isalnum()) and before not in (")", "]", "%", "-")


def build(
    text: str, start: int, figure: Figure, unit: Unit, before: int = 0, *, negative: bool = False, masked: bool = False,
    chinese: bool = False,
) -> Mention:  # fmt: skip
    """The mention of `figure` at `start`, with the words around it and what it is counted against; `before` as in `mentions`."""
    end = figure.end
    first, last, bound, approx = words_around(text, start, end, figure.inner, unit.dimension == "time")
    each = _each_before(text, first) if not unit.per and unit.scaled else None
    if each is not None:
        first, unit = each[0], rate(unit, each[1])
    return Mention(
        before + start, before + end, before + first, before + last, text[start:end],
        None if masked else figure.quantity(unit, bound, approx, negative),
        unit.dimension, unit.name, unit.per, chinese,
    )  # fmt: skip


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\n。;"


def _without_mark(figure: Figure) -> tuple[int, Figure] | None:
    """7.21个 at the start of a line is mark 7. and 21个: a count has no decimals. How many characters the mark takes, and the rest."""
    mark, _, rest = figure.digits.partition(".")
    if len(mark) > 2 or rest.startswith("0"):
        return None
    whole = figure_at(rest, 0)
    if whole is None:
        return None
    return len(mark) + 1, Figure(figure.end, rest, whole.value, 0, figure.unit, figure.inner)


@lru_cache(maxsize=1)
def _yuan() -> Unit:
    found = unit("元")
    assert found is not None
    return found


@lru_cache(maxsize=1)
def _contexts() -> tuple[re.Pattern[str], frozenset[str]]:
    data = lexicon("words.yaml")
    both = sorted({*data["money_context"], *data["other_context"]}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, both))), frozenset(data["money_context"])


def _is_money(text: str, start: int, end: int) -> bool:
    """Whether a bare 万 or 亿 is money: a mark follows, and the nearest word before it speaks of money."""
    if end < len(text) and text[end] not in _AFTER_BARE:
        return False
    pattern, money = _contexts()
    floor = max(text.rfind(mark, max(0, start - 40), start) for mark in "。;\n") + 1 or max(0, start - 40)
    last = None
    for match in pattern.finditer(text, floor, start):
        last = match
    if last is not None:
        return last.group() in money
    return text.startswith(("元", "用于", "资金", "用作"), end)


@lru_cache(maxsize=1)
def _each() -> re.Pattern[str]:
    data = lexicon("words.yaml")
    average = "|".join(data["each_before"])
    verbs = "|".join(sorted(data["each_verbs"], key=len, reverse=True))
    word = per_alternation()
    return re.compile(rf"(?:(?P<average>{average})|(?P<each>(?:每个?(?:{word})){{1,2}}))(?:{verbs})?$")


@lru_cache(maxsize=1)
def _each_named() -> re.Pattern[str]:
    """人均培训成本1500元: the name of the amount stands between, and stays its name."""
    return re.compile(
        rf"(?P<average>{'|'.join(lexicon('words.yaml')['each_before'])})(?:(?![增减降升提超比由])[一-鿿]){{1,6}}$"
    )


@lru_cache(maxsize=1)
def _each_word() -> re.Pattern[str]:
    return re.compile(rf"每个?({per_alternation()})")


def _each_before(text: str, end: int) -> tuple[int, tuple[str, ...]] | None:
    """每人每月补助, 户均 … directly before a number: where it starts and what the number is counted against."""
    piece = text[max(0, end - 12) : end]
    if "每" not in piece and "均" not in piece:
        return None
    match = _each().search(piece)
    if match is None:
        named = _each_named().search(piece)
        return None if named is None else (end, (lexicon("words.yaml")["each_before"][named["average"]],))
    if match["average"]:
        return end - len(piece) + match.start(), (lexicon("words.yaml")["each_before"][match["average"]],)
    words = tuple(_each_word().findall(match["each"]))
    if all(word in ("年", "月", "天", "日", "周", "季度", "季") for word in words):
        return None  # 每年投入500万元 is an amount of each year, and of this one
    return end - len(piece) + match.start(), words


def _masked(text: str, before: int) -> Iterator[Mention]:
    """点击查看万元, **万元, 78.*元, XX万元: figures that somebody covered."""
    for match in _MASK.finditer(text):
        start, end = match.span()
        if match.group()[0] == "*" and (seen := _SEEN_DIGITS.search(text, max(0, start - _MAX_DIGITS), start)):
            start = seen.start()
        end += text[end : end + 1] == " "
        found = unit_at(text, end)
        if found is not None:
            unit, stop = found
            first, last = before + start, before + stop
            yield Mention(first, last, first, last, text[start:stop], None, unit.dimension, unit.name, unit.per)


@lru_cache(maxsize=1)
def _idioms() -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for word in lexicon("words.yaml")["idioms"]:
        groups[word[0]] = (*groups.get(word[0], ()), word)
    return groups


def _in_chinese(text: str, offset: int) -> Iterator[Mention]:
    """Chinese numerals with a unit, and 百分之…: weak mentions."""
    idioms, data = _idioms(), lexicon("words.yaml")
    one_after, vague = data["one_after"], data["vague_before_ten"]
    never_after = data["ordinal_before"] + "“‘0123456789."  # what follows a quotation mark is a slogan: “三个一”
    for match in _CHINESE_START.finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if before and (before in never_after or (before in vague and text[start] in "十拾")):
            continue
        figure = numeral_at(text, start)
        if figure is None or text.startswith(idioms.get(text[start], ()), start):
            continue
        if figure.digits == "一" and before and before in one_after:
            continue
        yield build(text, start, figure, figure.unit, offset, chinese=True)
    if "分之" in text:
        yield from _hundredths(text, offset)


def _hundredths(text: str, before: int) -> Iterator[Mention]:
    for match in _HUNDREDTHS.finditer(text):
        unit = unit_at("%" if match[1] == "百" else "‰", 0)
        assert unit is not None
        said = match["said"]
        value = chinese_number("一百" if said == "百" else said) if said else None
        inner = figure_at(match["digits"], 0) if match["digits"] else None
        if inner is not None:
            figure = Figure(match.end(), inner.digits, inner.value, inner.places, unit[0])
            yield build(text, match.start(), figure, unit[0], before)
        elif value is not None:
            places = len(said.partition("点")[2])
            figure = Figure(match.end(), said, value, places, unit[0])
            yield build(text, match.start(), figure, unit[0], before, chinese=True)
