"""The n-th number of a list as Word prints it: 一、 （1） ① iii."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number_text(number: int, style: str) -> str | None:
    """`number` in the numbering style `style` (w:numFmt); None for a style not known here."""
    if not 0 <= number <= 99_999:
        return str(number)
    make = _STYLES.get(style)
    return None if make is None else make(number)


def counting(number: int, digits: str = _DIGITS, places: str = "十百千", ten_thousand: str = "万") -> str:
    """一 … 十 十一 … 二十 … 一百零一 … 一万: Chinese counting; zero within reads 零."""
    if number == 0:
        return digits[0]
    high, low = divmod(number, 10_000)
    if high:
        rest = ("零" if low < 1000 else "") + counting(low, digits, places, ten_thousand) if low else ""
        return counting(high, digits, places, ten_thousand) + ten_thousand + rest
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (places[place - 1] if place else "")
        gap = False
    return text[1:] if digits == _DIGITS and 10 <= number < 20 else text


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa: the letter repeats."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _run(first: str, last: int) -> Callable[[int], str]:
    """A row of ready-made characters from `first` for 1 to `last`; plain digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _circled(number: int) -> str:
    if number == 0:
        return "⓪"
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= last:
            return chr(ord(first) + number - start)
    return str(number)


def _cycle(marks: str) -> Callable[[int], str]:
    return lambda number: marks[(number - 1) % len(marks)] if number else ""


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
    "ordinal": _ordinal,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "chineseLegalSimplified": lambda number: counting(number, _LEGAL, "拾佰仟", "万"),
    "ideographLegalTraditional": lambda number: counting(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"),
        counting,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _positional),
}
