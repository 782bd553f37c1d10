"""A table of the indicators agencies wrote themselves: a row each, with target, actual and points, to stand beside their figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from jixiao.batch.figures import BLANKS, Table
from jixiao.errors import Fault
from jixiao.intake.fact_heads import bare, label_of
from jixiao.intake.rows import row_faults
from jixiao.model.case import Row
from jixiao.model.place import Place
from jixiao.peers.sources import bare_name

OwnRows = dict[tuple[str, int], list[Row]]
"""By agency (with its project) and year."""

_HEADS = {
    "agency": ("单位", "单位名称", "预算单位"), "project": ("项目", "项目名称"), "year": ("年度", "年份"),
    "under": ("一级指标", "所属指标", "上级指标"), "level2": ("二级指标",), "name": ("指标名称", "三级指标", "指标"),
    "target": ("指标值", "年度指标值", "目标值"), "actual": ("实际完成值", "完成值"), "weight": ("分值", "权重"),
    "measure": ("指标性质", "性质"), "tier": ("档次", "评定档次"), "ratio": ("得分比例", "得分系数"), "by": ("评定人",), "why": ("评定理由",),
    "reason": ("偏差原因", "偏差原因分析及改进措施", "偏差原因及改进措施"), "evidence": ("佐证材料",),
}  # fmt: skip
_DEMANDED = ("agency", "under", "name", "target", "actual", "weight")


def is_own_rows(heads: Sequence[str]) -> bool:
    """Whether a table with these heads is one of indicators agencies wrote themselves: it has targets and actuals."""
    known = {bare(text) for text in heads}
    return all(known & set(_HEADS[key]) for key in ("agency", "name", "target", "actual"))


def read_own_rows(table: Table, found: OwnRows) -> None:
    """The rows of `table` added to `found`; what is wrong stands in its faults, by line."""
    rows = table.text_rows()
    number, heads = next(rows)
    columns = {key: at for at, text in enumerate(heads) for key, words in _HEADS.items() if bare(text) in words}
    for key in _DEMANDED:
        if key not in columns:
            table.fault(
                number, f"没有“{_HEADS[key][0]}”一栏", "自设指标的表要有：单位、一级指标、指标名称、指标值、实际完成值、分值"
            )
    if table.faults:
        return
    for number, cells in rows:
        texts = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        texts = {key: "" if text in BLANKS else text for key, text in texts.items()}
        agency = bare_name(texts.pop("agency"))
        year = table.year_in(number, texts.pop("year")) if "year" in columns else table.year
        if not agency or not texts["name"]:
            table.fault(number, "没有写单位或指标名称", "请补上，或删去这一行")
        elif year is None and "year" not in columns:
            table.fault(number, "没有“年度”一栏，也没有写 --year", "请补上一栏，或写 --year 2021")
        elif year is not None:
            label = label_of(agency, texts.pop("project", ""))
            measure = "定性" if "定性" in texts.pop("measure", "") else "定量"
            words: dict[str, Any] = dict(texts)
            row = Row(**words, measure=measure, place=Place("", table.file, f"第{number}行"))
            for fault in row_faults(row, partial(_where, table.file, number)):
                table.faults.append(Fault(fault.where, fault.what, fault.hint))
            found.setdefault((label, year), []).append(row)


def _where(file: str, number: int, _: str) -> str:
    """A line of a table is one place, whichever field it is."""
    return f"{file}:{number}"
