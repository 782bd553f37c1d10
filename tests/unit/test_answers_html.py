"""The page of a review: every link leads somewhere, every doubt stands beside its words, nothing comes from outside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from jixiao.api import check_bytes
from jixiao.checks.check import checks
from jixiao.errors import Fault
from jixiao.model.document import Cell, Document, Table
from jixiao.model.review import Coverage, Review, Unreadable
from jixiao.writers.review_html import Pair, review_html
from jixiao.writers.words import Lang
from tests.unit.answered import DOCUMENT, HOLDS, IN_TABLE, REVIEW, STAFF, WRONG, place

CHECKS = dict(checks.items())


def written(answers: Sequence[Pair] = ((REVIEW, DOCUMENT),), **options: object) -> str:
    return review_html(answers, CHECKS, **options)  # type: ignore[arg-type]


def page(answers: Sequence[Pair] = ((REVIEW, DOCUMENT),), **options: object) -> html.HtmlElement:
    return html.fromstring(written(answers, **options))


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


def find(element: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The descendants a selector of tags and classes names: `.said a.fig`."""
    steps = []
    for step in selector.split():
        tag, *classes = step.split(".")
        steps.append(f"//{tag or '*'}" + "".join(f"[contains(concat(' ', @class, ' '), ' {one} ')]" for one in classes))
    found: list[html.HtmlElement] = element.xpath("." + "".join(steps))
    return found


def row_of(found: html.HtmlElement, said: str) -> html.HtmlElement:
    (row,) = (one for one in find(found, ".row") if said in words(one))
    return row


def test_ids_are_given_once_and_every_link_leads_to_one() -> None:
    found = page([(REVIEW, DOCUMENT), (replace(REVIEW, file="另.txt"), DOCUMENT)])
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = found.xpath("//@href")
    assert links and {one[0] for one in links} == {"#"}
    assert {one[1:] for one in links} <= set(ids)
    assert set(found.xpath("//label/@for")) <= set(ids)


def test_nothing_comes_from_outside_and_only_our_script_may_run() -> None:
    text = written()
    assert not re.findall(r"(?:https?:)?//[a-z]|\bsrc=|@import|url\(", text)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.S)
    seal = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{seal}'" in text and "default-src 'none'" in text


def test_the_document_is_there_word_for_word() -> None:
    found = page()
    for number in find(found, "sup"):
        number.drop_tree()
    said = [words(one) for one in find(found, ".said")]
    assert said == ["自评报告", STAFF, "没有疑点的一段 <b> & “引号”", "表1分值得分1012"]


def test_the_summary_stands_on_top() -> None:
    tiles = [words(one) for one in find(page(), ".tile")]
    assert tiles == ["1确定有误", "1需说明", "1提示", "3/5个数可核对", "1已核销"]
    assert [words(one) for one in find(page(), ".notes li")] == ["按 GB18030 编码读取"]


def test_a_doubt_stands_beside_its_paragraph_and_marks_its_words() -> None:
    row = row_of(page(), "在职人员")
    (card,) = find(row, "aside .card")
    assert card.get("class") == "card error" and card.get("id") == "1-d1"
    assert words(card) == (
        f"1 错误 {CHECKS['AR02'].title} AR02在职人员写 10名，合计为 11名依据：正科级1人、科员10人影响：等级 优→良核销用指纹：{WRONG.fingerprint}"
    )
    marks = {words(one): one.get("class") for one in find(row, ".said a.fig")}
    assert marks == {"10名": "fig doubt error", "1人": "fig rests", "10人": "fig rests"}
    (number,) = find(row, ".said sup.error a")
    assert (words(number), number.get("href")) == ("1", "#1-d1")


def test_a_doubt_in_a_table_stands_beside_the_table() -> None:
    row = row_of(page(), "分值")
    assert [one.get("class") for one in find(row, "aside .card")] == ["card info"]
    assert [words(one) for one in find(row, "td a.doubt")] == ["12"]
    (rests,) = find(row, "aside .card p a")
    assert words(rests) == "10（表1!第2行第1列）"


