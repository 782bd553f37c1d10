"""The page: one file that needs nothing else, escaped, with folds for the way to a score and still charts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from jixiao.model.document import Bar, Cell, Chart, Document, Heading, Paragraph, Table
from jixiao.writers.html import write_html
from jixiao.writers.svg import write_svg


class Page(HTMLParser):
    """Tags with their attributes, and the text outside styles."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and data.strip():
            self.words.append(data.strip())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_words_stand_in_their_elements(document: Document) -> None:
    page = Page(write_html(document))
    assert page.named("html") == [{"lang": "zh-CN"}]
    assert page.words[0] == "2021年度示例局（虚构）报告"
    assert "130.651万元" in page.words and "由 jixiao 计算" in page.words
    assert [len(page.named(name)) for name in ("h1", "h2", "h3", "h4", "svg", "table", "mark")] == [1, 2, 1, 1, 1, 1, 2]
    assert {"class": "headline"} in page.named("p")


def test_it_needs_nothing_from_outside(document: Document) -> None:
    source = write_html(document).decode()
    page = Page(write_html(document))
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    assert not [
        name for _, attributes in page.tags for name in attributes if name.startswith("on") or name in ("src", "href")
    ]
    assert set(re.findall(r"https?://[^\"'\s<>)]+", source)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "@import" not in source and "url(" not in source
    policy = next(one["content"] for one in page.named("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b < c", "</style><b>"])
def test_everything_is_escaped(text: str) -> None:
    cell = Cell((text,), 0, 0, note=text, problem=text)
    chart = Chart(text, text, (Bar(text, 1.0, text, 2.0),))
    document = Document(text, (Heading(text, 1), Paragraph((text,)), Table((cell,), title=text), chart), notes=(text,))
    page = Page(write_html(document))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert len(page.named("b")) == 0
    assert sum(text in one for one in page.words) >= 8


def test_a_note_is_a_fold_and_a_fact_tells_its_place(document: Document) -> None:
    page = Page(write_html(document))
    assert len(page.named("details")) == 1
    assert {"公式：甲 + 乙", "代入：1 + 2"} <= set(page.words)
    assert {"title": "出处：案卷!第3行"} in page.named("b")


def test_tables_keep_spans_heads_and_alignment(document: Document) -> None:
    page = Page(write_html(document))
    assert {"class": "label", "rowspan": "2"} in page.named("th")
    assert {"class": "note", "colspan": "3"} in page.named("td")
    assert {"class": "head center"} in page.named("th")
    assert len(page.named("thead")) == 1
    assert sum("right" in (one.get("class") or "") for one in page.named("td")) == 2


def test_line_ends_are_kept() -> None:
    assert b"<p>\xe7\x94\xb2<br>\xe4\xb9\x99</p>" in write_html(Document("文", (Paragraph(("甲\n乙",)),)))


CHART = Chart("各项得分", "分", (Bar("在职人员控制率", 3.5, "3.50/5", 5.0), Bar("满意度", 0.0, "0.00/6", 6.0)))


def test_a_chart_names_every_bar_with_its_exact_figure_and_scales_it() -> None:
    svg = write_svg(CHART)
    texts = re.findall(r"<text[^>]*>([^<]+)</text>", svg)
    assert {"在职人员控制率  3.50/5", "满意度  0.00/6", "得分", "未得分"} <= set(texts)
    widths = [float(one) for one in re.findall(r'width="([\d.]+)" height="[\d.]+" class="rect', svg)]
    assert sorted(width / max(widths) for width in widths) == pytest.approx([1.5 / 6, 3.5 / 6, 1], rel=0.01)


def test_what_is_not_known_is_not_drawn_as_lost() -> None:
    svg = write_svg(Chart("得分", "分", (Bar("甲", 5.0, "5.00/5", 5.0), Bar("乙", None, "待补充/6", 6.0))))
    assert "待补充" in re.findall(r"<text[^>]*>([^<]+)</text>", svg)
    assert "待补充" not in re.findall(r"<text[^>]*>([^<]+)</text>", write_svg(CHART))
    lost, unknown = svg.split('class="series serie-1')[1].split('class="series serie-2')[:2]
    assert not re.search(r'width="[1-9]', lost) and re.search(r'width="[1-9]', unknown)


@pytest.mark.parametrize("value", [1.0, None])
def test_the_legend_stands_inside_the_picture(value: float | None) -> None:
    svg = write_svg(Chart("得分", "分", tuple(Bar(str(number), value, "1", 2.0) for number in range(18))))
    height = re.search(r'viewBox="0 0 960 (\d+)"', svg)
    top = re.search(r'translate\(\d+, (\d+)\)" class="legends"', svg)
    assert height and top and int(top[1]) + 14 <= int(height[1])


def test_a_chart_is_still_and_holds_no_date() -> None:
    svg = write_svg(CHART)
    assert "<script" not in svg and "<!--" not in svg and "Generated" not in svg and "pygal.org" not in svg
    assert 'aria-label="各项得分"' in svg
    assert write_svg(CHART) == svg


def test_two_charts_on_a_page_do_not_share_their_styles() -> None:
    other = Chart("别的", "万元", (Bar("基本支出", 1.0, "1"), Bar("项目支出", 2.0, "2")), "parts")
    first, second = (re.search(r'id="(chart-\w+)"', write_svg(one)) for one in (CHART, other))
    assert first and second and first[1] != second[1]
    assert "未得分" not in write_svg(other)


def test_long_names_have_room() -> None:
    name = "新建楼堂馆所投资概算控制率及其他各项控制率"
    svg = write_svg(Chart("图", "分", (Bar(name, 1.0, "1.00/5", 5.0),)))
    margin = re.search(r'translate\((\d+), \d+\)" class="plot"', svg)
    assert margin and int(margin[1]) > 14 * len(name)


def test_an_empty_chart_can_be_drawn() -> None:
    assert "<svg" in write_svg(Chart("空", "分", ()))
