"""Everything told with --lang en is English: each sentence of the source has its English, and real faults come out in it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.faults import sentences, source, unseen, wanted
from tools.flow import Source

from jixiao import api
from jixiao.cli import main
from jixiao.errors import Fault, JixiaoError, ReadError, on_one_line
from jixiao.phrasebook import Phrasebook, english, english_words, in_english, is_chinese, parts
from jixiao.readers import read
from jixiao.rules.lint import lint_rulebook
from tests.unit.broken_books import CASES, TEXT

ROOT = Path(__file__).resolve().parents[2]


def slots(template: str) -> set[str]:
    return {name for _, name, _ in parts(template) if name}


# —— the table ——


def test_every_sentence_has_its_english() -> None:
    """Lacking ones stand here as they are written in english.yaml; `python -m tools.faults` prints them too."""
    words = english_words()
    lacking = {sentence: where for sentence, where in wanted(words, source()).items() if sentence not in words}
    assert not lacking


def test_every_fault_can_be_followed_to_its_words() -> None:
    assert not unseen(source())


def test_no_english_has_lost_its_sentence() -> None:
    words = english_words()
    assert not words.keys() - wanted(words, source()).keys() - source().written()


def test_english_has_the_slots_of_its_sentence() -> None:
    assert not [sentence for sentence, words in english_words().items() if slots(sentence) != slots(words)]


def test_english_is_english() -> None:
    wrong = [words for words in english_words().values() if is_chinese(words) or not words.isprintable()]
    assert not wrong
    assert {how for words in english_words().values() for _, _, how in parts(words)} == {"", "said", "list", "drop"}


def test_each_sentence_stands_in_the_file_once() -> None:
    text = (ROOT / "src" / "jixiao" / "english.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("  ") and not line.lstrip().startswith("#")]
    assert len(lines) == len(english_words())


# —— following a sentence to its words ——

SMALL = """
from dataclasses import dataclass

@dataclass
class Fault:
    where: str
    what: str
    hint: str = ""

KINDS = {"a": "表格", "b": "图片"}
LATER = "请另存"

class File:
    def refuse(self, what, hint=LATER):
        return Fault("", what, hint)

def why(error):
    if error:
        return "坏了", "请修好"
    return f"丢了 {error} 处", ""

def lines():
    yield "第一行不对", "请改"

def check(file, number, names, unit):
    one = File()
    one.refuse(f"{KINDS[number]}读不了")
    one.refuse(hint="请重来", what="没有" if number else f"多出{number}个")
    what = f"共 {number}{unit}"
    one.refuse(what + ("，太多" if number > 3 else ""))
    Fault("x", *why(number))
    for words, hint in lines():
        Fault("y", words, hint)
    for amount, form in ((number, "有 {} 处隐藏"), (names, "目录没有读取")):
        Fault("z", form.format(amount))
    Fault("", file.mystery())
    return f"没有人听见的话{number}"
