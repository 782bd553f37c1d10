"""What a change is said of: the name before 较上年 against the name of a figure; figures that are no level of it, though they stand near."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.extract.naming import kernel
from jixiao.extract.prose import Prose
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_OF_IT = regex(r"\s*(?:数|额)?的\s*")
_BOTH = regex(r"(?:收入?[、和及]?支出?|收入支出)(?:决算|预算)?(?:总计|总体|合计|总额|总数|规模)?(?:均|各)?")
_ONE_OF_BOTH = regex(r"(?:收入?|支出?)[^,，。]{0,4}(?:总计|总额|总数|合计)")
_LEAST = 2


def own_levels(prose: Prose, me: Figure, levels: Sequence[Figure]) -> list[Figure]:
    """The levels without what a percentage right behind is of (完成预算31.8万元的47.6%) and without what stands in a bracket."""
    return [one for one in levels if one.depth <= me.depth and not _is_base(prose, one)]


def _is_base(prose: Prose, figure: Figure) -> bool:
    following = prose.figures[prose.order(figure) + 1 : prose.order(figure) + 2]
    return any(
        one.mention.dimension == "percent" and _OF_IT.fullmatch(prose.gap(figure, one)) is not None for one in following
    )


def speaks_of(name: str, label: str) -> bool:
    """Whether a name before a change is that of a figure: 三公经费支出 of 全区三公经费总支出为, 收支 of 支出总计."""
    if _BOTH.fullmatch(name):
        return _ONE_OF_BOTH.search(label) is not None
    wanted = kernel(name)
    return len(wanted) >= _LEAST and kernel(label).endswith(wanted)


def same_subject(prose: Prose, level: Figure, change: Figure) -> bool:
    """Whether the change names the level figure again: 收入合计1528万元 … 收入合计增加76万元."""
    between = prose.string[max(level.mention.end, change.mention.start - 40) : change.mention.start]
    return len(level.label) >= 3 and level.label[-6:] in between
