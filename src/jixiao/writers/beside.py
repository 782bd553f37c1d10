"""The papers a report was held against: what each is and served for, or why it was left out, in words and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jixiao.errors import on_one_line
from jixiao.model.neighbour import Beside, Use
from jixiao.writers.words import Lang

KIND_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "final_accounts": "部门决算", "budget": "部门预算", "adjustment": "预算调整文件", "targets": "绩效目标表", "self_evaluation": "绩效自评表",
        "projects": "项目支出清单", "monitoring": "绩效监控表", "recheck": "复核表", "report": "自评报告", "establishment": "编制批复",
    },
    "en": {
        "final_accounts": "final accounts", "budget": "budget", "adjustment": "budget adjustment", "targets": "form of targets",
        "self_evaluation": "self-evaluation form", "projects": "list of projects", "monitoring": "monitoring form", "recheck": "recheck", "report": "report",
        "establishment": "approval of posts",
    },
}  # fmt: skip
WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "head": "对照的文件（{n} 份）", "colon": "：", "comma": "，", "list": "、", "stop": "；", "of": "{kinds}", "agency": "{agency}", "year": "{year} 年度",
        "current": "对照了 {what}，共 {n} 处，不符 {differ} 处", "last_year": "上年的文件，只用来核对跨年的数：{what}，共 {n} 处，不符 {differ} 处",
        "unit": "报告所列的下属单位，用来汇总：{what}，共 {n} 处，不符 {differ} 处",
        "current_none": "没有与报告对得上的数", "last_year_none": "上年的文件，没有与报告对得上的内容", "unit_none": "报告所列的下属单位，没有汇总得上的数",
        "left_out": "没有用：", "unreadable": "读不了：",
        "itself": "就是所审的这份文件", "same_file": "与 {file} 是同一份文件", "other_agency": "是“{other}”的，所审的是“{own}”的",
        "other_year": "是 {other} 年度的，所审的是 {own} 年度的（只用当年和上一年的）",
        "unknown": "看不懂：没有认出是决算、预算、目标表、项目表、监控表还是报告，开头是“{seen}”",
        "collection": "这是填数用的采集表", "opinion": "这是审核意见",
        "agency_unsaid": "有一处没有写明单位，按同一单位对照，不作断定", "year_unsaid": "没有写明年度，按 {year} 年度对照，不作断定",
        "tables_unread": "{n} 张表的表样没有认出，表里的数没有读", "same_kind": "与 {file} 是同一种文件，两份的数相同", "same_kind_differs": "与 {file} 是同一种文件，{what}两份不同，没有用来对照，请先核对",
    },
    "en": {
        "head": "held against ({n})", "colon": ": ", "comma": ", ", "list": ", ", "stop": "; ", "of": "{kinds}", "agency": "{agency}", "year": "{year}",
        "current": "compared {what}: {n} in all, {differ} differ", "last_year": "last year's, for comparison across years only: {what}: {n} in all, {differ} differ",
        "unit": "a unit that the report lists, added up: {what}: {n} in all, {differ} differ",
        "current_none": "no figure of the report could be found in it", "last_year_none": "last year's; nothing of the report could be found in it",
        "unit_none": "a unit that the report lists; nothing could be added up",
        "left_out": "not used: ", "unreadable": "could not be read: ",
        "itself": "it is the file under review", "same_file": "the same file as {file}", "other_agency": "it is of “{other}”, the report of “{own}”",
        "other_year": "it is of {other}, the report of {own} (only that year and the one before serve)",
        "unknown": "cannot read: neither final accounts, budget, targets, project form, monitoring form nor report; it begins “{seen}”",
        "collection": "it is a collection workbook", "opinion": "it is a reviewer's opinion",
        "agency_unsaid": "one of the two names no agency: taken for the same, nothing is called certain",
        "year_unsaid": "it names no year: taken for {year}, nothing is called certain",
        "tables_unread": "the layout of its tables ({n}) is not known: no figure of them was read",
        "same_kind": "the same kind of paper as {file}, with the same figures",
        "same_kind_differs": "the same kind of paper as {file}; {what} differ and were not used",
    },
}  # fmt: skip


def beside_head(n: int, lang: Lang = "zh") -> str:
    """The head of the list."""
    return WORDS[lang]["head"].format(n=n)


def beside_line(one: Beside, lang: Lang = "zh") -> str:
    """A neighbour in one line: the file, what it is, what it served for or why it did not."""
    words = WORDS[lang]
    what = words["comma"].join(_what(one, lang))
    said = words["stop"].join([_use(one, lang), *(words[key].format(**args) for key, args in one.remarks)])
    return f"{one.file}{words['colon']}{what}{words['stop'] if what else ''}{said}"


def _what(one: Beside, lang: Lang) -> Iterator[str]:
    words = WORDS[lang]
    if one.kinds:
        yield words["list"].join(KIND_WORDS[lang][kind] for kind in one.kinds)
    if one.agency:
        yield one.agency
    if one.year:
        yield words["year"].format(year=one.year)


def _use(one: Beside, lang: Lang) -> str:
    words = WORDS[lang]
    if one.use is Use.UNREADABLE:
        return words["unreadable"] + on_one_line(one.faults)
    if one.use is Use.LEFT_OUT:
        return words["left_out"] + words[one.reason].format(**one.args)
    if not one.served:
        return words[f"{one.use}_none"]
    what = words["list"].join(served.thing for served in one.served)
    n, differ = sum(served.compared for served in one.served), sum(served.differ for served in one.served)
    return words[str(one.use)].format(what=what, n=n, differ=differ)


def beside_record(one: Beside, lang: Lang = "zh") -> dict[str, Any]:
    """A neighbour for programs: `use` current, last_year, unit, left_out, unreadable; `why` where it did not serve."""
    left = one.use in (Use.LEFT_OUT, Use.UNREADABLE)
    return {
        "file": one.file,
        "sha256": one.sha256,
        "kinds": list(one.kinds),
        "agency": one.agency,
        "year": one.year,
        "use": str(one.use),
        "reason": one.reason,
        "why": _use(one, lang) if left else "",
        "served": [{"what": served.thing, "compared": served.compared, "differ": served.differ} for served in one.served],
        "remarks": [WORDS[lang][key].format(**args) for key, args in one.remarks],
    }
