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


def test_what_is_lacking_fails_by_name_and_what_is_named_is_skipped(
    require: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JIXIAO_WITHOUT", "chromium")
    with pytest.raises(pytest.fail.Exception, match="libreoffice is not installed"):
        require("libreoffice")
    with pytest.raises(pytest.skip.Exception, match="JIXIAO_WITHOUT names chromium"):
        require("chromium")
