"""What `jixiao rulebook lint` prints and answers, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from jixiao.cli import main
from tests.unit.broken_books import TEXT, line_of
from tests.unit.test_rules_lint import DECLARED, EXAMPLE, changed


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["rulebook", "lint", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_command_lists_by_line_and_fails_on_errors_only(tmp_path: Path) -> None:
    path = tmp_path / "书.yaml"
    path.write_text(changed("        na: exclude\n", DECLARED) + EXAMPLE, "utf-8")
    line = line_of("rule: ≤100%", changed("        na: exclude\n", DECLARED))
    code, said = run(str(path))
    assert code == 0
    assert said.splitlines() == [
        f"{path}：已知 1 处（第 {line} 行）：“在职人员控制率”的评分标准写“计8分”，与分值20分不符 [promised_points]。源表的分值已改，评分标准没有改",
        f"{path}：已知 1 处（第 {line} 行）：“在职人员控制率”的评分标准写“扣0.8分”，规则书每次扣0.5分（deduct） [deduction_in_text]。同上，按分值比例取0.5分",
        "错误 0 处、需说明 0 处、提示 0 处；源文件自身的毛病（已知）2 处",
    ]
    path.write_text(changed("weight: 20\n", "weight: 25\n") + EXAMPLE, "utf-8")
    code, said = run(str(path))
    assert code == 1
    assert said.splitlines() == [
        f"{path}:{line_of('    weight: 60')}：错误：“投入”的下级分值之和为 65，与它的分值 60 不符。请核对下级分值",
        "错误 1 处、需说明 0 处、提示 0 处；源文件自身的毛病（已知）0 处",
    ]
    assert (
        run(str(path), "--lang", "en")[1].splitlines()[-1] == "1 errors, 0 warnings, 0 hints; 0 known defects of the source"
    )


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    path = tmp_path / "书.yaml"
    path.write_text(TEXT + EXAMPLE, "utf-8")
    code, said = run(str(path), "--format", "json")
    (only,) = json.loads(said)["remarks"]
    assert code == 0
    assert {key: only[key] for key in ("rule", "level", "indicator", "place", "known")} == {
        "rule": "broken_step", "level": "info", "indicator": "staffing", "known": None,
        "place": f"{path}:{line_of('scoring: {method: per_point')}",
    }  # fmt: skip


def test_several_books_are_looked_at_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, said = run("cn/hunan-2017/department", "cn/nowhere")
    assert code == 2
    assert "没有编号为“cn/nowhere”的规则书" in said
    assert run("cn/mof-2013-53/department")[0] == 0
