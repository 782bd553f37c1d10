"""Parts that stand in the lines below their total: on a form, with list marks, or a paragraph each behind 其中：."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.extract.prose import Prose, is_list_line
from jixiao.extract.sums.divisions import of_one
from jixiao.model.reading import Figure

_LINES = 8
_LEADS_ON = re.compile(r"[,，]?(?:其中|具体为|分别为|包括)[:：]?\s*\n")
_OPENING = 30
"""So far into its paragraph a part may stand."""
_REACH = 60


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
    """The first amount of each paragraph behind a total that leads on (其中： at the end of its line), as far as they are kinds of one division."""
    total = levels[index]
    if _LEADS_ON.match(prose.string, total.mention.words_end) is None:
        return ()
    parts: list[Figure] = []
    for figure in levels[index + 1 : index + 1 + _REACH]:
        line = figure.paragraph - total.paragraph
        if line == len(parts):
            continue
        if line != len(parts) + 1 or figure.total or figure.mention.start - prose.lines[figure.paragraph].start > _OPENING:
            break
        parts.append(figure)
    sizes = range(min(len(parts), _LINES), 1, -1)
    return next((tuple(parts[:n]) for n in sizes if of_one(parts[:n], "whole") or of_one(parts[:n], "open")), ())
