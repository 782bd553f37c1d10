"""A PDF that takes too much costs its own reading and nothing else: the process it is opened in is ended, the next file gets another."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from jixiao.errors import ReadError
from jixiao.readers import limits, read
from jixiao.readers.paper import apart
from jixiao.readers.paper.values import Values
from jixiao.readers.pdf import read_here
from jixiao.readers.rawfile import RawFile
from tests.unit.readers.paper import pdf, say

GOOD = pdf(say("words", 72, 700))


@pytest.fixture(autouse=True)
def begun_anew() -> None:
    apart.CHILD.end()


def words(data: bytes) -> list[str]:
    return [one.text for one in read(data, "报告.pdf").texts()]


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as raised:
        read(data, "报告.pdf")
    return str(raised.value.faults[0])


def test_what_is_read_apart_is_what_is_read_here() -> None:
    document, anchors = read_here(RawFile(GOOD, "报告.pdf"))
    assert read(GOOD, "报告.pdf") == document
    assert apart.CHILD.ask(RawFile(GOOD, "报告.pdf")) == (document, anchors)


def test_one_process_reads_many_files() -> None:
    assert words(GOOD) == ["words"]
    first = apart.CHILD._process
    assert words(GOOD) == ["words"]
    assert apart.CHILD._process is first is not None


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_BEGIN", "import sys; sys.stdin.buffer.read()#{here}{there}")
    monkeypatch.setattr(limits, "PDF_SECONDS", 0.2)
    assert refusal(GOOD).startswith("报告.pdf：读这个 PDF 超过 0.2 秒，没有读完。")
    monkeypatch.undo()
    assert words(GOOD) == ["words"]


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_MEMORY", 36 << 20)
    many = "".join(say("words and figures 12345 " * 40, 10, 820 - 8 * line, 0.5) for line in range(90))
    if find_spec("resource") is not None:  # elsewhere the limit of time alone holds
        assert "内存" in refusal(pdf(many, many))
    monkeypatch.undo()
    assert words(GOOD) == ["words"]


def test_a_process_that_dies_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_BEGIN", "import os; os.read(0, 1); os.abort()#{here}{there}")
    assert "读取程序被它弄停了" in refusal(GOOD)
    monkeypatch.undo()
    assert words(GOOD) == ["words"]
    assert apart.CHILD._process is not None
    apart.CHILD._process.kill()
    apart.CHILD._process.wait()
    assert words(GOOD) == ["words"], "one that died between two files is not asked"


def test_an_answer_is_made_of_our_values_only() -> None:
    with pytest.raises(pickle.UnpicklingError):
        Values(BytesIO(pickle.dumps(Path("a")))).load()
    with pytest.raises(pickle.UnpicklingError):
        Values(BytesIO(pickle.dumps(os.system))).load()


def test_the_process_ends_with_ours() -> None:
    code = (
        "import sys; from jixiao.readers import read; from jixiao.readers.paper.apart import CHILD;"
        "read(sys.stdin.buffer.read(), 'a.pdf'); print(CHILD._process.pid)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], input=GOOD, capture_output=True, check=True)
    assert done.stderr == b""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
