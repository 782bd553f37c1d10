"""Which papers belong to a report: by agency, year and project. Those that do not are named, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.catalog.items import plain
from jixiao.model.neighbour import Neighbour, Use
from jixiao.patterns import regex

_SCOPE = regex(r"\((?:本级|机关|汇总|机关本级|部门|单位|盖章)\)|(?:机关)?本级$|机关$|本部$")
_SHORTER = (("中国共产党", "中共"), ("人民政府", "政府"), ("委员会", "委"), ("办公室", "办"))
_ALIKE = ("中共",)
_REGION = regex(r"^.{2,12}?(?:省|市|县|区|州|盟|旗|镇|乡|街道)")
_WHOLE = regex(r"汇总|含所属|含下属|全部门|部门\(含")
_OWN = regex(r"本级|机关本级")


@dataclass(frozen=True, slots=True)
class Placed:
    """A paper and what it may serve a report for."""

    neighbour: Neighbour
    use: Use
    reason: str = ""
    args: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[tuple[str, Mapping[str, str]], ...] = ()


def place(report: Neighbour, beside: Iterable[Neighbour]) -> list[Placed]:
    """Each of `beside` with its use for `report`, in the order given. The same file twice serves once."""
    seen: dict[str, str] = {}
    found: list[Placed] = []
    for one in beside:
        placed = _placed(report, one, seen)
        if one.sha256 and placed.use not in (Use.UNREADABLE, Use.LEFT_OUT):
            seen.setdefault(one.sha256, one.name)
        found.append(placed)
    return found


def _placed(report: Neighbour, one: Neighbour, seen: Mapping[str, str]) -> Placed:
    if one.faults:
        return Placed(one, Use.UNREADABLE)
    if one.sha256 and one.sha256 == report.sha256:
        return Placed(one, Use.LEFT_OUT, "itself")
    if one.sha256 in seen:
        return Placed(one, Use.LEFT_OUT, "same_file", {"file": seen[one.sha256]})
    if not one.kinds or one.reading is None:
        return Placed(one, Use.LEFT_OUT, one.reason or "unknown", {"seen": _seen(one)})
    agency = whose(report, one)
    unit = _is_own_body(report, one) if agency else agency is False and _is_unit_of(report, one)
    if agency is False and not unit:
        return Placed(one, Use.LEFT_OUT, "other_agency", {"own": shown(report), "other": shown(one)})
    back = report.year - one.year if report.year is not None and one.year is not None else 0
    if back not in (0, 1) or (back == 1 and unit):
        return Placed(one, Use.LEFT_OUT, "other_year", {"own": str(report.year), "other": str(one.year)})
    remarks: list[tuple[str, Mapping[str, str]]] = []
    if agency is None:
        remarks.append(("agency_unsaid", {}))
    if one.year is None:
        remarks.append(("year_unsaid", {"year": str(report.year or "")}))
    use = Use.UNIT if unit else Use.LAST_YEAR if back else Use.CURRENT
    return Placed(one, use, remarks=tuple(remarks))


def shown(one: Neighbour) -> str:
    """The agency's name as printed."""
    return one.agencies[0].replace("(", "（").replace(")", "）") if one.agencies else ""


def _seen(one: Neighbour) -> str:
    """The first words of a paper nobody knows: of its text, else of its first table."""
    reading = one.reading
    if reading is None:
        return ""
    first = next((text.strip() for text in reading.paragraphs if text.strip()), "")
    return (first or one.begins)[:24]


def whose(report: Neighbour, other: Neighbour) -> bool | None:
    """Whether two papers are of one agency; None where one of them does not say."""
    if report.agencies and _IN_TEXT & set(other.kinds) and _names(other, report.agencies):
        return True
    if not report.agencies or not other.agencies:
        return None
    return any(one_agency(mine, its) for mine in report.agencies for its in other.agencies)


_IN_TEXT = frozenset(("establishment", "adjustment", "recheck"))
"""Papers that come from somebody else: whom they are about stands in the text."""
_LEAST_NAME = 5


