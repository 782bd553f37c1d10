"""Totals that look back over what a passage told: 三项合计, 以上共计, 两年累计, 总到位. The list bears no scope word of its own.

How many parts there are is said (三项), or they are all the amounts of the sentence (总到位) or paragraph (以上) so far. Where a
passage tells two amounts of each thing, the parts are those of the total's own role or name. At most asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.catalog.items import find_item
from jixiao.extract import cues
from jixiao.extract.prose import Prose, is_list_line
from jixiao.extract.sums.apart import of_each
from jixiao.extract.sums.divisions import complementary
from jixiao.extract.sums.scope import Claim
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

COUNTED = "分项按所称项数往前找"
BARE = "没有“其中”一类的说法"

_MOST = 8
_COUNT = regex(
    r"(?P<n>[二两三四五六七八九十]|\d{1,2})(?:个)?(?:项|类|块|部分|方面|年|期|批|季度|地|县|村|镇|家|者|处|笔)[^\d,，。;:(（]{0,8}"
    r"(?:共计|合计|总计|累计|总共|共)[^\d,，。;:(（]{0,8}$"
)
_TOLD = regex("[共总计]")
"""One of these stands in whatever looks back."""
_ABOVE = regex(r"(?:以上|上述)[^\d,，。;]{0,8}(?:共计|合计|总计|总共|共)[^\d,，。;]{0,6}$")
_WHOLE = regex(
    r"(?:总(?:到位|投入|支出|收入|支付|投资|额|量|数|面积|里程|人数|成本)|共计|合计|总计|总共)[^\d,，。;、(（]{0,6}$"
)
_OF_ALL = regex(r"(?:全年|合计|共计|总计|累计|总共|一共|共)+[^\d,，。;、(（]{0,8}$")
_EACH_QUARTER = regex(r"[各四]个?季度[^,，。;；\d]{0,10}(?:分别|依次)[^,，。;；\d]{0,4}$")
_NEXT = regex(r"\s*[、和及,，]\s*")
_RUNNING = regex(r"[季年月]度?[末底]|截至|累计至|期末")
"""Running totals are no parts: 一季度末累计52万元，二季度末累计118万元."""
_KINDS, _BARE_KIND = 4, 3


def claims_back(prose: Prose, levels: Sequence[Figure], index: int) -> Iterator[Claim]:
    """The lists that the total at `index` of `levels` may be of, the likeliest first; none where its words do not look back."""
    total = levels[index]
    if total.zone == "table" or total.mention.chinese or index < 2:
        return
    before = prose.quote(max(prose.lines[total.paragraph].start, total.mention.words_start - 24), total.mention.words_start)
    if _TOLD.search(before) is None and "全年" not in before:
        return
    yield from _of_division(prose, levels, index, before)
    if (count := _COUNT.search(before)) is not None:
        n = int(count["n"]) if count["n"].isdigit() else chinese_number(count["n"])
        if n is not None and 2 <= n <= _MOST:
            yield from _of_number(prose, levels, index, int(n), count.group())
    elif (above := _ABOVE.search(before)) is not None:
        parts = _behind(levels, index, total.paragraph) or _of_lines_above(prose, levels, index)
        yield from _of_run(prose, levels, index, above.group(), parts)
    elif (whole := _WHOLE.search(before)) is not None:
        yield from _of_run(prose, levels, index, whole.group(), _of_sentence(levels, index))


def _of_division(prose: Prose, levels: Sequence[Figure], index: int, before: str) -> Iterator[Claim]:
    """The kinds of one division that leaves nothing over, right before a total of their name: 一季度12次、…、四季度9次，全年共41次."""
    total = levels[index]
    cue = _OF_ALL.search(before)
    behind = _behind(levels, index, total.paragraph) if cue is not None and _RUNNING.search(before) is None else []
    noun = _OF_ALL.sub("", cues.core(total.label))[-2:]
    if cue is not None and len(behind) >= _KINDS and _quarters(prose, behind[-_KINDS:], total):
        yield _claim(total, tuple(behind[-_KINDS:]), cue.group(), COUNTED, "strong")
        return
    for size in range(_KINDS, 1, -1):
        parts = behind[-size:]
        if any(_RUNNING.search(one.label) for one in parts):
            return
        if cue is None or len(parts) < size or total.sentence - parts[-1].sentence > 1 or not complementary(parts):
            continue
        if all(noun in one.label + one.after or len(cues.core(one.label)) <= _BARE_KIND for one in parts):
            yield _claim(total, tuple(parts), cue.group(), COUNTED, "strong")
            return


def _quarters(prose: Prose, parts: Sequence[Figure], total: Figure) -> bool:
    """Whether four amounts are told one after the other for the quarters: 各季度支出分别为86万元、92万元、101万元、118万元，全年支出397万元."""
    first = parts[0].mention.words_start
    if parts[0].sentence != total.sentence or _EACH_QUARTER.search(prose.quote(max(0, first - 20), first)) is None:
        return False
    return all(_NEXT.fullmatch(prose.gap(one, other)) for one, other in pairwise(parts))


def _of_number(prose: Prose, levels: Sequence[Figure], index: int, n: int, cue: str) -> Iterator[Claim]:
    """The last `n` amounts (sure where the passage has no more); those of the total's role, those of its name; the first amount of each of `n` list lines."""
    total = levels[index]
    before = _behind(levels, index, total.paragraph)
    columns = [
        before,
        [one for one in before if total.role and one.role == total.role],
        [one for one in before if cues.core(one.label)[-4:] == cues.core(total.label)[-4:] != ""],
        _of_lines(prose, levels, index, n),
    ]
    seen: set[tuple[int, ...]] = set()
    for column in columns:
        parts = tuple(column[-n:])
        key = tuple(id(one) for one in parts)
        if len(parts) == n and key not in seen:
            seen.add(key)
            yield _claim(total, parts, cue, COUNTED, "strong" if len(before) == n and column is before else "bare")


