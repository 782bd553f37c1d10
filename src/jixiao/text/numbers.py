"""Numbers as digits and as Chinese numerals."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from jixiao.patterns import regex

DIGITS = regex(r"[0-9]+")
"""A run of digits; a scan starts at each, once."""

NUMBER = regex(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,15})?(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,15})?(?![0-9])")
"""A number in digits, with thousands commas or without. At most 15 digits, so that no run of digits costs more than its length."""

_DIGIT = {char: value for value, chars in enumerate(("〇零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
          for char in chars}  # fmt: skip
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億圆", "一二三四五六七八九十百千万亿元")
_SHORT = {"廿": "二十", "卅": "三十"}

DIGIT_CHARS = "".join(_DIGIT)
START_CHARS = DIGIT_CHARS + "十拾廿卅"
NUMERAL_CHARS = START_CHARS + "百千万亿佰仟"
"""Characters a Chinese numeral is written with; it starts with one of `START_CHARS` (万元以上 is no number)."""

# One section below 10 000. After 千 or 百 a lower place may only be skipped with 零: 一百零二, never 一百二 (which people say for 120).
_SECTION = regex(
    r"(?:(?P<k>[一二两三四五六七八九])千)?"
    r"(?:(?P<h>[一二两三四五六七八九])百)?"
    r"(?:(?P<z2>零)?(?P<t>[一二两三四五六七八九])?(?P<ten>十))?"
    r"(?:(?P<z3>零)?(?P<u>[一二两三四五六七八九]))?"
)


@lru_cache(maxsize=4096)
def decimal_of(digits: str) -> tuple[Decimal, int]:
    """The value of printed digits and how many stand behind the point: 2,000.50 → 2000.50, 2."""
    plain = digits.replace(",", "")
    return Decimal(plain), len(plain) - plain.index(".") - 1 if "." in plain else 0


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal | None:
    """The number a Chinese numeral says, formal (壹佰贰拾) or not, with 点 and 负; None for anything else.

    A row of digits is no number here: 二〇二一 is a year and 三五个 is three to five. Nor is 一百二.
    """
    plain = text.translate(_FORMAL).replace("〇", "零")
    for short, full in _SHORT.items():
        plain = plain.replace(short, full)
    negative = plain.startswith("负")
    whole, point, decimals = plain.removeprefix("负").partition("点")
    value = _whole(whole)
    if value is None or (point and (not decimals or any(char not in _DIGIT for char in decimals))):
        return None
    if point:
        value += Decimal(int("".join(str(_DIGIT[char]) for char in decimals))).scaleb(-len(decimals))
    return -value if negative else value


def decimals_of(text: str) -> int:
    """How many digits a Chinese numeral has behind its 点."""
    return len(text.partition("点")[2])


def _whole(text: str) -> Decimal | None:
    if text == "零":
        return Decimal(0)
    above, yi, below = text.rpartition("亿")
    high = _below_yi(above) if yi else 0
    low = _below_yi(below.removeprefix("零") if yi else below) if below or not yi else 0
    if high is None or low is None or (yi and not high):
        return None
    return Decimal(high * 100_000_000 + low)


def _below_yi(text: str) -> int | None:
    above, wan, below = text.rpartition("万")
    high = _section(above) if wan else 0
    low = _section(below.removeprefix("零") if wan else below) if below or not wan else 0
    if high is None or low is None or (wan and not high):
        return None
    if wan and below and not below.startswith("零") and not any(char in "千百十" for char in below):
        return None  # 三万五: 35 000 in speech, 30 005 by the letter
    return high * 10_000 + low


def _section(text: str) -> int | None:
    match = _SECTION.fullmatch(text)
    if match is None or not text:
        return None
    k, h, t, u = (_DIGIT[char] if (char := match[name]) else 0 for name in ("k", "h", "t", "u"))
    if match["ten"] and not t:
        if k or h:
            return None  # 一百十: not written so
        t = 1
    higher = k or h
    if u and not match["ten"] and higher and not match["z3"]:
        return None
    if (match["z2"] and (h or not k)) or (match["z3"] and (match["ten"] or not higher)):
        return None
    return k * 1000 + h * 100 + t * 10 + u


def digits_said(text: str) -> str | None:
    """The digits of a row of Chinese digits: 二〇二一 → 2021; None if a character is none."""
    return "".join(str(_DIGIT[char]) for char in text) if text and all(char in _DIGIT for char in text) else None
