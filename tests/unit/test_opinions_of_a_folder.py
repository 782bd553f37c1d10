"""`check 文件夹 --opinions 文件夹`: an opinion for each file and a list of all, whatever the files are called and whether they can be read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from jixiao import api
from jixiao.cli import main
from jixiao.errors import UsageError

WRONG = "2021年度示例局（虚构）绩效自评报告\n在职人数10名，其中正科级1人，副科级2人，科员8人。\n"  # 1 + 2 + 8 = 11
RIGHT = "2021年度样例站（虚构）绩效自评报告\n在职人数11名，其中正科级1人，副科级2人，科员8人。\n"


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "报告"
    for name, text in {"甲/自评.txt": WRONG, "乙/自评.txt": RIGHT, "空.docx": "", "=1+1.txt": RIGHT}.items():
        path = reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in (".隐藏.txt", "~$自评.txt", "Thumbs.db", "desktop.ini"):
        (reports / name).write_text(WRONG, encoding="utf-8")
    return reports


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_file_has_its_opinion_and_its_row(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "意见"
    done = check(folder, "--opinions", out, "--date", "2022-05-10")
    assert done.exit_code == 2  # one file could not be read
    listed = rows(out / "清单.csv")
    assert [one["审核意见"] for one in listed] == [
        "'=1+1-审核意见.docx", "空-审核意见.docx", "自评-审核意见.docx", "自评-审核意见(2).docx",
    ]  # fmt: skip
    assert sorted(one.name for one in out.iterdir()) == sorted(
        [one["审核意见"].lstrip("'") for one in listed] + ["清单.csv"]
    )
    by_agency = {one["单位"]: one for one in listed if one["文件"].endswith("自评.txt")}
    assert {name: (one["结果"], one["错误"], one["年度"]) for name, one in by_agency.items()} == {
        "示例局(虚构)": ("已审核", "1", "2021"), "样例站(虚构)": ("已审核", "0", "2021"),
    }  # fmt: skip
    wrong = docx.Document(str(out / by_agency["示例局(虚构)"]["审核意见"]))
    words = "\n".join(one.text for one in wrong.paragraphs)
    assert "10名" in words and "11名" in words and "样例站" not in words and "2022年5月10日" in words
    (empty,) = (one for one in listed if one["文件"].endswith("空.docx"))
    assert (empty["结果"], empty["错误"]) == ("读不了", "") and empty["说明"].startswith("文件是空的")
    assert "文件是空的" in "\n".join(one.text for one in docx.Document(str(out / empty["审核意见"])).paragraphs)


def test_the_screen_has_a_line_for_each_and_all_of_it_where_a_form_is_asked_for(folder: Path, tmp_path: Path) -> None:
    lines = check(folder, "--opinions", tmp_path / "意见").stdout.splitlines()
    assert len(lines) == 4 and lines[1] == f"{folder / '空.docx'}: 无法审核：文件是空的（0 字节）"
    assert lines[3].startswith(f"{folder / '甲' / '自评.txt'}: 确定有误 1 处")
    assert check(folder, "--opinions", tmp_path / "意见", "--format", "json").stdout.startswith("{")
    assert "AR02" in check(folder).stdout and "AR02" not in "".join(lines)


def test_opinions_inside_the_folder_are_no_reports(folder: Path) -> None:
    first = check(folder, "--opinions", folder / "意见")
    again = check(folder, "--opinions", folder / "意见")
    assert first.stdout == again.stdout and "意见" not in again.stdout.replace("审核意见", "")
    refused = check(folder, "--opinions", folder)
    assert refused.exit_code == 2 and "审核意见不能和报告放在同一个文件夹里" in refused.stderr


def test_the_user_s_own_file_is_never_written_over(tmp_path: Path) -> None:
    own, report = tmp_path / "自评-审核意见.docx", tmp_path / "自评.txt"
    report.write_text(WRONG, encoding="utf-8")
    own.write_text(RIGHT, encoding="utf-8")
    done = check(report, own, "--opinions", tmp_path)
    assert done.exit_code == 2 and f"{own}：会盖住所审的原文件" in done.stderr
    assert own.read_text(encoding="utf-8") == RIGHT


def test_a_name_too_long_for_a_longer_one_is_cut(tmp_path: Path) -> None:
    report = tmp_path / f"{'长' * 80}.txt"  # 240 bytes; 255 are allowed, and 18 come behind
    report.write_text(RIGHT, encoding="utf-8")
    assert check(report, "--opinions", tmp_path / "意见").exit_code == 0
    assert (tmp_path / "意见" / f"{'长' * 66}-审核意见.docx").is_file()


def test_folders_with_nothing_or_far_too_much_in_them_are_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "多").mkdir()
    for number in range(3):
        (tmp_path / "多" / f"{number}.txt").write_text(RIGHT, encoding="utf-8")
    done = check(tmp_path / "空")
    assert (done.exit_code, done.stderr) == (2, f"{tmp_path / '空'}：里面没有可审核的文件。请检查文件夹是不是给错了\n")
    with pytest.raises(UsageError) as caught:
        api.files_of([tmp_path / "空", tmp_path / "多"], most=2)
    assert [one.what for one in caught.value.faults] == ["里面没有可审核的文件", "里面的文件超过 2 个"]
    assert len(api.files_of([tmp_path / "多"], most=3)) == 3


def test_out_is_a_file_and_a_folder_of_its_name_is_told(tmp_path: Path) -> None:
    report = tmp_path / "自评.txt"
    report.write_text(RIGHT, encoding="utf-8")
    assert "每份报告写一份审核意见的，用 --opinions" in check(report, "--out", tmp_path).stderr
