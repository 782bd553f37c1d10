"""All that is wrong or doubtful in the text of a rulebook: writing, structure, words against numbers, reach, examples.

What keeps a rulebook from being used comes first and alone; once it is sound its examples are worked and its indicators
looked at one by one. What a rulebook declares of its source (`known`) is shown with the reason and counts as settled.
Whether an indicator can be measured is the business of `checks`: `api.rulebook_lint` puts both together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from jixiao.datafile import Path_
from jixiao.errors import Fault
from jixiao.model.finding import Level
from jixiao.model.remark import Remark
from jixiao.model.rulebook import Indicator, Rulebook
from jixiao.rules.build import build
from jixiao.rules.doubt import Doubt
from jixiao.rules.examples import example_faults
from jixiao.rules.leaf import is_recalled
from jixiao.rules.load import checked, in_order
from jixiao.rules.reach import doubts_of_reach
from jixiao.rules.rulefile import Look, RuleFile, walk
from jixiao.rules.scoring import asked
from jixiao.rules.shelf import look
from jixiao.rules.texts import BY_FIGURE, contradictions, doubts_of_text
from jixiao.rules.words import plain

_UNUSED = "请删去，或核对名称"


@dataclass(frozen=True, slots=True)
class Inspected:
    """All remarks on one text, by line, and the rulebook where it is sound; nothing is settled yet.

    `declared` says where in this very text each (indicator, rule of lint) is declared as known: what a variant inherits
    is not its to take back.
    """

    remarks: list[Remark]
    rulebook: Rulebook | None = None
    declared: Mapping[tuple[str, str], str] = field(default_factory=dict)


def lint_rulebook(text: bytes, name: str, find: Look = look) -> list[Fault]:
    """Every error of the rulebook in `text` that it does not declare itself, by line; `name` is what they call it."""
    found = inspect_rulebook(text, name, find)
    return [one.fault for one in settle(replace(found, declared={})) if one.open]


def inspect_rulebook(text: bytes, name: str, find: Look = look) -> Inspected:
    """What there is to say of the rulebook in `text`, measurability aside."""
    file = checked(text, name, find)
    if file.faults:
        return Inspected([Remark("", Level.ERROR, one) for one in in_order(file.faults)])
    rulebook = build(file)
    faults = example_faults(rulebook)
    if not rulebook.examples:
        faults.append(Fault(f"{name}:1", "没有例题（examples）", "请至少写一道算好的例题，它就是这本规则书的测试"))
    remarks = [Remark("", Level.ERROR, one) for one in faults]
    remarks += [*_of_book(file, rulebook), *_of_indicators(file, rulebook)]
    return Inspected(by_line(remarks), rulebook, dict(_declarations(file)))


def _declarations(file: RuleFile) -> Iterator[tuple[tuple[str, str], str]]:
    holders = [
        ("", (), file.data),
        *((str(path[-1]), path, node) for path, node in walk(file.data["indicators"], ("indicators",))),
    ]
    for id, path, holder in holders:
        for rule in holder.get("known") or ():
            at = (*path, "known", rule)
            if file.origin(at)[0] == file.name:
                yield (id, rule), file.where(at)


def settle(found: Inspected, more: Iterable[Remark] = ()) -> list[Remark]:
    """All remarks, `more` of them too, with what the rulebook declares marked as known, by line.

    What it declares as a whole holds for all its indicators. What it declares and nobody remarks is an error.
    """
    rulebook = found.rulebook
    if rulebook is None:
        return found.remarks
    known = {"": rulebook.known} | {node.id: node.known for node in rulebook.nodes()}
    settled, used = [], set()
    for one in (*found.remarks, *more):
        why = known.get(one.indicator, {}).get(one.rule, "") or rulebook.known.get(one.rule, "")
        used |= {(one.indicator, one.rule), ("", one.rule)}
        settled.append(replace(one, known=why))
    for (id, rule), where in found.declared.items():
        if (id, rule) not in used:
            node = rulebook.find(id)
            what = f"规则书的 known 写了 {rule}，没有这样的毛病"
            if node is not None:
                what = f"“{node.name}”的 known 写了 {rule}，没有这样的毛病"
            settled.append(Remark("", Level.ERROR, Fault(where, what, _UNUSED), id))
    return by_line(settled)


def by_line(remarks: Iterable[Remark]) -> list[Remark]:
    """Remarks by file and line, each once."""
    found = list(dict.fromkeys(remarks))
    order = {one: index for index, one in enumerate(in_order([one.fault for one in found]))}
    return sorted(found, key=lambda one: order[one.fault])


def _of_indicators(file: RuleFile, rulebook: Rulebook) -> Iterator[Remark]:
    paths = {str(path[-1]): path for path, _ in walk(file.data["indicators"], ("indicators",))}
    for node in rulebook.nodes():
        for doubt in _doubts(node, rulebook):
            yield _remark(file, paths[node.id], node, doubt)


def _doubts(node: Indicator, rulebook: Rulebook) -> Iterator[Doubt]:
    if node.children:
        yield from _used_up(node)
        return
    yield from _declared(node)
    yield from doubts_of_text(node)
    yield from doubts_of_reach(node, rulebook.score_places)


def _remark(file: RuleFile, path: Path_, node: Indicator, doubt: Doubt) -> Remark:
    fault = Fault(file.where((*path, *doubt.path)), f"“{node.name}”的{doubt.what}", doubt.hint)
    return Remark(doubt.rule, doubt.level, fault, node.id)


def _declared(leaf: Indicator) -> Iterator[Doubt]:
    """Contradictions between words and numbers: those not declared have kept the rulebook from loading."""
    weight = None if leaf.weight.value is None else Fraction(leaf.weight.value)
    scoring = leaf.scoring
    by_value = scoring is not None and asked(scoring.method, scoring.params) in BY_FIGURE
    yield from contradictions(leaf.rule_text, weight, scoring.params if scoring else {}, by_value, leaf.unit)


def _used_up(node: Indicator) -> Iterator[Doubt]:
    """The children of known weight leave nothing to those of unknown weight."""
    parts = [child.weight.value for child in node.children]
    known = sum((Fraction(one) for one in parts if one is not None), Fraction(0))
    if node.weight.value is not None and None in parts and known == Fraction(node.weight.value):
        names = "、".join(f"“{child.name}”" for child in node.children if child.weight.value is None)
        what = f"分值{plain(known)}分已由下级分完，{names}没有分值可得"
        yield Doubt(("weight",), what, "请核对下级的分值", "weight_used_up", Level.WARNING)


def _of_book(file: RuleFile, rulebook: Rulebook) -> Iterator[Remark]:
    """A scale made for another total: 90, 80, 60 of a hundred beside a total of 120."""
    hundred, total = Fraction(100), Fraction(rulebook.total)
    edges = [Fraction(one.at_least) for one in rulebook.grades]
    if edges and total != hundred and total > hundred and max(edges) <= hundred:
        what = f"总分{plain(total)}分，最高一级的下限只有{plain(max(edges))}分，等级像是按100分定的"
        fault = Fault(file.where(("grades", "scale")), what, "请核对：等级按得分，还是先折算成百分制")
        yield Remark("grades_of_other_total", Level.WARNING, fault)
    yield from _from_memory(file, rulebook)


def _from_memory(file: RuleFile, rulebook: Rulebook) -> Iterator[Remark]:
    """What nobody has held against its source: told once, at the first place, with how many there are."""
    paths = {str(path[-1]): path for path, _ in walk(file.data["indicators"], ("indicators",))}
    recalled = [(f"“{node.name}”", paths[node.id]) for node in rulebook.leaves() if is_recalled(node)]
    if any(grade.verified == "recalled" for grade in rulebook.grades):
        recalled.append(("等级", ("grades",)))
    if recalled:
        (first, path), count = recalled[0], len(recalled)
        what = f"{first}凭记忆录入，没有核对过原文" if count == 1 else f"{first}等 {count} 项凭记忆录入，没有核对过原文"
        hint = "请对照原文，核对过的把 verified 改成 seen；没有核对的，写明允许（allow_recalled）才用来计分"
        yield Remark("from_memory", Level.INFO, Fault(file.where(path), what, hint))
