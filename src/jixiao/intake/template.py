"""The collection workbook (采集表): a document that asks a unit for what one rulebook needs, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao.catalog.items import bases, items
from jixiao.catalog.outlines import outlines
from jixiao.intake import layout
from jixiao.intake.case import schema
from jixiao.intake.layout import (
    CODE,
    FIGURES,
    FOLLOWUPS,
    GUIDE,
    HEADS,
    JUDGEMENTS,
    NO,
    NOTHING,
    PROBLEMS,
    PROFILE,
    ROWS,
    STATUSES,
    TASKS,
    YES,
)
from jixiao.intake.needs import Choice, Need, Needs, needs
from jixiao.intake.sheets import letters_of
from jixiao.model.document import Cell, Document, Place, Table
from jixiao.model.rulebook import Rulebook

_BLANK_ROWS, _MORE_ROWS = 3, 6
_RECORDS = 8
_HEADS_AND_FEET = {
    "department": ("budget_code", "contact", "phone", "preparer", "head"),
    "project": ("phone", "preparer", "project_head", "finance_head"),
}
Line = tuple[Cell | None, ...]
"""The cells of one row; None where a cell above reaches down."""


def compose_template(rulebook: Rulebook, year: int | None = None) -> Document:
    """The collection workbook of `rulebook` as a document of one table per sheet; `year` fills in the year to evaluate.

    `jixiao.intake.workbook.read_workbook` reads it back.
    """
    asked = needs(rulebook)
    sheets = [
        _sheet(PROFILE, "单位概况", _profile(rulebook, year)),
        _sheet(FIGURES, "基础数据", _figures(asked)),
        *([_sheet(ROWS, "单位自设绩效指标", _rows(asked))] if asked.rows else []),
        *(
            [_sheet(JUDGEMENTS, "清单与判断", [line for one in asked.choices for line in _choice(one)])]
            if asked.choices
            else []
        ),
        _sheet(TASKS, "年度重点工作", [(_label(str(n + 1)), _input(), _input()) for n in range(_RECORDS)]),
        _sheet(PROBLEMS, "存在的问题与改进措施", [_record(n, *(_input() for _ in range(5))) for n in range(_RECORDS)]),
        _sheet(FOLLOWUPS, "上年问题整改情况", [_followup(n) for n in range(_RECORDS)]),
    ]
    guide = _sheet(GUIDE, "填表说明", _guide(rulebook, [table.title for table in sheets]))
    return Document(f"{rulebook.title}采集表", (guide, *sheets), kind="xlsx")


def _record(number: int, *cells: Cell) -> Line:
    return (_label(str(number + 1)), *cells)


def _followup(number: int) -> Line:
    return _record(number, _input(), _input(), _input(choices=STATUSES), _input(), _input(), _input())


def _sheet(name: str, title: str, lines: Iterable[Line]) -> Table:
    heads = HEADS[name]
    cells = [Cell((title,), 0, 0, 1, len(heads), Place("", name, "A1"), "head")]
    for row, line in enumerate([tuple(_head(head) for head in heads), *lines], 1):
        cells += [
            replace(cell, row=row, column=column, place=Place("", name, f"{letters_of(column)}{row + 1}"))
            for column, cell in enumerate(line)
            if cell is not None
        ]
    return Table(tuple(cells), Place("", name, ""), name, 2, layout.WIDTHS[name])


def _guide(rulebook: Rulebook, sheets: Iterable[str]) -> list[Line]:
    about = [
        ("评价规则", rulebook.id, layout.RULEBOOK_CODE),
        ("规则名称", rulebook.title, ""),
        ("模板版本", layout.VERSION, layout.TEMPLATE_CODE),
        ("各工作表", "、".join(sheets), layout.SHEETS_CODE),
    ]
    how = [
        ("填哪里", "只填浅黄色的格子；表名、表头和“编码”一栏请不要改动。"),
        ("不知道的数", "留空。空格表示没有填报，不等于 0；没有发生的请填 0。"),
        ("金额", "按“计量单位”一栏的单位填数，一般为万元，照账上的小数位数填写，不必凑整。"),
        ("口径", "年初预算数、全年预算数（调整后）、全年执行数（决算数）不是一个数，请分别填写。"),
        ("公式", "可以粘贴数值；带公式的格子请先在电子表格软件里打开、保存一次，使结果存进文件。"),
        ("自评指标", "年度指标值请带符号和单位（如 ≥120场次、≤90万元），实际完成值填实际的数（如 108场次）。"),
        ("判断", "清单逐项填“是”或“否”；由人评定的，写明评定人和理由；规则许可而确实不适用的，只写不适用的理由。"),
        ("交表", "填好后运行 jixiao evaluate 本文件。填错的格子会一次全部列出。"),
    ]
    return [(_label(name), _words(words), _note(code)) for name, words, code in [*about, *((*one, "") for one in how)]]


def _profile(rulebook: Rulebook, year: int | None) -> list[Line]:
    properties = schema()["properties"]
    keys = ["agency", "department", *(["project"] if rulebook.kind == "project" else []), "year"]
    lines: list[Line] = []
    for key in keys:
        value = str(year) if key == "year" and year else ""
        lines.append(
            (_label(properties[key]["title"]), _input(value), _note(properties[key].get("description", "")), _note(key))
        )
    if any("recalled" in (node.weight.verified, node.verified) for node in rulebook.nodes()):
        why = "本规则有凭记忆录入、尚未核对原文的数，填“是”才用来计分，各项成果都会注明"
        title = properties["allow_recalled"]["title"]
        lines.append((_label(title), _input(choices=(YES, NO)), _note(why), _note("allow_recalled")))
    for key in _HEADS_AND_FEET[rulebook.kind]:
        one = properties["profile"]["properties"][key]
        lines.append((_label(one["title"]), _input(), _note("表头、签字栏用，可不填"), _note(f"profile.{key}")))
    texts = properties["texts"]["properties"]
    for key in _text_keys(rulebook, tuple(texts)):
        words = texts[key].get("description", "")
        lines.append((_label(texts[key]["title"]), _input(), _note(words), _note(f"texts.{key}")))
    return lines


def _text_keys(rulebook: Rulebook, known: tuple[str, ...]) -> list[str]:
    """The words the rulebook's outline has a place for, in its order; all there are where it names no outline."""
    outline = outlines().get(rulebook.outline)
    if outline is None:
        return list(known)
    keys = [key for section in outline.sections for key in (section.key, *section.topics)]
    return [key for key in dict.fromkeys(["goal", "goal_result", *keys]) if key in known]


