"""The figures of `tables_made` as workbooks: one sheet for each final-account table, in the layouts that are published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.tables_made import CLASSES, ECONOMY, SUBJECTS, Accounts

SUMMARY_CLASSES = [
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出", "住房保障支出", "其他支出",
]  # fmt: skip
NUMERALS = "一二三四五六七八九十"


Line = Sequence[object]


@dataclass
class Layout:
    """How sheets are laid out: `yuan` prints 元 to the cent, `general` leaves numbers undressed, `three_codes` parts 类款项."""

    yuan: bool = False
    general: bool = False
    three_codes: bool = False
    zeros: bool = False
    texts: bool = False

    @property
    def unit(self) -> str:
        return "元" if self.yuan else "万元"

    def amount(self, cents: int) -> object:
        """The cell of an amount; None for a nought left blank."""
        if cents == 0 and not self.zeros:
            return None
        value = Decimal(cents) * (100 if self.yuan else Decimal("0.01"))
        if self.texts:
            return f"{value:,.2f}"
        return float(value) if not self.yuan else int(value)


def write(sheet: Worksheet, lines: Iterable[Line], layout: Layout, merges: Iterable[str] = ()) -> None:
    """Lines of cells from A1, numbers dressed with two decimals unless the layout leaves them bare."""
    for row, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(row, column, value)
            if isinstance(value, int | float) and not layout.general and row > 6:
                cell.number_format = "#,##0.00"
    for one in merges:
        sheet.merge_cells(one)


def head(data: Accounts, name: str, number: str, width: int, layout: Layout) -> list[Line]:
    """Title, number of the table, agency and unit."""
    last = [""] * (width - 1)
    return [[name], [*last, f"公开{number}表"], [f"部门：{data.agency}", *last[1:], f"单位：{layout.unit}"]]


def summary(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T1: income on the left, expenditure on the right."""
    a = layout.amount
    left = [
        ("一、一般公共预算财政拨款收入", data.fiscal_general), ("二、政府性基金预算财政拨款收入", data.fiscal_fund),
        ("三、国有资本经营预算财政拨款收入", 0), ("四、上级补助收入", 0), ("五、事业收入", data.business), ("六、经营收入", 0),
        ("七、附属单位上缴收入", 0), ("八、其他收入", data.other),
    ]  # fmt: skip
    right = [(f"{_mark(index)}、{name}", data.spent(_code(name))) for index, name in enumerate(SUMMARY_CLASSES)]
    size = max(len(left), len(right))
    rows: list[Line] = []
    for index in range(size):
        one = left[index] if index < len(left) else ("", 0)
        two = right[index]
        rows.append([one[0], index + 1, a(one[1]) if one[0] else None, two[0], index + 31, a(two[1])])
    rows += [
        ["本年收入合计", 27, a(data.income), "本年支出合计", 57, a(data.spent())],
        ["使用非财政拨款结余", 28, a(data.reserve), "结余分配", 58, a(data.distributed)],
        ["年初结转和结余", 29, a(data.opening), "年末结转和结余", 59, a(data.closing)],
        ["总计", 30, a(data.income + data.reserve + data.opening), "总计", 60, a(data.income + data.reserve + data.opening)],
    ]  # fmt: skip
    heads: list[Line] = [
        ["收入", "", "", "支出"],
        ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额"],
        ["栏次", "", 1, "栏次", "", 2],
    ]
    lines = [
        *head(data, "收入支出决算总表", "01", 6, layout),
        *heads,
        *rows,
        ["注：本表反映部门本年度的总收支和年末结转结余情况。"],
    ]
    write(sheet, lines, layout, ["A1:F1", "A4:C4", "D4:F4"])


def _mark(index: int) -> str:
    return NUMERALS[index] if index < 10 else "十" + NUMERALS[index - 10]


def _code(name: str) -> str:
    return next((code for code, one in CLASSES.items() if one == name), "none")


