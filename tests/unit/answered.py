"""A small review worked out by hand, with the document it is about: what the tests of the answers share."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.document import Cell, Document, Heading, Paragraph, Place, Table
from jixiao.model.finding import Finding, Level, Waiver
from jixiao.model.quantity import Quantity
from jixiao.model.review import Coverage, Review, Waived

SHA = "a" * 64
STAFF = "在职人员10名，其中正科级1人，科员10人。"
"""10名 is characters 4 to 7, 1人 13 to 15, 10人 18 to 21."""


def place(ref: str, span: tuple[int, int] | None = None, part: str = "正文") -> Place:
    return Place(SHA, part, ref, span)


def people(quote: str, span: tuple[int, int], label: str = "") -> Operand:
    value = Decimal(quote[:-1])
    return Operand(Quantity(value, "人", text=quote[:-1], printed_unit=quote[-1]), quote, place("第3行", span), label)


TOTAL = people("10名", (4, 7), "在职人员")
PARTS = (people("1人", (13, 15), "正科级"), people("10人", (18, 21), "科员"))
WRONG = Finding(
    "AR02", "counts_not_total", Level.ERROR, TOTAL.place, STAFF[:-1], {"stated": "10名"}, "在职人员写 10名，合计为 11名", "10", "11", "名", PARTS, "等级 优→良"
)  # fmt: skip
LACKING = Finding("CM01", "section_missing", Level.WARNING, place("第1行"), "自评报告", {}, "没有写到：满意度")
IN_TABLE = Finding(
    "SC01", "score_over_weight", Level.INFO, place("R2C2", None, "表1"), "12", {}, "得 12，分值只有 10", "12", "10", "分",
    (Operand(None, "10", place("R2C1", None, "表1")),),
)  # fmt: skip
SETTLED = Waived(
    Finding("TX03", "typo", Level.INFO, place("第3行", (0, 2)), "在职", {}, "“在职”可疑"),
    Waiver("0123456789abcdef", "张三", "名称如此", "2022-04-01"),
)
DOCUMENT = Document(
    "报告.txt",
    (
        Heading("自评报告", 0, place("第1行")),
        Paragraph((STAFF,), place("第3行")),
        Paragraph(("没有疑点的一段 <b> & “引号”",), place("第4行")),
        Table(
            tuple(
                Cell((words,) if words else (), row, column, place=place(f"R{row + 1}C{column + 1}", None, "表1"))
                for row, line in enumerate((("分值", "得分"), ("10", "12")))
                for column, words in enumerate(line)
            ),
            place("", None, "表1"),
        ),
    ),
    SHA,
    "txt",
)
SUM = Relation(Kind.COUNT_SUM, TOTAL, PARTS, Verdict.INCONSISTENT, STAFF, TOTAL.place)
HOLDS = Relation(Kind.SHARE, PARTS[0], (PARTS[1],), Verdict.CONSISTENT, STAFF, PARTS[0].place)
REVIEW = Review(
    "单位 1/报告.txt", SHA, "txt", "示例局（虚构）", 2021, (WRONG, LACKING, IN_TABLE), (SUM, HOLDS), (), Coverage(5, 3), ("按 GB18030 编码读取",), (SETTLED,)
)  # fmt: skip