def _of_run(prose: Prose, levels: Sequence[Figure], index: int, cue: str, parts: list[Figure]) -> Iterator[Claim]:
    if 2 <= len(parts) <= _MOST and len(_roles(parts)) <= 1 and not any(of_each(prose, one) for one in parts):
        yield _claim(levels[index], tuple(parts), cue, BARE, "bare")


def _claim(total: Figure, parts: tuple[Figure, ...], cue: str, why: str, strength: str) -> Claim:
    opened = [why]
    figures = (total, *parts)
    if any(one.mention.quantity is None for one in figures):
        opened.append("数字被遮盖")
    if any(one.mention.quantity is not None and one.mention.quantity.approx for one in figures):
        opened.append("约数")
    return Claim(total, parts, parts, cue, strength, tuple(opened), after=True, whole=True)


def _behind(levels: Sequence[Figure], index: int, paragraph: int) -> list[Figure]:
    """The amounts of the paragraph before the total, brackets left out, back to another total."""
    total = levels[index]
    found: list[Figure] = []
    for one in reversed(levels[max(0, index - 4 * _MOST) : index]):
        if one.paragraph != paragraph or (one.total and len(found) >= 2):
            break
        if one.depth <= total.depth:
            found.append(one)
        if len(found) > 3 * _MOST:
            break
    return found[::-1]


def _of_sentence(levels: Sequence[Figure], index: int) -> list[Figure]:
    return [one for one in _behind(levels, index, levels[index].paragraph) if one.sentence == levels[index].sentence]


def _of_lines_above(prose: Prose, levels: Sequence[Figure], index: int) -> list[Figure]:
    """The amounts of the lines right above the total's paragraph, as long as each line has one: 中央资金125万元 / 省级资金91万元 / 以上合计216万元."""
    paragraph = levels[index].paragraph
    found: list[Figure] = []
    for one in reversed(levels[max(0, index - _MOST - 1) : index]):
        if one.paragraph != paragraph - len(found) - 1:
            return found[::-1] if one.paragraph < paragraph - len(found) - 1 else []
        found.append(one)
    return found[::-1]


def _of_lines(prose: Prose, levels: Sequence[Figure], index: int, n: int) -> list[Figure]:
    """The first amount of each of the `n` list lines above the total's paragraph."""
    total = levels[index]
    first: dict[int, Figure] = {}
    for one in reversed(levels[max(0, index - 6 * n) : index]):
        if total.paragraph - n <= one.paragraph < total.paragraph:
            first[one.paragraph] = one
    lines = sorted(first)
    if len(lines) != n or not all(is_list_line(prose.lines[line].text.string) for line in lines):
        return []
    return [first[line] for line in lines]


def _roles(parts: Sequence[Figure]) -> set[str]:
    return {one.role for one in parts if find_item(cues.core(one.label)) is None} - {""}
