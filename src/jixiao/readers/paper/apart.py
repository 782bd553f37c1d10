"""PDFs are opened in a process of their own, which lives on from file to file and is ended when one of them takes too much (ADR 0036).

PDFium is C++ that parses what strangers wrote: a file may crash it, hang it, or make it ask for gigabytes. Here that costs
the file, which gets a sentence, and no more.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from jixiao.errors import ReadError
from jixiao.readers import limits
from jixiao.readers.paper.values import Values
from jixiao.readers.rawfile import RawFile

_BEGIN = "import sys; sys.path[:0] = [{here!r}]; sys.path += {there!r}; from jixiao.readers.paper.child import main; main()"
_SPLIT = "请拆成几个文件，或用能打开它的软件另存为新的 PDF 后再用"


class Child:
    """The process, begun with the first file. One file at a time; a fork of us begins one of its own."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, file: RawFile) -> Any:
        """What `child` makes of `file`; `ReadError` with its faults, or a sentence on what became of the process."""
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limits.PDF_SECONDS, end)
        timer.daemon = True
        timer.start()
        try:
            said, answer = self._exchange(process, file)
        except (EOFError, OSError, pickle.UnpicklingError, AttributeError, ValueError) as error:
            self.end()
            raise _lost(file, late.is_set()) from error
        except BaseException:
            self.end()  # half an answer may still stand in the pipe
            raise
        finally:
            timer.cancel()
        if said == "refused":
            raise ReadError(answer)
        if said == "memory":
            self.end()
            raise _too_large(file)
        if said == "failed":
            raise file.refuse(f"PDF 的内容有异常，读到一半出错（{answer}）", _SPLIT)
        return answer

    def end(self) -> None:
        """The process is no more; the next file begins another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.end()
            here = str(Path(__file__).parents[3])
            begin = _BEGIN.format(here=here, there=[one for one in sys.path if one])
            self._process, self._owner = subprocess.Popen(
                [sys.executable, "-S", "-X", "utf8", "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            ), os.getpid()  # fmt: skip
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], file: RawFile) -> tuple[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        ceilings = {name: value for name, value in vars(limits).items() if name.isupper()}
        pickle.dump((file.data, file.name, file.origin, ceilings), process.stdin, protocol=5)
        process.stdin.flush()
        said, answer = Values(process.stdout).load()
        return said, answer


CHILD = Child()
atexit.register(CHILD.end)


def _lost(file: RawFile, late: bool) -> ReadError:
    if late:
        return file.refuse(f"读这个 PDF 超过 {limits.PDF_SECONDS} 秒，没有读完", _SPLIT)
    return file.refuse("读这个 PDF 时，读取程序被它弄停了：文件已损坏，或要占用过多的内存", _SPLIT)


def _too_large(file: RawFile) -> ReadError:
    return file.refuse(f"读这个 PDF 要占用的内存超过 {limits.PDF_MEMORY // limits.MB} MB，没有读完", _SPLIT)
