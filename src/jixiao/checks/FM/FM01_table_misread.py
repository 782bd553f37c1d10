"""FM01: most sums of a table fail, so it was not read as it was meant; nothing in it is accused."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.finding import Finding, Level


@check(
    "FM01", "table_misread", "表格没有读对", since="0.1", asks=("doubts",), level=Level.INFO,
    says={
        "zh": "{title}：应当成立的 {judged} 个勾稽关系有 {failed} 个不成立，多半是栏目没有认对，表内各数不再审核；请对照表样看表头",
        "zh.shifted": "{title}：应填金额的栏里是百分比（{failed} 处），多半是合并单元格拆开以后错了栏，表内各数不再审核；请对照表样看表头",
        "en": "{title}: {failed} of {judged} sums that should hold do not; its columns were probably not recognised, so nothing in it is checked",
        "en.shifted": "{title}: percentages stand where amounts should ({failed}); the columns have shifted, so nothing in it is checked",
    },
)  # fmt: skip
def table_misread(context: Context) -> Iterator[Finding]:
    """One finding for each table of which more than half of the sums fail, and more than two."""
    for doubt in context.reading.doubts:
        if doubt.kind in ("misread", "shifted"):
            yield finding(
                "FM01",
                Level.INFO,
                doubt.place,
                doubt.title,
                title=doubt.title,
                failed=str(doubt.failed),
                judged=str(doubt.judged),
                variant="shifted" if doubt.kind == "shifted" else "",
            )
