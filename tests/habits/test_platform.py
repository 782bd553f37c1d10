"""Nothing in the source leans on one system: no POSIX-only modules or calls, every text file with its encoding said."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "src").rglob("*.py")), ROOT / "tools" / "bundle" / "install.py"]
_PACKAGE = ROOT / "src" / "jixiao"
ASKS_FIRST = (
    _PACKAGE / "batch" / "limits.py", _PACKAGE / "readers" / "paper" / "child.py", _PACKAGE / "readers" / "office" / "libreoffice.py",
)  # fmt: skip
"""The files that name what only some systems have, each for its own process; they ask whether it is there."""
ONLY_POSIX = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "syslog", "posix"}
NOT_ON_WINDOWS = {
    "fork",
    "getuid",
    "geteuid",
    "getpgid",
    "killpg",
    "mkfifo",
    "symlink",
    "setsid",
    "SIGKILL",
    "SIGALRM",
    "alarm",
}


def only_posix(tree: ast.Module) -> list[int]:
    """Lines that name what only one system has."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(one.name in ONLY_POSIX for one in names):
                found.append(node.lineno)
            case ast.ImportFrom(module=module) if module in ONLY_POSIX:
                found.append(node.lineno)
            case ast.Attribute(value=ast.Name(id="os" | "signal"), attr=attr) if attr in NOT_ON_WINDOWS:
                found.append(node.lineno)
    return found


def encoding_unsaid(tree: ast.Module) -> list[int]:
    """Lines that open, read or write text, or talk to a process in text, in whatever encoding the system has."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        keys = {one.arg for one in node.keywords}
        said = "encoding" in keys or (name == "read_text" and bool(node.args))
        texts = name in ("read_text", "write_text") or (name in ("run", "Popen", "check_output") and "text" in keys)
        opened = isinstance(node.func, ast.Name) and name == "open" and not _binary(node)
        if not said and (texts or opened):
            found.append(node.lineno)
    return found


def _binary(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(key.value for key in call.keywords if key.arg == "mode")]
    return any(isinstance(one, ast.Constant) and "b" in str(one.value) for one in modes)


@pytest.mark.parametrize("rule", [only_posix, encoding_unsaid])
def test_the_source_leans_on_no_one_system(rule: object) -> None:
    assert callable(rule)
    found = [
        f"{path.name}:{line}"
        for path in SOURCES
        if path not in ASKS_FIRST
        for line in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code", ["import fcntl", "from pwd import getpwnam", "import os\nos.fork()", "import signal\nsignal.SIGALRM"]
)
def test_what_only_one_system_has_is_seen(code: str) -> None:
    assert only_posix(ast.parse(code))


@pytest.mark.parametrize("code", ["open('a')", "open('a', 'w')", "path.write_text('a')", "subprocess.run(['a'], text=True)"])
def test_an_encoding_left_to_the_system_is_seen(code: str) -> None:
    assert encoding_unsaid(ast.parse(code))
    assert not encoding_unsaid(
        ast.parse("open('a', 'rb'); open('a', encoding='utf-8'); path.read_text('utf-8'); click.echo(text='a')")
    )


PROGRAM = "import sys; from jixiao.cli import main; sys.exit(main())"


def on_console(encoding: str, *arguments: str | Path, cwd: Path) -> tuple[int, str]:
    """What a console of `encoding` shows: 936 on a Chinese Windows."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).decode("gbk" if encoding.startswith("gbk") else encoding, "strict")


def test_a_gbk_console_paths_with_blanks_and_gb18030_text(tmp_path: Path) -> None:
    folder = tmp_path / "绩效 自评（2021）"
    folder.mkdir()
    report = folder / "自评 报告.txt"
    text = (ROOT / "examples" / "seed-twin" / "report.txt").read_text(encoding="utf-8")
    report.write_bytes(text.encode("gb18030"))
    code, shown = on_console("gbk", "check", report, "--annotate", folder / "带 批注", cwd=tmp_path)
    assert code == 1
    assert "现有在职人员写 10名，所列各项 1人 + 1人 + 1人 + 2人 + 6人 合计为 11名" in shown
    code, shown = on_console("gbk", "evaluate", ROOT / "examples" / "department", "--out", folder / "结 果", cwd=tmp_path)
    assert code == 0 and "得分 86.98 分" in shown
    assert (folder / "结 果" / "自评报告.docx").is_file()


def test_a_file_named_on_a_chinese_windows_is_named_rightly(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gb18030")
    Path(os.fsdecode(name)).write_bytes((ROOT / "examples" / "seed-twin" / "report.txt").read_bytes())
    code, shown = on_console(
        "utf-8", "check", os.fsdecode(name), "--out", tmp_path / "结果.html", "--format", "html", cwd=tmp_path
    )
    assert code == 1, shown
    assert "报告.txt" in (tmp_path / "结果.html").read_text(encoding="utf-8")
