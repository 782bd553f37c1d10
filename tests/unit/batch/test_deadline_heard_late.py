"""A deadline that came too late to be heard leaves nothing behind in its process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
LATE = """
import sys, threading
from jixiao.batch import limits
def work():
    watch = limits._Watch()
    here = threading.get_ident()
    limits._raise_in(here, limits.ctypes.py_object(limits.DeadlineError)) if sys.argv[1] == "raised" else None
    watch.end(here)
def plain():
    return 1
try:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
finally:
    sys.settrace(lambda *_: None)
    print(plain())
"""


def test_a_function_that_is_traced_afterwards_ends() -> None:
    for when in ("raised", "heard before"):
        done = subprocess.run(
            [sys.executable, "-c", LATE, when], env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert done.stdout == "1\n"
