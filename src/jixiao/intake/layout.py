"""The collection workbook's sheets, columns and codes: what the template writes and reading looks for.

A sheet is known by its name, a column by its head, a row by its code in the last column (by its labels where the code is
lost). Changing anything here makes another template: count `VERSION` up.
"""

from __future__ import annotations

VERSION = "2"

GUIDE, PROFILE, FIGURES = "填表说明", "单位概况", "基础数据"
TASKS, PROBLEMS, FOLLOWUPS = "重点工作", "问题与措施", "上年问题整改"
ROWS, JUDGEMENTS = "自评指标", "清单与判断"

CODE = "编码"
YES, NO = "是", "否"
NOTHING = "—"

HEADS: dict[str, tuple[str, ...]] = {
    GUIDE: ("项目", "内容", CODE),
    PROFILE: ("项目", "内容", "填报说明", CODE),
    FIGURES: ("数据项", "口径", "计量单位", "上年数", "本年数", "填报说明", CODE),
    TASKS: ("序号", "年初确定的重点工作和目标", "完成情况"),
    PROBLEMS: ("序号", "存在的问题", "原因", "改进措施", "责任人", "完成时限"),
    FOLLOWUPS: ("序号", "上年的问题", "整改措施", "整改状态", "整改情况", "责任人", "完成时限"),
    ROWS: (
        "所属指标", "二级指标", "指标名称", "定量或定性", "年度指标值", "实际完成值", "分值", "定性档次", "档内比例",
        "偏差原因分析及改进措施", "评定人", "评定理由", "佐证材料", CODE,
    ),
    JUDGEMENTS: ("指标", "判断内容", "填报", "不适用的理由", "评定人", "评定理由或扣分原因", "佐证材料", CODE),
}  # fmt: skip
WIDTHS: dict[str, tuple[int, ...]] = {
    GUIDE: (20, 84, 0),
    PROFILE: (30, 64, 36, 0),
    FIGURES: (30, 13, 9, 13, 13, 56, 0),
    TASKS: (6, 50, 50),
    PROBLEMS: (6, 36, 32, 46, 14, 14),
    FOLLOWUPS: (6, 36, 36, 11, 40, 14, 14),
    ROWS: (20, 18, 22, 9, 14, 14, 7, 20, 9, 26, 10, 22, 22, 0),
    JUDGEMENTS: (22, 42, 16, 24, 12, 24, 24, 0),
}
"""In Latin characters; 0 hides the column of codes."""

STATUSES = ("已完成", "整改中", "未整改")
"""How far a problem of last year has been dealt with."""
TEMPLATE_CODE, RULEBOOK_CODE, SHEETS_CODE = "template_version", "rulebook", "sheets"
TICK, OCCURRENCES, TIER, RATIO, MET, COMPUTED = "tick", "occurrences", "tier", "ratio", "met", "computed"
ASKED = {
    OCCURRENCES: "不符合规定的有几例（没有填 0）",
    TIER: "档次",
    RATIO: "得分比例（如 90%）",
    MET: "是否达到",
    COMPUTED: "由数据算出；扣了分的，写明原因",
}
"""What a line of 清单与判断 asks where it is not a checklist item."""
