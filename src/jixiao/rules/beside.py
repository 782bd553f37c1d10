"""What must hold of bonus points and vetoes, which stand beside the indicators of the total."""

from __future__ import annotations

from typing import Any

from jixiao.datafile import Path_
from jixiao.rules.leaves import check_condition, check_leaf
from jixiao.rules.numbers import number_of
from jixiao.rules.rulefile import RuleFile
from jixiao.rules.words import plain

Nodes = list[tuple[Path_, dict[str, Any]]]


def check_extras(file: RuleFile, bonus: Nodes, vetoes: Nodes) -> None:
    """Add to `file.faults` whatever is wrong with the bonus indicators and the vetoes."""
    cap = number_of((file.data.get("bonus") or {}).get("cap")) if isinstance(file.data.get("bonus"), dict) else None
    if cap is not None and cap <= 0:
        file.fault(("bonus", "cap"), f"加分的上限应大于 0，现为 {plain(cap)}", "不设加分的写 forbidden: true")
    for path, node in bonus:
        name, weight = node.get("name", path[-1]), number_of(node.get("weight"))
        if weight is None or weight <= 0:
            file.fault((*path, "weight"), f"加分项“{name}”应写最多加几分", "请写大于 0 的数")
        if isinstance(node.get("indicators"), dict) or "rows" in node:
            file.fault(path, f"加分项“{name}”只能是末级指标", "请逐项写 scoring")
        else:
            check_leaf(file, path, node, "complete")
    grades = file.data.get("grades")
    names = [one["name"] for one in grades["scale"]] if isinstance(grades, dict) and file.sound(("grades",)) else []
    total = number_of(file.data.get("total"))
    for path, node in vetoes:
        name = node.get("name", path[-1])
        if ("when" in node) != bool(node.get("inputs")):
            file.fault(path, f"“{name}”的 when 和 inputs 只写了一个", "由数据判断的两个都写，由人判断的都不写")
        elif "when" in node:
            check_condition(file, path, node)
        if node.get("cap_grade") and node["cap_grade"] not in names:
            what = f"“{name}”的等级上限“{node['cap_grade']}”不是本规则书的等级"
            file.fault((*path, "cap_grade"), what, f"可用：{'、'.join(names) or '（无）'}")
        most = number_of(node.get("cap_total"))
        if most is not None and total is not None and not 0 <= most < total:
            what = f"“{name}”的总分上限 {plain(most)} 应不小于 0、低于总分 {plain(total)}"
            file.fault((*path, "cap_total"), what, "请核对")
