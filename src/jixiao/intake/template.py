"""The collection workbook (采集表): a document that asks a unit for what one rulebook needs, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao.catalog.outlines import outlines
from jixiao.intake import layout
from jixiao.intake.case import schema
from jixiao.intake.figure_sheets import figures, trial
from jixiao.intake.layout import (
    EVIDENCE,
    FIGURES,
    FOLLOWUPS,
    GUIDE,
    JUDGEMENTS,
    NO,
    NOTHING,
    PROBLEMS,
    PROFILE,
    ROWS,
    STATUSES,
    TASKS,
    TRIAL,
    WORDS,
    YES,
)  # fmt: skip
from jixiao.intake.making import Line, fill, label, note, number, sheet, words, written
from jixiao.intake.needs import Choice, Needs, asked_lines, needs
from jixiao.intake.year_sheets import ledger_sheet, month_sheets
from jixiao.model.document import Cell, Document, Table
from jixiao.model.fact import Facts
from jixiao.model.rulebook import Rulebook

_BLANK_ROWS, _FEWEST, _MORE_ROWS = 24, 6, 6
_RECORDS = 8
_ROOM = 4
"""Lines of room for a paragraph of the report."""
_OWN_WORDS = ("overview", "duties", "organisation", "staff")
"""The words of the report that say who the unit is; the others come last, when the figures stand."""
_HEADS_AND_FEET = {
    "department": ("budget_code", "contact", "phone", "preparer", "head"),
    "project": ("phone", "preparer", "project_head", "finance_head"),
}


def compose_template(
    rulebook: Rulebook, year: int | None = None, known: Facts | None = None, agency: str = "", month: int | None = None
) -> Document:
    """The collection workbook of `rulebook` as a document of one table per sheet.

    `year` fills in the year to evaluate; `known` are figures to fill in, each shown with its place, and `agency` the name
    of the unit they are of; with `month` the workbook also asks how things stand at its end. `jixiao.intake.workbook.read_workbook` reads the workbook back.
    """
    asked = needs(rulebook)
    lines, cells = figures(asked, known, year)
    when = f"{year}年度" if year else ""
    tried = trial(rulebook, asked, cells)
    judged = [line for one in asked.choices if one.kind != "computed" for line in _choice(one)]
    computed = [_evidence(one) for one in asked.choices if one.kind == "computed"]
    sheets = [
        sheet(PROFILE, "单位概况", _profile(rulebook, year, agency)),
        sheet(FIGURES, f"{when}基础数据（金额单位：万元）", lines),
        *_where(tried, TRIAL, "试算：随填随算，不用填，也不读回"),
        sheet(TASKS, "年度重点工作", [_record(n, fill(lines=2), fill(lines=2)) for n in range(_RECORDS)]),
        *_where(
            _rows(asked) if asked.rows else [], ROWS, "单位自设绩效指标", tuple(layout.MORE_HEADS[key] for key in asked.more)
        ),
        *_where(judged, JUDGEMENTS, "清单与判断"),
        *([ledger_sheet()] if asked.rows else []),
        *_where(computed, EVIDENCE, "由数据算出的指标：扣分原因与佐证材料"),
        sheet(PROBLEMS, "存在的问题与改进措施", [_problem(n) for n in range(_RECORDS)]),
        sheet(FOLLOWUPS, "上年问题整改情况", [_followup(n) for n in range(_RECORDS)]),
        *_where(_words(rulebook, own=False), WORDS, "报告用的文字说明"),
        *(month_sheets(rulebook.kind, month) if month else []),
    ]
    guide = sheet(GUIDE, "填表说明", _guide(rulebook, [table.title for table in sheets]))
    return Document(f"{rulebook.title}采集表", (guide, *sheets), kind="xlsx")


def _where(lines: list[Line], name: str, title: str, more: tuple[str, ...] = ()) -> list[Table]:
    """The sheet, where there is anything to ask on it."""
    return [sheet(name, title, lines, more)] if lines else []


def _record(count: int, *cells: Cell) -> Line:
    return (label(str(count + 1)), *cells)


def _problem(count: int) -> Line:
    return _record(count, fill(lines=2), fill(lines=2), fill(lines=2), fill(), fill())


def _followup(count: int) -> Line:
    return _record(count, fill(lines=2), fill(lines=2), fill(choices=STATUSES), fill(lines=2), fill(), fill())


def _guide(rulebook: Rulebook, sheets: Iterable[str]) -> list[Line]:
    about = [
        ("评价规则", rulebook.id, layout.RULEBOOK_CODE),
        ("规则名称", rulebook.title, ""),
        ("模板版本", layout.VERSION, layout.TEMPLATE_CODE),
        ("各工作表", "、".join(sheets), layout.SHEETS_CODE),
    ]
    how = [
        (
            "填哪里",
            "只填浅黄色的格子，从左到右一张一张填；灰色的格子自动计算或不用填。表名、表头、各行的名称和“编码”一栏请不要改动。",
        ),
        ("一表一单位", "一本采集表只填一个单位、一个年度；下属单位另要一本。"),
        ("不知道的数", "留空。空格表示没有填报，不等于 0；没有发生的请填 0。"),
        ("金额", "按“计量单位”一栏的单位填数，一般为万元，照账上的小数位数填写，不必凑整，不必写“万元”。"),
        ("口径", "年初预算数、全年预算数（调整后）、全年执行数（决算数）不是一个数，请分别填写。"),
        ("公式", "可以粘贴数值，也可以写公式；写了公式的，请在 Excel 或 WPS 里保存一次，使结果存进文件。不要引用别的文件。"),
        ("自评指标", "年度指标值请带符号和单位（如 ≥120场次、≤90万元），实际完成值填实际的数（如 108场次）。"),
        ("判断", "清单逐项填“是”或“否”；由人评定的，写明评定人和理由；规则许可而确实不适用的，只写不适用的理由。"),
        ("打印", "A4 纸，每张表按页宽缩放，表头每页都有。"),
        ("交表", "填好后运行 jixiao evaluate 本文件。填错的格子会一次全部列出，改好再运行。"),
    ]
    return [(label(name), words(text), note(code)) for name, text, code in [*about, *((*one, "") for one in how)]]


def _profile(rulebook: Rulebook, year: int | None, agency: str) -> list[Line]:
    properties = schema()["properties"]
    lines: list[Line] = []
    for key in ["agency", "department", *(["project"] if rulebook.kind == "project" else []), "year"]:
        cell = fill(agency if key == "agency" else "")
        if key == "year":
            cell = replace(number("year", "四位数的年份，如 2021"), runs=(str(year) if year else "",), align="left")
        lines.append((label(properties[key]["title"]), cell, note(properties[key].get("description", "")), note(key)))
    if any("recalled" in (node.weight.verified, node.verified) for node in rulebook.nodes()):
        why = "本规则有凭记忆录入、尚未核对原文的数，填“是”才用来计分，各项成果都会注明"
        title = properties["allow_recalled"]["title"]
        lines.append((label(title), fill(choices=(YES, NO)), note(why), note("allow_recalled")))
    for key in _HEADS_AND_FEET[rulebook.kind]:
        one = properties["profile"]["properties"][key]
        lines.append((label(one["title"]), fill(), note("表头、签字栏用，可不填"), note(f"profile.{key}")))
    return lines + _words(rulebook, own=True)


def _words(rulebook: Rulebook, own: bool) -> list[Line]:
    """A line for each part of the report that is in the unit's own words: who it is (`own`), or the rest."""
    texts = schema()["properties"]["texts"]["properties"]
    return [
        (label(texts[key]["title"]), fill(lines=_ROOM), note(texts[key].get("description", "")), note(f"texts.{key}"))
        for key in _text_keys(rulebook, tuple(texts))
        if (key in _OWN_WORDS) == own
    ]


