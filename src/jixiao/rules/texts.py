"""A rule's own words (评分标准) held against its numbers: what they promise, deduct, close and leave open.

Published tables contradict themselves: a weight of 5 beside “计8分…扣0.8分”, the weight having been changed and the words not.
Only what the words say beyond doubt is held against the numbers: one step, one deduction, an edge marked （含）.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from jixiao.catalog.items import find_item
from jixiao.catalog.items import plain as bare
from jixiao.model.finding import Level
from jixiao.model.rulebook import Indicator
from jixiao.patterns import regex
from jixiao.rules.doubt import Doubt
from jixiao.rules.words import plain

_N = r"(\d+(?:\.\d+)?)"
_PROMISED = regex(rf"(?<![不扣])(?:计|得)\s*{_N}\s*分(?!\s*(?:以上|以下|及|至|到|[-—–~～－]))")
_DEDUCTED = regex(rf"扣(?:减|除)?\s*{_N}\s*分")
_STEP = regex(r"每[^，,；;。扣每]{0,12}?(一|二|两|五|十|\d+(?:\.\d+)?)\s*(?:个\s*)?(?:百分点|%|％)")
_DIGITS = {"一": "1", "二": "2", "两": "2", "五": "5", "十": "10"}
_EACH = regex(r"每|各|逐|分别|[①-⑳]")
_POINTS = regex(rf"(?<![扣减\d.]){_N}\s*分(?!制|数|以)")
_IN = r"\s*[（(]\s*含(?:本数)?\s*[）)]"
_LOWER_IN = regex(rf"{_N}\s*[%％]?(?:{_IN}\s*(?:[-—–~～－至到]|以上|及以上)|\s*以上{_IN})")
_UPPER_IN = regex(rf"(?:[-—–~～－至到]\s*{_N}\s*[%％]?{_IN}|{_N}\s*[%％]?(?:{_IN}\s*以下|\s*以下{_IN}))")
_RANGE = regex(rf"{_N}\s*[%％]?\s*[-—–~～－至到]\s*{_N}\s*[%％]?")
_MARKED = r"(?:[≥≤<>＜＞=＝]|大于|不低于|不高于|超过|低于|小于|高于|以内|含)\s*"
_CONDITION = regex(
    rf"(?:^|[；;，,。：:])\s*([^；;，,。：:≤≥<>＜＞=＝\d]+?)\s*(?:≤|≥|<|>|＜|＞|=|＝|大于|小于|不超过)\s*{_N}\s*([%％万亿元]?)"
)
_SHORT = regex(
    r"不[足满]\s*(一|二|两|五|十|\d+(?:\.\d+)?)\s*(?:个\s*)?(?:百分点|%|％|步)[^，,；;。]{0,8}?(按比例|按[^，,；;。]{0,8}?[计算扣]|不(?:予)?[扣计])"
)
BY_FIGURE = ("value", "figures", "tier", "met", "date")
"""What a method asks where its words name the points of the whole indicator, not of things done."""
_READINGS = {"floor": "不扣", "ceil": "按一步扣", "linear": "按比例扣"}
_HINT = "请核对两处；源文件就是这样的，在 known 里写明理由"


def contradictions(
    rule: str, weight: Fraction | None, params: Mapping[str, Any], by_value: bool, unit: str
) -> Iterator[Doubt]:
    """What `rule` says against the weight and the parameters; `by_value`: a figure decides, not a list of things done."""
    rule = _on_one_line(rule)
    yield from _promise(rule, weight, by_value)
    yield from _deduction(rule, params, unit)
    yield from _reading(rule, params)
    yield from _edges(rule, params)


def _on_one_line(rule: str) -> str:
    """Any run of blanks is one: patterns that step over blanks must not walk through thousands again and again."""
    return " ".join(rule.split())


def _promise(rule: str, weight: Fraction | None, by_value: bool) -> Iterator[Doubt]:
    found = [(Fraction(one[1]), _sentence_before(rule, one.start())) for one in _PROMISED.finditer(rule)]
    if weight is None or not found:
        return
    whole = [one for one, before in found if not _EACH.search(before)]
    most = max(one for one, _ in found)
    if most > weight or (by_value and whole and max(whole) != weight):
        shown = most if most > weight else max(whole)
        what = f"评分标准写“计{plain(shown)}分”，与分值{plain(weight)}分不符"
        yield Doubt(("rule",), what, _HINT, "promised_points")


def _sentence_before(rule: str, end: int) -> str:
    return re.split(r"[；;。]", rule[:end])[-1]


def step_in(rule: str) -> Fraction | None:
    """The one step the words name (每超过一个百分点, 每低于5%), None where they name none or several."""
    steps = {Fraction(_DIGITS.get(one, one)) for one in _STEP.findall(rule)}
    return steps.pop() if len(steps) == 1 else None


def _deduction(rule: str, params: Mapping[str, Any], unit: str) -> Iterator[Doubt]:
    said = {Fraction(one) for one in _DEDUCTED.findall(rule)}
    if not said or params.get("deduct") is None:
        return
    each, step = Fraction(params["deduct"]), Fraction(params.get("step", 1))
    written = step_in(rule) if unit == "%" and "partial_step" in params else None
    same_slope = params.get("partial_step") == "linear" and written and any(one / written == each / step for one in said)
    if same_slope:
        return
    if each not in said:
        told = "、".join(plain(one) for one in sorted(said))
        what = f"评分标准写“扣{told}分”，规则书每次扣{plain(each)}分（deduct）"
        yield Doubt(("rule",), what, _HINT, "deduction_in_text")
    if written and written != step:
        what = f"评分标准写每{plain(written)}个百分点扣一次，规则书每{plain(step)}个百分点扣一次"
        yield Doubt(("rule",), what, _HINT, "step_in_text")


def reading_in(rule: str, step: Fraction = Fraction(1)) -> str | None:
    """How the words count less than a step of this size (不足一个百分点的不扣): floor, ceil, linear; None where they do not say."""
    for size, said in _SHORT.findall(rule):
        if Fraction(_DIGITS.get(size, size)) == step:
            return "linear" if said == "按比例" else "ceil" if said.startswith("按") else "floor"
    return None


def _reading(rule: str, params: Mapping[str, Any]) -> Iterator[Doubt]:
    said, mine = reading_in(rule, Fraction(params.get("step") or 1)), params.get("partial_step")
    if said and mine and said != mine:
        what = f"评分标准写明不满一步的{_READINGS[said]}，规则书却{_READINGS[mine]}（partial_step: {mine}）"
        yield Doubt(("rule",), what, _HINT, "reading_in_text")


def _edges(rule: str, params: Mapping[str, Any]) -> Iterator[Doubt]:
    bands = params.get("bands") or ()
    for pattern, closed, open_ in ((_LOWER_IN, "ge", "gt"), (_UPPER_IN, "le", "lt")):
        for found in pattern.finditer(rule):
            edge = Fraction(next(one for one in found.groups() if one))
            stand = {
                key for band in bands for key in ("ge", "gt", "le", "lt") if key in band and Fraction(band[key]) == edge
            }
            if open_ in stand and closed not in stand:
                what = f"评分标准写{plain(edge)}（含），分档却写 {open_}: {plain(edge)}"
                yield Doubt(("rule",), what, _HINT, "edge_in_text")


def doubts_of_text(leaf: Indicator) -> Iterator[Doubt]:
    """What the words of a leaf leave open, or say so that a reader stumbles."""
    params: Mapping[str, Any] = leaf.scoring.params if leaf.scoring else {}
    leaf = replace(leaf, rule_text=_on_one_line(leaf.rule_text))
    yield from _points(leaf.rule_text, params)
    yield from _undecided(leaf, params)
    yield from _incomplete(leaf)


def _points(rule: str, params: Mapping[str, Any]) -> Iterator[Doubt]:
    ladder = params.get("bands") or params.get("tiers") or ()
    held = {Fraction(one["points"]) for one in ladder if "points" in one} - {0}
    said = {Fraction(one) for one in _POINTS.findall(rule)} - {0}
    if held and len(said) > 1 and said != held:
        told = "、".join(plain(one) for one in sorted(said, reverse=True))
        mine = "、".join(plain(one) for one in sorted(held, reverse=True))
        what = f"评分标准里写到的得分是{told}，各档的得分是{mine}"
        yield Doubt(("rule",), what, _HINT, "points_in_text", Level.WARNING)


def _undecided(leaf: Indicator, params: Mapping[str, Any]) -> Iterator[Doubt]:
    rule, bands = leaf.rule_text, params.get("bands") or ()
    if not bands or any("points" not in band for band in bands):
        return
    ends = Counter(edge for found in _RANGE.findall(rule) for edge in dict.fromkeys(found))
    for edge in (one for one, times in ends.items() if times > 1):
        digits = rf"(?<![\d.]){re.escape(edge)}\s*[%％]?"
        if re.search(rf"{digits}{_IN}|{_MARKED}{digits}|{digits}\s*(?:以内|及以|以上|以下)", rule):
            continue
        home = [band for band in bands for key in ("ge", "le") if key in band and Fraction(band[key]) == Fraction(edge)]
        if home:
            shown = f"{plain(Fraction(edge))}{leaf.unit}"
            what = f"评分标准没有写{shown}归哪一档，规则书归得{plain(Fraction(home[0]['points']))}分的一档"
            yield Doubt(("rule",), what, "请核对当地怎样掌握，在 known 里写明依据", "edge_undecided", Level.INFO)


def _incomplete(leaf: Indicator) -> Iterator[Doubt]:
    """A condition on the amount where the indicator is a rate: “三公经费”>0 for 变动率>0."""
    if not leaf.formula or leaf.unit != "%":
        return
    for subject, number, money in _CONDITION.findall(leaf.rule_text):
        name = bare(subject).removeprefix("如").removeprefix("若")
        item = find_item(name)
        short = bare(leaf.name).startswith(name) and bare(leaf.name) != name and not name.endswith("率")
        if not money.strip("%％") and (short or (item is not None and item.unit not in ("%", "分"))):
            what = f"评分标准写“{subject.strip()}”与{number}比较，要比的应是{leaf.name}"
            yield Doubt(
                ("rule",), what, "请把条件写全；源文件就是这样的，在 known 里写明理由", "condition_incomplete", Level.INFO
            )
