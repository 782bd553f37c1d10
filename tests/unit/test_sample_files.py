"""A spot check from files: any order, encoding and format of the list, all faults at once, results made again."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from fractions import Fraction as F
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao.cli import main
from jixiao.phrasebook import is_chinese

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "examples" / "spot-check" / "名单.csv"
RISK = ("--rate", "40%", "--seed", "2022抽查", "--risk", "findings,gap,years", "--year", "2022")
HEAD = "单位,类型,金额（万元）,疑点数\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["sample", *map(str, arguments)])


def told(folder: Path, text: str | bytes, *arguments: str) -> list[str]:
    """The faults of a list, one a line."""
    path = folder / "名单.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run(path, *(arguments or ("--count", "1", "--seed", "x", "--sizes", "none")))
    assert done.exit_code == 2, done.output
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    return done.stderr.splitlines()


def rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(LIST.read_text(encoding="utf-8"))))


def as_csv(lines: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue()


# —— the same units, the same bytes ——


def variants(folder: Path) -> list[Path]:
    head, *body = rows()
    random.Random(7).shuffle(body)
    shuffled = as_csv([head, *body])
    order = [3, 0, 6, 2, 1, 5, 4, 7]
    files = {
        "行序.csv": shuffled.encode(),
        "列序.csv": as_csv([[line[one] for one in order] for line in [head, *body]]).encode(),
        "BOM.csv": b"\xef\xbb\xbf" + shuffled.encode(),
        "国标.csv": shuffled.encode("gb18030"),
        "半角.csv": shuffled.replace("（", "(").replace("）", ")").encode(),
        "分号.csv": shuffled.replace(",", ";").encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in [head, *body]:
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in line])
    book.save(folder / "名单.xlsx")
    return [*(folder / name for name in files), folder / "名单.xlsx"]


@pytest.mark.parametrize("form", ["json", "text", "csv"])
def test_order_encoding_and_format_of_the_list_do_not_matter(form: str, tmp_path: Path) -> None:
    wanted = run(LIST, *RISK, "--format", form)
    assert wanted.exit_code == 0
    for path in variants(tmp_path):
        assert run(path, *RISK, "--format", form).output == wanted.output, path.name


def test_other_processes_draw_the_same(tmp_path: Path) -> None:
    found = set()
    for salt in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
        line = [sys.executable, "-m", "jixiao", "sample", str(LIST), *RISK, "--format", "json"]
        found.add(subprocess.run(line, capture_output=True, check=True, env=environment).stdout)
    assert found == {run(LIST, *RISK, "--format", "json").stdout_bytes}


# —— weights, worked out by hand ——

WEIGHED = """单位,自评分,执行率得分,疑点数,上次抽查年度,全年预算数,全年执行数
甲,95,8.5,3,2020,100,85
乙,90,9,0,2022,100,75
丙,86,8.6,9,,100,96
丁,0,0,1,2001,0,0
戊,91,9.5,0,2021,0,0
"""
BY_HAND = {
    # 甲: S=86.5, reached .9611, gap (.9611-.85)/.9611 = 11.6% red 3; findings 1.5; two years 1
    "甲": F(13, 2),
    # 乙: S=81, reached .9, E/10 .9: gap 0; a quarter is left: yellow 1; drawn this year: 0
    "乙": F(2),
    # 丙: S=77.4 reached .86 = E/10: gap 0; 4% left; findings 4.5 capped at 3; never drawn 3
    "丙": F(7),
    # 丁: S=0: no light though there is no budget; findings .5; 21 years capped at 3
    "丁": F(9, 2),
    # 戊: S=81.5 reached .9056, below .95; no budget: yellow 1; one year .5
    "戊": F(5, 2),
}


def test_weights_are_what_the_rule_says(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(WEIGHED, encoding="utf-8")
    done = run(path, "--count", "1", "--seed", "x", "--sizes", "none", *RISK[4:], "--format", "json")
    record = json.loads(done.stdout)
    members = {one["key"]: one for one in record["strata"][0]["members"]}
    assert {key: F(one["weight"]) for key, one in members.items()} == BY_HAND
    assert {key: F(one["probability"]) for key, one in members.items()} == {
        key: weight / sum(BY_HAND.values()) for key, weight in BY_HAND.items()
    }
    assert members["丙"]["why"] == (
        "权重 7，入样概率 31.11%；疑点 9 处，加 3；指标得分与执行率得分的差距在限度之内，加 0；没有抽查过，加 3"
    )


def test_the_edge_of_five_percent_is_inside(tmp_path: Path) -> None:
    """S = 90, E = 9.5: the gap is 5% exactly, and more than 5% is red."""
    path = tmp_path / "a.csv"
    path.write_text("单位,指标得分,执行率得分\n甲,90,9.5\n乙,90,9.49\n", encoding="utf-8")
    done = run(path, "--count", "1", "--seed", "x", "--sizes", "none", "--risk", "gap", "--format", "json")
    members = {one["key"]: one["weight"] for one in json.loads(done.stdout)["strata"][0]["members"]}
    assert members == {"甲": "1", "乙": "4"}


def test_the_gap_is_a_share_of_what_the_indicators_reached(tmp_path: Path) -> None:
    """S = 45 reached 50%. E = 4.8 is 48%: (50 − 48) ÷ 50 is 4%. E = 4.7: 6%, though only 3 points of a hundred apart."""
    path = tmp_path / "a.csv"
    path.write_text("单位,指标得分,执行率得分\n甲,45,4.8\n乙,45,4.7\n", encoding="utf-8")
    done = run(path, "--count", "1", "--seed", "x", "--sizes", "none", "--risk", "gap", "--format", "json")
    members = {one["key"]: one["weight"] for one in json.loads(done.stdout)["strata"][0]["members"]}
    assert members == {"甲": "1", "乙": "4"}


def test_a_fifth_unspent_is_inside_and_the_share_is_rounded_half_up(tmp_path: Path) -> None:
    """More than 20% left is yellow. Of 800, 639.96 spent leaves 160.04: 20.005%, told as 20.01%."""
    path = tmp_path / "a.csv"
    rows = "甲,90,10,800,640\n乙,90,10,800,639.96\n"
    path.write_text(f"单位,指标得分,执行率得分,全年预算数,全年执行数\n{rows}", encoding="utf-8")
    done = run(path, "--count", "1", "--seed", "x", "--sizes", "none", "--risk", "gap", "--format", "json")
    members = {one["key"]: one for one in json.loads(done.stdout)["strata"][0]["members"]}
    assert {key: one["weight"] for key, one in members.items()} == {"甲": "1", "乙": "2"}
    assert "预算结余 20.01%，超过 20%" in members["乙"]["why"]


# —— bad input ——


def test_all_faults_of_a_list_are_told_at_once_row_by_row(tmp_path: Path) -> None:
    text = HEAD + "甲,学校,100,1\n甲,学校,90,2\n,学校,80,1\n乙,,七十,1.5\n丙,学校,-3,-1\n丁,学校,,\n戊,学校,1e9,2\n"
    lines = told(tmp_path, text, "--count", "1", "--seed", "x", "--risk", "findings")
    assert lines == [
        "名单.csv:3：“单位”一栏：“甲”与第 2 行重复。每个单位或项目只写一行；同名的请加“代码”一栏",
        "名单.csv:4：“单位”一栏：没有填。请补上；不参加抽查的单位请整行删去",
        "名单.csv:5：“类型”一栏：没有填。请补上；不参加抽查的单位请整行删去",
        "名单.csv:5：“金额”一栏：“七十”不是数。只写数字，计量单位写在表头，如“金额（万元）”",
        "名单.csv:5：“疑点数”一栏：“1.5”不是整数。请核对",
        "名单.csv:6：“金额”一栏：-3 小于 0。请核对",
        "名单.csv:6：“疑点数”一栏：-1 小于 0。请核对",
        "名单.csv:7：“金额”一栏：没有填。没有数不等于 0；请补上，是 0 的写 0",
        "名单.csv:7：“疑点数”一栏：没有填。没有数不等于 0；请补上，是 0 的写 0",
        "名单.csv:8：“金额”一栏：“1e9”不是数。只写数字，计量单位写在表头，如“金额（万元）”",
        "共 10 处",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "文件是空的"), ("名称,数\n甲,1\n", "没有找到名单的表头"), (HEAD, "名单里没有单位"),
        (HEAD + "合计,,1,1\n", "名单里没有单位"), (b"\xff\x00\xff\xfe\x80", "编码认不出"),
        (HEAD + '"甲,学校,1,1\n', "CSV 写法有误"), (HEAD + "甲,学校,1,1,9\n", "这一行有 5 格，表头只有 4 格"),
        ("单位,单位名称,金额\n甲,甲,1\n", "“单位”和“单位名称”是同一栏"),
        ("单位,金额\n甲,#REF!\n", "“#REF!”不是数"),
        ("单位,金额\n甲," + "9" * 40 + "\n", "不是数"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used(text: str | bytes, expected: str, tmp_path: Path) -> None:
    assert expected in told(tmp_path, text)[0]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("--rate 10%", "种子是空的"), ("--seed x", "只写一个"), ("--seed x --rate 10% --count 3", "只写一个"),
        ("--seed x --rate 0.1", "不是大于 0"), ("--seed x --rate 0%", "不是大于 0"), ("--seed x --rate 101%", "不是大于 0"),
        ("--seed x --count 0", "至少抽 1 家"), ("--seed x --count 1 --risk luck", "没有名为“luck”的加权因素"),
        ("--seed x --count 1 --risk gap,gap", "写了两次"), ("--seed x --count 1 --risk years", "要知道这次是哪一年"),
        ("--seed x --count 1 --sizes 5,3", "没有由小到大"), ("--seed x --count 1 --sizes big", "不是分档的上限"),
        ("--seed x --count 1 --risk gap", "没有“执行率得分”一栏"), ("--seed x --count 1", "没有“金额”一栏"),
        ("--seed x --count 9 --sizes none", "名单里只有 2 家"),
        ("--seed x --count 1 --sizes none --risk years --year 2019", "2020 年晚于本次的 2019 年"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_met(arguments: str, expected: str, tmp_path: Path) -> None:
    text = "单位,疑点数,上次抽查年度\n甲,1,2020\n乙,1,2020\n"
    assert expected in "\n".join(told(tmp_path, text, *arguments.split(" ")))
    assert not is_chinese(told(tmp_path, text, *arguments.split(" "), "--lang", "en")[0].partition(": ")[2])


def test_columns_about_people_are_neither_read_nor_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位,金额,联系人,电话\n甲,1,无名氏甲,00000000\n乙,2,无名氏乙,11111111\n", encoding="utf-8")
    for form in ("text", "json", "csv"):
        output = run(path, "--rate", "50%", "--seed", "x", "--format", form).output
        assert "无名氏" not in output
        assert "11111111" not in output
    assert "没有读取、没有保存的栏：联系人、电话" in run(path, "--rate", "50%", "--seed", "x").output


def test_a_name_is_no_formula_in_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('单位,金额\n"=cmd()",1\n', encoding="utf-8")
    assert "'=cmd（）" in run(path, "--rate", "50%", "--seed", "x", "--format", "csv").output


# —— made again ——


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "抽查.json"
    assert run(LIST, *RISK, "--format", "json", "--out", path).exit_code == 0
    return path


def test_a_result_is_made_again_from_another_file_of_the_same_list(result: Path, tmp_path: Path) -> None:
    for path in (LIST, *variants(tmp_path)):
        done = run(path, "--verify", result)
        assert done.exit_code == 0, done.output
        assert "完全相同" in done.output


def test_a_changed_list_is_told_unit_by_unit(result: Path, tmp_path: Path) -> None:
    lines = rows()
    lines[1][2], lines[2][0] = "1.00", "示例县新校（虚构）"
    path = tmp_path / "b.csv"
    path.write_text(as_csv(lines), encoding="utf-8")
    done = run(path, "--verify", result)
    assert done.exit_code == 1
    for words in (
        "名单与抽取时的不同",
        "名单里少了：示例县二小（虚构）",
        "名单里多了：示例县新校（虚构）",
        "名单里改了：示例县一小（虚构）",
    ):
        assert words in done.stderr


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("request", "seed"), "另一个", "抽中的单位不一样"), (("drawn", 0), "示例县没有的（虚构）", "抽中的单位不一样"),
        (("strata", 0, "members", 0, "weight"), "1/7", "所记的权重、概率或说明与重算的不同"),
        (("method",), "lots/1", "抽法是“lots/1”"), (("definitions_sha256",), "0", "加权规定与本软件的不同"),
        (("strata",), 7, "所记的权重"), (("strata",), [7, {"members": [7]}], "所记的权重"),
        (("strata",), [{"members": 7}], "所记的权重"),
    ],
)  # fmt: skip
def test_a_changed_result_is_told(path: tuple[str | int, ...], value: object, expected: str, result: Path) -> None:
    record = json.loads(result.read_text(encoding="utf-8"))
    inner = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    result.write_text(json.dumps(record), encoding="utf-8")
    done = run(LIST, "--verify", result)
    assert done.exit_code == 1, done.output
    assert expected in done.stderr
    assert "\n" not in done.stderr.strip() or "处" in done.stderr


@pytest.mark.parametrize("strata", [7, [7], [{}], [{"members": 7}], [{"members": [7, {}]}]])
def test_a_damaged_result_of_another_list_is_told(strata: object, result: Path) -> None:
    record = json.loads(result.read_text(encoding="utf-8"))
    result.write_text(json.dumps({**record, "population": 0, "strata": strata}), encoding="utf-8")
    done = run(LIST, "--verify", result)
    assert done.exit_code == 1, done.output
    assert "名单里多了：" in done.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "不是可读的 JSON"), ("[" * 100_000, "不是可读的 JSON"), ("[]", "不是抽查结果"), ("{}", "不是抽查结果"),
        ('{"schema": 1, "request": {"seed": 5}}', "request 里缺少，或写法不对：seed、rate、count、year、sizes、risk"),
    ],
)  # fmt: skip
def test_a_result_that_is_none(text: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    done = run(LIST, "--verify", path)
    assert done.exit_code == 2
    assert expected in done.stderr


def test_verify_takes_what_the_result_records() -> None:
    assert run(LIST, "--verify", "r.json", "--seed", "x").exit_code == 2
