"""The programs that tests lean on are here, or the person running them has said which are not."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest


@pytest.mark.parametrize("name", ["libreoffice", "chromium", "poppler"])
def test_program_is_installed(name: str, require: Callable[[str], str]) -> None:
    assert require(name)


def test_a_chinese_font_is_installed(require: Callable[[str], str]) -> None:
    require("libreoffice")  # fonts matter only to those who look at pages
    assert subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=True).stdout.strip()
