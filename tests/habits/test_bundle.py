"""The offline bundle: packed from the pinned wheels, it installs and runs with the network cut, in a folder with blanks and Chinese."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        command, cwd=cwd, env={**environment, **more}, capture_output=True, text=True, encoding="utf-8", check=False
    )


def cut() -> list[str]:
    """What a command begins with to run without a network: a namespace of its own where the system gives one."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        return []
    return [unshare, "-rn"]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("包") / "离线 安装包"
    made = run(sys.executable, "-m", "tools.bundle", folder, "--here", cwd=ROOT)
    assert made.returncode == 0, made.stderr
    return folder


def test_it_installs_and_runs_with_the_network_cut(bundle: Path, tmp_path: Path) -> None:
    target = tmp_path / "绩效 试装"
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    installed = run(*cut(), sys.executable, bundle / "install.py", target, cwd=tmp_path, **nowhere)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "得分 86.98 分" in installed.stdout  # worked out by hand in tests/cases/department
    assert (target / "试运行" / "自评报告.docx").is_file()

    jixiao = target / "jixiao"
    checked = run(*cut(), jixiao, "check", target / "examples/seed-twin/report.txt", "--format", "json", cwd=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert json.loads(checked.stdout)["files"][0]["findings"]
    home = run(target / "venv" / "bin" / "python", "-c", "import jixiao; print(jixiao.__file__)", cwd=tmp_path).stdout
    assert home.startswith(str(target))
    assert run(jixiao, "explain", "AR01", cwd=tmp_path).stdout.startswith("# AR01")


def test_the_handbook_in_it_opens_by_itself(bundle: Path) -> None:
    page = (bundle / "guide" / "会计人员使用手册.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="([^"]+)', page)
    assert len(pictures) == len(list((ROOT / "docs" / "guide" / "pictures").glob("*.png")))
    assert all(one.startswith("data:image/png;base64,") for one in pictures)
    assert "jixiao evaluate examples/workbook/采集表.xlsx" in page and "<!--" not in page
    for name, place in re.findall(r'<a href="(?!https?:)([^"#]*)#?([^"]*)"', page):
        other = (bundle / "guide" / unquote(name)).read_text(encoding="utf-8") if name else page
        assert not place or f'id="{unquote(place)}"' in other, (name, place)
    assert all(path.suffix == ".html" for path in (bundle / "guide").iterdir())


def test_a_damaged_bundle_installs_nothing_and_names_the_file(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / "坏包"
    shutil.copytree(bundle, copy)
    (copy / "requirements.txt").write_text("", encoding="utf-8")
    (wheel,) = copy.glob("wheels/jixiao-*.whl")
    wheel.unlink()
    installed = run(sys.executable, copy / "install.py", tmp_path / "装", cwd=tmp_path)
    assert installed.returncode == 2
    assert "requirements.txt" in installed.stdout and wheel.name in installed.stdout
    assert not (tmp_path / "装").exists()


def test_the_batch_file_for_windows_is_ascii_with_its_line_ends(bundle: Path) -> None:
    data = (bundle / "install.bat").read_bytes()
    data.decode("ascii")
    assert data.count(b"\r\n") == data.count(b"\n") > 5
