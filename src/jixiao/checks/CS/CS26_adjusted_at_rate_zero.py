"""CS26: the report gives an adjustment rate of nought, and another paper adds to or takes from its budget."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check, finding
from jixiao.model.claim import Operand
from jixiao.model.finding import Finding, Level
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Reading
from jixiao.patterns import regex
from jixiao.text.sought import Sought

_NOUGHT = Sought(
    r"(?:预算调整率|预算控制率|调整率)(?:为|是|:)?(?:0(?:\.0+)?%?(?![\d.])|零)"
    r"|(?:年中|本年度?|全年|年度内)?(?:未|没有|无)(?:进行|发生|作|做)?(?:过)?(?:预算(?:的)?(?:调整|追加|调剂)|(?:追加|调整)(?:过)?(?:预算|资金|经费))"
    r"|预算(?:没有|未)(?:作|做|进行)?(?:任何)?(?:调整|追加)|(?:年中|年度内)(?:无|没有|未)(?:追加|调整)",
    "调整", "追加", "调剂", "预算控制率",
)  # fmt: skip
_RATE_ROW = regex(r"预算调整率|预算控制率")
_POLICY = regex(r"(?:不计入|剔除|扣除|不含)[^。]{0,20}(?:调整|追加)|政策性(?:调整|追加)|不可抗力|临时交办")


@check(
    "CS26", "adjusted_at_rate_zero", "称没有调整预算，却有追加、调整的文件", since="0.1", covers=("B14",), level=Level.WARNING,
    says={
        "zh": "写“{said}”，而{file}调整了预算：{amount}（{where}）；请按实际调整数计算调整率，按规定可以不计的，写明",
        "zh.own": "写“{said}”，而年初预算 {initial}、全年预算 {adjusted}，两数不同；请按实际调整数计算调整率，按规定可以不计的，写明",
        "en.own": "“{said}”, yet the initial budget is {initial} and that of the year {adjusted}",
        "en": "“{said}”, yet {file} changes the budget by {amount} ({where})",
    },
)  # fmt: skip
def adjusted_at_rate_zero(context: Context) -> Iterator[Finding]:
    """One finding at the words that deny an adjustment, for the first paper that makes one; rules that leave some out excuse."""
    sentences = context.sentences(_NOUGHT)
    sentence = next((one for one in sentences if _NOUGHT.search(one.text) and not _POLICY.search(one.text)), None)
    said = _NOUGHT.search(sentence.text) if sentence is not None else None
    if sentence is None or said is None:
        yield from _in_a_row(context)
        return
    for paper in context.joined.of("adjustment"):
        figures = paper.reading.figures if paper.reading is not None else ()
        figure = next((one for one in figures if one.mention.unit == "元" and one.mention.quantity), None)
        if figure is None:
            continue
        operand = paper.placed(Operand(figure.mention.quantity, figure.quote, figure.place, "调整预算"))
        yield finding(
            "CS26", Level.WARNING, sentence.place, sentence.text, rests_on=(operand,), said=said.group(), file=f"《{paper.name}》",
            amount=figure.quote, where=str(operand.place),
        )  # fmt: skip
        return
    own = _changed(context.reading)
    if own is not None:
        initial, adjusted = own
        yield finding(
            "CS26", Level.WARNING, sentence.place, sentence.text, rests_on=own, variant="own", said=said.group(),
            initial=initial.quote, adjusted=adjusted.quote,
        )  # fmt: skip


def _in_a_row(context: Context) -> Iterator[Finding]:
    """The same, where the rate stands in a row of the indicators."""
    row = next((one for one in context.reading.indicators if _RATE_ROW.search(one.name) and _is_nought(one.actual)), None)
    if row is None or row.actual is None:
        return
    for paper in context.joined.of("adjustment"):
        figures = paper.reading.figures if paper.reading is not None else ()
        figure = next((one for one in figures if one.mention.unit == "元" and one.mention.quantity), None)
        if figure is not None:
            operand = paper.placed(Operand(figure.mention.quantity, figure.quote, figure.place, "调整预算"))
            yield finding(
                "CS26", Level.WARNING, row.actual.place, f"{row.name} {row.actual.quote}", rests_on=(operand,), said=f"{row.name} {row.actual.quote}",
                file=f"《{paper.name}》", amount=figure.quote, where=str(operand.place),
            )  # fmt: skip
            return


def _is_nought(operand: Operand | None) -> bool:
    return operand is not None and operand.quantity is not None and operand.quantity.value == 0


def _changed(reading: Reading) -> tuple[Operand, Operand] | None:
    """The initial and the adjusted budget of the whole as the report states them, where they differ and no carry-over explains it."""
    found: dict[str, Operand] = {}
    for fact in reading.facts:
        if fact.item == "total_expenditure" and fact.year in (None, reading.year) and isinstance(fact.value, Quantity):
            found.setdefault(fact.basis, Operand(fact.value, fact.raw, fact.place, "总支出"))
    initial, adjusted = found.get("initial_budget"), found.get("adjusted_budget")
    if initial is None or adjusted is None or any("结转" in text for text in reading.paragraphs):
        return None
    (low, high), (least, most) = (one.quantity.interval() for one in (initial, adjusted) if one.quantity is not None)
    return None if low <= most and least <= high else (initial, adjusted)
