"""What every result page says of the machine, and how children are measured."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
_BEGUN = time.monotonic()


def processor() -> str:
    """The processor's name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def machine(*libraries: str) -> str:
    """Processor, system, interpreter, our version and commit, and the libraries that matter, in one sentence."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    named = "".join(
        f"; {name} {version(name)}" if not at else f", {name} {version(name)}" for at, name in enumerate(libraries)
    )
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"{platform.python_implementation()} {platform.python_version()}; jixiao {version('jixiao')} at {commit}{named}."
    )


def load() -> str:
    """How busy the machine is besides us."""
    return f"Load while measuring (1 minute): {os.getloadavg()[0]:.1f}."


def peak() -> float:
    """The most memory this process has held, in MB: since it became this program, where the system tells that."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def taken() -> str:
    """How long this part took so far, in one sentence: by the clock and by the processor, children counted."""
    times = os.times()
    spent = times.user + times.system + times.children_user + times.children_system
    return f"The whole part took {time.monotonic() - _BEGUN:.0f} s by the clock and {spent:.0f} s of processor."


def write(part: str, text: str) -> None:
    """The page of this part and day, on screen and in bench/results/."""
    text = f"{text.rstrip()}\n\n{taken()}\n"
    target = ROOT / "bench" / "results" / f"{datetime.now(UTC).date().isoformat()}-{part}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(text)
