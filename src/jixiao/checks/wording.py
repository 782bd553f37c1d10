"""Words of a report shown inside a finding's sentence: with Chinese punctuation again, and not too long."""

from __future__ import annotations

from jixiao.patterns import regex

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_MARK = regex(r"(?<=[^\x00-\x7f])[,;:?!()]+|[,;:?!()]+(?=[^\x00-\x7f])")

_ITEM = regex(
    r"^\s*(?:[一二三四五六七八九十]+[是、.]|其[一二三四五]|\d{1,2}[、.](?!\d)|\([\d一二三四五六七八九十]+\)|[①-⑳⑴-⒇])[、,:\s]*"
)


def unmarked(text: str) -> str:
    """`text` without the list mark at its head: 1、（二）一是."""
    return _ITEM.sub("", text)


def chinese(text: str) -> str:
    """`text` (normalised) with the full-width marks a Chinese reader expects; marks between figures stay."""
    return _MARK.sub(lambda match: match.group().translate(_WIDE), text)


def inner(text: str) -> str:
    """`text` as it is shown inside quotation marks: its own are the inner ones."""
    return text.replace("“", "‘").replace("”", "’")


def short(text: str, most: int = 24) -> str:
    """`text` without stops at its ends, cut to `most` characters."""
    body = chinese(text.strip(" 。；;，,"))
    return body if len(body) <= most else body[:most] + "…"
