"""Installs jixiao from this folder, without a network: `python install.py [folder]`. Needs Python 3.11 or later, nothing else.

What it does: checks the files against SHA256SUMS, makes a virtual environment in the folder (default: jixiao in the home
folder), installs the wheels from `wheels` by their hashes, writes a starter, and evaluates an example to show that it works.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEAST = (3, 11)
WINDOWS = os.name == "nt"
HANDBOOK = "会计人员使用手册.html"
WINDOW = "打开命令窗口.bat"
WINDOW_TEXT = '@echo off\r\ncd /d "%~dp0"\r\nset "PATH=%~dp0;%PATH%"\r\ncmd /k\r\n'
"""A window that stands in the folder and knows `jixiao`: whoever never opened one double-clicks this. Its text is ASCII."""


def say(text: str) -> None:
    """Print, on a console of any encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def stop(what: str, hint: str) -> int:
    """Say what is wrong and what to do."""
    say(f"安装没有完成：{what}。{hint}")
    return 2


def damaged() -> list[str]:
    """Files of the folder that are lacking or not as they were packed."""
    wrong = []
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = HERE / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program with none of the caller's settings of pip and Python."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    return subprocess.run(
        [str(one) for one in command], capture_output=True, text=True, encoding="utf-8", errors="replace",
        env={**environment, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip


def write_starter(folder: Path, program: Path) -> Path:
    """A file beside the environment that starts jixiao from anywhere; on Windows also one that opens a window to type in."""
    if WINDOWS:
        starter = folder / "jixiao.bat"
        starter.write_text(f'@echo off\r\n"%~dp0{program.relative_to(folder)}" %*\r\n', encoding="ascii", newline="")
        (folder / WINDOW).write_text(WINDOW_TEXT, encoding="ascii", newline="")
    else:
        starter = folder / "jixiao"
        starter.write_text(f'#!/bin/sh\nexec "$(dirname "$0")/{program.relative_to(folder)}" "$@"\n', encoding="utf-8")
        starter.chmod(0o755)
    return starter


def main(arguments: list[str]) -> int:
    """Install into the folder given; 0 when an example was evaluated with what was installed."""
    if sys.version_info < LEAST:
        return stop(f"这台电脑的 Python 是 {sys.version.split()[0]}，要求 3.11 或更高", "请装新版 Python 后再运行")
    if wrong := damaged():
        return stop(f"安装文件缺失或损坏：{'、'.join(wrong[:5])}", "请重新复制整个文件夹")
    folder = Path(arguments[0] if arguments else Path.home() / "jixiao").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    environment = folder / "venv"
    say(f"正在安装到 {folder} ……")
    made = run(sys.executable, "-m", "venv", "--clear", environment)
    if made.returncode:
        return stop("建不了 Python 虚拟环境", f"Debian、Ubuntu 请先装 python3-venv。\n{made.stdout}{made.stderr}")
    bin_ = environment / ("Scripts" if WINDOWS else "bin")
    pip = [
        bin_ / ("python.exe" if WINDOWS else "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-index",
    ]
    packages = run(*pip, "--find-links", HERE / "wheels", "--require-hashes", "-r", HERE / "requirements.txt")
    if packages.returncode:
        hint = f"本安装包没有适合这台电脑（Python {sys.version.split()[0]}）的软件包。\n{packages.stderr}"
        return stop("装不上所需的软件包", hint)
    (wheel,) = HERE.glob("wheels/jixiao-*.whl")
    own = run(*pip, "--no-deps", wheel)
    if own.returncode:
        return stop("装不上 jixiao", own.stderr)
    for name in ("examples", "guide"):
        shutil.copytree(HERE / name, folder / name, dirs_exist_ok=True)
    program = bin_ / ("jixiao.exe" if WINDOWS else "jixiao")
    starter = write_starter(folder, program)
    tried = run(program, "evaluate", folder / "examples" / "department", "--out", folder / "试运行")
    if tried.returncode:
        return stop("装好了，但试运行示例没有成功", tried.stdout + tried.stderr)
    say("试算示例：" + next((line for line in tried.stdout.splitlines() if line.startswith("得分")), ""))
    say(f"安装完成。启动：{starter}\n示例结果：{folder / '试运行'}\n使用手册：{folder / 'guide' / HANDBOOK}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
