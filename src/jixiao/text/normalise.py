"""One way of writing: full-width, script variants and stray blanks undone, with the way back to the source kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import chain

from jixiao.model.record import record
from jixiao.patterns import regex
from jixiao.text.lexicon import lexicon

_HAN = "㐀-䶿一-鿿"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_LEFT = f"{_HAN}，。、；：;:()《》“”‘’\"'≥≤><=〔〕【】\\[\\]!?"
# Cut out: characters that print nothing; one or two blanks before a digit after a word or a mark (never after a digit, a comma or a
# point: 20, 300万元 are two figures); one blank between a digit and a word; pinyin in brackets behind a character.
_CUT = regex(
    r"[\u200b-\u200d\u2060\ufeff\u00ad\r (](?:"
    r"(?<=[\u200b-\u200d\u2060\ufeff\u00ad])"
    r"|(?<=\r)(?=\n)"
    rf"|(?<=[{_LEFT}] ) ?(?=[0-9])"
    rf"|(?<=[0-9] )(?=[{_HAN}%‰])"
    rf"|(?<=[{_HAN}]\()[a-züɡɑ]{{0,5}}[{_TONES}][a-züɡɑ]{{0,5}}\)"
    r")"
)
# Each begins with its mark and looks back from there: so few places of a text are looked at.
_WIDE_THOUSANDS = regex(r"，(?<=[０-９].)(?=[０-９]{3}(?![０-９]))")
_LIST_COMMA = regex(r"，(?<=[0-9０-９].)(?=[0-9０-９])")
_KEPT_COMMA = "\ufdd0"  # a code that is no character: the translation table turns it back
_MIDDLE_POINT = regex(r"[·•‧・･∙](?<=[0-9０-９].)(?=[0-9０-９])")

_VARIANTS = {
    "﹝": "〔", "﹞": "〕", "〖": "【", "〗": "】", "﹙": "(", "﹚": ")", "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "﹪": "%", "﹣": "-",
    "−": "-", "‐": "-", "‑": "-", "‒": "-", "–": "-", "∼": "~", "〜": "~", "﹑": "、", "﹐": ",", "﹔": ";", "﹕": ":", "︰": ":", "∶": ":",
    "•": "·", "‧": "·", "・": "·", "･": "·", "∙": "·", "￥": "¥",
}  # fmt: skip
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


@record(frozen=True, slots=True)
class Text:
    """A text as it was written (`raw`) and in one way of writing (`string`).

    `cuts` are positions of `string` before which something was left out, `skipped` how much of `raw` had been by then.
    """

    raw: str
    string: str
    cuts: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()

    def origin(self, position: int) -> int:
        """Where in `raw` the character at `position` of `string` stands."""
        index = bisect_right(self.cuts, position) - 1
        return position + (self.skipped[index] if index >= 0 else 0)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The part of `raw` that `string[start:end]` was made from, ends without what was cut beside it."""
        if not self.cuts:
            return start, max(start, end)
        first = self.origin(start)
        return (first, first) if end <= start else (first, self.origin(end - 1) + 1)


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """One character for one: wide forms, radicals and compatibility forms, blanks, marks, traditional characters."""
    table: dict[int, str] = {}
    for code in chain(range(0x2E80, 0x2FD6), range(0xF900, 0xFADA), range(0xFF01, 0xFFEF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    table.update({ord(one): plain for one, plain in _VARIANTS.items()})
    table.update({ord(one): " " for one in _BLANKS})
    table[ord(_KEPT_COMMA)] = "，"
    simplified = {pair[0]: pair[1] for pair in lexicon("characters.yaml")["pairs"].split()}
    table.update({ord(one): plain for one, plain in simplified.items()})
    return {code: simplified.get(plain, plain) for code, plain in table.items()}


_EVERYWHERE = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"}
"""The marks that nearly every line holds: to replace them one by one is sooner done than to look up every character."""


@lru_cache(maxsize=1)
def _to_change() -> re.Pattern[str]:
    """Any character of the table."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


def _in_plain_characters(text: str) -> str:
    for wide, plain in _EVERYWHERE.items():
        text = text.replace(wide, plain)
    return text.translate(_table()) if _to_change().search(text) else text


def normalise(raw: str) -> Text:
    """`raw` in one way of writing: ASCII digits and marks (。、《》“” stay), simplified characters, no stray blanks.

    A full-width ， becomes a comma, but stays between two figures (20，30): it parts them. Blanks between two digits stay:
    they part cells. One pass; `Text.source_span` leads back.
    """
    string = raw
    if not raw.isascii():
        string = _LIST_COMMA.sub(_KEPT_COMMA, _WIDE_THOUSANDS.sub(",", string))
        string = _in_plain_characters(_MIDDLE_POINT.sub(".", string))
    cuts: list[int] = []
    skipped: list[int] = []
    pieces: list[str] = []
    at = gone = 0
    for match in _CUT.finditer(string):
        start, end = match.span()
        pieces.append(string[at:start])
        at = end
        cuts.append(start - gone)
        gone += end - start
        skipped.append(gone)
    if not pieces:
        return Text(raw, string)
    pieces.append(string[at:])
    return Text(raw, "".join(pieces), tuple(cuts), tuple(skipped))