def _text_keys(rulebook: Rulebook, known: tuple[str, ...]) -> list[str]:
    """The words the rulebook's outline has a place for, in its order; all there are where it names no outline."""
    outline = outlines().get(rulebook.outline)
    if outline is None:
        return list(known)
    keys = [key for section in outline.sections for key in (section.key, *section.topics)]
    return [key for key in dict.fromkeys(["goal", "goal_result", *keys]) if key in known]


def _rows(asked: Needs) -> list[Line]:
    """Lines for each node: one for each second-level name it allows or a few, and some that may go under any node."""
    lines: list[Line] = []
    blank = max(_BLANK_ROWS // len(asked.rows), _FEWEST)
    for node in asked.rows:
        assert node.rows is not None
        level2 = node.rows.level2
        for name in [one for one in level2 for _ in range(2)] or [""] * blank:
            lines.append((*_row(label(node.name), fill(name, level2), asked.tiers[node.id], node.id), *_more(asked)))
    names = tuple(node.name for node in asked.rows)
    level2 = tuple(dict.fromkeys(name for node in asked.rows if node.rows for name in node.rows.level2))
    tiers = tuple(dict.fromkeys(tier for of_node in asked.tiers.values() for tier in of_node))
    return lines + [(*_row(fill(choices=names), fill(choices=level2), tiers, ""), *_more(asked)) for _ in range(_MORE_ROWS)]


def _more(asked: Needs) -> Line:
    """The cells of the columns only some forms have."""
    choices = {"core": (YES, NO), "scored": ("直接赋分",)}
    return tuple(fill(choices=choices[key]) if key in choices else written() for key in asked.more)


def _row(under: Cell, level2: Cell, tiers: tuple[str, ...], code: str) -> Line:
    weight = number("amount", "分值，如 10")
    kind = fill(choices=("定量", "定性"))
    texts = tuple(fill() for _ in range(4))
    return (
        under,
        level2,
        fill(lines=2),
        kind,
        written(),
        written(),
        weight,
        fill(choices=tiers),
        written(),
        *texts,
        note(code),
    )


def _choice(choice: Choice) -> list[Line]:
    """The lines one indicator takes; its name, and who judged it, why and on what evidence, stand beside them all."""
    lines = list(asked_lines(choice))
    name = replace(label(choice.indicator.name), note=_rule(choice))
    shared = (_not_applicable(choice), fill(), fill(), fill())
    result: list[Line] = []
    for count, (code, text) in enumerate(lines):
        left, *right = (replace(one, row_span=len(lines)) if count == 0 else None for one in (name, *shared))
        result.append((left, label(text), _answer(code, choice), *right, note(f"{choice.indicator.id}/{code}")))
    return result


def _evidence(choice: Choice) -> Line:
    """The line of an indicator that is computed from figures."""
    name = replace(label(choice.indicator.name), note=_rule(choice))
    return (name, fill(lines=2), fill(), _not_applicable(choice), fill(), note(f"{choice.indicator.id}/{layout.COMPUTED}"))


def _rule(choice: Choice) -> str:
    return "\n".join(text for text in (choice.indicator.rule_text, choice.asks) if text)


def _not_applicable(choice: Choice) -> Cell:
    return fill() if choice.may_not_apply else label(NOTHING)


def _answer(code: str, choice: Choice) -> Cell:
    """The cell in which one question is answered."""
    match code:
        case layout.OCCURRENCES:
            return number("whole", "不符合规定的例数，没有发生的填 0")
        case layout.TIER:
            return fill(choices=choice.tiers)
        case layout.RATIO:
            return written("如 90%")
        case layout.DATE:
            return fill(prompt="如 2021年6月20日")
        case layout.CHOSEN:
            return fill(choices=tuple(name for name, _ in choice.items))
    if choice.kind == "shares":
        return number("amount", "分值；不选用的填 0")
    return fill(choices=(YES, NO))
