"""What every test may ask for: the repository, the programs of the machine, the seed's own text."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

PROGRAMS = {
    "libreoffice": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "poppler": ("pdftoppm",),
}

# Properties look at values, never at the clock; in CI they draw the same values every time, so that a red run can be repeated.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def require() -> Callable[[str], str]:
    """`require("libreoffice")` is the path of the program. Lacking, the test fails, unless JIXIAO_WITHOUT names it: then it is skipped."""

    def path_of(name: str) -> str:
        if name in os.environ.get("JIXIAO_WITHOUT", "").split(","):
            pytest.skip(f"JIXIAO_WITHOUT names {name}")
        found = next(filter(None, map(shutil.which, PROGRAMS[name])), None)
        if found is None:
            pytest.fail(f"{name} is not installed; install it, or run with JIXIAO_WITHOUT={name}")
        return found

    return path_of


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The seed's own text. It is not ours to publish, so it lies beside the clone, where CI has it."""
    path = ROOT.parent / "shared" / "seed" / "lengshuitan-2021-self-evaluation.txt"
    if not path.is_file():
        pytest.skip(f"the seed's own text is absent: ../shared/seed/{path.name}")
    return path.read_text(encoding="utf-8")