def _names(paper: Neighbour, agencies: Sequence[str]) -> bool:
    """Whether the text of a paper names one of these agencies in full."""
    reading = paper.reading
    names = [name for one in agencies if len(name := short(one)) >= _LEAST_NAME]
    return reading is not None and any(name in short(text) for text in reading.paragraphs for name in names)


def one_agency(one: str, other: str) -> bool:
    """Whether two names are those of one agency: （本级） and the name of the region may be left out, 委员会 be called 委.

    A name that only begins alike (教育局, 教育局招生办公室) is another agency's.
    """
    a, b = short(one), short(other)
    if a == b:
        return True
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    head = longer.removesuffix(shorter) if longer.endswith(shorter) else ""
    if not head or len(shorter) < 3:
        return False
    is_place = _REGION.fullmatch(head) is not None or (shorter[0] in "省市县区州" and len(head) <= 6)
    return is_place or head in _ALIKE


def short(name: str) -> str:
    """A name without what may be left out of it."""
    body = _SCOPE.sub("", re.sub(r"\(虚构\)", "", plain(name)))
    for long, brief in _SHORTER:
        body = body.replace(long, brief)
    return body


def _is_own_body(report: Neighbour, one: Neighbour) -> bool:
    """Whether a paper is of the department's own body (本级) and the report of the whole department: one of its units, then."""
    return _scope(one) == "own" and _scope(report) != "own"


def _is_unit_of(report: Neighbour, one: Neighbour) -> bool:
    """Whether the report names this agency among its units (下属单位、二级预算单位)."""
    reading = report.reading
    if reading is None or not one.agencies:
        return False
    names = {short(name) for name in one.agencies}
    if any(name.startswith(short(own)) for name in names for own in report.agencies if len(short(own)) >= _LEAST_NAME):
        return True  # 示例县水务局水文站
    names |= {_REGION.sub("", name) for name in names}
    return any(
        _UNITS.search(text) and any(name in short(text) for name in names if len(name) >= 4) for text in reading.paragraphs
    )


_UNITS = regex(r"(?:所属|下属|下辖|二级|直属)[^。]{0,12}(?:单位|机构|事业)|(?:决算|预算)(?:编制)?(?:范围|单位)|纳入")


def scopes_differ(report: Neighbour, other: Neighbour) -> bool:
    """Whether one of the two says that it is of the whole department (汇总) or of the body alone (本级), and the other does not."""
    mine, its = _scope(report), _scope(other)
    return mine != its


def doubts(report: Neighbour, other: Neighbour) -> Iterator[str]:
    """Why nobody is accused by `other`: one of the two names no agency or no year, or they are of a different extent."""
    if other is report:
        return
    if not (report.agencies and other.agencies):
        yield "agency"
    if scopes_differ(report, other):
        yield "scope"
    if other.year is None or report.year is None:
        yield "year"


def _scope(one: Neighbour) -> str:
    names = "".join(one.agencies[:2])
    titles = "".join((one.reading.title, *one.reading.paragraphs[:3])) if one.reading is not None else ""
    if _OWN.search(names) or _OWN.search(titles[:80]):
        return "own"
    return "whole" if _WHOLE.search(titles[:200]) else ""


def same_project(one: Neighbour, other: Neighbour) -> bool:
    """Whether two papers are about one project, or neither says which; a code decides where both bear one."""
    if one.code and other.code:
        return one.code == other.code
    return not one.project or not other.project or bare_project(one.project) == bare_project(other.project)


def bare_project(project: str) -> str:
    """A project's name without its year and the words 项目, 经费."""
    return re.sub(r"\(虚构\)|(?:19|20)\d\d年?度?|项目$|专项(?:经费|资金)?$|经费$", "", plain(project))


def of_own_body(one: Neighbour) -> bool:
    """Whether a paper says that it is of the body alone (本级)."""
    return _scope(one) == "own"


def clashes(papers: Sequence[Neighbour]) -> list[tuple[Neighbour, Neighbour]]:
    """Papers that claim to be the same thing: one kind, one project."""
    return [
        (first, second)
        for index, first in enumerate(papers)
        for second in papers[index + 1 :]
        if set(first.kinds) & set(second.kinds) - {"report"} and same_project(first, second)
    ]
