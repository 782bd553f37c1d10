"""What a rulebook asks of a unit: figures, judgements and indicators of the unit's own, in the order accountants think."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from jixiao.catalog.items import bases, items
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.intake import layout
from jixiao.model.rulebook import Indicator, Rulebook, Scoring

ChoiceKind = Literal[
    "ticks", "occurrences", "tier", "tier_ratio", "ratio", "met", "date", "chosen", "pool", "shares", "computed"
]


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that is asked for. `year` counts from the year evaluated; no `indicators`: only the report uses it."""

    item: str
    basis: str
    year: int
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A judgement that is asked for: checklist `items` (id, text), `tiers` to choose from, a count of occurrences, yes or no.

    `asks` is what has to be judged in words, where the rulebook says it. Kind "computed": there is nothing to judge; why
    points were lost, or that the indicator does not apply, can be said.
    """

    indicator: Indicator
    kind: ChoiceKind
    items: tuple[tuple[str, str], ...] = ()
    tiers: tuple[str, ...] = ()
    asks: str = ""

    @property
    def may_not_apply(self) -> bool:
        return self.indicator.na != "refuse"


@dataclass(frozen=True, slots=True)
class Needs:
    """All a rulebook asks for. `tiers` are the tiers of qualitative rows, by the id of the node they stand under; `more` are
    the columns its form has for the unit's own indicators beside the usual ones.
    """

    facts: tuple[Need, ...]
    choices: tuple[Choice, ...]
    rows: tuple[Indicator, ...]
    tiers: Mapping[str, tuple[str, ...]]
    more: tuple[str, ...] = ()


def needs(rulebook: Rulebook) -> Needs:
    """What `rulebook` and the report of its kind ask for."""
    rows = tuple(node for node in rulebook.nodes() if node.rows is not None)
    return Needs(
        facts=_facts(rulebook),
        choices=tuple(_choices(rulebook)),
        rows=rows,
        tiers={node.id: tiers(node.rows.qualitative) for node in rows if node.rows is not None},
        more=tuple(dict.fromkeys(key for node in rows if node.rows is not None for key in node.rows.asks)),
    )


def _choices(rulebook: Rulebook) -> Iterator[Choice]:
    """What has to be judged, in the order of the rulebook; which optional indicators count is asked before them."""
    for node in (*rulebook.nodes(), *rulebook.beside()):
        if node.pool is not None:
            children = tuple((child.id, child.name) for child in node.children)
            yield Choice(node, "pool" if node.pool.split == "equal" else "shares", items=children)
        elif node.scoring is not None and not node.children:
            yield choice(node)


def choice(leaf: Indicator) -> Choice:
    """What has to be judged for one scored indicator."""
    assert leaf.scoring is not None
    params = leaf.scoring.params
    match leaf.scoring.method:
        case "checklist" | "checklist_with_gate":
            return Choice(leaf, "ticks", items=tuple((str(one["id"]), str(one["text"])) for one in params["items"]))
        case "per_occurrence_deduction":
            return Choice(leaf, "occurrences", asks="；".join(params.get("conditions", ())))
        case "tiers_range":
            return Choice(leaf, "tier_ratio", tiers=tiers(leaf.scoring))
        case "tiers_fixed":
            return Choice(leaf, "tier", tiers=tiers(leaf.scoring))
        case "coefficient":
            return Choice(leaf, "ratio")
        case "date_target":
            return Choice(leaf, "date")
        case "best_of" if params["choose"] == "specified":
            return Choice(leaf, "chosen", items=tuple((one["name"], one["name"]) for one in params["members"]))
        case "all_or_nothing" if not leaf.formula:
            return Choice(leaf, "met", asks=str(params.get("question", "")))
    return Choice(leaf, "computed")


def asked_lines(choice: Choice) -> Iterator[tuple[str, str]]:
    """The lines one judgement takes in the workbook: what each asks, by code (tick/finance, occurrences) and in words."""
    match choice.kind:
        case "ticks":
            yield from ((f"{layout.TICK}/{id}", text) for id, text in choice.items)
        case "occurrences" | "met" | "date" | "chosen" | "computed":
            yield choice.kind, layout.ASKED[choice.kind]
        case "pool":
            yield from ((f"{layout.CHOOSE}/{id}", f"是否选用“{name}”") for id, name in choice.items)
        case "shares":
            yield from ((f"{layout.CHOOSE}/{id}", f"“{name}”的分值（不选用填 0）") for id, name in choice.items)
    if choice.tiers:
        yield layout.TIER, layout.ASKED[layout.TIER]
    if choice.kind in ("tier_ratio", "ratio"):
        yield layout.RATIO, layout.ASKED[layout.RATIO]


def tiers(scoring: Scoring) -> tuple[str, ...]:
    """The names of the tiers a qualitative rule chooses from, best first as the rulebook writes them."""
    return tuple(one["name"] for one in scoring.params.get("tiers", ()))


def _facts(rulebook: Rulebook) -> tuple[Need, ...]:
    asked: dict[tuple[str, str, int], dict[str, None]] = {}
    for leaf in (*rulebook.leaves(), *rulebook.beside()):
        for selector in leaf.inputs.values():
            asked.setdefault((selector.item, selector.basis, selector.year), {})[leaf.name] = None
    for key in _report_items(rulebook):
        asked.setdefault(key, {})
    order, by_basis = list(items()), ["", *bases()]
    groups = list(dict.fromkeys(item.group for item in items().values()))

    def place(key: tuple[str, str, int]) -> tuple[int, int, int, int]:
        item, basis, year = key
        return groups.index(items()[item].group), order.index(item), by_basis.index(basis), year

    return tuple(Need(*key, tuple(asked[key])) for key in sorted(asked, key=place))


def _report_items(rulebook: Rulebook) -> Iterator[tuple[str, str, int]]:
    papers = {rulebook.outline, rulebook.form}
    for one in _report_file()[rulebook.kind]:
        if papers.isdisjoint(one.get("for", papers)):
            continue
        for year, chosen in ((-1, one.get("prior")), (0, one.get("bases", [""]))):
            for basis in chosen or ():
                yield one["item"], basis, year


@lru_cache(maxsize=1)
def _report_file() -> dict[str, list[dict[str, Any]]]:
    name = "report_items.yaml"
    file = read_data(resources.files("jixiao.intake").joinpath(name).read_bytes(), f"intake/{name}")
    if file.faults:
        raise RulesError(file.faults)
    data: dict[str, list[dict[str, Any]]] = file.data
    return data
