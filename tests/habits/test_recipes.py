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


RULEBOOK = """\
rulebook: cn/sample-2024/project
extends: cn/mof-2020-10/project
title: 样例县项目支出绩效自评（虚构）
region: 样例县（虚构）
year: 2024
sources:
  county: {doc: 样财绩〔2024〕0号（虚构）, title: 样例县项目支出绩效自评办法}
replace:
  indicators.execution.scoring:
    value: {method: per_point_deduction, base: 100, side: below, deduct: 0.5, partial_step: linear}
    verified: seen
    source: county
examples:
  - name: 执行率96%，低4个百分点，扣2分
    given: {execution: {全年执行数: 96万元, 全年预算数: 100万元}}
    expect: {execution: 8}
"""


def test_add_a_rulebook(copy: Path) -> None:
    path = copy / "src/jixiao/rulebooks/cn/sample-2024/project.yaml"
    path.parent.mkdir()
    lint = "from jixiao.cli import main; main(['rulebook', 'lint', 'src/jixiao/rulebooks/cn/sample-2024/project.yaml'])"
    path.write_text(RULEBOOK.replace("execution: 8}", "execution: 9}"), encoding="utf-8")
    wrong = run(copy, "-c", lint)
    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
    assert "project.yaml:" in wrong.stdout + wrong.stderr

    path.write_text(RULEBOOK, encoding="utf-8")
    right = run(copy, "-c", lint)
    assert right.returncode == 0, right.stdout + right.stderr
    done = pytest_in(copy, "tests/habits/test_rulebooks.py")
    assert done.returncode == 0, done.stdout


WRITER = '''"""Document → Markdown, for those who paste a report into something else."""

from __future__ import annotations

from jixiao.model.document import Document
from jixiao.writers import WRITERS


@WRITERS.add("md")
def write_md(document: Document) -> bytes:
    """The texts of `document`, a paragraph each."""
    return "\\n\\n".join(block.text for block in document.texts()).encode("utf-8")
'''


def test_add_a_writer(copy: Path) -> None:
    (copy / "src/jixiao/writers/markdown.py").write_text(WRITER, encoding="utf-8")
    there_and_back = "from jixiao.readers import read; from jixiao.writers import write; print(write(read('甲\\n乙\\n'.encode(), 'a.txt'), 'md'))"
    done = run(copy, "-c", there_and_back)
    assert done.stdout.strip() == str("甲\n\n乙".encode()), done.stderr
    floors = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    assert subprocess.run(floors, cwd=copy, env=environment, capture_output=True, check=False).returncode == 0

    (copy / "src/jixiao/writers/markdown.py").write_text(
        WRITER + "\nimport jixiao.rules  # noqa: E402, F401\n", encoding="utf-8"
    )
    assert subprocess.run(floors, cwd=copy, env=environment, capture_output=True, check=False).returncode == 1
