"""publiccode.yml says what the standard (0.4) demands, and agrees with the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

import jixiao

ROOT = Path(__file__).resolve().parents[2]
CARD = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_what_the_standard_demands_is_there() -> None:
    demanded = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert demanded <= set(CARD)
    assert CARD["publiccodeYmlVersion"] == "0.4"
    assert CARD["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert re.fullmatch(
        r"standalone/(mobile|iot|desktop|web|backend|other)|addon|library|configurationFiles", CARD["softwareType"]
    )
    assert CARD["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert all(contact["name"] for contact in CARD["maintenance"]["contacts"])
    assert isinstance(CARD["localisation"]["localisationReady"], bool)


def test_descriptions_keep_to_their_lengths() -> None:
    assert set(CARD["description"]) == set(CARD["localisation"]["availableLanguages"]) == {"zh", "en"}
    for words in CARD["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in words["features"])


def test_it_agrees_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert CARD["name"] == project["name"]
    assert CARD["legal"]["license"] == project["license"]
    assert CARD["softwareVersion"] == jixiao.__version__
    assert project["requires-python"] == f">={CARD['dependsOn']['open'][0]['versionMin']}"


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", text, re.MULTILINE)[0] == jixiao.__version__
