"""Word files: paragraphs, headings, changes, fields, boxes, notes, and what is said about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.errors import ReadError
from jixiao.model.document import Document, Heading, Paragraph, Table
from jixiao.readers import read

Word = Callable[..., bytes]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(document: Document) -> list[str]:
    return [block.text for block in document.texts()]


def body(word: Word, inside: str, **parts: str) -> list[str]:
    return texts(read(word(inside, **parts), "报告.docx"))


# --- paragraphs and places


def test_runs_of_a_paragraph_are_one_text(word: Word) -> None:
    assert body(word, f"<w:p>{r('总支出')}{r('130.651', '<w:b/>')}{r('万元')}</w:p>") == ["总支出130.651万元"]


def test_places_count_paragraphs_that_hold_something(word: Word) -> None:
    document = read(word(p("　　甲 ") + p("") + p("  ") + p("乙")), "a.docx")
    assert [(block.text, str(block.place)) for block in document.texts()] == [("甲", "正文!第1段"), ("乙", "正文!第2段")]
    assert document.blocks[0].place.source == document.source
    assert document.kind == "docx"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2021</w:t></w:r>", "2020-2021"),
        ("<w:r><w:t>长</w:t><w:softHyphen/><w:t>词</w:t></w:r>", "长词"),
        ('<w:hyperlink r:id="rId9"><w:r><w:t>网址</w:t></w:r></w:hyperlink>', "网址"),
        ("<w:smartTag><w:r><w:t>3</w:t></w:r></w:smartTag><w:r><w:t>月</w:t></w:r>", "3月"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绩</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "绩",
        ),
        (
            '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>',
            "☑是□",
        ),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>108</m:t></m:r></m:num><m:den><m:r><m:t>120</m:t></m:r></m:den></m:f></m:oMath>",
            "108/120",
        ),
    ],
)
def test_what_is_printed_is_read(word: Word, inside: str, shown: str) -> None:
    assert body(word, f"<w:p>{inside}</w:p>") == [shown]


def test_an_unknown_sign_is_marked_and_said(word: Word) -> None:
    document = read(word('<w:p><w:r><w:sym w:font="Webdings" w:char="F099"/><w:t>甲</w:t></w:r></w:p>'), "a.docx")
    assert texts(document) == ["\ufffd甲"]
    assert "1 个图形字体的符号" in document.notes[0]


def test_content_controls_around_paragraphs_are_opened(word: Word) -> None:
    inside = f"<w:sdt><w:sdtContent>{p('甲')}<w:customXml>{p('乙')}</w:customXml></w:sdtContent></w:sdt>"
    assert body(word, inside) == ["甲", "乙"]


def test_the_strict_dialect_reads_the_same(make_word_parts: Callable[..., dict[str, str]], make_zip: Word) -> None:
    parts = make_word_parts(p("甲", '<w:outlineLvl w:val="0"/>'))
    strict = {
        name: text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, text in parts.items()
    }
    (block,) = read(make_zip(strict), "a.docx").blocks
    assert isinstance(block, Heading)


def test_a_main_part_in_utf_16_with_another_prefix_is_read(
    make_word_parts: Callable[..., dict[str, str | bytes]], make_zip: Word
) -> None:
    parts = make_word_parts(p("甲"))
    text = '<?xml version="1.0" encoding="utf-16"?>' + str(parts["word/document.xml"]).replace("w:", "q:").replace(
        ":w=", ":q="
    )
    assert texts(read(make_zip({**parts, "word/document.xml": text.encode("utf-16")}), "a")) == ["甲"]


def test_a_list_of_contents_in_utf_16_is_understood(make_word_parts: Callable[..., dict[str, str]], make_zip: Word) -> None:
    parts = make_word_parts(p("甲"))
    assert texts(read(make_zip({**parts, "[Content_Types].xml": parts["[Content_Types].xml"].encode("utf-16")}), "a")) == [
        "甲"
    ]


def test_names_of_parts_are_compared_without_case(make_word_parts: Callable[..., dict[str, str]], make_zip: Word) -> None:
    parts = {name.replace("word/document", "Word\\Document"): text for name, text in make_word_parts(p("甲")).items()}
    assert texts(read(make_zip(parts), "a")) == ["甲"]


# --- headings

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="child"><w:name w:val="子"/><w:basedOn w:val="own"/></w:style>'
    "<w:style w:type='paragraph' w:styleId='quoted'><w:name w:val='标题 3'/></w:style>"
    '<w:style w:type="paragraph" w:styleId="flat"><w:name w:val="平"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="环"/><w:basedOn w:val="loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="T"/>', 0),
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="own"/>', 2),
        ('<w:pStyle w:val="child"/>', 2),
        ('<w:pStyle w:val="quoted"/>', 3),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="2"/>', 3),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="flat"/>', None),
        ('<w:pStyle w:val="loop"/>', None),
        ('<w:pStyle w:val="absent"/>', None),
        ("", None),
    ],
)
def test_a_heading_is_what_its_style_or_outline_level_says(word: Word, properties: str, level: int | None) -> None:
    (block,) = read(word(p("一、部门概况", properties), styles=STYLES), "a.docx").blocks
    assert (block.level if isinstance(block, Heading) else None) == level
    assert isinstance(block, Heading | Paragraph)


# --- changes, hidden words, fields


def test_tracked_changes_are_read_as_accepted_and_said(word: Word) -> None:
    inside = (
        f"<w:p>{r('支出')}<w:ins>{r('130.651')}</w:ins><w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
        f"<w:moveTo>{r('万元')}</w:moveTo><w:moveFrom>{r('旧处')}</w:moveFrom></w:p>"
    )
    document = read(word(inside), "a.docx")
    assert texts(document) == ["支出130.651万元"]
    assert document.notes == ("文中有修订痕迹，按全部接受后的样子读取（插入 2 处，删除 2 处）",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word: Word) -> None:
    inside = p("总支出", "<w:rPr><w:del/></w:rPr>") + p("130.651万元") + p("完")
    assert body(word, inside) == ["总支出130.651万元", "完"]


def test_a_paragraph_deleted_whole_leaves_nothing(word: Word) -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    document = read(word(p("甲") + gone + p("乙")), "a.docx")
    assert [(block.text, block.place.ref) for block in document.texts()] == [("甲", "第1段"), ("乙", "第2段")]


def test_a_row_deleted_in_a_change_is_no_row(word: Word) -> None:
    rows = "".join(
        f"<w:tr>{extra}<w:tc>{p(text)}</w:tc></w:tr>"
        for text, extra in (("甲", ""), ("旧", "<w:trPr><w:del/></w:trPr>"), ("乙", "<w:trPr><w:ins/></w:trPr>"))
    )
    (table,) = read(word(f"<w:tbl>{rows}</w:tbl>"), "a.docx").tables()
    assert [(cell.text, cell.row) for cell in table.cells] == [("甲", 0), ("乙", 1)]


def test_hidden_words_are_not_read_and_it_is_said(word: Word) -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = '<w:rStyle w:val="h"/>'
    runs = (
        r("甲"), r("藏", "<w:vanish/>"), r("乙", '<w:vanish w:val="0"/>'),
        r("藏", hidden), r("丙", hidden + '<w:vanish w:val="false"/>'),
    )  # fmt: skip
    inside = f"<w:p>{''.join(runs)}</w:p>"
    document = read(word(inside, styles=styles), "a.docx")
    assert texts(document) == ["甲乙丙"]
    assert document.notes == ("有 2 处隐藏文字，没有读取",)


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("code", "kept"),
    [("PAGE", ""), ("NUMPAGES", ""), ("PAGEREF _Toc1", ""), ("SEQ 表", "7"), ("=SUM(ABOVE)", "7"), ("REF x", "7")],
)
def test_page_numbers_are_no_figures_but_other_fields_are(word: Word, code: str, kept: str) -> None:
    assert body(word, f"<w:p>{r('前')}{field(code, '7')}{r('后')}</w:p>") == [f"前{kept}后"]
    assert body(word, f'<w:p>{r("前")}<w:fldSimple w:instr=" {code} ">{r("7")}</w:fldSimple>{r("后")}</w:p>') == [
        f"前{kept}后"
    ]


def test_a_field_within_a_field_keeps_only_what_both_show(word: Word) -> None:
    inner = field("PAGE", "3")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("是")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert body(word, f"<w:p>{outer}</w:p>") == ["是"]


CONTENTS = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("一、概况")}{field("PAGEREF _Toc1", "1")}</w:p>'
    + p("二、绩效 2")
    + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def test_a_table_of_contents_is_not_read_twice_and_it_is_said(word: Word) -> None:
    document = read(word(CONTENTS + p("一、概况")), "a.docx")
    assert [(block.text, block.place.ref) for block in document.texts()] == [("一、概况", "第1段")]
    assert document.notes == ("目录没有读取",)


def test_a_field_left_open_swallows_no_more_than_its_paragraph(word: Word) -> None:
    open_field = CONTENTS.replace('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', "")
    assert body(word, open_field + p("一、概况") + p("正文")) == ["二、绩效 2", "一、概况", "正文"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ('<w:checked w:val="1"/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ('<w:default w:val="1"/>', "☑"),
        ("", "□"),
    ],
)
def test_a_tick_box_shows_its_state(word: Word, state: str, shown: str) -> None:
    box = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert body(word, f"<w:p>{box}{end}{r('是')}</w:p>") == [f"{shown}是"]


# --- boxes, notes, margins


def shape(inside: str) -> str:
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></w:drawing>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph(word: Word) -> None:
    document = read(word(f"<w:p>{r('前')}{shape(p('框中108场') + p('第二行'))}{r('后')}</w:p>" + p("下段")), "a.docx")
    assert [(block.text, str(block.place)) for block in document.texts()] == [
        ("前后", "正文!第1段"),
        ("框中108场", "文本框!第1段"),
        ("第二行", "文本框!第2段"),
        ("下段", "正文!第2段"),
    ]


def test_two_text_boxes_have_places_of_their_own(word: Word) -> None:
    document = read(word(f"<w:p>{shape(p('甲'))}</w:p><w:p>{shape(p('乙'))}</w:p>"), "a.docx")
    assert len({block.place for block in document.texts()}) == 2


def test_an_old_text_box_alone_is_read(word: Word) -> None:
    old = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    assert body(word, old) == ["框"]


def test_a_box_in_a_cell_follows_its_table(word: Word) -> None:
    document = read(word(f"<w:tbl><w:tr><w:tc><w:p>{r('格')}{shape(p('框'))}</w:p></w:tc></w:tr></w:tbl>"), "a.docx")
    table, box = document.blocks
    assert isinstance(table, Table)
    assert isinstance(box, Paragraph)
    assert (table.cells[0].text, box.text) == ("格", "框")


def test_footnotes_and_endnotes_follow_the_body(word: Word) -> None:
    notes = f'<w:footnote w:type="separator" w:id="-1">{p("线")}</w:footnote><w:footnote w:id="1">{p("口径：财政拨款")}</w:footnote>'
    inside = f'<w:p>{r("三公0.172万元")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    ends = f'<w:endnote w:id="1">{p("尾")}</w:endnote>'
    document = read(word(inside, footnotes=notes, endnotes=ends), "a.docx")
    assert [(block.text, str(block.place)) for block in document.texts()] == [
        ("三公0.172万元", "正文!第1段"),
        ("口径：财政拨款", "脚注!第1段"),
        ("尾", "尾注!第1段"),
    ]


def test_headers_are_read_once_and_page_numbers_never(word: Word) -> None:
    margin = f"<w:p>{r('第 ')}{field('PAGE', '3')}{r(' 页 共 ')}{field('NUMPAGES', '9')}{r(' 页')}</w:p>"
    document = read(
        word(p("正文"), header1=p("示例县审计局（虚构）"), header2=p("示例县审计局（虚构）") + p("内部"), footer1=margin),
        "a.docx",
    )
    assert [(block.text, block.place.part) for block in document.texts()] == [
        ("正文", "正文"),
        ("示例县审计局（虚构）", "页眉"),
        ("内部", "页眉"),
    ]


def test_pictures_and_embedded_files_are_said(word: Word) -> None:
    inside = p("甲") + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p><w:altChunk/>"
    assert read(word(inside), "a.docx").notes == (
        "有 1 张图片，图中的文字和数字没有读取",
        "有 1 个嵌入的文件，没有读取",
    )


def test_a_document_without_words_is_refused_and_its_pictures_named(word: Word) -> None:
    with pytest.raises(ReadError, match=r"没有文字（有 2 张图片.*扫描件"):
        read(word("<w:p><w:r><w:drawing><a:blip/><a:blip/></w:drawing></w:r></w:p>"), "扫描.docx")
    with pytest.raises(ReadError, match="没有文字"):
        read(word("<w:p/>"), "空.docx")


def test_macros_and_outside_files_are_said_and_left_alone(
    make_word_parts: Callable[..., dict[str, str]], make_zip: Word
) -> None:
    parts = make_word_parts(p("甲"))
    parts["word/vbaProject.bin"] = "x"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="t" Type="x/attachedTemplate" Target="http://example.invalid/a.dotm" TargetMode="External"/>'
        '<Relationship Id="h" Type="x/hyperlink" Target="http://example.invalid/" TargetMode="External"/></Relationships>',
    )
    assert read(make_zip(parts), "a.docm").notes == (
        "文件带有宏，宏没有运行",
        "引用了 1 个外部文件，没有打开：http://example.invalid/a.dotm",
    )
