"""A check is one file and one page; its code is given once, for ever."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import string
import subprocess
from pathlib import Path

import pytest

import jixiao.checks
from jixiao.checks import pages
from jixiao.checks.check import Check, checks
from jixiao.reference.questions import questions
from tests.examples import reviewed

ROOT = Path(__file__).resolve().parents[2]
CODES = ROOT / "docs" / "codes.txt"
FAMILIES = {"AR", "SC", "FM", "CS", "YR", "CM", "TG", "IN", "EV", "TX", "RB"}
ALL = [one for _, one in checks.items()]


def code_lines(text: str) -> list[list[str]]:
    """Rows of docs/codes.txt: code, slug, ids covered, since, and `retired <version>` for a check that is no more."""
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def page_of(check: Check) -> Path:
    return Path(inspect.getfile(check.run)).with_suffix(".md")


def test_there_are_checks() -> None:
    assert len(ALL) >= 10


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_a_check_lives_in_the_file_of_its_code_and_slug(check: Check) -> None:
    family = check.code[:2]
    assert re.fullmatch(r"[A-Z]{2}\d\d", check.code)
    assert family in FAMILIES
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", check.slug)
    assert check.module == f"jixiao.checks.{family}.{check.code}_{check.slug}"


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_a_page_says_what_and_why_and_shows_both_sides(check: Check) -> None:
    page = page_of(check).read_text(encoding="utf-8")
    assert page.startswith(f"# {check.code} {check.title}\n")
    for head in ("查什么", "为什么", "怎么改"):
        assert re.search(rf"^## {head}\n\n\S", page, re.MULTILINE), f"nothing under {head}"
    examples = pages.page(check).examples
    assert any(example.expected for example in examples), "no example in which the check speaks"
    assert not all(example.expected for example in examples), "no example in which the check is silent"


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_every_sentence_exists_in_both_languages_from_the_same_arguments(check: Check) -> None:
    """English may use `edit_en` for `edit` (words inside an argument have a language too) and do without a Chinese filler."""
    variants = {key.partition(".")[2] for key in check.says}
    assert set(check.says) == {f"{lang}.{variant}".rstrip(".") for lang in ("zh", "en") for variant in variants}
    for variant in variants:
        chinese, english = (slots(check.says[f"{lang}.{variant}".rstrip(".")]) for lang in ("zh", "en"))
        assert {name.removesuffix("_en") for name in english} <= chinese, variant


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_every_example_can_be_told_in_english(check: Check) -> None:
    told = [
        finding.message
        for example in pages.page(check).examples
        for finding in reviewed(example, "en").findings
        if finding.code == check.code
    ]
    assert told
    assert all(re.search("[a-z]{2}", message) for message in told)


def test_every_module_of_a_family_registers_its_check() -> None:
    for family in sorted(FAMILIES):
        try:
            package = importlib.import_module(f"jixiao.checks.{family}")
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(package.__path__):
            if re.match(r"[A-Z]{2}\d\d", module.name):
                assert module.name[:4] in checks
    folder = Path(jixiao.checks.__path__[0])
    pages = {path.with_suffix("").name for path in folder.rglob("[A-Z][A-Z][0-9][0-9]_*.md")}
    assert pages == {f"{check.code}_{check.slug}" for check in ALL}


def test_codes_are_listed_once_and_agree() -> None:
    rows = code_lines(CODES.read_text(encoding="utf-8"))
    codes, slugs = [row[0] for row in rows], [row[1] for row in rows]
    assert len(set(codes)) == len(codes)
    assert len(set(slugs)) == len(slugs)
    living = {row[0]: (row[1], row[2], row[3]) for row in rows if "retired" not in row}
    checked = {check.code: (check.slug, ",".join(check.covers) or "-", check.since) for check in ALL}
    asked = {one.code: (one.slug, ",".join(one.covers) or "-", one.since) for one in questions().values()}
    assert living == checked | asked


CATALOGUE = {"A": 30, "B": 23, "C": 13, "D": 30, "E": 23, "F": 6}
"""The catalogue of faults: six chapters and how many each numbers, 125 in all."""


def test_every_fault_of_the_catalogue_has_a_code_or_a_reason() -> None:
    """A fault is covered by a check, or stands among those left out with words that say why; never both, never neither."""
    text = CODES.read_text(encoding="utf-8")
    every = {f"{chapter}{number:02}" for chapter, most in CATALOGUE.items() for number in range(1, most + 1)}
    covered = {id for row in code_lines(text) if "retired" not in row for id in row[2].split(",") if id != "-"}
    left_out = dict(re.findall(r"^#: ([A-F]\d\d) (\S.{20,})$", text, re.MULTILINE))
    assert len(every) == 125
    assert covered <= every
    assert covered | set(left_out) == every
    assert not covered & set(left_out)


def test_codes_are_only_ever_appended() -> None:
    """Every state of the file in the history git has here: no code has vanished, changed its slug or moved."""
    now = [(row[0], row[1]) for row in code_lines(CODES.read_text(encoding="utf-8"))]
    log = subprocess.run(
        ["git", "log", "--format=%H", "--", "docs/codes.txt"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for commit in log.stdout.split():
        then = subprocess.run(
            ["git", "show", f"{commit}:docs/codes.txt"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        before = [(row[0], row[1]) for row in code_lines(then.stdout)]
        assert [pair for pair in now if pair in before] == before, f"docs/codes.txt at {commit[:8]} had other codes"