def test_a_figure_leads_to_all_it_was_compared_with() -> None:
    found = page()
    (figure,) = (one for one in find(found, ".said a.fig") if words(one) == "10人")
    entry = found.get_element_by_id(figure.get("href")[1:])
    assert [words(one) for one in find(entry, "li")] == [
        f"个数合计 10名 ← 1人、10人 不符 1 {CHECKS['AR02'].title}",
        "占比 1人 ← 10人 相符",
    ]
    of_total = found.get_element_by_id(next(one for one in find(found, ".said a.error")).get("href")[1:])
    assert len(find(of_total, "li")) == 1  # the sum and the finding made of it are one comparison


def test_waived_doubts_stand_apart() -> None:
    found = page()
    (waived,) = find(found, ".waived li")
    assert words(waived) == f"正文!第3行 {CHECKS['TX03'].title} TX03“在职”可疑张三（2022-04-01）核销：名称如此"
    assert [words(one) for one in find(found, ".said a.settled")] == ["在职"]
    assert len(find(found, ".card")) == 3


def test_verified_figures_are_marked_on_request() -> None:
    assert page().find("body").get("class") is None
    found = page([(replace(REVIEW, findings=(), relations=(HOLDS,)), DOCUMENT)], show_verified=True)
    assert found.find("body").get("class") == "verified"
    assert {words(one): one.get("class") for one in find(found, ".said a.fig")} == {"1人": "fig holds", "10人": "fig holds"}
    assert "没有发现疑点" in words(found)


def test_several_files_have_a_list_on_top_and_an_unreadable_one_says_why() -> None:
    broken = Unreadable("坏.docx", "", (Fault("坏.docx", "文件是空的", "请检查"),))
    found = page([(REVIEW, DOCUMENT), (broken, None)])
    rows = [[words(cell) for cell in find(row, "td")] for row in find(found, ".files tr")[1:]]
    assert rows == [["单位 1/报告.txt", "1", "1", "1", "3/5"], ["坏.docx", "无法审核"]]
    assert "坏.docx：文件是空的。请检查" in words(found.get_element_by_id("2-top"))
    assert not find(page(), ".files")


def test_a_doubt_about_no_paragraph_stands_on_top() -> None:
    lost = replace(WRONG, place=place("第99行"), rests_on=())
    found = page([(replace(REVIEW, findings=(lost,), relations=()), DOCUMENT)])
    assert words(find(found, ".row")[0]).startswith("1 错误")


def test_english() -> None:
    found = page(lang="en")
    assert found.get("lang") == "en"
    assert words(find(found, ".tile")[0]) == "1certainly wrong"
    assert words(find(found, ".card.error h4")[0]) == "1 error counts not total AR02"


def long_table(rows: int, merged_from: int) -> Document:
    cells = [Cell((f"{row}",), row, 1, place=place(f"B{row + 1}", None, "账")) for row in range(rows)]
    cells.append(
        Cell(("合并",), merged_from, 0, row_span=rows - merged_from, place=place(f"A{merged_from + 1}", None, "账"))
    )
    return Document("账.xlsx", (Table(tuple(cells), place("", None, "账"), "账"),), kind="xlsx")


def test_of_a_long_table_only_what_lies_around_doubts_is_shown() -> None:
    doubt = replace(IN_TABLE, place=place("B301", None, "账"), rests_on=())
    review = Review("账.xlsx", "", "xlsx", "", None, (doubt,), (), (), Coverage(0, 0))
    found = page([(review, long_table(1000, 298))])
    rows = [[words(cell) for cell in find(row, "td")] for row in find(found, ".said tr")]
    # the three head rows; two rows around row 301 on each side; the merged cell begins at row 299, the first shown
    assert rows == [
        ["", "0"], ["", "1"], ["", "2"], ["第 4–298 行没有疑点，未列出"],
        ["合并", "298"], ["299"], ["3001"], ["301"], ["302"], ["第 304–1000 行没有疑点，未列出"],
    ]  # fmt: skip
    assert [one.get("rowspan") for one in find(found, "td") if one.get("rowspan")] == ["5"]
    assert len(find(page([(review, long_table(200, 100))]), ".said tr")) == 200


