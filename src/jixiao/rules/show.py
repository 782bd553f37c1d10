"""A rulebook in plain text, for the screen."""

from __future__ import annotations

from decimal import Decimal

from jixiao.catalog.items import describe
from jixiao.model.quantity import trim
from jixiao.model.rulebook import Indicator, Number, Rulebook
from jixiao.rules.leaf import is_recalled

COMPLETENESS = {"framework": "框架，不含分值", "partial": "部分，有缺漏", "complete": "完整"}
VERIFIED = {"seen": "见于原文", "recalled": "据记忆，未经核实", "derived": "推算"}


def show_line(rulebook: Rulebook) -> str:
    """One line for a list: id, title, how complete it is."""
    year = rulebook.year or "年度未写明"
    return f"{rulebook.id}  {rulebook.title}（{rulebook.region}，{year}；{how_complete(rulebook)}）"


def how_complete(rulebook: Rulebook) -> str:
    """How complete a rulebook is, and how many of its points rest on memory: 完整，其中70分凭记忆."""
    scored = [node for node in rulebook.nodes() if (not node.children or node.pool is not None) and node.weight.value]
    points = sum((node.weight.value or Decimal(0) for node in scored if is_recalled(node)), Decimal(0))
    return COMPLETENESS[rulebook.completeness] + (f"，其中{trim(points)}分凭记忆" if points else "")


def show_rulebook(rulebook: Rulebook) -> str:
    """The whole rulebook: head, indicators by level, grades, sources."""
    lines = [show_line(rulebook), ""]
    for top in rulebook.indicators:
        lines += _lines(top)
    if rulebook.rest is not None:
        lines.append(_unseen(rulebook.rest, ""))
    lines += _beside(rulebook)
    if rulebook.grades:
        edges = "，".join(f"{grade.name} ≥ {trim(grade.at_least)}" for grade in rulebook.grades)
        how = rulebook.grades[0].verified
        lines += ["", f"等级：{edges}{f'〔{VERIFIED[how]}〕' if how != 'seen' else ''}"]
    lines += ["", "依据："]
    for source in rulebook.sources.values():
        title = f"《{source.title}》" if source.title else ""
        lines.append(f"  {source.id}  {source.doc}{title}{source.clause} {source.url}".rstrip())
        if source.note:
            lines.append(f"      {source.note}")
    if rulebook.note:
        lines += ["", f"说明：{rulebook.note}"]
    return "\n".join(lines)


def _beside(rulebook: Rulebook) -> list[str]:
    """Bonus points and vetoes."""
    lines: list[str] = []
    bonus = rulebook.bonus
    if bonus is not None and bonus.forbidden:
        lines += ["", "加分：不设加分"]
    elif bonus is not None:
        above = "" if bonus.over_total else f"，总分不超过{trim(rulebook.total)}分"
        lines += ["", f"加分（最多{trim(bonus.cap)}分{above}）："]
        lines += [line for top in bonus.indicators for line in _lines(top)]
    for number, veto in enumerate(rulebook.vetoes):
        limits = [f"总分不超过{trim(veto.cap)}分"] if veto.cap is not None else []
        limits += [f"等级不高于“{veto.grade}”"] if veto.grade else []
        mark = "" if veto.rule.verified == "seen" else f"〔{VERIFIED[veto.rule.verified]}〕"
        lines += ["", "一票否决："] if number == 0 else []
        lines.append(f"  {veto.rule.name}：{'，'.join(limits)}{mark}")
    return lines


def _lines(node: Indicator) -> list[str]:
    lines = [_line(node)]
    for child in node.children:
        lines += _lines(child)
    if node.rest is not None:
        lines.append(_unseen(node.rest, "  " * (len(node.path) + 1)))
    return lines


def _unseen(rest: Number, indent: str) -> str:
    assert rest.value is not None
    return f"{indent}（其余指标未见原文）  {trim(rest.value)}分〔{VERIFIED[rest.verified]}〕"


def _line(node: Indicator) -> str:
    indent = "  " * len(node.path)
    weight = "—" if node.weight.value is None else f"{trim(node.weight.value)}分"
    mark = "" if node.weight.verified == "seen" or node.weight.value is None else f"〔{VERIFIED[node.weight.verified]}〕"
    rule = f"  {node.rule_text}" if node.rule_text else ""
    return f"{indent}{node.name}  {weight}{mark}{rule}"


def show_indicator(rulebook: Rulebook, node: Indicator) -> str:
    """What one indicator asks under one rulebook: formula, figures needed, rule, source."""
    lines = [f"{node.name}（{rulebook.title}）", f"  编号：{node.id}"]
    if node.weight.value is not None:
        lines.append(f"  分值：{trim(node.weight.value)}（{VERIFIED[node.weight.verified]}）")
    if node.formula:
        lines.append(f"  公式：{node.formula}")
    for member in node.scoring.params.get("members", ()) if node.scoring else ():
        lines.append(f"  公式（{member['name']}）：{member['value']}")
    for name, selector in node.inputs.items():
        lines.append(f"    {name}：{describe(selector.item, selector.basis, selector.year)}")
    for label, text in (("计分", node.rule_text), ("说明", node.explanation)):
        if text:
            lines.append(f"  {label}：{text}")
    source = rulebook.sources.get(node.source)
    if source is not None:
        title = f"《{source.title}》" if source.title else ""
        lines.append(f"  依据：{source.doc}{title}{source.clause}")
    return "\n".join(lines)