"""


def test_sentences_are_followed_through_names_tables_conditions_and_calls(tmp_path: Path) -> None:
    package = tmp_path / "small"
    package.mkdir()
    (package / "one.py").write_text(SMALL, encoding="utf-8")
    small = Source(package)
    told = {str(one) for one in sentences(small) if not one.plain}
    assert told == {
        "{0}读不了", "请另存", "请重来", "没有", "多出{0}个", "共 {0}", "共 {0}，太多", "坏了", "请修好", "丢了 {0} 处",
        "第一行不对", "请改", "有 {0} 处隐藏", "目录没有读取",
    }  # fmt: skip
    assert unseen(small) == [f"small.one:{SMALL[: SMALL.index('file.mystery')].count(chr(10)) + 1}"]
    assert "没有人听见的话{0}" in small.written() - told


def test_what_fills_a_slot_that_is_said_must_have_english_too(tmp_path: Path) -> None:
    package = tmp_path / "small"
    package.mkdir()
    (package / "one.py").write_text(SMALL, encoding="utf-8")
    small = Source(package)
    assert {"表格", "图片"} <= wanted({"{0}读不了": "{0:said} cannot be read"}, small).keys()
    assert not {"表格", "图片"} & wanted({"{0}读不了": "{0} cannot be read"}, small).keys()


# —— the phrasebook ——

BOOK = Phrasebook(
    {
        "“{0}”写了两次（前一次在第 {1} 行）": "“{0}” is given twice (first on line {1})",
        "“{0}”写了两次": "“{0}” is given twice",
        "{0}的分值为 {1}": "{0:said}: the weight is {1}",
        "指标“{0}”": "indicator “{0}”",
        "不低于{0}": "at least {0}",
        "{0}且{1}": "{0:said} and {1:said}",
        "低于{0}": "less than {0}",
        "可用：{0}": "possible: {0:list}",
        "（无）": "(none)",
        "“{0}”和“{0}”一样": "“{0}” twice",
        "{0}缺{1}（{2}）": "{1} is lacking in {0}{2:drop}",
        "{0}缺{1}（无）": "{1} is altogether lacking in {0}",
    },
    is_chinese,
)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("“编制数”写了两次", "“编制数” is given twice"),
        ("“编制数”写了两次（前一次在第 7 行）", "“编制数” is given twice (first on line 7)"),
        ("““三公”经费”写了两次", "““三公”经费” is given twice"),
        ("指标“培训场次”的分值为 10", "indicator “培训场次”: the weight is 10"),
        ("培训场次的分值为 10", None),  # what stands before 的 is no sentence of the book
        ("不低于60%", "at least 60%"),
        ("不低于60人", "at least “60人”"),
        ("不低于60%且低于90%", "at least 60% and less than 90%"),
        ("可用：year、在职人员数、（无）", "possible: year, “在职人员数”, (none)"),
        ("“甲”和“甲”一样", "“甲” twice"),
        ("“甲”和“乙”一样", None),
        ("“甲”缺year（年度）", "year is lacking in “甲”"),
        ("“甲”缺year（无）", "year is altogether lacking in “甲”"),  # of two that fit, the one leaving less untold
        ("指标“甲的分值为 乙”的分值为 10", "indicator “甲的分值为 乙”: the weight is 10"),
        ("“甲\n乙”写了两次", "“甲\n乙” is given twice"),
        ("weight", "weight"),
        ("“在职人员数” > 3", "“在职人员数” > 3"),
        ("谁也没写过的话", None),
    ],
)
def test_a_sentence_is_found_again_by_its_form(chinese: str, english: str | None) -> None:
    assert BOOK.say(chinese) == english


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("weight", False), ("分值", True), ("“分值” of 5", False), ("““三公”经费”", False), ("“甲” 乙", True),
        ("“甲", True), ("甲” a", True), ("”甲“", True), ("”a“", False), ("“a", False), ("", False),
    ],
)  # fmt: skip
def test_words_in_quotation_marks_are_the_users_own(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese


def test_several_faults_on_one_line_have_the_marks_of_their_language() -> None:
    faults = [Fault("甲", "没有这个文件", "请给出文件名"), Fault("", "没有这个文件"), Fault("", "没有这个文件")]
    assert on_one_line(faults) == "甲：没有这个文件。请给出文件名；没有这个文件"
    assert on_one_line(in_english(faults)) == "甲: there is no such file. Name a file; there is no such file"


def test_a_fault_no_sentence_fits_is_told_as_it_is() -> None:
    strange = Fault("甲.yaml:3", "谁也没写过的话", "请填写")
    assert [str(one) for one in in_english([strange])] == ["甲.yaml:3: 谁也没写过的话. Fill it in"]
    assert english("谁也没写过的话") == "谁也没写过的话"


# —— real faults ——


def untold(faults: tuple[Fault, ...] | list[Fault]) -> list[str]:
    """What of these is not English; file names, and words in quotation marks, are the user's own."""
    return [str(one) for one in in_english(faults) if is_chinese(one.what) or is_chinese(one.hint)]


@pytest.mark.parametrize("name", CASES)
def test_faults_of_rulebooks(name: str) -> None:
    old, new, *_ = CASES[name]
    found = lint_rulebook(TEXT.replace(old, new, 1).encode(), "bad.yaml")
    assert found
    assert not untold(found)


