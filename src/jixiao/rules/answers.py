"""A case's answers held against the rulebook: judgements and unit-written rows, parsed; everything unusable at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from jixiao.catalog.identities import Limit, limits
from jixiao.catalog.items import describe, items, plain
from jixiao.errors import CaseError, Fault
from jixiao.formula import Undefined
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.document import NOWHERE, Place
from jixiao.model.outcome import NotApplicable, Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.rulebook import Indicator, RowScoring, Rulebook, Scoring
from jixiao.rules.measure import gather, raw_value
from jixiao.rules.pool import pools, settle
from jixiao.rules.scoring import Asks, asked
from jixiao.rules.scoring.tiers_range import span_of_tier
from jixiao.rules.ways import direct_share, pass_line, way_doubts
from jixiao.rules.words import plain as number
from jixiao.text.dates import parse_date
from jixiao.text.deadlines import due_day
from jixiao.text.quantities import quantity, target, unclear_share

BLANKS = frozenset({"", "-", "—", "——", "－", "/", "*", "待补充"})
"""What people write into a cell they leave open: missing, never zero."""
UNFINISHED = frozenset({"未完成", "尚未完成", "没有完成"})
"""What people write for the day of something that is not done."""
RowKind = Literal["counted", "rated", "judged", "dated"]


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A unit-written row with its figures or days read; None is what is missing.

    `kind` says how it is scored: `counted` target against actual, `rated` by a coefficient, `judged` (定性) by a person,
    `dated` by the day it was `done` (an unfinished one has none).
    """

    row: Row
    id: str
    target: Quantity | None
    actual: Quantity | None
    weight: Fraction | None
    ratio: Fraction | None
    kind: RowKind = "counted"
    due: date | None = None
    done: date | None = None
    pass_line: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Judgements by indicator id, rows by the id of the node they stand under.

    `rulebook` has the shares of chosen optional indicators written in; `aside` holds the leaves that have none, and why.
    """

    judgements: Mapping[str, Judgement]
    rows: Mapping[str, tuple[ParsedRow, ...]]
    rulebook: Rulebook
    aside: Mapping[str, Outcome]


@dataclass(slots=True)
class _Complaints:
    case: Case
    faults: list[Fault] = field(default_factory=list)

    def add(self, place: Place, what: str, hint: str) -> None:
        self.faults.append(Fault(self.where(place), what, hint))

    def where(self, place: Place) -> str:
        if place is NOWHERE or not place.ref:
            return self.case.file
        if place.part in ("", self.case.file):
            return f"{self.case.file}:{place.ref.strip('第行')}"
        return f"{self.case.file}!{place}"


def read_answers(rulebook: Rulebook, case: Case) -> Answers:
    """The answers of `case`; `CaseError` holds everything in it that `rulebook` cannot use."""
    say = _Complaints(case)
    _check_facts(case, say)
    judgements: dict[str, Judgement] = {}
    known = (*rulebook.leaves(), *pools(rulebook), *rulebook.beside())
    for given in case.judgements.values():
        if rulebook.bonus is not None and rulebook.bonus.forbidden and "加分" in given.indicator:
            say.add(given.place, f"规则不设加分，不能写“{given.indicator}”", "请删去")
            continue
        node = _find(given.indicator, known, given.place, say)
        if node is None:
            continue
        if node.id in judgements:
            say.add(given.place, f"“{node.name}”的判断写了两次", "请只留一处")
        judgements[node.id] = given
        if node.children:
            _check_choice(node, given, say)
        else:
            _check_judgement(node, given, case, say)
    settled = settle(rulebook, judgements)
    for given, doubt in settled.complaints:
        say.add(given.place, doubt.what, doubt.hint)
    rulebook = settled.rulebook
    rows = _read_rows(rulebook, case, say)
    _check_aside(rulebook, settled.aside, judgements, rows, say)
    for node in rulebook.leaves():
        if node.id in rows and node.id in judgements and judgements[node.id].not_applicable:
            say.add(judgements[node.id].place, f"“{node.name}”下写了自设指标，又写不适用", "请只留一种")
    if say.faults:
        raise CaseError(dict.fromkeys(say.faults))
    return Answers(judgements, rows, rulebook, settled.aside)


def _check_facts(case: Case, say: _Complaints) -> None:
    for fact in case.facts:
        item = items().get(fact.item)
        if item is None:
            say.add(fact.place, f"没有编号为“{fact.item}”的数据项", "数据项见 catalog/items.yaml")
            continue
        if item.unit == "文字":
            continue
        name = describe(item.key, fact.basis)
        if not isinstance(fact.value, Quantity):
            say.add(fact.place, f"{name}应是一个数，现为“{fact.shown}”", "请填数和单位")
        elif (item.unit in ("元", "%") or fact.value.unit in ("元", "%")) and fact.value.unit != item.unit:
            say.add(fact.place, f"{name}的计量单位应为“{item.unit}”，现为“{fact.shown}”", "请核对是否填错了行")
        elif fact.value.value < 0 and not item.negative:
            say.add(fact.place, f"{name}不能是负数，现为“{fact.shown}”", "没有发生的填 0，不知道的不填")
    for limit in limits():
        _check_limit(limit, case, say)


def _check_limit(limit: Limit, case: Case, say: _Complaints) -> None:
    """A part greater than its whole, in any year and on any basis that states both."""
    for fact in case.facts:
        whole = case.facts.get(limit.more, fact.year, fact.basis) if fact.item == limit.less else None
        if whole is None or not isinstance(fact.value, Quantity) or not isinstance(whole.value, Quantity):
            continue
        if fact.value.interval()[0] > whole.value.interval()[1]:
            name, other = describe(fact.item, fact.basis), describe(whole.item, whole.basis)
            say.add(fact.place, f"{name}（{fact.shown}）大于{other}（{whole.shown}）", "请核对是否填错了数或单位")


def _find(name: str, nodes: tuple[Indicator, ...], place: Place, say: _Complaints) -> Indicator | None:
    """The node called `name` (its id or its name); None, and a complaint, if there is none or more than one."""
    found = [one for one in nodes if one.id == name] or [one for one in nodes if plain(one.name) == plain(name)]
    if len(found) == 1:
        return found[0]
    if found:
        say.add(place, f"规则书里有{len(found)}个指标叫“{name}”", f"请写编号：{'、'.join(one.id for one in found)}")
    else:
        known = "、".join(f"{one.id}（{one.name}）" for one in nodes) or "（无）"
        say.add(place, f"规则书里没有名为“{name}”的指标", f"可用：{known}")
    return None


_FIELDS: Mapping[Asks, tuple[str, ...]] = {
    "value": (),
    "figures": (),
    "chosen": ("chosen",),
    "date": ("date",),
    "ticks": ("ticks",),
    "occurrences": ("occurrences",),
    "tier": ("tier",),
    "tier_ratio": ("tier", "ratio"),
    "ratio": ("ratio",),
    "met": ("met",),
}
_FIELD_WORDS = {
    "ticks": "清单",
    "occurrences": "例数",
    "tier": "档次",
    "ratio": "比例",
    "met": "是否达到",
    "date": "完成日期",
    "chosen": "选用哪一项",
}


def _check_choice(node: Indicator, given: Judgement, say: _Complaints) -> None:
    """Of a node with optional indicators only the choice is said."""
    extra = [word for key, word in _FIELD_WORDS.items() if key != "chosen" and _given(given, key)]
    if given.not_applicable:
        extra.append("不适用")
    if extra:
        say.add(given.place, f"“{node.name}”有下级指标，不用{'、'.join(extra)}来评", "只写选用哪些下级指标（chosen）")


def _check_aside(
    rulebook: Rulebook,
    aside: Mapping[str, Outcome],
    judgements: Mapping[str, Judgement],
    rows: Mapping[str, tuple[ParsedRow, ...]],
    say: _Complaints,
) -> None:
    """Nothing is said of an optional indicator that was not chosen."""
    for leaf in rulebook.leaves():
        if not isinstance(aside.get(leaf.id), NotApplicable):
            continue
        if leaf.id in judgements:
            say.add(judgements[leaf.id].place, f"“{leaf.name}”没有选用，却写了判断", "请选用它，或删去判断")
        if leaf.id in rows:
            say.add(rows[leaf.id][0].row.place, f"“{leaf.name}”没有选用，却写了自设指标", "请选用它，或删去自设指标")


def _check_judgement(leaf: Indicator, given: Judgement, case: Case, say: _Complaints) -> None:
    name, place = f"“{leaf.name}”", given.place
    if given.not_applicable:
        if leaf.na == "refuse":
            say.add(place, f"规则不允许{name}不适用", "请照规则计分")
        elif leaf.inputs and _computable(leaf, case):
            say.add(place, f"{name}能由数据算出，不能写不适用", "请删去不适用的理由，或核对数据")
        return
    asks: Asks = asked(leaf.scoring.method, leaf.scoring.params) if leaf.scoring else "value"
    wanted = () if leaf.formula else _FIELDS[asks]
    extra = [word for key, word in _FIELD_WORDS.items() if _given(given, key) and key not in wanted]
    if extra:
        how = "、".join(_FIELD_WORDS[key] for key in wanted) or "不用判断"
        say.add(place, f"{name}不用{'、'.join(extra)}来评", f"本指标要的判断：{how}")
        return
    if leaf.scoring is None:
        return
    params = leaf.scoring.params
    known = [one["id"] for one in params.get("items", ())]
    for tick in given.ticks or ():
        if tick not in known:
            say.add(place, f"{name}的要点里没有“{tick}”", f"可用：{'、'.join(known)}")
    if given.occurrences is not None and given.occurrences < 0:
        say.add(place, f"{name}的例数不能小于 0，现为 {given.occurrences}", "没有的填 0")
    members = [str(one["name"]) for one in params.get("members", ())]
    if given.chosen and (len(given.chosen) > 1 or given.chosen[0][0] not in members):
        chosen = "、".join(one for one, _ in given.chosen)
        say.add(place, f"{name}要选定其中一项，现为“{chosen}”", f"可用：{'、'.join(members)}")
    if given.date and parse_date(given.date) is None:
        say.add(place, f"{name}的完成日期应是一天，现为“{given.date}”", "请写成“2021年6月20日”的样子")
    if given.tier or given.ratio:
        _check_tier(leaf.scoring, name, given.tier, given.ratio, lambda _: place, say)


def _given(judgement: Judgement, key: str) -> bool:
    value = getattr(judgement, key)
    return value is not None and (key == "ticks" or value not in ("", ()))


def _computable(leaf: Indicator, case: Case) -> bool:
    found = gather(leaf, case)
    if not leaf.formula:
        return not found.missing
    return not found.missing and not isinstance(raw_value(leaf, found.values), Undefined)


def _check_tier(
    scoring: Scoring, name: str, tier: str, ratio: str, at: Callable[[str], Place], say: _Complaints
) -> Fraction | None:
    """The share chosen (%), if it is one and lies inside its tier; `at` says where tier and ratio stand."""
    names = [one["name"] for one in scoring.params.get("tiers", ())]
    if tier and tier not in names:
        say.add(at("tier"), f"{name}没有“{tier}”这一档", f"可用：{'、'.join(names) or '（本指标不分档）'}")
        return None
    if not ratio:
        return None
    share = quantity(ratio, "%")
    if share is None or share.unit != "%" or not share.plain or not 0 <= share.value <= 100:
        say.add(at("ratio"), f"{name}的得分比例应在 0% 到 100% 之间，现为“{ratio}”", "请写成“90%”的样子")
        return None
    if unclear_share(ratio):
        say.add(at("ratio"), f"{name}的得分比例“{ratio}”没有百分号，分不清是百分比还是小数", "请带上百分号，如 90%")
        return None
    chosen = Fraction(share.value)
    span = span_of_tier(scoring.params, tier) if scoring.method == "tiers_range" and tier else None
    if span is not None and not span.holds(chosen):
        what = f"{name}的得分比例{number(chosen, '%')}不在“{tier}”一档内（{span.words('%')}）"
        say.add(at("ratio"), what, "请改比例，或改选档次")
    return chosen


def _read_rows(rulebook: Rulebook, case: Case, say: _Complaints) -> dict[str, tuple[ParsedRow, ...]]:
    nodes = tuple(node for node in rulebook.leaves() if node.rows is not None)
    found: dict[str, list[ParsedRow]] = {}
    for row in case.rows:
        node = _find(row.under, nodes, row.place, say)
        if node is not None:
            found.setdefault(node.id, []).append(_read_row(row, node, found.get(node.id, []), case.year, say))
    for node in nodes:
        _check_row_weights(node, found.get(node.id, []), case, say)
    return {id: tuple(rows) for id, rows in found.items()}


def _read_row(row: Row, node: Indicator, before: list[ParsedRow], year: int, say: _Complaints) -> ParsedRow:
    assert node.rows is not None
    name = f"指标“{row.name}”"
    if node.rows.level2 and row.level2 not in node.rows.level2:
        what = f"没有“{row.level2}”这个二级指标" if row.level2 else "要写二级指标"
        say.add(row.at("level2"), f"{name}：“{node.name}”下{what}", f"可用：{'、'.join(node.rows.level2)}")
    weight = _figure(row.weight, "分")
    if row.weight not in BLANKS and (weight is None or weight.unit != "分" or weight.bound != "=" or weight.value <= 0):
        say.add(row.at("weight"), f"{name}的分值应是大于 0 的数，现为“{row.weight}”", "请填分数，如 10")
        weight = None
    same = sum(1 for one in before if one.row.name == row.name)
    id = f"{node.id}/{row.name}" + (f"#{same + 1}" if same else "")
    kind = _kind(row, node.rows, year)
    parsed = ParsedRow(row, id, None, None, None if weight is None else Fraction(weight.value), None, kind)
    for doubt in way_doubts(row, node, name):
        say.add(row.at(str(doubt.path[-1])), doubt.what, doubt.hint)
    parsed = replace(parsed, pass_line=pass_line(row))
    if kind == "judged" and row.scored:
        return replace(parsed, ratio=direct_share(row))
    if kind == "judged":
        return replace(parsed, ratio=_check_tier(node.rows.qualitative, name, row.tier, row.ratio, row.at, say))
    if kind == "dated":
        return replace(parsed, due=due_day(row.target, year), done=_read_day(row, name, year, say))
    wanted, done = _read_figures(row, name, node.rows.by_date is None and due_day(row.target, year) is not None, say)
    parsed = replace(parsed, target=wanted, actual=done)
    if kind == "counted":
        return parsed
    return replace(parsed, ratio=_check_tier(node.rows.at_least, name, row.tier, row.ratio, row.at, say))


def _kind(row: Row, rows: RowScoring, year: int) -> RowKind:
    if row.measure == "定性":
        return "judged"
    if rows.by_coefficient:
        return "rated"
    if (rows.by_date is not None or row.scored) and target(row.target) is None and due_day(row.target, year) is not None:
        return "dated"
    return "counted"


def _read_day(row: Row, name: str, year: int, say: _Complaints) -> date | None:
    """The day a dated row was done; a month stands for its last day."""
    if row.actual in BLANKS or row.actual in UNFINISHED:
        return None
    found = due_day(row.actual, year)
    if found is None:
        say.add(
            row.at("actual"),
            f"{name}的指标值是期限，实际完成值应是完成日期，现为“{row.actual}”",
            "请写成“2021年6月20日”的样子；没有完成的写“未完成”",
        )
    return found


def _figure(text: str, unit: str) -> Quantity | None:
    return None if text in BLANKS else quantity(text, unit)


def _read_figures(row: Row, name: str, dated: bool, say: _Complaints) -> tuple[Quantity | None, Quantity | None]:
    hint = "请填一个数并带单位，如 108场次；不能用数衡量的请改为“定性”"
    if dated:
        hint = "规则书没有写时限指标怎么计分（rows.by_date）；请改为天数，如 ≤30天，或改为“定性”"
    wanted = None if row.target in BLANKS else target(row.target)
    if row.target not in BLANKS and wanted is None:
        say.add(row.at("target"), f"{name}的指标值应有一个数，现为“{row.target}”", hint)
    done = _figure(row.actual, (wanted.printed_unit or wanted.unit) if wanted else "")
    if row.actual not in BLANKS and (done is None or done.bound != "="):
        say.add(row.at("actual"), f"{name}的实际完成值应是一个确定的数，现为“{row.actual}”", hint)
        return wanted, None
    if wanted is not None and done is not None and wanted.unit != done.unit:
        if not wanted.unit:
            return target(row.target, done.printed_unit or done.unit), done
        what = f"{name}的指标值“{row.target}”与实际完成值“{row.actual}”计量单位不同"
        say.add(row.at("actual"), what, "请用同一计量单位")
        return wanted, None
    return wanted, done


def _check_row_weights(node: Indicator, rows: list[ParsedRow], case: Case, say: _Complaints) -> None:
    """Weights of rows add up to the node's: exactly when all are given, at most while some are open."""
    if not rows or node.weight.value is None or not _usable(node, case):
        return
    known = [one.weight for one in rows if one.weight is not None]
    total, due = sum(known, Fraction(0)), Fraction(node.weight.value)
    written = [one for one in rows if one.row.weight not in BLANKS]
    if len(known) < len(written):
        return
    if (len(known) == len(rows) and total != due) or (len(known) < len(rows) and total >= due):
        what = f"“{node.name}”下各指标的分值之和为 {number(total)}，规则给“{node.name}” {number(due)} 分"
        say.add(rows[0].row.at("weight"), what, "请调整各指标的分值，使合计相等")


def _usable(node: Indicator, case: Case) -> bool:
    return case.allow_recalled or node.weight.verified != "recalled"
