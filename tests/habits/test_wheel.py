"""A built wheel is all that a user needs: it installs into an empty environment from the pinned requirements and runs there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import jixiao

ROOT = Path(__file__).resolve().parents[2]
TWIN = ROOT / "examples" / "seed-twin" / "report.txt"
CASE = ROOT / "examples" / "department" / "case.yaml"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = wheel.parent / "source" / "src"
    ours = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert inside == ours
    assert {Path(name).suffix for name in inside} >= {".py", ".yaml", ".json", ".md"}


def test_the_wheel_runs_alone(wheel: Path, tmp_path: Path) -> None:
    assert run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path).returncode == 0
    python, jixiao_command = tmp_path / "venv" / "bin" / "python", tmp_path / "venv" / "bin" / "jixiao"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    installed = run(*pip, "--no-deps", "--no-index", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr

    home = run(python, "-c", "import jixiao; print(jixiao.__file__)", cwd=tmp_path).stdout
    assert home.startswith(str(tmp_path))
    assert jixiao.__version__ in run(jixiao_command, "--version", cwd=tmp_path).stdout

    checked = run(jixiao_command, "check", TWIN, "--format", "json", cwd=tmp_path)
    assert checked.returncode == 1, checked.stderr
    assert json.loads(checked.stdout)["files"][0]["findings"]
    evaluated = run(jixiao_command, "evaluate", CASE, "--out", tmp_path / "out", cwd=tmp_path)
    assert evaluated.returncode == 0, evaluated.stderr
    assert (tmp_path / "out" / "自评报告.docx").is_file()
    assert run(jixiao_command, "explain", "AR01", cwd=tmp_path).stdout.startswith("# AR01")
