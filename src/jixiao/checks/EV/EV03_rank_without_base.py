"""EV03: something is said to be among the best, and nothing says by which list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jixiao.catalog.phrases import phrases
from jixiao.checks.check import Context, check, finding
from jixiao.checks.wording import inner, short
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_HINT = regex(r"全[国省市县区州]|同类|同行业|前列|领先|一流|国内")
_PLANS = ("key_tasks", "measures", "duties", "overview")
_AHEAD = regex(r"力争|争取|努力|目标|计划|建成|打造|迈向|确保|为.{0,6}奠定")
_MOST = 3


@check(
    "EV03", "rank_without_base", "称居前列、领先，没有凭据", since="0.1", covers=("D24",), level=Level.INFO, words=("前列", "前茅", "首位", "领先", "一流", "第一方阵", "先进", "全国", "全省", "全市", "全县", "全区", "全州"),
    says={
        "zh": "写“{claims}”，没有写名次、排名范围或者通报文件，无从核对",
        "en": "“{claims}”: no rank, list or notice is given",
    },
)  # fmt: skip
def rank_without_base(context: Context) -> Iterator[Finding]:
    """One note for the claims of a document whose sentence names no rank, document, honour or average."""
    reading = context.reading
    found: list[tuple[str, Place]] = []
    for sentence in reading.sentences:
        if not _HINT.search(sentence.text) or reading.key_at(sentence.section) in _PLANS:
            continue
        claim = _claims().search(sentence.text)
        if claim is None or _proofs().search(sentence.text) or _AHEAD.search(sentence.text[: claim.start()]):
            continue
        found += [(_clause(sentence.text, one), sentence.place) for one in _claims().finditer(sentence.text)]
    if found:
        quotes = list(dict.fromkeys(text for text, _ in found))
        yield finding(
            "EV03", Level.INFO, found[0][1], found[0][0], claims="”“".join(inner(short(one, 30)) for one in quotes[:_MOST])
        )


def _clause(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(sign, 0, match.start()) for sign in ",;。、") + 1
    return text[start : match.end()]


@lru_cache(maxsize=1)
def _claims() -> re.Pattern[str]:
    return re.compile("|".join(phrases("superlatives")))


@lru_cache(maxsize=1)
def _proofs() -> re.Pattern[str]:
    return re.compile("|".join(phrases("rank_proofs")))
