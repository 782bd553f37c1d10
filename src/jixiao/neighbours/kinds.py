"""What a paper is, whose and of which year: known by its forms, its title and the cells that name it, never by the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jixiao.catalog.items import plain
from jixiao.datafile import own_data
from jixiao.model.document import Document, Table
from jixiao.model.neighbour import Neighbour
from jixiao.model.reading import Reading
from jixiao.neighbours.lists import listed_projects
from jixiao.patterns import regex

_HEAD = 8
_LONG = 60
_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)\s*年")
_AGENCY = regex(
    r"^(?:关于|附件\d*[:：]?)?(?:(?:19|20)\d\d年?(?:度)?)?(?P<agency>[^\d,，。:：;；（）()《》]{2,36}?(?:[（(][^（）()]{1,8}[）)])?)"
    r"(?:机关)?(?:(?:19|20)\d\d年?度?)?(?=部门|单位(?!名称)|机构编制|整体支出|预算|决算|项目|专项资金|绩效|支出绩效|收入支出|收支)"
)
_BODY = regex(
    r"(?:局|委|办|厅|院|所|站|中心|校|园|馆|队|会|处|部|社|室|公司|镇|乡|街道|政府|协|联|团|科|库|场|集团|大学|台|组|班|司|署|协会|学校|本级|机关|基地)$"
)
"""How the name of a body ends; what ends otherwise is a project, a place or a heading."""
_NOBODY = regex(r"^(?:部门|单位|本级|年度|附件|财政|项目|公开|收入|支出|一般公共|政府性|国有资本|基本)")
_LABELS = {
    "agency": re.compile(
        r"^(?:预算)?(?:部门|单位)(?:\(单位\))?(?:名称|预算编码)?$|^(?:编制|填报|公开|实施|项目|预算|主管|项目实施|项目主管)(?:部门|单位)(?:名称|及代码)?(?:\(盖章\))?$"
    ),
    "project": re.compile(r"^(?:项目|专项)(?:\(政策\))?名称$"),
    "code": re.compile(r"^项目(?:代码|编码|编号)$"),
}
_INLINE = regex(
    r"^(?:(?P<agency>(?:(?:编制|填报|公开|实施|项目|预算|主管|项目实施|项目主管)?(?:部门|单位)(?:\(单位\))?)(?:名称)?(?:\(盖章\))?)"
    r"|(?P<project>(?:项目|专项)(?:\(政策\))?名称)|(?P<code>项目(?:代码|编码|编号)))[:：](?P<value>[^:：]{2,48}?)(?=\s{1,}|金额|单位[:：]|$)"
)
_NOTE = regex(r"\([^()]*\)$")
_CODE_BEFORE = regex(r"^[\d][\d—\-]{2,}\s*[-—]?\s*(?=[^\d\s元])")
_UNIT = regex(r"^(?:人民币)?(?:亿|百万|万|千)?元")
_LEAST_SECTIONS = 3
_FIRST_CELLS = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its Chinese name, the forms and the words of a title that make it one, words that forbid it."""

    key: str
    name: str
    forms: frozenset[str]
    title: re.Pattern[str] | None
    forbids: re.Pattern[str] | None


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the file."""
    data = own_data("neighbours", "kinds.yaml")
    return tuple(
        Kind(
            key, one["name"], frozenset(one.get("forms", ())), re.compile(one["title"]) if "title" in one else None,
            re.compile(one["not"]) if "not" in one else None,
        )
        for key, one in data["kinds"].items()
    )  # fmt: skip


def recognise(reading: Reading, document: Document) -> Neighbour:
    """The paper as others see it. Nothing recognised leaves `kinds` empty, with what was found as `reason`."""
    lines = list(_lines(document))
    labelled = list(_labelled(document))
    project = next((value for role, value in labelled if role == "project"), "")
    code = next((value for role, value in labelled if role == "code"), "")
    listed = tuple(listed_projects(document))
    found = tuple(one.key for one in kinds() if _is(one, reading, lines) or (listed and one.key == "projects"))
    return Neighbour(
        document.name, document.source, found or _by_sections(reading), tuple(_agencies(reading, lines, labelled)), _year(reading, lines),
        project, code, tuple(dict.fromkeys(value for role, value in labelled if role == "project")), listed, reading, reason="" if found else "unknown", begins=_begins(document),
    )  # fmt: skip


def _begins(document: Document) -> str:
    first = next((block for block in document.blocks if isinstance(block, Table)), None)
    cells = [cell.text.strip() for cell in first.cells if cell.text.strip()] if first is not None else []
    return "、".join(cells[:_FIRST_CELLS])


def _is(kind: Kind, reading: Reading, lines: list[str]) -> bool:
    if kind.forms.intersection(reading.forms):
        return True
    titles = [line for line in lines if kind.title is not None and kind.title.search(line)]
    return any(kind.forbids is None or not kind.forbids.search(line) for line in titles)


def _by_sections(reading: Reading) -> tuple[str, ...]:
    """A text without a title that has the sections of a report is one."""
    known = {section.key for section in reading.sections if section.key}
    return ("report",) if len(known) >= _LEAST_SECTIONS else ()


def _lines(document: Document) -> Iterator[str]:
    """The short lines at the head of the document, the names of its sheets, the first rows of its tables and the lines above them."""
    above: list[str] = []
    count = 0
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (plain(one) for one in above[-3:] if len(one) <= _LONG)
            yield plain(block.title)
            yield from (plain(cell.text) for cell in block.cells if cell.row < 3 and 2 < len(cell.text) <= _LONG)
            above = []
        elif hasattr(block, "text"):
            text = block.text.strip()
            above.append(text)
            if count < _HEAD and 2 < len(text) <= _LONG and not text.endswith("。"):
                yield plain(text)
            count += 1


def _labelled(document: Document) -> Iterator[tuple[str, str]]:
    """Cells that name the paper: 项目名称 | …, 主管部门 | …, and lines such as 部门：…."""
    for block in document.blocks:
        if isinstance(block, Table):
            cells = [cell for cell in block.cells if cell.row < 12 and cell.text.strip()]
            for cell, following in pairwise(cells):
                label = plain(cell.text).rstrip(":：")
                for role, pattern in _LABELS.items():
                    if following.row == cell.row and pattern.match(label) and not _UNIT.match(following.text.strip()):
                        yield role, _value(following.text)
            for cell in cells:
                yield from _inline(cell.text)
        elif hasattr(block, "text") and len(block.text) <= _LONG:
            yield from _inline(block.text)


def _inline(text: str) -> Iterator[tuple[str, str]]:
    bare = text.strip().replace("（", "(").replace("）", ")")
    match = _INLINE.match(bare)
    if match is not None and not _UNIT.match(match["value"].strip()):
        yield next(role for role in _LABELS if match[role]), _value(match["value"])


def _value(text: str) -> str:
    return _CODE_BEFORE.sub("", text.strip()).strip()


def _agencies(reading: Reading, lines: list[str], labelled: list[tuple[str, str]]) -> Iterator[str]:
    found = [reading.agency]
    for line in lines:
        match = _AGENCY.match(line.replace(" ", ""))
        if match is not None and not _NOBODY.match(match["agency"]):
            found.append(match["agency"])
    found += [value for role, value in labelled if role == "agency"]
    yield from dict.fromkeys(name for one in found if len(name := plain(one)) > 2 and _BODY.search(_NOTE.sub("", name)))


def _year(reading: Reading, lines: list[str]) -> int | None:
    """The year of the title; else the one most figures of tables are of; else the one the text names most often."""
    for line in lines[:_HEAD]:
        match = _YEAR.search(line)
        if match is not None:
            return int(match[1])
    counted = Counter(fact.year for fact in reading.facts if fact.year is not None and fact.by.startswith("form:"))
    return counted.most_common(1)[0][0] if counted else reading.year