UNREADABLE: dict[str, bytes] = {
    "empty.docx": b"", "scan.docx": b"%PDF-1.7 ...", "picture.xlsx": b"\x89PNG\r\n\x1a\n", "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
    "half.docx": b"PK\x03\x04" + b"x" * 50, "noise.txt": bytes(range(256)) * 20, "blank.txt": b"  \n\n", "broken.txt": "绩效".encode() * 40 + b"\xff\xff",
    "page.html": b"<html><body><script>1</script></body></html>", "movie.mp4": b"\0\0\0\x18ftypmp42", "flat.xml": b"<?xml version='1.0'?><x xmlns='urn:oasis:names:tc:opendocument'/>",
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_faults_of_files_that_cannot_be_read(name: str) -> None:
    with pytest.raises(JixiaoError) as raised:
        read(UNREADABLE[name], name)
    assert not untold(raised.value.faults)
    assert all(is_chinese(one.what) for one in raised.value.faults)


BAD_CASE = """\
agency: 样例县图书馆（虚构）
year: 二〇二一
rulebook: cn/hunan-2017/department
color: red
facts:
  2021:
    在职人员: 31人
    编制书: 30人
    总支出: 五百
    “三公”经费: {预算数: 约7万元, 决算: 1, 年末数: 7}
    年末结余: -3万元
    新增预算: 20
  last: {}
rows:
  - {name: 培训场次, under: 产出指标, target: 很多, actual: 约108场次, weight: 五, measure: 定两}
judgements:
  管理制度健全性: {tier: 好, ratio: 120%, not_applicable: 没有}
"""


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*arguments, "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_a_bad_case_is_refused_in_english(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(BAD_CASE, encoding="utf-8")
    code, said = run("evaluate", str(path))
    assert code == 2
    assert "“color”" not in said
    assert re.search(r"case\.yaml:4: the file has an unknown key: color\. Known keys: agency, ", said)
    assert re.search(r"case\.yaml:2: “year” should be a whole number, but reads “二〇二一”\. Change it", said)
    assert said.rstrip().endswith("faults")
    assert not [line for line in said.splitlines() if is_chinese(line)]


def test_a_bad_workbook_is_refused_in_english(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.cell import MergedCell

    path = tmp_path / "book.xlsx"
    assert run("template", "--rulebook", "cn/hunan-2017/department", "-o", str(path))[0] == 0
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.value is None and not isinstance(cell, MergedCell):
                    cell.value = "不知道"
    book.save(path)
    code, said = run("evaluate", str(path))
    assert code == 2
    told = [line.partition(": ")[2] for line in said.splitlines()[:-1]]  # without file!sheet!cell
    assert len(told) > 20
    assert not [line for line in told if is_chinese(line)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nothing.docx"),
        ("check", "nothing.docx", "--format", "json"),
        ("check", "nothing.docx", "--rulebook", "cn/nowhere"),
        ("evaluate", str(ROOT / "docs")),
        ("trace", str(ROOT / "examples" / "department"), "没有的指标"),
        ("explain", "XX99"),
        ("rulebook", "show", "nowhere.yaml"),
        ("template", "--rulebook", "cn/hunan-2017/department", "-o", "/dev/null/x.xlsx"),
    ],
)
def test_what_does_not_exist_is_told_in_english(arguments: tuple[str, ...]) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert said.strip()
    assert not [line for line in said.splitlines() if is_chinese(line)]


def test_notes_on_scores_are_told_in_english() -> None:
    code, said = run("evaluate", str(ROOT / "examples" / "department" / "case.yaml"))
    assert code == 0
    assert "note: weights or rules entered from memory and not verified are used (“新建楼堂馆所投资概算控制率”, " in said


def test_notes_on_reading_are_told_in_english(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(("2021年总支出10万元。" * 20 + "\x01").encode("gb18030"))
    _, said = run("check", str(path))
    assert "note: read as GB18030" in said
    assert "note: 1 invisible control characters were read as blanks (lines 1)" in said


def test_sarif_and_json_put_english_marks_between_english() -> None:
    _, said = run("check", "nothing.docx", "--format", "sarif")
    assert '"text": "nothing.docx: there is no such file. Check the name and the folder"' in said
    _, said = run("check", "nothing.docx", "--format", "json")
    assert '"message": "nothing.docx: there is no such file"' in said
    assert '"hint": "Check the name and the folder"' in said


def test_why_a_file_has_no_comments_is_told_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise ReadError(
            Fault("report.txt", "内部部件 word/comments.xml 已损坏，加不上批注", "请用 Word、Excel 或 WPS 打开它另存一次")
        )

    monkeypatch.setattr("jixiao.writers.annotate.annotated", damaged)
    path = tmp_path / "report.txt"
    path.write_text("2021年总支出10万元。", encoding="utf-8")
    _, said = api.annotate(api.check_files([path], lang="en"), tmp_path / "out", "en")
    assert "report.txt: the inner part word/comments.xml is damaged; comments cannot be added. Open it with Word" in said[0]
    assert not is_chinese(said[0])


def test_chinese_stays_chinese() -> None:
    result = CliRunner().invoke(main, ["check", "nothing.docx"])
    assert "没有这个文件。请检查文件名和所在文件夹" in result.output
    assert "there is" not in result.output


def test_no_fault_is_lost_or_changes_its_place() -> None:
    found = lint_rulebook(TEXT.replace("weight: 20", "weight: 25").encode(), "bad.yaml")
    assert [one.where for one in in_english(found)] == [one.where for one in found]
    assert Counter(map(type, in_english(found))).total() == len(found)
