"""Workbooks as they come back: what hands, programs and hurry do to a collection workbook, each told with its cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao import api
from jixiao.errors import CaseError, JixiaoError, ReadError
from jixiao.model.case import Case
from jixiao.model.place import NOWHERE
from jixiao.model.quantity import Quantity
from jixiao.model.review import Unreadable
from tests.unit.test_intake_ring import fill_in, lines, yaml_case


@pytest.fixture(scope="module")
def filled() -> bytes:
    """The department example as an accountant typed it in."""
    case = yaml_case("department")
    return fill_in(api.template(case.rulebook, case.year), case)


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Any, sheet: str, code: str, head: str) -> Any:
    return next(line[head] for line in lines(book[sheet], sheet) if line["编码"].value == code)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The zip with parts changed, left out (None) or added: what no spreadsheet library would write."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def load(folder: Path, data: bytes, name: str = "采集表.xlsx") -> Case:
    (folder / name).write_bytes(data)
    return api.load_case(folder / name)


def faults(folder: Path, data: bytes, name: str = "采集表.xlsx") -> list[str]:
    with pytest.raises(JixiaoError) as caught:
        load(folder, data, name)
    return [str(fault) for fault in caught.value.faults]


STAFF = ("基础数据", "staff_in_post", "本年数")


@pytest.mark.parametrize(
    ("typed", "people"), [("31人", 31), ("３１", 31), (" 31 ", 31), ("1,031", 1031), (31, 31), ("31.0", 31)]
)
def test_a_number_however_typed(tmp_path: Path, filled: bytes, typed: object, people: int) -> None:
    def change(book: Any) -> None:
        cell(book, *STAFF).value = typed

    fact = load(tmp_path, changed(filled, change)).facts.get("staff_in_post", 2021)
    assert fact is not None and isinstance(fact.value, Quantity) and fact.value.value == people


def test_an_amount_with_thousands_separators(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        cell(book, "基础数据", "year_end_balance", "本年数").value = "3,000.5"

    fact = load(tmp_path, changed(filled, change)).facts.get("year_end_balance", 2021)
    assert fact is not None and str(fact.value) == "3,000.5万元"


def test_words_where_a_number_belongs(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        cell(book, *STAFF).value = "约30"

    book = openpyxl.load_workbook(BytesIO(filled))
    at = cell(book, *STAFF).coordinate
    assert faults(tmp_path, changed(filled, change)) == [
        f"采集表.xlsx!基础数据!{at}：在职人员数应填确切的数，现为“约30”。请填账上的数，如“10人”，不带“约”“以上”“≥”等字样"
    ]


def test_a_line_renamed_while_its_code_says_otherwise(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        cell(book, "基础数据", "staff_in_post", "数据项").value = "退休人员数"
        cell(book, "基础数据", "total_expenditure/executed", "口径").value = "年初预算数"
        first = next(line for line in lines(book["清单与判断"], "清单与判断") if "/tick/" in (line["编码"].value or ""))
        first["判断内容"].value = "有别的制度"

    book = openpyxl.load_workbook(BytesIO(filled))
    staff = cell(book, "基础数据", "staff_in_post", "数据项").coordinate
    spent = cell(book, "基础数据", "total_expenditure/executed", "数据项").coordinate
    first = next(line for line in lines(book["清单与判断"], "清单与判断") if "/tick/" in (line["编码"].value or ""))
    was, at = first["判断内容"].value[:30], first["判断内容"].coordinate
    assert faults(tmp_path, changed(filled, change)) == [
        (
            f"采集表.xlsx!基础数据!{staff}：这一行的名称改成了“退休人员数”，编码仍是“在职人员数”的，分不清填的是哪一项。"
            "请改回“在职人员数”；“退休人员数”请填到它自己的一行，没有这一行就不用填"
        ),
        (
            f"采集表.xlsx!基础数据!{spent}：总支出这一行的口径改成了“年初预算数”，编码仍是“全年执行数”的，分不清填的是哪个数。"
            "请改回“全年执行数”"
        ),
        (
            f"采集表.xlsx!清单与判断!{at}：这一行的“判断内容”改成了“有别的制度”，编码仍是“{was}”的，分不清答的是哪一条。"
            f"请改回“{was}”"
        ),
    ]


def test_heads_given_twice_and_heads_exchanged(tmp_path: Path, filled: bytes) -> None:
    def twice(book: Any) -> None:
        book["基础数据"]["D2"] = "本年数"

    assert faults(tmp_path, changed(filled, twice)) == [
        "采集表.xlsx!基础数据!第2行：表头缺少“上年数”一栏。改过名的请改回“上年数”，删掉的请重新生成采集表"
    ]

    def added(book: Any) -> None:
        book["基础数据"]["J2"] = "本年数"

    assert faults(tmp_path, changed(filled, added)) == [
        "采集表.xlsx!基础数据!J2：表头有两栏都叫“本年数”（E 栏和 J 栏），分不清填的是哪一栏。请把改过的表头改回原来的名称，多出的一栏删去"
    ]

    def exchanged(book: Any) -> None:
        book["基础数据"]["D2"], book["基础数据"]["E2"] = "本年数", "上年数"

    assert "工作表“基础数据”的栏目次序与模板不同，按表头上的字读" in load(tmp_path, changed(filled, exchanged)).notes


def test_another_name_for_the_same_item_is_no_renaming(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        cell(book, "基础数据", "staff_in_post", "数据项").value = "年末在职人数"

    assert load(tmp_path, changed(filled, change)).facts.get("staff_in_post", 2021) is not None


def with_formula(data: bytes, ref: str, formula: str, result: str | None) -> bytes:
    """A formula in a cell of 基础数据, with the result a program stored beside it, or none."""
    number = openpyxl.load_workbook(BytesIO(data)).sheetnames.index("基础数据") + 1
    value = "" if result is None else f"<v>{result}</v>"

    def change(name: str, content: bytes) -> bytes:
        if name != f"xl/worksheets/sheet{number}.xml":
            return content
        text, count = re.subn(
            rf'<c r="{ref}"([^>]*?)(?: t="\w+")?(?:/>|>.*?</c>)',
            rf'<c r="{ref}"\1><f>{formula}</f>{value}</c>',
            content.decode(),
        )
        assert count == 1
        return text.encode()

    return repacked(data, change)


def test_a_formula_without_its_result_and_one_whose_result_is_old(tmp_path: Path, filled: bytes) -> None:
    at = cell(openpyxl.load_workbook(BytesIO(filled)), "基础数据", "year_end_balance", "本年数").coordinate
    place = f"采集表.xlsx!基础数据!{at}"
    assert faults(tmp_path, with_formula(filled, at, "10+2.5", None)) == [
        f"{place}：这一格的值不能用：公式没有计算结果。请用 Excel 或 WPS 打开、保存一次，或改成数值"
    ]
    assert faults(tmp_path, with_formula(filled, at, "SUM(10,2.5)*2", "20")) == [
        f"{place}：公式“=SUM(10,2.5)*2”存下的结果是 20，按所引的格子算是 25。请在 Excel 或 WPS 里重新计算（F9）、保存后再用；或改成数值"
    ]
    fact = load(tmp_path, with_formula(filled, at, "ROUND(10/3,2)", "3.33")).facts.get("year_end_balance", 2021)
    assert fact is not None and fact.raw == "3.33"


@pytest.mark.parametrize(
    ("formula", "result"), [("12.5-2.5*10%", "12.25"), ("-2.5+10/4", "0"), ("20-(2.5+5)", "12.5"), ("15-2-1", "12")]
)
def test_a_formula_that_gives_what_is_stored_is_used(tmp_path: Path, filled: bytes, formula: str, result: str) -> None:
    at = cell(openpyxl.load_workbook(BytesIO(filled)), "基础数据", "year_end_balance", "本年数").coordinate
    fact = load(tmp_path, with_formula(filled, at, formula, result)).facts.get("year_end_balance", 2021)
    assert fact is not None and fact.raw == result


def test_a_formula_over_cells_of_the_sheet(tmp_path: Path, filled: bytes) -> None:
    """The sum of two cells was stored before one of them was changed; a formula we do not know says nothing."""
    book = openpyxl.load_workbook(BytesIO(filled))
    basic, project, total = (
        cell(book, "基础数据", f"{item}/executed", "本年数") for item in ("basic_expenditure", "project_expenditure", "total_expenditure")
    )  # fmt: skip
    formula = f"{basic.coordinate}+{project.coordinate}"
    old, right = basic.value + project.value + 1, round(basic.value + project.value, 6)
    (told,) = faults(tmp_path, with_formula(filled, total.coordinate, formula, str(old)))
    assert told.startswith(f"采集表.xlsx!基础数据!{total.coordinate}：公式“={formula}”存下的结果是 ")
    assert f"按所引的格子算是 {right:.6g}" in told
    assert load(tmp_path, with_formula(filled, total.coordinate, formula, repr(basic.value + project.value))).facts
    assert load(tmp_path, with_formula(filled, total.coordinate, f"SUMPRODUCT({formula})", str(old))).facts


def test_figures_from_another_file_are_said_and_the_file_is_not_opened(tmp_path: Path, filled: bytes) -> None:
    at = cell(openpyxl.load_workbook(BytesIO(filled)), "基础数据", "year_end_balance", "本年数").coordinate
    case = load(tmp_path, with_formula(filled, at, "[1]决算表!B2", "12.5"))
    assert case.notes == (f"工作表“基础数据”的 {at} 引用了别的文件，那个文件没有打开，用的是上次存下的结果，请核对",)
    fact = case.facts.get("year_end_balance", 2021)
    assert fact is not None and fact.raw == "12.5"


def test_macros_are_not_run_and_said(tmp_path: Path, filled: bytes) -> None:
    def macro(name: str, content: bytes) -> bytes:
        return content.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

    data = repacked(filled, macro, {"xl/vbaProject.bin": b"\xd0\xcf"})
    case = load(tmp_path, data, "采集表.xlsm")
    assert case.notes == ("文件带有宏，宏没有运行",)
    plain = load(tmp_path, filled)  # another file: its figures stand at places of their own
    assert len(plain.facts) > 20
    assert [replace(one, place=NOWHERE) for one in case.facts] == [replace(one, place=NOWHERE) for one in plain.facts]
    assert api.load_case(tmp_path / "采集表.xlsm").agency == case.agency


def test_merged_cells_where_each_has_its_own(tmp_path: Path, filled: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(filled))
    top = cell(book, *STAFF)
    below = f"{top.column_letter}{top.row + 1}"

    def change(book: Any) -> None:
        book["基础数据"].merge_cells(f"{top.coordinate}:{below}")

    assert faults(tmp_path, changed(filled, change)) == [
        (
            f"采集表.xlsx!基础数据!{top.coordinate}：这里有合并单元格（{top.coordinate}:{below}），分不清“{top.value}”填的是哪一格。"
            "请取消合并，每格各填各的"
        )
    ]


def test_hidden_rows_hidden_sheets_and_things_of_their_own_are_said(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        book["基础数据"].row_dimensions[5].hidden = True
        book["问题与措施"].sheet_state = "hidden"
        own = book.create_sheet("我的底稿")
        own["A1"] = "随手记"
        book["重点工作"]["F2"], book["重点工作"]["F3"] = "备注", "已核"

    assert load(tmp_path, changed(filled, change)).notes == (
        "工作表“基础数据”有隐藏的行（第 5 行），仍已读取",
        "工作表“问题与措施”是隐藏的，仍已读取",
        "工作表“重点工作”的“备注”（F 栏）不是采集表的栏目，没有读",
        "工作表“我的底稿”不是采集表里的，没有读",
    )


def test_a_workbook_as_it_was_made_has_nothing_to_be_said_of(tmp_path: Path, filled: bytes) -> None:
    assert load(tmp_path, filled).notes == ()


def test_a_second_unit_in_the_same_workbook(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        copy = book.copy_worksheet(book["基础数据"])
        copy.title = "基础数据 (2)"
        profile = book["单位概况"]
        profile[f"A{profile.max_row + 1}"], profile[f"B{profile.max_row}"] = "单位名称", "样例市另一个局（虚构）"

    first, second = faults(tmp_path, changed(filled, change))
    assert first == (
        "采集表.xlsx!基础数据 (2)：工作表“基础数据 (2)”像是又一份“基础数据”，一本采集表里有两份，分不清用哪一份。"
        "一本采集表只填一个单位、一个年度：用不到的请删去，别的单位请另用一本"
    )
    assert re.fullmatch(
        r"采集表\.xlsx!单位概况!B\d+：“单位名称”又写了一次：这里是“样例市另一个局（虚构）”，B3 是“.+”。"
        "一本采集表只填一个单位、一个年度；别的单位请另用一本", second,
    )  # fmt: skip


def test_ticks_and_words_for_yes_and_no(tmp_path: Path, filled: bytes) -> None:
    def answered(book: Any) -> list[Any]:
        return [line for line in lines(book["清单与判断"], "清单与判断") if "/tick/" in (line["编码"].value or "")]

    having = next(
        n for n, line in enumerate(answered(openpyxl.load_workbook(BytesIO(filled)))) if line["判断内容"].value[0] == "有"
    )
    other = next(
        n for n, line in enumerate(answered(openpyxl.load_workbook(BytesIO(filled)))) if line["判断内容"].value[0] != "有"
    )

    def typed(first: str, second: str) -> bytes:
        def change(book: Any) -> None:
            every = answered(book)
            every[having]["填报"].value, every[other]["填报"].value = first, second

        return changed(filled, change)

    def ticked(case: Case) -> set[str]:
        return {f"{id}/tick/{tick}" for id, one in case.judgements.items() for tick in one.ticks or ()}

    book = openpyxl.load_workbook(BytesIO(filled))
    plain, asked = answered(book)[having], answered(book)[other]
    assert {plain["编码"].value, asked["编码"].value} <= ticked(load(tmp_path, typed("√", "是")))
    assert {plain["编码"].value, asked["编码"].value} <= ticked(load(tmp_path, typed("有", "√")))
    assert not {plain["编码"].value, asked["编码"].value} & ticked(load(tmp_path, typed("无", "×")))
    assert faults(tmp_path, typed("√", "无")) == [
        f"采集表.xlsx!清单与判断!{asked['填报'].coordinate}：“无”说不清是“是”还是“否”。请从列表中选“是”或“否”"
    ]


def test_a_file_that_would_unpack_to_gigabytes_is_refused_from_its_directory(tmp_path: Path, filled: bytes) -> None:
    """The directory declares three gigabytes; nothing is unpacked, for there is nothing there."""
    at = filled.rindex(b"PK\x01\x02")
    data = bytearray(filled)
    data[at + 24 : at + 28] = (3 << 30).to_bytes(4, "little")
    (told,) = faults(tmp_path, bytes(data))
    assert re.match(r"采集表\.xlsx：内部部件 \S+ 解开后会膨胀 \d+ 倍，像是压缩炸弹，没有解开", told)


def test_an_empty_and_a_cut_off_file(tmp_path: Path, filled: bytes) -> None:
    assert faults(tmp_path, b"") == ["采集表.xlsx：是空文件。请填写后再用"]
    (told,) = faults(tmp_path, filled[: len(filled) // 2])
    assert told.startswith("采集表.xlsx：压缩格式不完整")
    with pytest.raises(ReadError):
        load(tmp_path, filled[:200])


def test_a_collection_workbook_is_no_report(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "采集表.xlsx"
    path.write_bytes(filled)
    (answer,) = api.check([path])
    assert isinstance(answer, Unreadable)
    assert [str(fault) for fault in answer.faults] == [
        "采集表.xlsx：这是填数用的采集表，不是报告，没有审核。请用 jixiao evaluate 算分、出报告；要审核的是报告、自评表或决算公开表"
    ]


def test_all_of_it_at_once(tmp_path: Path, filled: bytes) -> None:
    def change(book: Any) -> None:
        cell(book, *STAFF).value = "约30"
        cell(book, "基础数据", "authorised_posts", "数据项").value = "车辆数"
        book.copy_worksheet(book["问题与措施"]).title = "问题与措施 (2)"
        cell(book, "单位概况", "year", "内容").value = "去年"

    with pytest.raises(CaseError) as caught:
        load(tmp_path, changed(filled, change))
    assert [fault.where.split("!")[1] for fault in caught.value.faults] == [
        "问题与措施 (2)",
        "单位概况",
        "基础数据",
        "基础数据",
    ]


def test_a_share_pasted_as_a_number_is_asked_about_and_one_shown_as_a_percentage_is_read(tmp_path: Path) -> None:
    """0.9 in a plain cell might be 90% or 0.9%, two scores a hundredfold apart; the sheet's own 0% format says which."""
    blank = api.template("cn/sichuan-dazhou-2018/department", 2018)

    def rate(form: str) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            book["单位概况"]["B3"] = "样例局（虚构）"
            share = cell(book, "清单与判断", "relevance/ratio", "填报")
            share.value, share.number_format = 0.9, form
            cell(book, "清单与判断", "relevance/ratio", "评定人").value = "自评小组"
            cell(book, "清单与判断", "relevance/ratio", "评定理由或扣分原因").value = "查看文件"

        return change

    assert faults(tmp_path, changed(blank, rate("General"))) == [
        "采集表.xlsx!清单与判断!C3：“相关性”的档内比例“0.9”没有百分号，分不清是百分比还是小数。请带上百分号，如 90%"
    ]
    assert load(tmp_path, changed(blank, rate("0%"))).judgements["relevance"].ratio == "90%"
