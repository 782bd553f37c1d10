"""LibreOffice as a converter: an old Word file in, a docx out, in a process and a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SECONDS = 120


def find_libreoffice() -> str | None:
    """The program, or None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def as_docx(data: bytes, ending: str) -> bytes | None:
    """`data` (a .doc or .wps file) as a docx; None where LibreOffice is not installed or makes nothing of it within two minutes.

    The file lies in a fresh folder under a fixed name; the converter gets a profile of its own, so that an office that is
    open on the same computer does not answer for it. Macros do not run.
    """
    program = find_libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        source = Path(folder, f"in{ending}")
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env={**os.environ, "HOME": folder})
        except (subprocess.TimeoutExpired, OSError):
            return None
        made = Path(folder, "in.docx")
        return made.read_bytes() if made.exists() else None
