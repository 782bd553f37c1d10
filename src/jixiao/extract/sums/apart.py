"""Amounts that stand like parts and are none: what each got, the next line of a numbered list, a fellow with a part of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

_EACH = regex(r"(?:^|其中)每(?:[一-鿿]{1,3}(?:级|财政)|[个名人位户县市区乡镇村校所家亩台辆])")
_NUMBERED = regex(r"\s*(?P<open>[(]?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<close>[)]|[、.](?!\d))")
_ONE_PART = regex(r"[,，]?其中[^:：,，;；。\n]{2,16}")
_CLAUSE = 40
_OWNER = 3
_NAMED = 2


def of_each(prose: Prose, figure: Figure) -> bool:
    """Whether an amount is what each got (每县产业资金1000万元，共计2.3亿元): it adds up with nothing."""
    before = prose.before(figure.mention.words_start, _CLAUSE)
    return "每" in before and _EACH.search(re.split(r"[,，;；。:：]", before)[-1]) is not None


def has_one_part(prose: Prose, total: Figure, part: Figure | None = None) -> bool:
    """Whether 其中 leads from an amount straight to one part, without the colon that begins a list: 预算95万元，其中拨款90万元."""
    at = prose.order(total) + 1
    following = part or (prose.figures[at] if at < len(prose.figures) else None)
    return following is not None and _ONE_PART.fullmatch(prose.gap(total, following)) is not None


def siblings(prose: Prose, total: Figure, first: Figure) -> bool:
    """Whether two lines bear numbers of one kind, one behind the other: 二、甲镇:道路290万; 三、乙镇:道路120万. Neither is a part of the other."""
    if first.paragraph == total.paragraph:
        return False
    one, other = line_number(prose, total.paragraph), line_number(prose, first.paragraph)
    return one is not None and other is not None and one[0] == other[0] and one[1] + 1 == other[1]


def line_number(prose: Prose, paragraph: int) -> tuple[str, int] | None:
    """The kind of a paragraph's number and its value: 二、 and 2. and (2); None where it bears none, or there is no such paragraph."""
    mark = _NUMBERED.match(prose.lines[paragraph].text.string) if paragraph < len(prose.lines) else None
    if mark is None:
        return None
    printed = mark["number"]
    value = int(printed) if printed.isdecimal() else int(chinese_number(printed) or 0)
    return mark["open"] + ("0" if printed.isdecimal() else "〇") + mark["close"], value


def in_bracket_of_another(levels: Sequence[Figure], index: int) -> bool:
    """Whether what follows has left the bracket a figure stands in, which says more of another: 收49.6万元(现金40.1万元、物资9.5万元)。其中…."""
    total, first = levels[index], levels[index + 1]
    if first.depth >= total.depth:
        return False
    before = (one for one in reversed(levels[max(0, index - _OWNER) : index]) if one.depth < total.depth)
    owner = next(before, None)
    return owner is not None and owner.sentence == total.sentence


def within_another(parts: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure is called part of one told before it: 企业4200户，企业中的外商投资企业64户; 医院34个，在医院中有公立医院12个."""
    name, inside, rest = figure.label.removeprefix("在").partition("中")
    return (
        bool(inside)
        and rest[:1] in ("的", "有", "，", ",")
        and any(len(name) >= _NAMED and one.label.endswith(name) for one in parts)
    )
