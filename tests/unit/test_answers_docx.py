"""Comments in somebody's own Word file: at the very words, and nothing else of the file is another."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jixiao.errors import ReadError
from jixiao.model.document import Place
from jixiao.readers import locate, read
from jixiao.writers.comments_docx import annotate_docx
from jixiao.writers.remarks import Remark
from tests.unit.readers.conftest import Parts, word_parts, zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = "【错误】分项之和不等于合计（AR02）"


def remark(ref: str, span: tuple[int, int] | None = None, part: str = "正文", *lines: str) -> Remark:
    return Remark(Place("", part, ref, span), HEAD, lines or ("写 10名，合计为 11名",))


def annotated(data: bytes, *remarks: Remark) -> bytes:
    return annotate_docx(data, "报告.docx", remarks, locate(data, "报告.docx"))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def covered(data: bytes) -> dict[int, str]:
    """What each comment of the file stands around: the w:t between its two marks, and that its sign follows the second."""
    said: dict[int, str] = {}
    open_now: set[int] = set()
    for one in part(data, "word/document.xml").iter():
        id = int(one.get(f"{W}id", "-1"))
        if one.tag == f"{W}commentRangeStart":
            open_now.add(id)
            said[id] = ""
        elif one.tag == f"{W}commentRangeEnd":
            open_now.remove(id)
            sign = one.getnext()
            assert sign is not None and sign.find(f"{W}commentReference").get(f"{W}id") == str(id)
        elif one.tag == f"{W}t":
            for now in open_now:
                said[now] += one.text or ""
    assert not open_now
    return said


def texts(data: bytes) -> list[tuple[str, str]]:
    document = read(data, "报告.docx")
    cells = [(str(cell.place), cell.text) for table in document.tables() for cell in table.cells]
    return [(str(block.place), block.text) for block in document.texts()] + cells


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    return f"<w:p>{look}{''.join(runs)}</w:p>"


STAFF = paragraph(run("现有在职人"), run("员10名，其", "<w:b/>"), run("中正科级1人"))
"""现有在职人员10名，其中正科级1人: the figure 10名 is characters 6 to 9, inside the bold run."""


def test_a_comment_stands_around_the_figure_and_both_halves_keep_their_look() -> None:
    data = zipped(word_parts(STAFF))
    made = annotated(data, remark("第1段", (6, 9)))
    assert covered(made) == {0: "10名"}
    assert texts(made) == texts(data)
    bold = [
        (one.findtext(f"{W}t"), one.find(f"{W}rPr/{W}b") is not None)
        for one in part(made, "word/document.xml").iter(f"{W}r")
        if one.find(f"{W}t") is not None
    ]
    assert bold == [("现有在职人", False), ("员", True), ("10名", True), ("，其", True), ("中正科级1人", False)]


def test_a_comment_may_span_several_runs_and_comments_may_overlap() -> None:
    made = annotated(
        zipped(word_parts(STAFF)), remark("第1段", (3, 12)), remark("第1段", (6, 9)), remark("第1段", (8, 17)),
        remark("第1段", (6, 9)), remark("第1段"), remark("第1段", (0, 1)), remark("第1段", (9, 10)),
    )  # fmt: skip
    whole = "现有在职人员10名，其中正科级1人"
    assert covered(made) == {0: whole[3:12], 1: "10名", 2: whole[8:17], 3: "10名", 4: whole, 5: "现", 6: "，"}


def test_python_docx_reads_the_comments_with_their_author_and_lines() -> None:
    data = zipped(word_parts(STAFF))
    made = annotated(data, Remark(Place("", "正文", "第1段", (6, 9)), HEAD, ("第一行\n第二行", "a<b & \x01c")))
    (comment,) = docx.Document(io.BytesIO(made)).comments
    assert (comment.comment_id, comment.author, comment.timestamp) == (0, "jixiao", None)
    assert [one.text for one in comment.paragraphs] == [HEAD, "第一行", "第二行", "a<b & c"]


def test_comments_that_are_there_already_stay() -> None:
    made = docx.Document()
    runs = made.add_paragraph("").add_run("总支出130.651万元")
    made.add_comment(runs, "请核对", author="张三", initials="张")
    made.add_paragraph("在职人员10名")
    buffer = io.BytesIO()
    made.save(buffer)
    data = buffer.getvalue()
    answer = annotated(data, remark("第2段", (4, 7)), remark("第1段", (3, 12)))
    comments = {one.comment_id: (one.author, one.paragraphs[0].text) for one in docx.Document(io.BytesIO(answer)).comments}
    assert comments == {0: ("张三", "请核对"), 1: ("jixiao", HEAD), 2: ("jixiao", HEAD)}
    assert covered(answer) == {0: "总支出130.651万元", 1: "10名", 2: "130.651万元"}


INSIDE = {
    "a link": ('<w:hyperlink w:anchor="a">' + run("在职10名员") + "</w:hyperlink>", "10名"),
    "an insertion": ('<w:ins w:id="9" w:author="a">' + run("在职10名员") + "</w:ins>", "10名"),
    "a control, whole": ("<w:sdt><w:sdtContent>" + run("在职10名员") + "</w:sdtContent></w:sdt>", "在职10名员"),
    "a field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("在职10名员") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "10名",
    ),
    "a run with a tab and a break": ("<w:r><w:t>在职</w:t><w:t>10</w:t><w:t>名</w:t><w:br/><w:t>员</w:t></w:r>", "10名"),
    "pinyin above, whole": (
        run("在职")
        + "<w:r><w:ruby><w:rt>" + run("shi") + "</w:rt><w:rubyBase>" + run("10名员") + "</w:rubyBase></w:ruby></w:r>",
        "shi10名员",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_words_inside_of(name: str) -> None:
    body, expected = INSIDE[name]
    data = zipped(word_parts(paragraph(body)))
    made = annotated(data, remark("第1段", (2, 5)))
    assert covered(made) == {0: expected}
    assert texts(made) == texts(data)


def test_an_automatic_number_is_counted_and_not_commented() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    data = zipped(word_parts(paragraph(run("　在职10名"), look=listed), numbering=numbering))
    assert texts(data) == [("正文!第1段", "1、在职10名")]
    assert covered(annotated(data, remark("第1段", (4, 7)), remark("第1段", (0, 2)))) == {0: "10名", 1: "在职10名"}


def test_a_cell_of_two_paragraphs() -> None:
    cell = "<w:tc>" + paragraph(run("满意度")) + paragraph(run("≥95"), run("%以上")) + "</w:tc>"
    data = zipped(word_parts(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    assert texts(data) == [("表1!第1行第1列", "满意度\n≥95%以上")]
    made = annotated(data, remark("R1C1", (5, 8), "表1"), remark("R1C1", None, "表1"), remark("R1C1", (2, 6), "表1"))
    assert covered(made) == {0: "95%", 1: "满意度≥95%以上", 2: "度≥9"}


def test_where_word_takes_no_comment_it_hangs_nearby_and_says_where() -> None:
    box = (
        '<w:r><w:pict><v:shape><v:textbox><w:txbxContent>' + paragraph(run("框内10名")) + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )  # fmt: skip
    note = "<w:r><w:t>支出</w:t><w:footnoteReference w:id='2'/></w:r>"
    data = zipped(
        word_parts(
            paragraph(run("题目")) + paragraph(run("正文在此"), box) + paragraph(run("全年"), note),
            header1=paragraph(run("页眉10名")), footnotes='<w:footnote w:id="2">' + paragraph(run("注10名")) + "</w:footnote>",
        )
    )  # fmt: skip
    made = annotated(
        data,
        remark("第1段", (2, 5), "文本框"),
        remark("第1段", (2, 5), "页眉"),
        remark("第1段", (1, 4), "脚注"),
        remark("第99段"),
    )
    assert covered(made) == {0: "框内10名", 1: "题目", 2: "支出", 3: "题目"}
    said = {one.comment_id: [line.text for line in one.paragraphs][1] for one in docx.Document(io.BytesIO(made)).comments}
    assert said == {0: "位置：文本框!第1段", 1: "位置：页眉!第1段", 2: "位置：脚注!第1段", 3: "位置：正文!第99段"}
    assert texts(made) == texts(data)


def test_a_file_without_words_in_its_text_still_takes_its_comment() -> None:
    data = zipped(word_parts("<w:p/>", header1=paragraph(run("页眉10名"))))
    assert covered(annotated(data, remark("第1段", None, "页眉"))) == {0: ""}


def test_the_strict_dialect_is_answered_in_its_own_names() -> None:
    parts = word_parts(STAFF)
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    strict = {
        name: str(text).replace(f"{old}wordprocessingml/2006/", f"{new}wordprocessingml/").replace(f"{old}officeDocument/2006/", f"{new}officeDocument/")
        for name, text in parts.items()
    }  # fmt: skip
    made = annotated(zipped(dict(strict)), remark("第1段", (6, 9)))
    assert part(made, "word/comments.xml").tag == "{http://purl.oclc.org/ooxml/wordprocessingml/main}comments"
    types = [one.get("Type") for one in part(made, "word/_rels/document.xml.rels")]
    assert types == ["http://purl.oclc.org/ooxml/officeDocument/relationships/comments"]
    assert texts(made) == [("正文!第1段", "现有在职人员10名，其中正科级1人")]


def with_picture() -> Parts:
    """A file with a part that must not be touched, stored unpacked and with a time of its own."""
    parts = word_parts(STAFF, styles='<w:style w:styleId="a"/>')
    return parts | {"word/media/image1.png": bytes(range(256)) * 40, "docProps/说明.xml": "<a/>"}


def members(data: bytes) -> dict[str, tuple[object, ...]]:
    """Each member with its time and its bytes as they are packed."""
    found: dict[str, tuple[object, ...]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for one in package.infolist():
            name_length, extra = data[one.header_offset + 26], data[one.header_offset + 28]
            start = one.header_offset + 30 + name_length + extra
            found[one.filename] = one.date_time, one.compress_type, one.CRC, data[start : start + one.compress_size]
    return found


def test_parts_that_need_not_change_keep_every_byte() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number, (name, content) in enumerate(with_picture().items()):
            info = zipfile.ZipInfo(name, (2021, 3, 1 + number, 10, 20, 30))
            info.compress_type = zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED
            package.writestr(info, content, compresslevel=1)
    data = buffer.getvalue()
    before, after = members(data), members(annotated(data, remark("第1段", (6, 9))))
    changed = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert list(after) == [*before, "word/comments.xml"]
    assert {name for name in before if before[name] != after[name]} == changed
    assert {"word/media/image1.png", "docProps/说明.xml", "word/styles.xml", "_rels/.rels"} <= before.keys() - changed


def test_the_same_bytes_twice_and_no_finding_no_change() -> None:
    data = zipped(with_picture())
    assert annotated(data, remark("第1段", (6, 9))) == annotated(data, remark("第1段", (6, 9)))
    assert annotated(data) == data


@pytest.mark.parametrize("content", [b"<w:comments", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:comments>&b;</w:comments>"])
def test_broken_comments_are_a_clear_sentence(content: bytes) -> None:
    parts = word_parts(STAFF) | {
        "word/comments.xml": content,
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
    }
    with pytest.raises(ReadError, match=r"^报告\.docx：内部部件 word/comments\.xml .+，加不上批注。请用 Word"):
        annotated(zipped(parts), remark("第1段", (6, 9)))


WORDS = st.text("在职10名，人员 ", min_size=1, max_size=6)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[int, int, int]]]:
    """A body of paragraphs in odd runs, what each paragraph says, and spans in them to be commented."""
    bodies, said = [], []
    for _ in range(draw(st.integers(1, 3))):
        pieces = draw(st.lists(WORDS, min_size=1, max_size=5))
        runs, at = [], 0
        while at < len(pieces):
            several = draw(st.integers(1, 2))  # w:t in one run
            inside = "".join(f'<w:t xml:space="preserve">{one}</w:t>' for one in pieces[at : at + several])
            wrapper = draw(
                st.sampled_from(["{}", '<w:ins w:id="7">{}</w:ins>', '<w:hyperlink w:anchor="a">{}</w:hyperlink>'])
            )
            runs.append(wrapper.format(f"<w:r><w:rPr><w:i/></w:rPr>{inside}</w:r>"))
            at += several
        bodies.append(f"<w:p>{''.join(runs)}</w:p>")
        said.append("".join(pieces))
    full = [one for one in said if one.strip()]
    spans = []
    for _ in range(draw(st.integers(1, 5)) if full else 0):
        which = draw(st.integers(0, len(full) - 1))
        start = draw(st.integers(0, len(full[which].strip()) - 1))
        spans.append((which, start, draw(st.integers(start + 1, len(full[which].strip())))))
    return "".join(bodies), full, spans


@given(files())
def test_every_comment_stands_around_exactly_its_words(file: tuple[str, list[str], list[tuple[int, int, int]]]) -> None:
    body, said, spans = file
    data = zipped(word_parts(body + paragraph(run("末"))))
    made = annotated(data, *(remark(f"第{which + 1}段", (start, end)) for which, start, end in spans))
    assert texts(made) == texts(data)
    expected = {number: said[which].strip()[start:end] for number, (which, start, end) in enumerate(spans)}
    assert (covered(made) if spans else {}) == expected


def test_libreoffice_opens_it_without_repair_and_keeps_each_comment_at_its_words(
    tmp_path: Path, require: Callable[[str], str]
) -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>" + paragraph(run("场次")) + "</w:tc><w:tc>"
        + paragraph(run("完成108"), run("场次")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    data = zipped(word_parts(STAFF + table + paragraph(run("末"))))
    source = tmp_path / "批注.docx"
    source.write_bytes(annotated(data, remark("第1段", (6, 9)), remark("R1C2", (2, 7), "表1")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for ending in ("docx:MS Word 2007 XML", "pdf"):
        subprocess.run(
            [require("libreoffice"), profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "out"), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    again = (tmp_path / "out" / "批注.docx").read_bytes()
    assert sorted(covered(again).values()) == ["108场次", "10名"]
    assert {one.paragraphs[0].text for one in docx.Document(io.BytesIO(again)).comments} == {HEAD}
    assert (tmp_path / "out" / "批注.pdf").stat().st_size > 0
