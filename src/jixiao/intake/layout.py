"""The collection workbook's sheets, columns and codes: what the template writes and reading looks for.

The sheets stand in the order an accountant thinks: who we are, people and money, what they give, targets and what came of
them, lists, ledgers, evidence, problems, words.

A sheet is known by its name, a column by its head, a row by its code in the last column (by its labels where the code is
lost). Changing anything here makes another template: count `VERSION` up.
"""

from __future__ import annotations

VERSION = "4"

GUIDE, PROFILE, FIGURES = "填表说明", "单位概况", "基础数据"
TASKS, PROBLEMS, FOLLOWUPS = "重点工作", "问题与措施", "上年问题整改"
ROWS, JUDGEMENTS = "自评指标", "清单与判断"
TRIAL, EVIDENCE, WORDS = "试算", "扣分与佐证", "文字说明"
LEDGER, MONTH_FUNDS, MONTH_ROWS = "台账", "监控资金", "监控指标"
LISTS = "选项"
"""The hidden sheet of long lists; the writer names it."""

CODE = "编码"
YES, NO = "是", "否"
NOTHING = "—"

HEAD_NOTES = {
    CODE: "机器读回时用，请不要改动",
    "口径": "年初预算数：年初批复的部门预算。\n全年预算数：年初预算加减年度中的调整，即调整预算数、可用指标。\n全年执行数：决算数，账上的实际支出。\n三个数不要混填。",
    "上年数": "上一年度的数，照上年决算或上年自评填。\n没有发生的填 0，不知道的留空。灰色的“—”不用填。",
    "本年数": "评价年度的数，按“计量单位”一栏的单位填。\n没有发生的填 0，不知道的留空。灰色的“—”不用填。",
    "核对": "自动计算，不用填：合计与分项相加是否相等。不等的先核对再交。",
    "现值": "自动计算，不用填；正式的分数由 jixiao evaluate 算。",
    "年度指标值": "带符号和单位，如 ≥120场次、≤90万元、＝100%。",
    "实际完成值": "实际的数，带单位，如 108场次；不写“约”“以上”。",
    "档内比例": "由人评定的指标，在该档允许的范围内选定，如 90%。\n按得分系数计分的表，每个指标都写得分系数。",
    "年初指标值": "年中调整过指标值的才写；“年度指标值”写调整后的。",
    "赋分方式": "按完成比例或档次计分的不写；达到得满分、没有达到得0分的选“直接赋分”，定性的在“档内比例”写 100% 或 0%。",
    "及格线": "完成比例低于它的得0分，如 60%；没有设及格线的不写。",
    "是否核心指标": "年初确定的核心指标选“是”。",
    "不适用的理由": "规则许可、本单位确实没有的事项才写；写了理由就不要再作判断。",
    "评定人": "由人评定档次、比例的，写明是谁。",
    "佐证材料": "文件名、文号或凭证号，查得到即可。",
    "完成时限": "写日期，如 2022-06-30。",
    "编号": "办件的编号，一件一行，不能重复。\n这张表只写办件，不写人：姓名、电话、内容不要贴进来；贴了也不读。",
    "应回复日期": "到期的日子。空着的算不出是否按时，不计入按时率。",
    "回复日期": "还没有回复的留空。",
    "是否满意": "满意、基本满意、不满意；没有评价的留空。",
    "月末应达到的值": "有分月计划的才写；不写则按时间进度。",
}
"""What is explained where a person points at a head."""
HEADS: dict[str, tuple[str, ...]] = {
    GUIDE: ("项目", "内容", CODE),
    PROFILE: ("项目", "内容", "填报说明", CODE),
    FIGURES: ("数据项", "口径", "计量单位", "上年数", "本年数", "核对", "填报说明", CODE),
    TRIAL: ("指标", "算式", "现值", "评分标准"),
    TASKS: ("序号", "年初确定的重点工作和目标", "完成情况"),
    ROWS: (
        "所属指标", "二级指标", "指标名称", "定量或定性", "年度指标值", "实际完成值", "分值", "定性档次", "档内比例",
        "偏差原因分析及改进措施", "评定人", "评定理由", "佐证材料", CODE,
    ),
    JUDGEMENTS: ("指标", "判断内容", "填报", "不适用的理由", "评定人", "评定理由或扣分原因", "佐证材料", CODE),
    EVIDENCE: ("指标", "扣分原因", "评定人", "不适用的理由", "佐证材料", CODE),
    PROBLEMS: ("序号", "存在的问题", "原因", "改进措施", "责任人", "完成时限"),
    FOLLOWUPS: ("序号", "上年的问题", "整改措施", "整改状态", "整改情况", "责任人", "完成时限"),
    LEDGER: ("编号", "收到日期", "应回复日期", "受理日期", "回复日期", "办理状态", "类别", "是否满意"),
    WORDS: ("项目", "内容", "填报说明", CODE),
    MONTH_FUNDS: ("资金", "计量单位", "截至月末执行数", "全年预计执行数", CODE),
    MONTH_ROWS: (
        "指标名称", "截至月末完成值", "月末应达到的值", "全年预计完成情况", "定性指标的档次", "偏差原因", "原因说明", "完成目标可能性", "备注",
    ),
}  # fmt: skip
MORE_HEADS = {"first_target": "年初指标值", "core": "是否核心指标", "scored": "赋分方式", "pass_line": "及格线"}
"""Columns of 自评指标 that only some forms have; they stand to the right of the others."""
MORE_WIDTH = 13
WIDTHS: dict[str, tuple[int, ...]] = {
    GUIDE: (20, 84, 0),
    PROFILE: (30, 64, 36, 0),
    FIGURES: (28, 12, 9, 14, 14, 19, 48, 0),
    TRIAL: (26, 50, 13, 56),
    TASKS: (6, 50, 50),
    PROBLEMS: (6, 36, 32, 46, 14, 14),
    FOLLOWUPS: (6, 36, 36, 11, 40, 14, 14),
    ROWS: (14, 13, 20, 8, 12, 12, 7, 13, 8, 23, 9, 16, 16, 0),
    JUDGEMENTS: (20, 44, 14, 18, 9, 24, 20, 0),
    EVIDENCE: (24, 50, 12, 26, 34, 0),
    LEDGER: (16, 13, 13, 13, 13, 12, 14, 12),
    WORDS: (26, 84, 28, 0),
    MONTH_FUNDS: (30, 10, 18, 18, 0),
    MONTH_ROWS: (24, 14, 14, 16, 24, 14, 34, 14, 20),
}
"""In Latin characters; 0 hides the column of codes."""

MERGED = {JUDGEMENTS: frozenset(("指标", "不适用的理由", "评定人", "评定理由或扣分原因", "佐证材料"))}
"""Columns in which one cell may belong to several lines."""
STATUSES = ("已完成", "整改中", "未整改")
"""How far a problem of last year has been dealt with."""
TEMPLATE_CODE, RULEBOOK_CODE, SHEETS_CODE = "template_version", "rulebook", "sheets"
TICK, OCCURRENCES, TIER, RATIO, MET, COMPUTED = "tick", "occurrences", "tier", "ratio", "met", "computed"
DATE, CHOSEN, CHOOSE = "date", "chosen", "choose"
ASKED = {
    OCCURRENCES: "不符合规定的有几例（没有填 0）",
    TIER: "档次",
    RATIO: "得分比例（如 90%）",
    MET: "是否达到",
    DATE: "完成日期（如 2021年6月20日）",
    CHOSEN: "选用哪一项",
    COMPUTED: "由数据算出；扣了分的，写明原因",
}
"""What a line of 清单与判断 asks where it is not a checklist item."""
