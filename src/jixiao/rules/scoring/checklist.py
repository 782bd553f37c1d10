"""逐项计分: each item that is met has its points; together they are the weight."""

from collections.abc import Iterator
from fractions import Fraction

from jixiao.rules.doubt import Doubt
from jixiao.rules.scoring import METHODS, Ask, ColumnAsk, Method, Params, Points, Ways
from jixiao.rules.words import plain


def score(ask: Ask) -> Points:
    """The points of the items ticked."""
    items = ask.params["items"]
    lacking = [one["text"] for one in items if one["id"] not in ask.ticks]
    got = sum((Fraction(one["points"]) for one in items if one["id"] in ask.ticks), Fraction(0))
    if not lacking:
        return Points(got, f"{len(items)}项要点全部做到", "全部要点都做到")
    left = "、".join(f"“{text}”" for text in lacking)
    return Points(got, f"{len(items)}项要点做到{len(items) - len(lacking)}项，未做到{left}", f"做到{left}")


def doubts(params: Params, weight: Fraction | None, unit: str) -> Iterator[Doubt]:
    """Ids are given once; the items add up to the weight."""
    ids = [one["id"] for one in params["items"]]
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield Doubt(("items", index), f"要点编号“{id}”写了两次", "请给每项不同的编号")
    points = [Fraction(one["points"]) for one in params["items"]]
    for index, one in enumerate(points):
        if one < 0:
            yield Doubt(("items", index, "points"), f"第{index + 1}项的分数小于 0", "请改写")
    if weight is not None and sum(points) != weight:
        yield Doubt(
            ("items",), f"各项之和为{plain(sum(points, Fraction(0)))}分，与分值{plain(weight)}分不符", "请核对各项分数或分值"
        )


def columns(ask: ColumnAsk) -> Ways:
    """The same over many units."""
    points = {one["id"]: Fraction(one["points"]) for one in ask.params["items"]}
    return [(None, lambda some: some.ticks(points))]


METHODS.add("checklist")(Method("逐项计分", "ticks", score, doubts, any_weight=False, columns=columns))
