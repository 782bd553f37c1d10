"""TX05: a place meant to be filled in still holds its pattern: 20XX年, XX单位, （此处填写……）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import short
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.text.sought import Sought

_HINT = Sought(
    r"[Xx×]{2}|某某|填|待补|补充|插入|录入|待定|\{", *"Xx×", "某某", "填", "待补", "补充", "插入", "录入", "待定", "{"
)
_BESIDE = 12
_LONGEST_HEAD = 50


@check(
    "TX05", "placeholder_left", "留有没有填写的占位字样", since="0.1", covers=("E08",), level=Level.WARNING,
    says={
        "zh": "“{words}”像是模板里等着填的，没有填写",
        "zh.more": "全文 {n} 处没有填写的字样，如“{words}”；公开时有意隐去的，请注明",
        "zh.mask": "“{words}”没有写出来；公开时有意隐去的，请注明",
        "en": "“{words}” looks like a blank of the template that was never filled in",
        "en.more": "{n} places are not filled in, such as “{words}”; if hidden on purpose, say so",
        "en.mask": "“{words}” is not spelled out; if hidden on purpose, say so",
    },
)  # fmt: skip
def placeholder_left(context: Context) -> Iterator[Finding]:
    """A warning for each line with a blank of a template, or a title without its agency or year; one note for what may be hidden on purpose."""
    reading = context.reading
    masked: list[tuple[str, Place]] = []
    if _HINT.search(context.text) is None:
        return
    for index, (text, place) in enumerate(zip(reading.paragraphs, reading.places, strict=True)):
        if _HINT.search(text) is None:
            continue
        asked = _asked().search(text)
        if asked is not None:
            yield finding("TX05", Level.WARNING, place, _around(text, asked), words=short(asked.group()))
            continue
        titled = text.strip() == reading.title or _opens(context, index)
        for match in _masked().finditer(text):
            if titled:
                yield finding("TX05", Level.WARNING, place, _around(text, match), words=short(_around(text, match)))
                break
            masked.append((_around(text, match), place))
    if masked:
        words, place = masked[0]
        yield finding(
            "TX05", Level.INFO, place, words, words=short(words), n=str(len(masked)), variant="more" if len(masked) > 1 else "mask"
        )  # fmt: skip


def _opens(context: Context, index: int) -> bool:
    """Whether a line heads the document or one of its parts: nobody hides a year or an agency there."""
    text = context.reading.paragraphs[index].strip()
    if len(text) > _LONGEST_HEAD or "。" in text:
        return False
    return index == 0 or index in _heads(context)


def _heads(context: Context) -> frozenset[int]:
    """The paragraphs that are headings of the first two levels."""
    heads = context.memo.get("heads")
    if not isinstance(heads, frozenset):
        heads = context.memo["heads"] = frozenset(one.first for one in context.reading.sections if one.level <= 2)
    return heads


def _around(text: str, match: re.Match[str]) -> str:
    """The words beside a blank, within its clause."""
    before = re.split(r"[,;。:、(]", text[max(0, match.start() - _BESIDE) : match.start()])[-1]
    behind = re.split(r"[,;。:、)]", text[match.end() : match.end() + _BESIDE])[0]
    return f"{before}{match.group()}{behind}".strip()


@lru_cache(maxsize=1)
def _asked() -> re.Pattern[str]:
    return re.compile("|".join(phrases("placeholders_ask")))


@lru_cache(maxsize=1)
def _masked() -> re.Pattern[str]:
    return re.compile("|".join(phrases("placeholders_mask")))
