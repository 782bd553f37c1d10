"""`make bundle`: a folder that installs jixiao where there is no network: wheels for Linux and Windows, one script, examples, guide.

`python -m tools.bundle FOLDER [--here] [--batch]` ; --here packs for this computer's Python only, --batch adds what whole corpora need.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from tools.bundle.pages import write_pages

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("manylinux_2_28_x86_64", "win_amd64")
BATCH = """@echo off
where py >nul 2>nul
if %errorlevel%==0 (
  py -3 "%~dp0install.py" %*
) else (
  python "%~dp0install.py" %*
)
pause
"""
"""What a double click on Windows starts; written with the line ends of Windows, which the repository does not hold."""


def download(pins: Path, wheels: Path, *where: str) -> str:
    """The packages pinned in `pins` into `wheels`; what went wrong, "" if nothing did."""
    command = [
        sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes",
        "--only-binary=:all:", "-r", pins, "-d", wheels, *where,
    ]  # fmt: skip
    made = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    return made.stderr.strip() if made.returncode else ""


def pack(folder: Path, here_only: bool, batch: bool = False) -> list[str]:
    """Fill `folder`, which must not exist or be a bundle; what could not be packed for other computers."""
    if folder.exists():
        if not (folder / "install.py").is_file() and any(folder.iterdir()):
            raise SystemExit(f"{folder} 不是空文件夹，也不是安装包；请换一个位置")
        shutil.rmtree(folder)
    wheels, pins = folder / "wheels", ROOT / "requirements" / ("batch.txt" if batch else "run.txt")
    wheels.mkdir(parents=True)
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)], cwd=ROOT, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if built.returncode:
        raise SystemExit(built.stderr)
    if problem := download(pins, wheels):
        raise SystemExit(problem)
    lacking = []
    for platform in () if here_only else PLATFORMS:
        for python in PYTHONS:
            where = ("--platform", platform, "--python-version", python, "--implementation", "cp")
            more = (
                ("--platform", "manylinux_2_17_x86_64", "--platform", "manylinux2014_x86_64") if "linux" in platform else ()
            )
            if problem := download(pins, wheels, *where, *more):
                lacking.append(f"{platform} Python {python}：{problem.splitlines()[-1]}")
    shutil.copy(pins, folder / "requirements.txt")
    (folder / "install.bat").write_text(BATCH, encoding="ascii", newline="\r\n")
    for name in ("install.py", "安装说明.txt"):
        shutil.copy(Path(__file__).parent / name, folder / name)
    shutil.copytree(ROOT / "examples", folder / "examples")
    write_pages(ROOT / "docs" / "guide", folder / "guide")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return lacking


def main(arguments: list[str]) -> int:
    """Pack, and say where, how large, and what is lacking for other computers."""
    here_only = "--here" in arguments
    places = [one for one in arguments if one not in ("--here", "--batch")]
    folder = Path(places[0] if places else ROOT / "dist" / "jixiao-离线安装包").resolve()
    lacking = pack(folder, here_only, "--batch" in arguments)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}：{size / 2**20:.0f} MB，{len(list((folder / 'wheels').iterdir()))} 个软件包")
    for one in lacking:
        print(f"没有取得：{one}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
