"""A month of a case → lights, the colour of the whole, and the notice that the lights ask for."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.case import Case
from jixiao.model.plan import Color, Light, Monitoring, Watch
from jixiao.monitor.lights import Month, lights, worst
from jixiao.monitor.thresholds import load, thresholds


def watch(case: Case, monitoring: Monitoring, kind: str, allow_recalled: bool = False) -> Watch:
    """What `monitoring` of `case` gives. Recalled thresholds are used only with `allow_recalled`, and marked."""
    month = Month(case, monitoring, kind, allow_recalled or case.allow_recalled)
    found = lights(month)
    color = worst(found)
    title, words = _notice(month, found, color)
    return Watch(
        agency=case.agency,
        year=case.year,
        month=monitoring.month,
        rate=month.rate,
        lights=found,
        color=color,
        notice_title=title,
        notice=tuple(words),
        notes=tuple(_notes(month, found)),
    )


def _notice(month: Month, found: tuple[Light, ...], color: Color | None) -> tuple[str, list[str]]:
    if color not in ("red", "yellow"):
        return "", []
    form = load("notices.yaml")["notices"][color]
    bad = [one for one in found if one.color in ("red", "yellow")]
    words = {
        "year": month.case.year,
        "month": month.number,
        "subject": month.case.project or month.case.agency,
        "reds": sum(one.color == "red" for one in bad),
        "yellows": sum(one.color == "yellow" for one in bad),
    }
    lines = [form["opening"].format(**words)]
    lines += [f"{number}．{one.sentence}" for number, one in enumerate(bad, 1)]
    lines += form["asks"]
    days = max((thresholds()[id].respond_within for id in ("steps",) if month.uses(thresholds()[id])), default=0)
    answer = form["answer"].format(days=days) if days else form["answer_open"]
    return form["title"].format(**words), [*lines, *([answer] if answer else [])]


def _notes(month: Month, found: tuple[Light, ...]) -> Iterator[str]:
    unused = [one.name for one in thresholds().values() if not month.uses(one)]
    if unused:
        yield f"{'、'.join(unused)}没有核实过原文，没有采用；要采用请写明 allow_recalled 或加 --allow-recalled"
    used = dict.fromkeys(one.threshold for one in found if one.color and one.verified == "recalled")
    if used:
        yield f"采用了未经核实的预警口径（{'、'.join(used)}），仅作举例，不能作为正式依据"
    dark = sum(one.color is None for one in found)
    if dark:
        yield f"有 {dark} 项没有评灯：缺数不等于没有完成，各项说明里写了缺什么"
