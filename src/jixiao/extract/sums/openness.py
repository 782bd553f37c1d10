"""Why a miss of a list must not be called an error: what its figures are called, how they stand, and what is told in words."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.catalog.items import find_item
from jixiao.extract import cues
from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex

APART = "分号后面可能是另一件事"
TOLD_IN_WORDS = "有一项没有写出数字"

_IN_WORDS = regex(r"[,，;；:]?其中[^,，。;；:\d]{2,12}(?:已?全部|全额|足额|均已?)(?:到位|支付|拨付|支出|下达|发放|使用)")
"""A part that is told in words: 其中中央资金全部到位，省级到位2160万元."""
_BROKEN_OFF = regex(r"[\d,，、]\s*$")
_TAIL = 40
_BEGUN = regex(r"上年|年初|期初|以前年度|历年")
_WITH_ANOTHER = regex(r"[^\d()]{0,3}\((?:其中)?[,，:]?(?:与|和|同)[^()\d]{1,20}(?:合|共同|联合|一同)")
"""市法院承办5件(其中与市检察院合办1件): told with another of the list too."""
_DONE = regex(
    r"(?:共|计|合计|实际|累计|已|应)?(?:发放|补助|补贴|支出|安排|投入|兑付|兑现|支付|拨付|使用|资金|金额|投资|需|经费)+"
)


def doubts(prose: Prose, total: Figure, parts: Sequence[Figure], strength: str) -> list[str]:
    """Why a miss must not be called an error."""
    reasons: list[str] = []
    figures = (total, *parts)
    if strength == "weak":
        reasons.append("列举不全的说法")
    if any(one.mention.quantity is None for one in figures):
        reasons.append("数字被遮盖")
    if any(one.mention.quantity is not None and one.mention.quantity.approx for one in figures):
        reasons.append("约数")
    if total.zone == "table" or any(one.zone == "table" for one in parts):
        reasons.append("表格压平的文字")
    points = total.mention.dimension == "score"
    labels = [_called(prose, one) for one in parts if one.label and not points]
    if len(labels) != len(set(labels)):
        reasons.append("同名各项")
    if total.label and cues.core(total.label) in labels:
        reasons.append("与合计同名")
    if any(not cues.names(one.label) and not one.after for one in parts):
        reasons.append("没有名称")
    crossed = total.mention.dimension == "count" and any(_cuts_across(one) for one in parts)
    if crossed or any(_WITH_ANOTHER.match(prose.string, one.mention.end) for one in parts):
        reasons.append("可交叉的分类")
    if total.mention.dimension == "count" and strength == "strong" and _apart(prose, total, parts):
        reasons.append(APART)
    if _cut(prose, parts[-1]):
        reasons.append("截断")
    if _IN_WORDS.search(prose.quote(total.mention.words_end, parts[-1].mention.words_start)):
        reasons.append(TOLD_IN_WORDS)
    roles = roles_of(parts)
    if not points and (total.role == "left" or len(roles & {"plan", "spent", "received", "left"}) > 1):
        reasons.append("口径不一")
    return reasons


def roles_of(parts: Sequence[Figure]) -> set[str]:
    """The roles of parts that are no items of the catalog."""
    return {role_of(one) for one in parts if find_item(cues.core(one.label)) is None} - {""}


def role_of(part: Figure) -> str:
    """The role of a part; none where it is 0, which of whatever role changes no sum, or what the year began with (上年结转): that came in."""
    zero = part.mention.quantity is not None and part.mention.quantity.value == 0
    return "" if zero or (part.role == "left" and _BEGUN.search(part.label)) else part.role


def _cut(prose: Prose, last: Figure) -> bool:
    """Whether the text breaks off inside the sentence of a list, behind a bare number or a comma: the rest of the list was not handed in."""
    return _BROKEN_OFF.search(prose.string, max(last.mention.words_end, len(prose.string) - _TAIL)) is not None and (
        prose.sentence_span(last)[1] >= len(prose.string.rstrip())
    )


def _apart(prose: Prose, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether 其中 runs into its first part without a colon, and behind a semicolon stands a count that is not named like the total."""
    gap = prose.gap(total, parts[0])
    if len(parts) < 2 or "其中" not in gap or ":" in gap or ";" not in prose.gap(parts[0], parts[1]):
        return False
    noun = cues.core(total.label)[-2:]
    return any(noun not in one.label + one.after for one in parts[1:])


def _cuts_across(part: Figure) -> bool:
    """Whether a word of a part names what people or things of any other part may be as well: 女, 党员, 高级; not 高级中学."""
    words = cues.words()
    named = f"{part.label} {part.after[:6]}"
    for other in words["overlap_not"]:
        named = named.replace(other, "")
    return any(word in named for word in words["overlap"])


def _called(prose: Prose, part: Figure) -> str:
    """What a part is called; where only what was done with the money is said, by the count right before: 低保户1026户，发放123.12万元."""
    own = cues.core(part.label)
    if _DONE.fullmatch(own) is None:
        return own
    at = prose.order(part)
    before = prose.figures[at - 1] if at else None
    if (
        before is None
        or before.sentence != part.sentence
        or before.mention.dimension != "count"
        or not cues.names(before.label)
    ):
        return own
    return cues.core(before.label) if prose.gap(before, part).strip().startswith((",", part.label)) else own
