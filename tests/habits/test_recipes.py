"""The recipes of CONTRIBUTING.md, followed to the letter in a scratch copy of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    git = ["git", "-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    for command in (["init", "-q"], ["add", "docs/codes.txt"], ["commit", "-q", "-m", "as it was"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False)


def pytest_in(copy: Path, *which: str) -> subprocess.CompletedProcess[str]:
    return run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *which)


def test_add_a_check(copy: Path) -> None:
    about_checks = ("tests/habits/test_checks.py", "tests/unit/test_check_pages.py", "-k", "TX90 or codes or there_are")
    made = run(copy, "tools/new_check.py", "TX90", "shouting", "连用两个叹号")
    assert made.returncode == 0, made.stderr
    assert run(copy, "tools/docs.py").returncode == 0
    unfilled = pytest_in(copy, *about_checks)
    assert unfilled.returncode == 1, unfilled.stdout
    assert "TX90" in unfilled.stdout

    code = copy / "src/jixiao/checks/TX/TX90_shouting.py"
    text = code.read_text(encoding="utf-8")
    text = text.replace("import Context, check\n", "import Context, check, finding\n").replace(
        "import Finding\n", "import Finding, Level\n"
    )
    text = text.replace(
        "    yield from ()\n",
        "    for words, place in zip(context.reading.paragraphs, context.reading.places, strict=True):\n"
        '        if "!!" in words:\n            yield finding("TX90", Level.INFO, place, words[:40])\n',
    )
    code.write_text(text, encoding="utf-8")
    page = copy / "src/jixiao/checks/TX/TX90_shouting.md"
    words = page.read_text(encoding="utf-8").replace("## 查什么\n", "## 查什么\n\n两个叹号连用。\n")
    words = words.replace("## 为什么\n", "## 为什么\n\n公文不用叹号强调。\n").replace(
        "## 怎么改\n", "## 怎么改\n\n改为句号。\n"
    )
    words = words.replace("这一行该报。   # TX90 error", "成绩显著！！   # TX90 info").replace("TX90 error", "TX90 info")
    words = words.replace("这一行不该报。", "成绩显著。").replace("这一行也不该报。", "成绩显著！")
    page.write_text(words, encoding="utf-8")
    filled = pytest_in(copy, *about_checks)
    assert filled.returncode == 0, filled.stdout
    assert "TX90 shouting - 0.1" in (copy / "docs/codes.txt").read_text(encoding="utf-8")
    explained = run(copy, "-c", "from jixiao.cli import main; main(['explain', 'TX90'])")
    assert "公文不用叹号强调。" in explained.stdout, explained.stderr


def test_a_code_is_not_given_twice(copy: Path) -> None:
    refused = run(copy, "tools/new_check.py", "AR01", "something_new", "别的")
    assert refused.returncode == 2
    assert "已用过" in refused.stderr
    assert run(copy, "tools/new_check.py", "ZZ01", "something_new", "别的").returncode == 2
    assert run(copy, "tools/new_check.py", "AR90", "Something", "别的").returncode == 2
