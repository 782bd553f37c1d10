"""A number as the sheet shows it: 0.8282 under `0.00%` is 82.82%.

Where Excel's picture would lose the figure, the figure wins: a negative number always keeps its minus sign (Excel may show
it in red or in brackets only), a number that its format hides (`;;;`, a dash for zero) is shown plainly, and nothing is
shown in powers of ten unless the format asks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import takewhile

from jixiao.patterns import regex
from jixiao.readers.sheet.date_format import date_text, is_date

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats a workbook names by number only, as a Chinese Excel shows them (ECMA-376 part 1, 18.8.30)."""

FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""A stored number is a double: Excel itself shows fifteen digits, what lies beyond is noise (0.30000000000000004)."""
_WIDE = Context(prec=400)
_GENERAL_DIGITS = 10  # of a number with decimals under General
_LONGEST = 400  # characters of a format; Excel takes 255


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a number, and whether digits of the stored number are not in it."""

    text: str
    rounded: bool = False


class Format:
    """A number format, taken apart once: `show` gives numbers as it shows them; what it cannot show reads as General."""

    def __init__(self, code: str, since_1904: bool = False) -> None:
        self._sections = _sections(code)
        self._since_1904 = since_1904
        self._by_condition = any(section.condition for section in self._sections)

    def show(self, value: Decimal) -> Shown:
        """`value` under this format."""
        section = self._choose(value)
        if section is None:
            return _general(value)
        if section.date:
            text = date_text(value, section.code, self._since_1904)
            return _general(value) if text is None else Shown(text)
        if section.common is not None:
            shown = section.common.fill(abs(value))
        else:
            found = _around(section, abs(value)) if section.general else _fill(section, abs(value))
            if found is None or not any("0" <= digit <= "9" for digit in found.text):
                return _general(value)
            shown = Shown(" ".join(found.text.split()), found.rounded)
        if value < 0 and not section.signed and any("1" <= digit <= "9" for digit in shown.text):
            return Shown(f"-{shown.text}", shown.rounded)
        return shown

    def _choose(self, value: Decimal) -> _Section | None:
        """The section for `value`; None where neither that one nor the first shows a digit."""
        sections = self._sections
        if self._by_condition:
            return next((one for one in sections if one.condition is None or _meets(value, *one.condition)), None)
        index = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
        return next((one for one in (sections[index], sections[0]) if one.shows), None)


def general(value: Decimal) -> str:
    """`value` as General shows it in a column that is wide enough: at most ten digits where there are decimals."""
    return _general(value).text


def _general(value: Decimal) -> Shown:
    if value == value.to_integral_value():
        return Shown(format(value.quantize(Decimal(1), context=_WIDE), "f") if value else "0")
    size = value.adjusted()
    places = 5 - size if size < -4 else max(_GENERAL_DIGITS - max(size + 1, 1), 1)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    return Shown(plain(rounded), rounded != value)


def plain(value: Decimal) -> str:
    """`value` in digits, without powers of ten and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class _Common:
    """The shape nearly all sections have: words, digits with or without thousands marks, decimals, words."""

    before: str
    after: str
    grouped: bool
    unit: Decimal
    percents: int

    def fill(self, value: Decimal) -> Shown:
        scaled = value.scaleb(2 * self.percents, context=_WIDE) if self.percents else value
        rounded = scaled.quantize(self.unit, rounding=ROUND_HALF_UP, context=_WIDE)
        return Shown(f"{self.before}{rounded:{',f' if self.grouped else 'f'}}{self.after}", rounded != scaled)


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format between semicolons. `signed`: it prints a minus sign itself; `shows`: it prints the number."""

    code: str
    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    general: bool
    date: bool
    signed: bool
    shows: bool
    common: _Common | None


_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_SPLIT = regex(r'(?:"[^"]*"|\\.|!.|\[[^\]]*\]|[^;"\\!\[]|["\[\\!])*')


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    code = code[:_LONGEST]
    parts: list[str] = []
    position = 0
    while position <= len(code):
        match = _SPLIT.match(code, position)
        end = match.end() if match else len(code)
        parts.append(code[position:end])
        position = end + 1
    return tuple(_section(part) for part in parts[:3])  # a fourth is for texts


def _section(code: str) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition = None
    for match in _TOKEN.finditer(code):
        kind, word = match.lastgroup or "other", match[match.lastgroup or "other"]
        match kind:
            case "bracket":
                if (found := _CONDITION.fullmatch(word)) is not None:
                    condition = found[1], Decimal(found[2])
                elif word.startswith("$"):
                    tokens.append(("literal", word[1:].partition("-")[0]))
            case "quoted" | "escaped" | "other":
                tokens.append(("literal", word))
            case "blank":
                tokens.append(("literal", " "))
            case "fill":
                continue
            case _:
                tokens.append((kind, word))
    kinds = {kind for kind, _ in tokens}
    general, date = bool(kinds & {"general", "text"}), is_date(code)
    return _Section(
        code, tuple(tokens), condition, general, date, "exponent" not in kinds and _prints_sign(tokens),
        general or date or any(kind == "digit" and word != "?" for kind, word in tokens),
        None if general or date else _common(tokens),
    )  # fmt: skip


