"""是 and 否 as people put them into a cell: √, 有, 无 and their like, where they say one of the two."""

from __future__ import annotations

from jixiao.intake.layout import NO, YES
from jixiao.intake.sheets import Line

_YES = frozenset((YES, "√", "✓", "✔", "☑", "是√"))
_NO = frozenset((NO, "×", "✗", "✘", "否√"))
_HAVING = ("有", "是否有", "具有", "已有", "建有", "制定有")
"""How a question begins whose plain answer is 有 or 无. “无截留挪用”: 无 would say nothing certain."""


def yes(text: str, line: Line, head: str) -> bool | None:
    """What `text` under `head` says; None, and a fault, where it could be either."""
    if text in _YES:
        return True
    if text in _NO:
        return False
    if text in ("有", "无", "没有"):
        asked = line.text("判断内容")
        if asked.startswith(_HAVING):
            return text == "有"
        line.fault(head, f"“{text}”说不清是“是”还是“否”", "请从列表中选“是”或“否”")
        return None
    line.fault(head, f"应填“是”或“否”，现为“{text}”", "请从列表中选")
    return None
