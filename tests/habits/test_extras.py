"""jixiao runs with what requirements/run.txt installs and nothing else, and a command loads only what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TWIN = ROOT / "examples" / "seed-twin" / "report.txt"

BEHIND_A_WALL = """
import sys
class Wall:
    def __init__(self, names): self.names = names
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names: raise ModuleNotFoundError(f"{name} stands behind the wall", name=name)
sys.meta_path.insert(0, Wall(frozenset(sys.argv[1].split(","))))
sys.argv[:] = ["jixiao", *sys.argv[2:]]
from jixiao.cli import main
main()
"""


def run(*arguments: str, without: set[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", BEHIND_A_WALL, ",".join(sorted(without)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def not_for_users() -> set[str]:
    """Top-level modules of everything installed here that requirements/run.txt does not name, and of what later extras will bring."""
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    ours = {"jixiao", *re.findall(r"^([a-z0-9._-]+)==", pins, re.MULTILINE)}
    others = {module for module, names in packages_distributions().items() if not {canonical(name) for name in names} & ours}
    return others | {"django", "dask", "polars", "numpy", "openpyxl"}


def test_the_wall_holds() -> None:
    assert {"pytest", "hypothesis", "openpyxl", "cn2an"} <= not_for_users()
    assert not {"click", "yaml", "jixiao"} & not_for_users()
    assert "click stands behind the wall" in run("--version", without={"click"}).stderr


@pytest.mark.parametrize("arguments", [("--version",), ("check", str(TWIN)), ("rulebook", "list")], ids=" ".join)
def test_commands_run_without_test_tools_and_extras(arguments: tuple[str, ...]) -> None:
    bare = run(*arguments, without=not_for_users())
    assert bare.returncode == (1 if arguments[0] == "check" else 0), bare.stderr
    assert bare.stdout.strip()
    assert not bare.stderr


def test_evaluate_runs_without_test_tools_and_extras(tmp_path: Path) -> None:
    case = str(ROOT / "examples" / "department" / "case.yaml")
    bare = run("evaluate", case, "--out", str(tmp_path), without=not_for_users())
    assert bare.returncode == 0, bare.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"scorecard.json", "自评报告.docx", "自评表.xlsx", "report.html"}


def test_checking_a_text_loads_no_library_of_other_formats() -> None:
    """The cold start of `check` is felt by everyone, every time."""
    heavy = {"docx", "xlsxwriter", "pygal", "pypdfium2", "jsonschema", "lxml", "urllib3", "asyncio", "http"}
    light = run("check", str(TWIN), without=heavy)
    assert not light.stderr
    assert light.returncode == 1
    assert light.stdout == run("check", str(TWIN), without={"nothing"}).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("batch", "score", "examples/many-agencies", "--rulebook", "cn/hunan-2017/department", "--out", "out"),
        ("batch", "copies", "examples/copies", "--out", "out"),
        ("reference", "build", "examples/department", "--store", "out"),
        ("reference", "show", "预算执行率", "--like", "样例县图书档案局（虚构）", "--store", "out"),
    ],
    ids=lambda one: " ".join(one[:2]),
)
def test_what_needs_the_extra_says_so(arguments: tuple[str, ...]) -> None:
    absent = "import sys; sys.modules.update(dict.fromkeys(['numpy', 'pyarrow'])); from jixiao.cli import main; main()"
    command = [sys.executable, "-W", "error", "-c", absent, *arguments]
    bare = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert bare.returncode == 2
    assert "软件包没有装：numpy、pyarrow" in bare.stderr
    assert "requirements/batch.txt" in bare.stderr
    assert "Traceback" not in bare.stderr
