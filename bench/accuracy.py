"""How right the checker is: relations recognised, errors right, faults found, on labelled texts and on planted faults.

`make bench PART=accuracy` writes bench/results/<date>-accuracy.md; `make accuracy` prints the same without a page.
"""

from __future__ import annotations

import subprocess
import sys
import time

from machine import ROOT, machine, write


def main() -> None:
    command = [sys.executable, "-m", "tests.gold.accuracy"]
    counted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if counted.returncode:
        sys.exit(counted.stderr)
    lines = [
        f"# How right the checker is, {time.strftime('%Y-%m-%d', time.gmtime())}",
        "",
        machine(),
        "Counted by `tests/gold/accuracy.py` on the labelled texts of `tests/gold` and on faults planted in consistent ones, one at a time;",
        "columns are halves of the labelled sets (`tests/gold/README.md` says which were read while the checks were written). Shares with",
        "their 95 % intervals. Made by `make bench PART=accuracy`.",
        "",
        "```",
        counted.stdout.strip(),
        "```",
        "",
    ]
    write("accuracy", "\n".join(lines))


if __name__ == "__main__":
    main()
