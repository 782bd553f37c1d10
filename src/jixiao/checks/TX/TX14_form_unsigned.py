"""TX14: the line for who filled a form in, when, and how to reach them is empty."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_FIELD = regex(
    r"(?P<name>填表人|填报人|经办人|联系电话|联系人|填报日期|填表日期|单位负责人|部门负责人|项目负责人|财务负责人)(?:\((?:签字|签章|盖章)\)|（(?:签字|签章|盖章)）)?\s*[:：]"
    r"(?P<value>.{0,12}?)(?=\s{2,}|　|填表人|填报人|经办人|联系电话|联系人|填报日期|填表日期|单位负责人|部门负责人|项目负责人|财务负责人|[。;；]|$)"
)
_EMPTY = regex(r"[\s_年月日（）()/—-]*$")
_LONGEST = 120


@check(
    "TX14", "form_unsigned", "填表人、日期、联系方式没有填", since="0.1", covers=("E18",), level=Level.INFO,
    says={
        "zh": "{fields}没有填写",
        "en": "not filled in: {fields}",
    },
)  # fmt: skip
def form_unsigned(context: Context) -> Iterator[Finding]:
    """One note for each document that prints such fields and leaves them empty."""
    reading = context.reading
    empty: list[str] = []
    at: Place | None = None
    lines = [(one.quote, one.place) for one in reading.signed]
    lines += [
        (text, place) for text, place in zip(reading.paragraphs, reading.places, strict=True) if len(text) <= _LONGEST and ":" in text
    ]  # fmt: skip
    for text, place in lines:
        for match in _FIELD.finditer(text):
            if _EMPTY.fullmatch(match["value"]):
                empty.append(match["name"])
                at = at or place
    if at is not None:
        names = "、".join(dict.fromkeys(empty))
        yield finding("TX14", Level.INFO, at, names, fields=names)
