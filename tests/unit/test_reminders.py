"""What evaluate asks to look at again stands on the screen, in both languages, and changes neither score nor exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli import main

CASE = (Path(__file__).parents[2] / "examples" / "department" / "case.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "请核对：第1个问题：完成时限“尽快”不是日期。写成 2022-06-30 或 2022年6月底 的样子"),
        ("en", "Look again: 第1个问题: the date “尽快” is no date. Write it like 2022-06-30"),
    ],
)
def test_a_date_that_is_none_is_said_on_the_screen(tmp_path: Path, lang: str, line: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("due: 2022年6月底", "due: 尽快", 1), "utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(path), "--date", "2022-03-31", "--lang", lang])
    assert result.exit_code == 0
    assert line in result.output.splitlines() and "86.98" in result.output
    machine = CliRunner().invoke(main, ["evaluate", str(path), "--date", "2022-03-31", "--format", "json"])
    assert machine.exit_code == 0 and "请核对" not in machine.output
