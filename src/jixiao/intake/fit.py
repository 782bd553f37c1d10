"""A case in the words of its rulebook: indicators by id, checklist items by id, tiers as the rulebook spells them.

People write names, the numbers ①②③ of a printed rule, or its words. What is not found here stays as it was written: the
engine says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import replace

from jixiao.catalog.items import plain
from jixiao.intake.needs import Choice, choice, tiers
from jixiao.model.case import Case, Judgement, Row
from jixiao.model.rulebook import Indicator, Rulebook


def fit(case: Case, rulebook: Rulebook) -> Case:
    """`case` with everything that has an id in `rulebook` called by it. Fitting twice changes nothing."""
    judgements: dict[str, Judgement] = {}
    leaves = tuple(node for node in (*rulebook.nodes(), *rulebook.beside()) if not node.children or node.pool is not None)
    for given in case.judgements.values():
        leaf = _find(given.indicator, leaves)
        if leaf is None or leaf.id in judgements:
            judgements[given.indicator] = given
        else:
            judgements[leaf.id] = _judgement(replace(given, indicator=leaf.id), leaf)
    nodes = tuple(node for node in leaves if node.rows is not None)
    return replace(case, judgements=judgements, rows=tuple(_row(row, nodes) for row in case.rows))


def _find(name: str, nodes: tuple[Indicator, ...]) -> Indicator | None:
    """The one node called `name` (id or name); None if there is none, or more than one."""
    found = [node for node in nodes if node.id == name] or [node for node in nodes if plain(node.name) == plain(name)]
    return found[0] if len(found) == 1 else None


def _judgement(given: Judgement, leaf: Indicator) -> Judgement:
    if leaf.pool is not None:
        return replace(given, chosen=tuple((_child(name, leaf), points) for name, points in given.chosen))
    if leaf.scoring is None:
        return given
    asked = choice(leaf)
    ticks = None if given.ticks is None else tuple(dict.fromkeys(_item(tick, asked) for tick in given.ticks))
    return replace(given, ticks=ticks, tier=_spelled(given.tier, asked.tiers))


def _child(name: str, node: Indicator) -> str:
    found = _find(name, node.children)
    return found.id if found is not None else name


def _item(tick: str, asked: Choice) -> str:
    """The id of a checklist item named by id, by its number in the rule (from 1) or by its words."""
    names = {str(number): id for number, (id, _) in enumerate(asked.items, 1)}
    names |= {plain(text): id for id, text in asked.items}
    return tick if any(tick == id for id, _ in asked.items) else names.get(plain(tick), tick)


def _spelled(tier: str, known: tuple[str, ...]) -> str:
    return next((one for one in known if plain(one) == plain(tier)), tier)


def _row(row: Row, nodes: tuple[Indicator, ...]) -> Row:
    node = _find(row.under, nodes)
    if node is None or node.rows is None:
        return row
    return replace(row, under=node.id, tier=_spelled(row.tier, tiers(node.rows.qualitative)))
