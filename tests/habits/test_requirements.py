"""What gets installed is pinned, hashed, and the same for those who run and those who develop."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


@pytest.mark.parametrize("name", ["run.txt", "batch.txt", "build.txt", "dev.txt"])
def test_every_pin_has_hashes_and_no_host(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 5
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash", "    "), re.MULTILINE)


def test_what_is_declared_is_pinned() -> None:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    assert {canonical(one) for one in project["dependencies"]} <= set(pins("run.txt"))
    assert {canonical(one) for one in groups["build"]} <= set(pins("build.txt"))
    assert {canonical(one) for one in project["optional-dependencies"]["dev"]} <= set(pins("dev.txt"))
    assert {canonical(one) for one in project["optional-dependencies"]["batch"]} <= set(pins("batch.txt"))


def test_developers_run_what_users_run() -> None:
    everything = pins("dev.txt")
    assert everything.items() >= pins("run.txt").items()
    assert everything.items() >= pins("batch.txt").items() >= pins("run.txt").items()
    assert everything.items() >= pins("build.txt").items()


def test_nobody_needs_a_test_tool_to_run() -> None:
    assert not set(pins("run.txt")) & {
        "pytest",
        "hypothesis",
        "openpyxl",
        "cn2an",
        "mypy",
        "ruff",
        "hatchling",
        "playwright",
    }