def test_a_merged_cell_that_reaches_over_rows_left_out_begins_anew_behind_them() -> None:
    doubts = tuple(replace(IN_TABLE, place=place(ref, None, "账"), rests_on=()) for ref in ("B301", "B601"))
    review = Review("账.xlsx", "", "xlsx", "", None, doubts, (), (), Coverage(0, 0))
    found = page([(review, long_table(1000, 298))])
    merged = [(words(one), one.get("rowspan")) for one in find(found, "td") if words(one) == "合并"]
    assert merged == [("合并", "5"), ("合并", "5")]  # rows 299 to 303, rows 599 to 603
    widths = [len(find(row, "td")) for row in find(found, ".said tr")]
    assert widths == [2, 2, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1]


def test_a_figure_in_a_row_left_out_is_named_and_not_linked() -> None:
    doubt = replace(IN_TABLE, place=place("B301", None, "账"), rests_on=())
    relation = replace(REVIEW.relations[1], stated=replace(REVIEW.relations[1].stated, place=place("B301", None, "账")),
                       operands=(replace(REVIEW.relations[1].operands[0], place=place("B700", None, "账")),))  # fmt: skip
    review = Review("账.xlsx", "", "xlsx", "", None, (doubt,), (relation,), (), Coverage(0, 0))
    found = page([(review, long_table(1000, 298))])
    assert {one[1:] for one in found.xpath("//@href")} <= set(found.xpath("//@id"))
    assert "占比 1人 ← 10人（账!B700） 相符" in [words(one) for one in find(found, ".compared li")]


def test_a_browser_shows_what_a_figure_was_compared_with(tmp_path: Path, require: Callable[[str], str]) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "审核.html"
    path.write_text(written(), encoding="utf-8")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=require("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1280, "height": 900})
        asked: list[str] = []
        said: list[str] = []
        shown.on("request", lambda one: asked.append(one.url))
        shown.on("console", lambda one: said.append(one.text))
        shown.goto(path.as_uri())
        shown.locator(".said a.fig", has_text="10人").click()
        assert shown.locator("#panel li").count() == 2
        assert shown.locator(".said a.lit").all_inner_texts() == ["10名", "1人", "10人"]
        shown.keyboard.press("Escape")
        assert shown.locator("#panel").is_hidden() and shown.locator(".lit").count() == 0
        shown.locator("label[for=show-error]").click()  # the filter works without the script
        assert shown.locator(".card.error").is_hidden() and shown.locator(".card.warning").is_visible()
        shown.locator("label[for=only]").click()
        assert shown.locator(".row", has_text="没有疑点的一段").is_hidden()
        assert asked == [path.as_uri()] and said == []
        card, paragraph = shown.locator(".card.warning").bounding_box(), shown.locator("h3 a.warning").bounding_box()
        assert card and paragraph and card["x"] > paragraph["x"] and abs(card["y"] - paragraph["y"]) < 40
        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(path.as_uri())
        plain.locator(".said a.fig", has_text="10人").click()
        assert plain.url.endswith("#1-c3")
        assert plain.locator("[id='1-c3']").is_visible()
        browser.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_review_is_no_report(lang: Lang) -> None:
    """It quotes what is wrong, and lies in folders that are checked as a whole."""
    (answer,) = [check_bytes(review_html([(REVIEW, DOCUMENT)], CHECKS, lang).encode(), "结果.html").answer]
    assert isinstance(answer, Unreadable) and answer.faults[0].what.startswith("这是审核结果的网页")
    other = "<html><body><p>显示：</p><p>在职人数10名，其中正科级1人，副科级2人，科员8人。</p></body></html>"
    assert isinstance(check_bytes(other.encode(), "网页.html").answer, Review)
