"""Words of a report shown inside a finding's sentence: with Chinese punctuation again, and not too long."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_MARK = re.compile(r"(?<=[^\x00-\x7f])[,;:?!()]+|[,;:?!()]+(?=[^\x00-\x7f])")


def chinese(text: str) -> str:
    """`text` (normalised) with the full-width marks a Chinese reader expects; marks between figures stay."""
    return _MARK.sub(lambda match: match.group().translate(_WIDE), text)


def short(text: str, most: int = 24) -> str:
    """`text` without stops at its ends, cut to `most` characters."""
    body = chinese(text.strip(" 。；;，,"))
    return body if len(body) <= most else body[:most] + "…"