def _prints_sign(tokens: list[tuple[str, str]]) -> bool:
    """Whether a minus sign is printed right before the digits."""
    before = takewhile(lambda token: token[0] not in ("digit", "general", "text"), tokens)
    return any(kind == "literal" and word.rstrip().endswith("-") for kind, word in before)


_COMMON = regex(r"(?P<before>[lp]*)(?P<whole>(?:##*,)*#*0)(?:\.(?P<places>0+))?(?P<after>[lp]*)")


def _common(tokens: list[tuple[str, str]]) -> _Common | None:
    letters = {"literal": "l", "percent": "p", "point": ".", "comma": ","}
    match = _COMMON.fullmatch("".join(letters.get(kind) or word[0] for kind, word in tokens))
    if match is None or any(len(word) > 1 and kind not in ("literal", "percent") for kind, word in tokens):
        return None
    before, after = ("".join(word for _, word in tokens[slice(*match.span(group))]) for group in ("before", "after"))
    return _Common(
        " ".join(before.split()) if before.strip() else "",
        " ".join(after.split()) if after.strip() else "",
        "," in match["whole"],
        Decimal(1).scaleb(-len(match["places"] or "")),
        sum(kind == "percent" for kind, _ in tokens),
    )


def _meets(value: Decimal, operator: str, limit: Decimal) -> bool:
    match operator:
        case "<":
            return value < limit
        case "<=":
            return value <= limit
        case ">":
            return value > limit
        case ">=":
            return value >= limit
        case "=":
            return value == limit
    return value != limit


def _around(section: _Section, value: Decimal) -> Shown:
    """General (or the text mark @) with words around it: `General"人"`. `value` is not negative."""
    inner = _general(value)
    words = [inner.text if kind in ("general", "text") else word for kind, word in section.tokens if kind != "percent"]
    return Shown("".join(words), inner.rounded)


def _fill(section: _Section, value: Decimal) -> Shown | None:
    """Digits of `value` (not negative) poured into the places of the section; None for fractions (# ?/?)."""
    tokens = list(section.tokens)
    if any(kind == "literal" and word == "/" for kind, word in tokens) and not any(kind == "point" for kind, _ in tokens):
        return None
    exponent = next((index for index, (kind, _) in enumerate(tokens) if kind == "exponent"), None)
    if exponent is not None:
        return _scientific(tokens, exponent, value)
    point = next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    digits = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        return None
    last_whole = max((index for index in digits if index < point), default=-1)
    commas = [index for index, (kind, _) in enumerate(tokens) if kind == "comma"]
    scale = sum(1 for index in commas if index > max(digits) or last_whole < index < point)
    grouped = any(digits[0] < index < last_whole for index in commas)
    scaled = value.scaleb(2 * sum(kind == "percent" for kind, _ in tokens) - 3 * scale, context=_WIDE)
    places = sum(index > point for index in digits)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    whole, _, fraction = format(rounded, "f").partition(".")
    out = _whole(tokens[:point], whole.lstrip("0"), grouped) + _fraction(tokens[point:], fraction)
    return Shown("".join(out), rounded != scaled)


def _whole(tokens: list[tuple[str, str]], digits: str, grouped: bool) -> list[str]:
    """The places before the point, filled from the right; the first takes all that is left."""
    first = next((index for index, (kind, _) in enumerate(tokens) if kind == "digit"), -1)
    out: list[str] = []
    written = 0
    for index in range(len(tokens) - 1, -1, -1):
        kind, word = tokens[index]
        if kind != "digit":
            out.append("" if kind == "comma" else word)
            continue
        take = digits if index == first else digits[-1:]
        digits = "" if index == first else digits[:-1]
        for digit in reversed(take or {"0": "0", "?": " "}.get(word, "")):
            if grouped and written and written % 3 == 0 and digit != " ":
                out.append(",")
            out.append(digit)
            written += 1
    return out[::-1]


def _fraction(tokens: list[tuple[str, str]], digits: str) -> list[str]:
    """The point and what follows; places marked # or ? drop the zeros at the end."""
    places = [word for kind, word in tokens if kind == "digit"]
    keep = len(places)
    while keep and places[keep - 1] != "0" and digits[keep - 1] == "0":
        keep -= 1
    out: list[str] = []
    used = 0
    for kind, word in tokens:
        if kind == "digit":
            out.append(digits[used] if used < keep else "")
            used += 1
        elif kind != "comma":
            out.append(word)
    return out


def _scientific(tokens: list[tuple[str, str]], at: int, value: Decimal) -> Shown:
    mantissa, power = tokens[:at], [word for kind, word in tokens[at + 1 :] if kind == "digit"]
    point = next((index for index, (kind, _) in enumerate(mantissa) if kind == "point"), len(mantissa))
    places = sum(kind == "digit" for kind, _ in mantissa[point:])
    exponent = value.adjusted() if value else 0
    rounded = value.scaleb(-exponent, context=_WIDE).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded >= 10:
        rounded, exponent = rounded.scaleb(-1).quantize(Decimal(1).scaleb(-places)), exponent + 1
    sign = "-" if exponent < 0 else "+" if "+" in tokens[at][1] else ""
    text = f"{rounded:f}E{sign}{abs(exponent):0{len(power) or 1}d}"
    return Shown(text, rounded.scaleb(exponent) != value)
