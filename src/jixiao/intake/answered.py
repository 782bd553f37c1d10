"""The lines of 清单与判断 and 扣分与佐证 that belong to one indicator → its judgement."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from jixiao.intake import layout
from jixiao.intake.sheets import Line
from jixiao.intake.yesno import yes
from jixiao.model.case import Judgement


def asked_by_words(line: Line) -> str:
    """What a line of 清单与判断 whose code is lost asks, by its words; anything else is an item of a checklist."""
    words = line.text("判断内容")
    return next((asked for asked, text in layout.ASKED.items() if text == words), f"{layout.TICK}/{words}")


def judged(indicator: str, lines: list[tuple[str, Line]]) -> Judgement | None:
    """The judgement written in the lines of one indicator, or None where nothing is filled in."""
    heads = {
        "not_applicable": ("不适用的理由",), "by": ("评定人",), "why": ("评定理由或扣分原因", "扣分原因"), "evidence": ("佐证材料",),
    }  # fmt: skip
    words: dict[str, Any] = {
        key: next((line.text(head) for _, line in lines for head in these if line.text(head)), "")
        for key, these in heads.items()
    }
    answers = {asked: (line.text("填报"), line) for asked, line in lines if line.text("填报")}
    if not answers and not any(words.values()):
        return None
    values: dict[str, Any] = {}
    ticks: list[str] = []
    asked_ticks = [(asked, line) for asked, line in lines if asked.startswith(f"{layout.TICK}/")]
    for asked, (text, line) in answers.items():
        if asked.startswith(f"{layout.TICK}/"):
            if yes(text, line, "填报"):
                ticks.append(asked.partition("/")[2])
        elif asked == layout.OCCURRENCES:
            values["occurrences"] = _whole(text, line)
        elif asked == layout.MET:
            values["met"] = yes(text, line, "填报")
        elif asked in (layout.TIER, layout.RATIO, layout.DATE):
            values[asked] = text
        elif asked == layout.CHOSEN:
            values["chosen"] = ((text, ""),)
        elif asked.startswith(f"{layout.CHOOSE}/"):
            values["chosen"] = (*values.get("chosen", ()), *_chosen(asked.partition("/")[2], text, line))
    if any(asked in answers for asked, _ in asked_ticks):
        values["ticks"] = tuple(ticks)
        for asked, line in asked_ticks:
            if asked not in answers:
                line.fault("填报", "清单里这一项没有填“是”或“否”", "空着不等于“否”，请逐项填写")
    first = next((line for _, line in answers.values()), None)
    place = first.place("填报") if first else lines[0][1].place("不适用的理由")
    return Judgement(indicator=indicator, place=place, **values, **words)


def _whole(text: str, line: Line) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("例起次个")
    if not re.fullmatch(r"\d{1,6}", plain):
        line.fault("填报", f"应填例数（不小于 0 的整数），现为“{text}”", "没有发生的填 0")
        return None
    return int(plain)


def _chosen(id: str, text: str, line: Line) -> tuple[tuple[str, str], ...]:
    """An optional indicator that is chosen (是), or given points (10); nothing for 否 and 0."""
    plain = unicodedata.normalize("NFKC", text).removesuffix("分").strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,4})?", plain):
        return ((id, plain),) if plain.strip("0.") else ()
    return ((id, ""),) if yes(text, line, "填报") else ()
