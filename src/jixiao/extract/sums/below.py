"""Parts that stand in the lines below their total: on a form, with list marks, numbered from 1, or a paragraph each behind 其中：."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.prose import Prose, is_list_line
from jixiao.extract.sums.apart import line_number
from jixiao.extract.sums.divisions import of_one
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_LINES = 8
_LEADS_ON = regex(
    r"[^\n]{0,60}?(?:^|[,，。;；:：]|(?<=元)|(?<=[个人户项]))(?:其中|具体为|分别为|(?:主要)?包括|具体如下|明细如下)[:：]?\s*\n"
)
_OPENING = 30
"""So far into its paragraph a part may stand."""
_REACH = 60
_LEAST = 2


def listed_below(prose: Prose, levels: Sequence[Figure], index: int) -> bool:
    """Whether a form's line of a total is followed by lines with list marks (支出合计：1386.24, then （一）基本支出：912.60) or of one division
    (资金总额, then 中央资金, 省级资金, 县级资金)."""
    total, first = levels[index : index + 2]
    if not (total.zone == first.zone == "form" and first.paragraph == total.paragraph + 1 and total.total):
        return False
    if is_list_line(prose.lines[first.paragraph].text.string):
        return True
    lines: list[Figure] = []
    for one in levels[index + 1 : index + 1 + _LINES]:
        if one.zone != "form" or one.paragraph != total.paragraph + len(lines) + 1:
            break
        lines.append(one)
    return any(of_one(lines[:size], which) for size in range(len(lines), 1, -1) for which in ("whole", "open"))


def paragraphs_below(prose: Prose, levels: Sequence[Figure], index: int) -> tuple[Figure, ...]:
    """The first amount of each paragraph behind a total that leads on (其中： at the end of its line), as far as they are kinds of one
    division or bear the numbers 1, 2, 3 … of a list."""
    if not _leads_on(prose, levels, index):
        return ()
    parts = _lines_below(prose, levels, index)
    sizes = range(min(len(parts), _LINES), 1, -1)
    kinds = next((tuple(parts[:n]) for n in sizes if of_one(parts[:n], "whole") or of_one(parts[:n], "open")), ())
    return kinds or _numbered(prose, levels[index], parts)


def items_below(prose: Prose, levels: Sequence[Figure], index: int) -> tuple[Figure, ...]:
    """The first amounts of lines numbered from 1 right below a line that bears a number of another kind: （二）活动费9.82万元, then 1.…2.20万元, 2.…7.62万元."""
    total = levels[index]
    own = line_number(prose, total.paragraph)
    if own is None or total.zone == "table" or (index and levels[index - 1].paragraph == total.paragraph):
        return ()
    if index + 1 < len(levels) and levels[index + 1].paragraph == total.paragraph:
        return ()
    parts = _numbered(prose, total, _lines_below(prose, levels, index))
    return () if parts and line_number(prose, parts[0].paragraph)[:1] == own[:1] else parts  # type: ignore[index]


def _leads_on(prose: Prose, levels: Sequence[Figure], index: int) -> bool:
    """Whether 其中： ends the line of a total, and no other amount stands between."""
    total = levels[index]
    behind = levels[index + 1 : index + 1 + _LINES]
    other = any(one.paragraph == total.paragraph and not one.depth for one in behind)
    return not total.depth and not other and _LEADS_ON.match(prose.string, total.mention.words_end) is not None


def alone_in_lines(levels: Sequence[Figure], index: int, parts: Sequence[Figure]) -> bool:
    """Whether a total is the only amount of its sentence and each part the only one of its line, brackets left out: then it is clear what is summed."""
    total = levels[index]
    before = levels[index - 1] if index else None
    lines = {one.paragraph for one in parts}
    told = [one for one in levels[index + 1 : index + 1 + _REACH] if one.paragraph in lines and not one.depth]
    return (before is None or before.sentence != total.sentence or before.depth > 0) and len(told) == len(parts)


def _lines_below(prose: Prose, levels: Sequence[Figure], index: int) -> list[Figure]:
    """The first amount of each paragraph behind a total, as long as every paragraph has one near its beginning."""
    total = levels[index]
    parts: list[Figure] = []
    for figure in levels[index + 1 : index + 1 + _REACH]:
        line = figure.paragraph - total.paragraph
        if line == len(parts):
            continue
        total_of_lines = figure.total and line_number(prose, figure.paragraph) is None
        far = figure.mention.start - prose.lines[figure.paragraph].start > _OPENING
        if line != len(parts) + 1 or total_of_lines or far:
            break
        parts.append(figure)
    return parts


def _numbered(prose: Prose, total: Figure, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those of the lines below a total that bear the numbers 1, 2, 3 … of one kind, if the list ends with them; two lines at least."""
    found: list[Figure] = []
    kind = ""
    for part in parts:
        number = line_number(prose, part.paragraph)
        if number is None or number[1] != len(found) + 1 or kind not in ("", number[0]):
            break
        kind = number[0]
        found.append(part)
    following = line_number(prose, total.paragraph + len(found) + 1)
    goes_on = following is not None and following == (kind, len(found) + 1)  # with a line that tells no amount
    return tuple(found) if len(found) >= _LEAST and not goes_on else ()
