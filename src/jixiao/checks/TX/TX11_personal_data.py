"""TX11: a report meant for the public holds somebody's identity number or mobile phone, or is marked secret."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_LONG_DIGITS = regex(r"\d{11}")
_IDENTITY = regex(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = regex(r"(?<![\d.\-/])1[3-9]\d{9}(?![\d.\-/])")
_CONTACT = regex(r"电话|联系|手机|咨询|热线|传真|编号|账号|单号|项目代码|号码|编码")
_SECRET = regex(r"^\s*(?:绝密|机密|秘密)\s*(?:★|\*|$)")
_FIRST = 3
"""Lines at the head of which a mark of secrecy may stand."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGNS = "10X98765432"


@check(
    "TX11", "personal_data", "公开的报告里有个人信息或密级标志", since="0.1", covers=("E19",), level=Level.WARNING,
    says={
        "zh": "写有身份证号（{shown}），公开前请删去或遮去",
        "zh.mobile": "写有手机号（{shown}），不是单位联系电话的，公开前请删去或遮去",
        "zh.secret": "首页标有密级“{shown}”，请确认是否可以公开",
        "en": "an identity number ({shown}) is printed: remove it before publishing",
        "en.mobile": "a mobile number ({shown}) is printed: remove it before publishing unless it is the office's",
        "en.secret": "the report is marked “{shown}”: make sure it may be published",
    },
)  # fmt: skip
def personal_data(context: Context) -> Iterator[Finding]:
    """A warning for each line with a valid identity number, or a mark of secrecy; a note for a mobile number that is no contact of the office."""
    reading = context.reading
    long_digits = _LONG_DIGITS.search(context.text) is not None
    first = slice(None if long_digits else _FIRST)
    for index, (text, place) in enumerate(zip(reading.paragraphs[first], reading.places[first], strict=True)):
        if index < _FIRST and (secret := _SECRET.match(text)) is not None:
            shown = secret.group().strip(" ★*")
            yield finding("TX11", Level.WARNING, place, text[:20], shown=shown, variant="secret")
        if _LONG_DIGITS.search(text) is None:
            continue
        identity = next((one for one in _IDENTITY.finditer(text) if _is_valid(one.group())), None)
        if identity is not None:
            yield finding("TX11", Level.WARNING, place, _hidden(identity.group()), shown=_hidden(identity.group()))
        mobile = _MOBILE.search(text)
        if mobile is not None and _CONTACT.search(text) is None:
            yield finding(
                "TX11", Level.INFO, place, _hidden(mobile.group()), shown=_hidden(mobile.group()), variant="mobile"
            )  # fmt: skip


def _is_valid(number: str) -> bool:
    """Whether the last sign is the one the other seventeen digits give (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _SIGNS[total % 11] == number[17].upper()


def _hidden(number: str) -> str:
    """The number with its middle hidden: what warns of personal data must not print it again."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