def subjects(
    data: Accounts, sheet: Worksheet, layout: Layout, name: str, number: str, columns: Sequence[tuple[str, dict[str, int]]]
) -> None:
    """A table by subject: 合计, then 类, 款, 项; each column a name and its amounts by code ("" is 合计)."""
    total, rest = columns[0], columns[1:]
    codes = [code for code in data.codes() if any(amounts.get(code) for _, amounts in columns)]
    wide = 3 if layout.three_codes else 1
    lines: list[Line] = head(data, name, number, wide + 1 + len(columns), layout)
    first = "功能分类科目编码"
    lines.append(["项目", *[""] * wide, total[0], *(one for one, _ in rest)])
    lines.append([first, *[""] * (wide - 1), "科目名称"])
    lines.append(["栏次", *[""] * wide, *range(1, len(columns) + 1)])
    lines.append(["合计", *[""] * wide, *(layout.amount(amounts.get("", 0)) for _, amounts in columns)])
    for code in codes:
        label = CLASSES.get(code) or SUBJECTS.get(code, "")
        shown = [code[:3], code[3:5], code[5:]] if layout.three_codes else [code]
        lines.append(
            [*shown, "　" * (len(code) // 2 - 1) + label, *(layout.amount(amounts.get(code, 0)) for _, amounts in columns)]
        )
    letters = "ABCDEFGHIJKLMN"
    merges = [f"A1:{letters[wide + len(columns)]}1", f"A4:{letters[wide]}4", f"A7:{letters[wide]}7"]
    merges += [f"{letters[wide + 1 + index]}4:{letters[wide + 1 + index]}5" for index in range(len(columns))]
    write(sheet, lines, layout, merges)


def by_code(data: Accounts, amount: Callable[[str], int]) -> dict[str, int]:
    """The amounts of every code and of 合计 by a method of the accounts."""
    return {code: amount(code) for code in ["", *data.codes()]}


def income(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T2: spread over the subjects so that the columns come out."""
    sources = {"财政拨款收入": data.fiscal_general + data.fiscal_fund, "上级补助收入": 0, "事业收入": data.business, "经营收入": 0,
               "附属单位上缴收入": 0, "其他收入": data.other}  # fmt: skip
    leaves = sorted(data.leaves)
    columns = []
    for name, total in sources.items():
        part = {leaf: total // len(leaves) for leaf in leaves}
        part[leaves[0]] += total - sum(part.values())
        columns.append(
            (name, {code: sum(one for leaf, one in part.items() if leaf.startswith(code)) for code in ["", *data.codes()]})
        )
    whole = {code: sum(amounts[code] for _, amounts in columns) for code in ["", *data.codes()]}
    subjects(data, sheet, layout, "收入决算表", "02", [("本年收入合计", whole), *columns])


def expenditure(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T3."""
    none: dict[str, int] = {}
    columns = [
        ("本年支出合计", by_code(data, data.spent)), ("基本支出", by_code(data, data.basic)), ("项目支出", by_code(data, data.project)),
        ("上缴上级支出", none), ("经营支出", none), ("对附属单位补助支出", none),
    ]  # fmt: skip
    subjects(data, sheet, layout, "支出决算表", "03", columns)


def fiscal_summary(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T4: four columns on the right."""
    a = layout.amount
    left = [
        ("一、一般公共预算财政拨款", data.fiscal_general),
        ("二、政府性基金预算财政拨款", data.fiscal_fund),
        ("三、国有资本经营预算财政拨款", 0),
    ]
    rows: list[Line] = []
    for index, name in enumerate(SUMMARY_CLASSES):
        one = left[index] if index < len(left) else ("", 0)
        general, fund = data.general(_code(name)), data.fund(_code(name))
        rows.append(
            [
                one[0],
                index + 1,
                a(one[1]) if one[0] else None,
                f"{_mark(index)}、{name}",
                index + 33,
                a(general + fund),
                a(general),
                a(fund),
                None,
            ]
        )
    general, fund = data.general(""), data.fund("")
    whole = data.fiscal_general + data.fiscal_fund + data.opening_fiscal
    kept_fund = data.fiscal_fund - fund
    rows += [
        ["本年收入合计", 27, a(data.fiscal_general + data.fiscal_fund), "本年支出合计", 59, a(general + fund), a(general), a(fund), None],
        ["年初财政拨款结转和结余", 28, a(data.opening_fiscal), "年末财政拨款结转和结余", 60, a(data.closing_fiscal),
         a(data.closing_fiscal - kept_fund), a(kept_fund), None],
        ["  一般公共预算财政拨款", 29, a(data.opening_fiscal)], ["  政府性基金预算财政拨款", 30, None],
        ["总计", 32, a(whole), "总计", 64, a(whole), a(whole - data.fiscal_fund), a(data.fiscal_fund), None],
    ]  # fmt: skip
    heads: list[Line] = [
        ["收入", "", "", "支出"],
        [
            "项目",
            "行次",
            "金额",
            "项目",
            "行次",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ],
        ["栏次", "", 1, "栏次", "", 2, 3, 4, 5],
    ]
    write(
        sheet, [*head(data, "财政拨款收入支出决算总表", "04", 9, layout), *heads, *rows], layout, ["A1:I1", "A4:C4", "D4:I4"]
    )


def general_budget(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T5: 小计, 基本支出, 项目支出 below 本年支出."""
    columns = [
        ("小计", by_code(data, data.general)), ("基本支出", by_code(data, data.basic)), ("项目支出", by_code(data, data.general_project)),
    ]  # fmt: skip
    subjects(data, sheet, layout, "一般公共预算财政拨款支出决算表", "05", columns)


def basic_by_economy(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T6: three groups side by side, totals at the foot."""
    a = layout.amount
    groups: list[list[Line]] = [[], [], []]
    for code, (name, these) in ECONOMY.items():
        lines: list[Line] = [[code, name, a(sum(data.economy[one[:5]] for one in these))]]
        lines += [[one[:5], "  " + one[6:], a(data.economy[one[:5]])] for one in these]
        groups[{"301": 0, "303": 0, "302": 1, "310": 2}[code]] += lines
    size = max(map(len, groups))
    rows = [
        [cell for group in groups for cell in (group[index] if index < len(group) else ["", "", None])]
        for index in range(size)
    ]
    people = sum(amount for code, amount in data.economy.items() if code[:3] in ("301", "303"))
    rest = sum(amount for code, amount in data.economy.items() if code[:3] in ("302", "310"))
    foot: Line = ["人员经费合计", "", a(people), "公用经费合计", "", "", "", "", a(rest)]
    heads: list[Line] = [["人员经费", "", "", "公用经费"], ["经济分类科目编码", "科目名称", "金额"] * 3]
    top = head(data, "一般公共预算财政拨款基本支出决算明细表", "06", 9, layout)
    at = len(top) + len(heads) + size + 1
    merges = ["A1:I1", "A4:C4", "D4:I4", f"A{at}:B{at}", f"D{at}:H{at}"]
    write(sheet, [*top, *heads, *rows, foot], layout, merges)


def fund(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T7: opening, income, spending in three columns, closing."""
    a = layout.amount
    codes = [code for code in data.codes() if data.fund(code)]
    lines: list[Line] = head(data, "政府性基金预算财政拨款收入支出决算表", "07", 8, layout)
    lines += [
        ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
        ["功能分类科目编码", "科目名称", "", "", "小计", "基本支出", "项目支出", ""],
        ["栏次", "", 1, 2, 3, 4, 5, 6],
    ]
    for code in ["", *codes]:
        spent = data.fund(code)
        received = data.fiscal_fund
        label = ["合计", ""] if not code else [code, CLASSES.get(code) or SUBJECTS[code]]
        lines.append([*label, None, a(received), a(spent), None, a(spent), a(received - spent)])
    write(sheet, lines, layout, ["A1:H1", "A4:B4", "C4:C5", "D4:D5", "E4:G4", "H4:H5", "A7:B7"])


def three_public(data: Accounts, sheet: Worksheet, layout: Layout) -> None:
    """T9: twelve amounts under a head of three rows."""
    a = layout.amount
    bought, run, bought_done, run_done = data.cars
    planned = [data.abroad[0] + bought + run + data.guests[0], data.abroad[0], bought + run, bought, run, data.guests[0]]
    done = [
        data.abroad[1] + bought_done + run_done + data.guests[1],
        data.abroad[1],
        bought_done + run_done,
        bought_done,
        run_done,
        data.guests[1],
    ]
    names = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    lines: list[Line] = head(data, "财政拨款“三公”经费支出决算表", "09", 12, layout)
    lines += [
        ["预算数", *[""] * 5, "决算数"], [*names, *names],
        ["", "", "小计", "公务用车购置费", "公务用车运行维护费", "", "", "", "小计", "公务用车购置费", "公务用车运行维护费", ""],
        list(range(1, 13)), [a(one) for one in (*planned, *done)],
    ]  # fmt: skip
    merges = ["A1:L1", "A4:F4", "G4:L4", "C5:E5", "I5:K5", *(f"{one}5:{one}6" for one in "ABFGHL")]
    write(sheet, lines, layout, merges)


SHEETS = {
    "收入支出决算总表": summary, "收入决算表": income, "支出决算表": expenditure, "财政拨款收入支出决算总表": fiscal_summary,
    "一般公共预算财政拨款支出决算表": general_budget, "基本支出明细表": basic_by_economy, "政府性基金表": fund, "三公表": three_public,
}  # fmt: skip


def workbook(data: Accounts, layout: Layout | None = None, names: Sequence[str] = (), numbered: bool = False) -> Workbook:
    """The tables as sheets, in the order of `names` (all of them); `numbered` calls the sheets Sheet1 … like an export."""
    book = Workbook()
    book.remove(book.active)
    for number, name in enumerate(names or SHEETS, 1):
        SHEETS[name](data, book.create_sheet(f"Sheet{number}" if numbered else name), layout or Layout())
    return book


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
