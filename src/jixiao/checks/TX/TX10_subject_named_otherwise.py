"""TX10: a code of the classification stands beside another code's name, or a subject is explained by another one's purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.codes import code_list
from jixiao.checks.check import Context, check, finding
from jixiao.datafile import own_data
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_CODED = regex(r"(?P<code>2(?<![\d.,]2)\d{2}(?:\d{2}){1,2})[\s\-—]*(?P<name>[一-鿿]{4,20})(?![一-鿿])")
_USED = Sought(r"主要用于|用于|主要是(?:缴纳|支付|发放)", "用于", "主要是")
_MIXED = regex(r"等|以及|及其他|、")


@check(
    "TX10", "subject_named_otherwise", "科目名称、编码或用途对不上", since="0.1", covers=("E16", "E17"), level=Level.WARNING,
    says={
        "zh": "“{subject}”的用途写成“{purpose}”，像是另一个科目的，请核对",
        "zh.code": "科目编码 {number} 的名称是“{right}”，这里写成“{name}”，请核对",
        "en": "the purpose of “{subject}” is told as “{purpose}”, which belongs to another subject",
        "en.code": "the code {number} is named “{right}”, not “{name}”",
    },
)  # fmt: skip
def subject_named_otherwise(context: Context) -> Iterator[Finding]:
    """A finding for each subject whose only purpose is another one's, and for each code whose name, seen in print for that year, is another."""
    reading = context.reading
    if not _USED.search(context.text) and not _CODED.search(context.text):
        return
    for sentence in reading.sentences:
        found = _misnamed(sentence.text, reading.year)
        if found is not None:
            code, name, right = found
            yield finding(
                "TX10", Level.WARNING, sentence.place, sentence.text, number=code, name=name, right=right, variant="code"
            )  # fmt: skip
        used = _USED.search(sentence.text)
        if used is None:
            continue
        before, behind = sentence.text[: used.start()], re.split(r"[,;。]", sentence.text[used.end() :])[0]
        for subject, (own, others) in _purposes().items():
            told = before.rfind(subject)
            if told < 0 or any(word in behind for word in own) or _MIXED.search(behind) or _another(before[told:], subject):
                continue
            if any(word in behind for word in others):
                yield finding(
                    "TX10", Level.WARNING, sentence.place, sentence.text, subject=subject, purpose=f"{used.group()}{behind}"
                )  # fmt: skip


def _another(between: str, subject: str) -> bool:
    """Whether another subject is named between this one and its purpose."""
    rest = between.removeprefix(subject)
    return any(other in rest for other in _purposes())


def _misnamed(text: str, year: int | None) -> tuple[str, str, str] | None:
    """A code, the name it bears and the right one, where the year's list was seen in print."""
    for match in _CODED.finditer(text):
        codes = code_list("functional", year) if year is not None else None
        known = codes.find(match["code"]) if codes is not None else None
        if known is None or known.verified != "seen":
            continue
        name = match["name"]
        if known.name not in name and name not in known.name and not set(name) & set(known.name):
            return match["code"], name, known.name
    return None


@lru_cache(maxsize=1)
def _purposes() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each subject with words of its own purpose and words of others'."""
    subjects = own_data("checks/TX", "subjects.yaml")["subjects"]
    return {key: (tuple(one["own"]), tuple(one["others"])) for key, one in subjects.items()}
