"""A serial number as the date or time of day its format shows: 44260 under yyyy"年"m"月" is 2021年3月."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jixiao.patterns import regex

_DAY = 86_400
_LAST = 2_958_465  # 9999-12-31
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<halves>AM/PM|A/P|上午/下午)|(?P<part>y+|m+|d+|h+|s+|a{3,4}|e+|b+)|(?P<fraction>\.0+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_WEEK = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_date(code: str) -> bool:
    """Whether a number format shows dates or times: it names a year, month, day, hour, minute or second."""
    tokens = [(match.lastgroup, match[0]) for match in _TOKEN.finditer(re.sub("General", "@", code, flags=re.IGNORECASE))]
    if any(kind == "other" and word in "0#?@" for kind, word in tokens):
        return False
    return any(kind in ("part", "elapsed", "halves") for kind, _ in tokens)


def date_text(serial: Decimal, code: str, since_1904: bool) -> str | None:
    """`serial` (days since the workbook's zero day) as `code` shows it; None when it is no date at all."""
    if not 0 <= serial <= _LAST:
        return None
    seconds = int((serial * _DAY).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    days, clock = divmod(seconds, _DAY)
    day = _day(days, since_1904)
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(code)]
    halves = any(kind == "halves" for kind, _ in tokens)
    out = []
    for index, (kind, word) in enumerate(tokens):
        match kind:
            case "quoted" | "escaped":
                out.append(word[1:].removesuffix('"') if kind == "quoted" else word[1:])
            case "elapsed":
                out.append(_elapsed(word, seconds))
            case "halves":
                out.append("上午" if clock < _DAY // 2 else "下午")
            case "part":
                minutes = word[0] in "mM" and _is_minutes(tokens, index)
                out.append(_clock(word, clock, halves, minutes) or _calendar(word, day))
            case "other":
                out.append(word)
    return " ".join("".join(out).split())


def _day(days: int, since_1904: bool) -> date:
    if since_1904:
        return date(1904, 1, 1) + timedelta(days=min(days, _LAST - 1462))
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)  # Excel believes in 1900-02-29


def _elapsed(word: str, seconds: int) -> str:
    per = {"h": 3600, "m": 60, "s": 1}[word[1].lower()]
    return str(seconds // per).zfill(len(word) - 2)


def _is_minutes(tokens: list[tuple[str, str]], index: int) -> bool:
    """m is minutes right after hours or right before seconds, otherwise the month."""

    def near(others: list[tuple[str, str]]) -> str:
        return next((word.strip("[]")[0].lower() for kind, word in others if kind in ("part", "elapsed")), "")

    return near(tokens[:index][::-1]) == "h" or near(tokens[index + 1 :]) == "s"


def _clock(word: str, clock: int, halves: bool, minutes: bool) -> str:
    hour = clock // 3600
    match word[0].lower():
        case "h":
            return str((hour + 11) % 12 + 1 if halves else hour).zfill(min(len(word), 2))
        case "s":
            return str(clock % 60).zfill(min(len(word), 2))
        case "m" if minutes:
            return str(clock // 60 % 60).zfill(min(len(word), 2))
    return ""


def _calendar(word: str, day: date) -> str:
    match word[0].lower(), len(word):
        case ("y", 1 | 2):
            return f"{day.year % 100:02d}"
        case ("y" | "e", _):
            return str(day.year)
        case ("b", _):
            return str(day.year + 543)
        case ("m", 1 | 2 as width):
            return str(day.month).zfill(width)
        case ("m", _):
            return _MONTHS[day.month - 1]
        case ("d", 1 | 2 as width):
            return str(day.day).zfill(width)
        case ("d", _) | ("a", 4):
            return f"星期{_WEEK[day.weekday()]}"
        case ("a", 3):
            return _WEEK[day.weekday()]
    return ""
