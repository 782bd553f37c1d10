"""LibreOffice as a converter: a file of another office in, a docx or xlsx out, in a process and a profile of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
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
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {"BlockUntrustedRefererLinks": "true", "DisableActiveContent": "true"},
    "org.openoffice.Office.Writer/Content/Update": {"Link": "2"},
    "org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "1", "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9", "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}  # fmt: skip
"""A picture or section that a document only links to would be fetched: links are not followed, and the way out leads nowhere."""


def find_libreoffice() -> str | None:
    """The program, or None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def converted(data: bytes, ending: str, to: str) -> bytes | None:
    """`data` (a file that ends in `ending`) as a `to` (docx, xlsx); None where LibreOffice is not installed or makes nothing of it within two minutes.

    The file lies in a fresh folder under a fixed name; the converter gets a profile of its own, so that an office that is
    open on the same computer does not answer for it. Macros do not run, and nothing is fetched from a network.
    """
    program = find_libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"in{ending}")
        source.write_bytes(data)
        user = Path(folder, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={user.parent.as_uri()}",
            "--convert-to", to, "--outdir", folder, str(source),
        ]  # fmt: skip
        if not _run(command, {**os.environ, "HOME": folder}):
            return None
        made = Path(folder, f"in.{to}")
        return made.read_bytes() if made.exists() else None


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Whether the program ended by itself in time; one that did not is ended with all that it has started."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    try:
        process.wait(SECONDS)
    except BaseException as error:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            return False
        raise
    return True


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, properties in _SETTINGS.items()
        for name, value in properties.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
