"""The four tables of a corpus: every column with its type and what is true of it. Change them only with a new `SCHEMA`.

Figures stand three times: as printed (`text`), as a decimal number written out (`value`), and the unit that number is in
(`unit`, canonical: 元, %, 分, 人 …). No binary fraction anywhere. A place is `part` (正文, a sheet, a page) and `ref` (第12段,
H14), `start` and `end` count characters in it, and are empty where the whole paragraph or cell is meant.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

SCHEMA: Final = 1
"""Number of this schema; it stands in every file and in run.json."""

Columns = dict[str, tuple[str, str]]
"""Name → (type, what is true of it). Types: text, count, year, texts, operands."""

_PLACE: Columns = {
    "part": ("text", "所在部分（正文、工作表、页）"),
    "ref": ("text", "段落或单元格"),
    "start": ("count", "段内起始字，从 0 起；整段、整格为空"),
    "end": ("count", "段内结束字（不含）"),
}
_OF: Columns = {
    "document": ("text", "文件内容的 sha256；各表由它相连"),
    "n": ("count", "在这份文件里的次序，从 0 起"),
}

TABLES: Final[dict[str, Columns]] = {
    "documents": {
        "document": _OF["document"],
        "status": ("text", "checked 已审核；unreadable 读不了；failed 超时、超内存或审核它的进程中断"),
        "reason": ("text", "读不了或失败的原因，已审核的为空"),
        "hint": ("text", "该怎么办"),
        "size": ("count", "字节数"),
        "kind": ("text", "文件格式：txt、docx、xlsx、html、pdf …"),
        "title": ("text", "标题，照原文"),
        "agency": ("text", "单位名称，没认出的为空"),
        "year": ("year", "年度，没认出的为空"),
        "region": ("text", "地区，从单位名称认出"),
        "sector": ("text", "单位类别，从单位名称认出"),
        "rulebook": ("text", "据以审核的规则名称"),
        "figures": ("count", "读到的数"),
        "checked": ("count", "其中有关系可核对的"),
        "facts": ("count", "facts 表中的行数"),
        "relations": ("count", "relations 表中的行数"),
        "inconsistent": ("count", "其中对不上的"),
        "errors": ("count", "“错误”级疑点数"),
        "warnings": ("count", "“需说明”级疑点数"),
        "infos": ("count", "“提示”级疑点数"),
        "notes": ("texts", "读取时的说明"),
    },
    "facts": {
        **_OF,
        "item": ("text", "数据项编号，见术语表"),
        "basis": ("text", "口径，没有的为空"),
        "year": ("year", "年度"),
        "agency": ("text", "单位"),
        "text": ("text", "照原文"),
        "value": ("text", "换算成 unit 的十进制数；是、否或文字照写"),
        "unit": ("text", "计量单位（元、%、人 …），不是数的为空"),
        **_PLACE,
        "by": ("text", "由哪一条读法得来"),
    },
    "relations": {
        **_OF,
        "kind": ("text", "关系类型：sum、rate、percent_change …"),
        "verdict": ("text", "consistent 相符；rounding 仅因四舍五入相符；inconsistent 不符；unverifiable 无法核对"),
        "detail": ("text", "补充说明（英文短词）"),
        "text": ("text", "所述的数，照原文"),
        "value": ("text", "所述的数，换算成 unit"),
        "expected": ("text", "重算的数，换算成 unit；算不出的为空"),
        "unit": ("text", "计量单位"),
        "quote": ("text", "原文"),
        **_PLACE,
        "operands": ("operands", "据以重算的各数"),
    },
    "findings": {
        **_OF,
        "code": ("text", "审核规则编号，如 AR01"),
        "name": ("text", "疑点名称"),
        "level": ("text", "error 错误；warning 需说明；info 提示"),
        "message": ("text", "说明"),
        "quote": ("text", "原文"),
        "stated": ("text", "所述的数，按原文的单位"),
        "expected": ("text", "应为的数，按原文的单位"),
        "unit": ("text", "原文的单位"),
        "changes": ("text", "改正后影响什么"),
        "fingerprint": ("text", "疑点的指纹，核销时用"),
        **_PLACE,
        "operands": ("operands", "据以重算的各数"),
    },
}  # fmt: skip

OPERAND: Final[Columns] = {
    "text": ("text", "照原文"),
    "value": ("text", "换算成 unit"),
    "unit": ("text", "计量单位"),
    **_PLACE,
}
"""What stands in each element of a column of type operands."""

SOURCES: Final[Columns] = {
    "source": ("text", "文件路径；来自 parquet 的是“文件#编号”"),
    "document": ("text", "内容的 sha256；取不到内容的为空"),
    "duplicate": ("count", "1：与前面另一来源内容相同，没有重复审核；0：不是"),
    "region": ("text", "parquet 中 region 列给出的地区"),
    "reason": ("text", "取不到内容的原因"),
}
"""The fifth table, one file: where each document came from. Every source stands in it once."""


@cache
def schema_of(name: str) -> Any:
    """The arrow schema of a table; its metadata holds the number of the schema."""
    import pyarrow as pa

    columns = SOURCES if name == "sources" else TABLES[name]
    return pa.schema([pa.field(one, _type(kind)) for one, (kind, _) in columns.items()], {"jixiao.schema": str(SCHEMA)})


@cache
def _type(kind: str) -> Any:
    import pyarrow as pa

    if kind == "operands":
        return pa.list_(pa.struct([pa.field(one, _type(of)) for one, (of, _) in OPERAND.items()]))
    return {"text": pa.string(), "texts": pa.list_(pa.string()), "count": pa.int64(), "year": pa.int32()}[kind]
