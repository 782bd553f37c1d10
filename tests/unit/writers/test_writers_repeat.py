"""The same document gives the same bytes, in another process and under another hash seed too."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.errors import UsageError
from jixiao.model.document import Document
from jixiao.writers import WRITERS, write

PROGRAM = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("samples", sys.argv[1])
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)
from jixiao.writers import write
document = samples.document.__wrapped__()
for ending in sys.argv[2:]:
    print(ending, hashlib.sha256(write(document, ending)).hexdigest())
"""
ENDINGS = ("docx", "html", "xlsx")


def test_two_processes_write_the_same_bytes(document: Document) -> None:
    samples = str(Path(__file__).with_name("conftest.py"))
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, samples, *ENDINGS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("4242", "Asia/Shanghai"))
    }  # fmt: skip
    here = "".join(f"{ending} {hashlib.sha256(write(document, ending)).hexdigest()}\n" for ending in ENDINGS)
    assert answers == {here}


def test_writers_are_found_by_the_ending_of_their_files() -> None:
    assert [ending for ending, _ in WRITERS.items()] == ["csv", *ENDINGS]
    with pytest.raises(UsageError, match="csv、docx、html、xlsx"):
        write(Document("文", ()), "pdf")


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    names = ("docx", "xlsx", "html", "text", "json", "score_json")
    program = f"import sys, {', '.join(f'jixiao.writers.{one}' for one in names)}\n"
    program += "print([name for name in ('docx', 'xlsxwriter', 'pygal', 'lxml') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
