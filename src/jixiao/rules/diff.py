"""What changes from one rulebook to another, told indicator by indicator. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from jixiao.catalog.items import describe
from jixiao.catalog.items import plain as bare
from jixiao.formula import parse, substitute
from jixiao.model.difference import KINDS, Change, Difference, Kind, Named
from jixiao.model.rulebook import Indicator, Number, Rulebook, Scoring
from jixiao.rules.match import Pair, pairs
from jixiao.rules.show import COMPLETENESS, VERIFIED
from jixiao.rules.told import method_words, rule_words, title_of
from jixiao.rules.words import plain

_NOTHING = "（没有写）"
_ZERO = {"na": "不适用", "full": "得满分", "zero": "得0分", "missing": "视为数据有误、算不出"}
_NA = {"full": "得满分", "zero": "得0分", "exclude": "剔除后折算", "refuse": "不许不适用"}


def difference(left: Rulebook, right: Rulebook) -> Difference:
    """Every change from `left` to `right`; none where they are the same."""
    found = [*_book(left, right), *_grades(left, right)]
    matched = pairs(left, right)
    without = {id(child) for one in matched if one.left and _told_below(one) for child in one.left.children}
    without |= {id(child) for one in matched if one.right and _told_below(one) for child in one.right.children}
    same = []
    for pair in matched:
        if id(pair.left or pair.right) in without and (pair.left is None or pair.right is None):
            continue  # told with the one above it
        changes = changes_of(pair, left, right)
        found += changes
        if pair.right is not None and not pair.right.children and all(one.kind == "sources" for one in changes):
            same.append(pair.right.name)
    order = list(KINDS)
    found.sort(key=lambda one: order.index(one.kind))  # stable: the order of the indicators stays within a kind
    return Difference(named(left), named(right), tuple(found), tuple(same))


def _told_below(pair: Pair) -> bool:
    """Whether what is below is told with the indicator itself: it comes, goes, or begins or ceases to hold others."""
    return pair.left is None or pair.right is None or bool(pair.left.children) != bool(pair.right.children)


def named(rulebook: Rulebook) -> Named:
    """`rulebook` by its id, title and hash."""
    return Named(rulebook.id, rulebook.title, rulebook.sha256)


def changes_of(pair: Pair, left: Rulebook, right: Rulebook) -> list[Change]:
    """What changes about one indicator."""
    old, new = pair.left, pair.right
    if new is None:
        return [_gone(old, right)] if old is not None else []
    if old is None:
        return [_come(new, left)]
    found: list[Change] = []

    def say(kind: Kind, words: str, before: str = "", after: str = "") -> None:
        found.append(Change(kind, words, before, after, old.id, new.id, new.name))

    name = f"“{new.name}”"
    if not pair.same:
        was, now = (_inputs(one) if one.formula else "由人判断" for one in (old, new))
        if bare(old.name) == bare(new.name):
            what = f"{name}两边都有，公式不同，不是同一个指标：原为 {was}，现为 {now}"
        else:
            what = f"“{old.name}”和{name}像是同一个指标，公式不同：原为 {was}，现为 {now}"
        say("namesake", what, formula(old), formula(new))
    if old.name != new.name:
        say("renamed", f"“{old.name}”改称{name}", old.name, new.name)
    if [bare(one) for one in old.path] != [bare(one) for one in new.path]:
        above = " › ".join(old.path) or "一级指标", " › ".join(new.path) or "一级指标"
        say("moved", f"{name}由“{above[0]}”移到“{above[1]}”", *above)
    if old.weight.value != new.weight.value:
        before, after = _weight(old.weight), _weight(new.weight)
        say("weight", f"{name}的分值由{before}改为{after}", before, after)
    if pair.same and formula(old) != formula(new) and old.formula and new.formula and _inputs(old) != _inputs(new):
        say("formula", f"{name}的公式写法由 {formula(old)} 改为 {formula(new)}，算的是同一个数", formula(old), formula(new))
    if old.unit != new.unit:
        say("formula", f"{name}的计量单位由“{old.unit or _NOTHING}”改为“{new.unit or _NOTHING}”", old.unit, new.unit)
    if old.ratio_places != new.ratio_places:
        before, after = _places(old), _places(new)
        say("formula", f"{name}的指标值由{before}改为{after}", before, after)
    if bool(old.children) != bool(new.children):
        was, now = (_below(one) for one in (old, new))
        say("scoring", f"{name}原来{was}，现在{now}", was, now)
    for kind, words, before, after in (*_scoring(old, new), *_edge_cases(old, new), *_known(old, new, left, right)):
        say(kind, f"{name}{words}", before, after)
    return found


def _below(node: Indicator) -> str:
    if node.children:
        return f"下设{'、'.join(f'“{one.name}”' for one in node.leaves())}"
    return "由单位自设指标" if node.rows else "是末级指标"


def _gone(node: Indicator, right: Rulebook) -> Change:
    weight = f"（{_weight(node.weight)}）" if node.weight.value is not None else ""
    below = f"，连同{'、'.join(f'“{one.name}”' for one in node.leaves())}" if node.children else ""
    sure = "取消" if right.completeness != "partial" else "在新的规则书里没有（它有缺漏，未必真的取消）"
    return Change("dropped", f"“{node.name}”{weight}{sure}{below}", _weight(node.weight), "", node.id, "", node.name)


def _come(node: Indicator, left: Rulebook) -> Change:
    weight = f"，{_weight(node.weight)}" if node.weight.value is not None else ""
    told = f"：{node.rule_text}" if node.rule_text else (f"：{formula(node)}" if node.formula else "")
    above = f"（{' › '.join(node.path)}）" if node.path else ""
    below = f"，下设{'、'.join(f'“{one.name}”' for one in node.leaves())}" if node.children else ""
    sure = "新增" if left.completeness != "partial" else "原来的规则书里没有（它有缺漏，未必真的新增）："
    return Change(
        "added", f"{sure}“{node.name}”{above}{weight}{told}{below}", "", _weight(node.weight), "", node.id, node.name
    )


def formula(node: Indicator) -> str:
    """The formula in signs people read: 在职人员数 ÷ 编制数; "" for what a person judges."""
    return substitute(parse(node.formula), {}) if node.formula else ""


def _inputs(node: Indicator) -> str:
    """The formula with the full names of the facts it takes."""
    names = {name: describe(one.item, one.basis, one.year) for name, one in node.inputs.items()}
    return substitute(parse(node.formula), names)


def _weight(number: Number) -> str:
    return "没有写分值" if number.value is None else f"{plain(Fraction(number.value))}分"


def _places(node: Indicator) -> str:
    return "不进位" if node.ratio_places is None else f"先四舍五入到{node.ratio_places}位小数"


Told = tuple[Kind, str, str, str]


def _scoring(old: Indicator, new: Indicator) -> Iterator[Told]:
    for label, before, after in _rules(old, new):
        if before is None or after is None:
            was = method_words(before) if before else "没有写"
            now = method_words(after) if after else "没有写"
            yield "scoring", f"{label}计分办法由“{was}”改为“{now}”", was, now
        elif before.method != after.method:
            was, now = _whole(old, before), _whole(new, after)
            yield "scoring", f"{label}计分办法由“{was}”改为“{now}”", was, now
        else:
            yield from _params(label, old, new, before, after)
    if old.rows and new.rows:
        for title, first, then in (
            ("可用的二级指标", old.rows.level2, new.rows.level2),
            ("越低越好的二级指标", old.rows.lower_is_better, new.rows.lower_is_better),
        ):
            if first != then:
                was, now = ("、".join(one) or _NOTHING for one in (first, then))
                yield "scoring", f"的{title}由“{was}”改为“{now}”", was, now
    if (old.pool is None) != (new.pool is None):
        was, now = ("各有分值" if one.pool is None else "选用的几项分摊" for one in (old, new))
        yield "scoring", f"的下级指标由{was}改为{now}", was, now
    if old.rule_text != new.rule_text:
        was, now = old.rule_text or _NOTHING, new.rule_text or _NOTHING
        yield "rule", f"的评分标准由“{was}”改为“{now}”", was, now


def _rules(old: Indicator, new: Indicator) -> Iterator[tuple[str, Scoring | None, Scoring | None]]:
    if old.scoring or new.scoring:
        yield "的", old.scoring, new.scoring
    if old.rows and new.rows:
        yield "的自设正向指标的", old.rows.at_least, new.rows.at_least
        yield "的自设反向指标的", old.rows.at_most, new.rows.at_most
        yield "的自设定性指标的", old.rows.qualitative, new.rows.qualitative


def _whole(leaf: Indicator, scoring: Scoring) -> str:
    words = rule_words(leaf, scoring)
    return "，".join((method_words(scoring), *(f"{title_of(scoring.method, key)} {told}" for key, told in words.items())))


def _params(label: str, old: Indicator, new: Indicator, before: Scoring, after: Scoring) -> Iterator[Told]:
    was, now = rule_words(old, before), rule_words(new, after)
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) != now.get(key):
            title = title_of(after.method, key)
            first, then = was.get(key, _NOTHING), now.get(key, _NOTHING)
            yield "scoring", f"{label}{title}由“{first}”改为“{then}”", first, then


def _edge_cases(old: Indicator, new: Indicator) -> Iterator[Told]:
    if old.formula and new.formula:
        for what, was, now in (("分母为0", old.on_zero, new.on_zero), ("分子分母都为0", old.both_zero, new.both_zero)):
            if was != now:
                yield "edge_case", f"{what}时，由{_ZERO[was]}改为{_ZERO[now]}", _ZERO[was], _ZERO[now]
    if old.na != new.na:
        yield "edge_case", f"不适用时，由{_NA[old.na]}改为{_NA[new.na]}", _NA[old.na], _NA[new.na]
    was, now = (_nothing_or(one.reason_below, one.unit) for one in (old, new))
    if was != now:
        yield "edge_case", f"低于多少须写原因，由{was}改为{now}", was, now
    for what, had, has in (
        ("佐证材料", old.requires_evidence, new.requires_evidence),
        ("扣分的原因", old.requires_reason, new.requires_reason),
    ):
        if had != has:
            yield "edge_case", f"{'须' if has else '不再要求'}写{what}", _yes(had), _yes(has)


def _nothing_or(value: Decimal | None, unit: str) -> str:
    return _NOTHING if value is None else plain(Fraction(value), unit)


def _yes(value: bool) -> str:
    return "须写" if value else "不要求"


def _known(old: Indicator, new: Indicator, left: Rulebook, right: Rulebook) -> Iterator[Told]:
    """Where the rule comes from and how well its numbers are known; documents, not their ids, are compared."""
    for what, was, now in (
        ("的分值", old.weight.verified, new.weight.verified),
        ("的规则", old.verified, new.verified),
    ):
        if was != now and not old.children:
            yield "sources", f"{what}由{VERIFIED[was]}变为{VERIFIED[now]}", VERIFIED[was], VERIFIED[now]
    first, then = _document(left, old.source), _document(right, new.source)
    if first != then and left.id.rpartition("/")[0] == right.id.rpartition("/")[0]:
        yield "sources", f"的依据由《{first}》改为《{then}》", first, then


def _document(rulebook: Rulebook, id: str) -> str:
    source = rulebook.sources.get(id)
    return "" if source is None else f"{source.doc}{source.title}{source.clause}"


def _book(left: Rulebook, right: Rulebook) -> Iterator[Change]:
    rows = (
        ("名称", left.title, right.title),
        ("评价对象", _object(left), _object(right)),
        ("地区", left.region, right.region),
        ("年度", str(left.year or _NOTHING), str(right.year or _NOTHING)),
        ("施行日期", left.in_force or _NOTHING, right.in_force or _NOTHING),
        ("完整程度", COMPLETENESS[left.completeness], COMPLETENESS[right.completeness]),
        ("总分", plain(Fraction(left.total), "分"), plain(Fraction(right.total), "分")),
        ("得分小数位数", f"{left.score_places}位", f"{right.score_places}位"),
        ("报告提纲", left.outline or _NOTHING, right.outline or _NOTHING),
        ("自评表的表样", left.form or _NOTHING, right.form or _NOTHING),
    )
    for what, before, after in rows:
        if before != after:
            yield Change("book", f"{what}由“{before}”改为“{after}”", before, after)
    was, now = ({f"{one.doc}{one.title}{one.clause}" for one in book.sources.values()} for book in (left, right))
    for document in sorted(was - now):
        yield Change("sources", f"不再依据：{document}", document, "")
    for document in sorted(now - was):
        yield Change("sources", f"新的依据：{document}", "", document)


def _object(rulebook: Rulebook) -> str:
    return {"department": "部门整体支出", "project": "项目支出"}[rulebook.kind]


def _grades(left: Rulebook, right: Rulebook) -> Iterator[Change]:
    was, now = (
        "，".join(f"{one.name} {plain(Fraction(one.at_least))}分及以上" for one in book.grades) or _NOTHING
        for book in (left, right)
    )
    if was != now:
        yield Change("grades", f"等级由“{was}”改为“{now}”", was, now)