def _figures(asked: Needs) -> list[Line]:
    lines: dict[tuple[str, str], list[Need]] = {}
    for need in asked.facts:
        lines.setdefault((need.item, need.basis), []).append(need)
    return [_figure(item, basis, of_item) for (item, basis), of_item in lines.items()]


def _figure(key: str, basis: str, asked: list[Need]) -> Line:
    item = items()[key]
    years = {need.year for need in asked}
    names = tuple(dict.fromkeys(name for need in asked for name in need.indicators))
    use = f"用于：{'、'.join(names)}。" if names else "报告用，可不填。"
    return (
        _label(item.name),
        _label(bases()[basis].name if basis else NOTHING),
        _label("万元" if item.unit == "元" else item.unit),
        _input(align="right") if -1 in years else _label(NOTHING),
        _input(align="right") if 0 in years else _label(NOTHING),
        _note(f"{use}{item.definition}"),
        _note(f"{key}/{basis}" if basis else key),
    )


def _rows(asked: Needs) -> list[Line]:
    """Lines for each node: one for each second-level name it allows or a few, and some that may go under any node."""
    lines: list[Line] = []
    for node in asked.rows:
        assert node.rows is not None
        level2 = node.rows.level2
        for name in [one for one in level2 for _ in range(2)] or [""] * _BLANK_ROWS:
            lines.append(_row(_label(node.name), _input(name, level2), asked.tiers[node.id], node.id))
    names = tuple(node.name for node in asked.rows)
    level2 = tuple(dict.fromkeys(name for node in asked.rows if node.rows for name in node.rows.level2))
    tiers = tuple(dict.fromkeys(tier for of_node in asked.tiers.values() for tier in of_node))
    return lines + [_row(_input(choices=names), _input(choices=level2), tiers, "") for _ in range(_MORE_ROWS)]


def _row(under: Cell, level2: Cell, tiers: tuple[str, ...], code: str) -> Line:
    figures = tuple(_input(align="right") for _ in range(3))
    words = tuple(_input() for _ in range(4))
    kind = _input(choices=("定量", "定性"))
    return (under, level2, _input(), kind, *figures, _input(choices=tiers), _input(align="right"), *words, _note(code))


def _choice(choice: Choice) -> list[Line]:
    """The lines one indicator takes; its name, and who judged it, why and on what evidence, stand beside them all."""
    lines: list[tuple[str, Cell, str]] = []
    match choice.kind:
        case "ticks":
            lines += [(text, _input(choices=(YES, NO)), f"{layout.TICK}/{id}") for id, text in choice.items]
        case "occurrences":
            lines.append(_asked(layout.OCCURRENCES, _input(align="right")))
        case "met":
            lines.append(_asked(layout.MET, _input(choices=(YES, NO))))
        case "computed":
            lines.append(_asked(layout.COMPUTED, _label(NOTHING)))
    if choice.tiers:
        lines.append(_asked(layout.TIER, _input(choices=choice.tiers)))
    if choice.kind in ("tier_ratio", "ratio"):
        lines.append(_asked(layout.RATIO, _input(align="right")))
    note = "\n".join(words for words in (choice.indicator.rule_text, choice.asks) if words)
    name = replace(_label(choice.indicator.name), note=note)
    shared = (_input() if choice.may_not_apply else _label(NOTHING), _input(), _input(), _input())
    result: list[Line] = []
    for n, (text, cell, code) in enumerate(lines):
        left, *right = (replace(one, row_span=len(lines)) if n == 0 else None for one in (name, *shared))
        result.append((left, _label(text), cell, *right, _note(f"{choice.indicator.id}/{code}")))
    return result


def _asked(code: str, cell: Cell) -> tuple[str, Cell, str]:
    return layout.ASKED[code], cell, code


def _head(text: str) -> Cell:
    note = "机器读回时用，请不要改动" if text == CODE else ""
    return Cell((text,), 0, 0, kind="head", note=note)


def _label(text: str) -> Cell:
    return Cell((text,), 0, 0, kind="label", align="center" if text == NOTHING else "")


def _words(text: str) -> Cell:
    return Cell((text,), 0, 0)


def _note(text: str) -> Cell:
    return Cell((text,), 0, 0, kind="note")


def _input(text: str = "", choices: tuple[str, ...] = (), align: str = "") -> Cell:
    return Cell((text,), 0, 0, kind="input", choices=choices, align="right" if align == "right" else "")
