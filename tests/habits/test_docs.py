"""What the documentation says is so: generated pages are fresh, links lead somewhere, and the commands it shows run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.steps import change_cells, change_words

from jixiao.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


def commands(page: Path) -> list[str]:
    """The lines of the page's sh blocks, without comments; a line ending in a backslash goes on."""
    return commands_in("\n".join(BLOCK.findall(page.read_text(encoding="utf-8"))))


def commands_in(text: str) -> list[str]:
    lines = text.replace("\\\n", " ").splitlines()
    return [line for raw in lines if (line := re.sub(r"\s#\s.*", "", raw).strip()) and not line.startswith("#")]


def shown(*, program: str) -> list[tuple[str, str]]:
    return [
        (page.relative_to(ROOT).as_posix(), line)
        for page in PAGES
        for line in commands(page)
        if shlex.split(line)[0] == program
    ]


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_pages_show_only_commands_that_are_tried_here() -> None:
    programs = {shlex.split(line)[0] for page in PAGES for line in commands(page)}
    assert programs <= {"make", "jixiao", "git", "cd"}
    assert shown(program="jixiao")


@pytest.mark.parametrize(("page", "line"), shown(program="make"))
def test_make_targets_exist(page: str, line: str) -> None:
    done = subprocess.run([*shlex.split(line), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


STEP = re.compile(r"^```(?P<kind>sh|yaml|diff|text)(?: (?P<name>[^\n]+))?\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)
"""What a page does: sh runs (`sh 退回`: is refused), `yaml name` writes a file, `diff name` changes it, `text 屏幕` is on the screen
after the last command, `text 填 book 自 other` types into cells of a copy, `text 改字 name` changes words in a Word file."""


def changed(text: str, diff: str) -> str:
    """`text` with the lines of a diff changed: what stands after - or a blank must be in it, once."""
    lines = diff.splitlines()
    old, new = ("".join(f"{line[1:]}\n" for line in lines if line[:1] in (sign, " ")) for sign in "-+")
    assert text.count(old) == 1, f"not there, or more than once:\n{old}"
    return text.replace(old, new)


def run(line: str, refused: bool = False) -> str:
    """What a command of a page says, run where we stand; it must work, or be `refused`. 1 (errors found) is an answer of `check` and `lint`."""
    program, *arguments = shlex.split(line)
    assert program == "jixiao"
    done = CliRunner().invoke(main, arguments)
    allowed = (0, 1) if re.match(r"jixiao ((batch )?check|rulebook lint)\b", line) else (0,)
    assert done.exit_code in ((2,) if refused else allowed), f"{line}\n{done.output}"
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.output.strip() or re.search(r"(-o|--out)\b", line), line
    return done.output


def by_hand(folder: Path, what: str, body: str) -> None:
    """What a reader does in Excel or Word."""
    act, name, *source = what.split(" ")
    if source:
        shutil.copy(folder / source[1], folder / name)
    if act == "填":
        change_cells(folder / name, dict(line.split(" =") for line in body.splitlines()))
    else:
        assert act == "改字", what
        for line in body.splitlines():
            change_words(folder / name, *line.split(" → "))


@pytest.mark.parametrize("page", sorted({page for page, _ in shown(program="jixiao")}))
def test_a_page_can_be_followed_step_by_step(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a reader would, in a folder that holds the examples: files written and changed, commands run, what they say compared."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    screen = ""
    for step in STEP.finditer((ROOT / page).read_text(encoding="utf-8")):
        kind, name, body = step["kind"], step["name"], step["body"]
        if kind == "sh":
            lines = [line for line in commands_in(body) if shlex.split(line)[0] == "jixiao"]
            screen = "".join([run(line, name == "退回") for line in lines]) if lines else screen
        elif kind == "text" and name == "屏幕":
            assert not [line for line in body.splitlines() if line.strip() not in screen], screen
        elif kind == "text" and name:
            by_hand(tmp_path, name, body)
        elif name and kind == "yaml":
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif name and kind == "diff":
            file = tmp_path / name
            file.write_text(changed(file.read_text(encoding="utf-8"), body), encoding="utf-8")


def examples_shown() -> list[tuple[str, str, str]]:
    """Of each row of the list of examples: its folder, what it says, its command."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)/` \| (.+?) \| `(jixiao [^`]+)` \|$", text, re.MULTILINE)


def test_every_example_stands_in_the_list() -> None:
    folders = {path.name for path in (ROOT / "examples").iterdir() if path.is_dir()}
    assert {folder for folder, _, _ in examples_shown()} == folders


@pytest.mark.parametrize(("folder", "said", "line"), examples_shown(), ids=[one[0] for one in examples_shown()])
def test_an_example_gives_the_points_its_row_says(
    folder: str, said: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / folder, tmp_path / "examples" / folder)
    monkeypatch.chdir(tmp_path)
    screen = run(line)
    points = [
        one
        for match in re.finditer(r"(\d+\.\d+) ?分|在 ?([\d.]+) ?与 ?([\d.]+) ?之间", said)
        for one in match.groups()
        if one
    ]
    assert not [one for one in points if "trace" not in line and f"{float(one):.2f}" not in screen], screen


def test_the_handbooks_pictures_are_few_small_and_shown() -> None:
    folder = ROOT / "docs" / "guide" / "pictures"
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    shown_ones = re.findall(r"\(pictures/([^)]+)\)", (ROOT / "docs" / "guide" / "accountant.md").read_text(encoding="utf-8"))
    assert sorted(shown_ones) == sorted(sizes)
    assert len(sizes) <= 12 and max(sizes.values()) <= 150_000 and sum(sizes.values()) < 1_200_000


def test_a_step_that_changes_a_file_must_find_what_it_changes() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+d\n") == "a\nd\nc\n"
    assert changed("a\n", " a\n+b\n") == "a\nb\n"
    for wrong in ("-x\n+y\n", "-b\n+c\n"):
        with pytest.raises(AssertionError, match="not there, or more than once"):
            changed("a\nb\nb\n", wrong)


def test_readmes_are_one_screen_with_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, name
        assert [line for line in commands(ROOT / name) if line.startswith("make")] == ["make run", "make test"], name


def test_every_decision_is_one_page_of_four_parts() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 45, page.name
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name
        for part in ("**Context.**", "**Decision.**", "**Good.**", "**Less good.**"):
            assert part in text, f"{page.name}: {part}"


def test_the_floors_that_contributors_are_told_are_those_that_hold() -> None:
    """From the lowest up, every room once: as import-linter has them, from the highest down, `__main__` left out."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"The floors, low to high:\n(.*?)\.\n\n", text, re.DOTALL)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    held = [set(layer.split(" | ")) for layer in reversed(contracts[0]["layers"]) if layer != "__main__"]
    rooms = iter(re.findall(r"\w+", told))
    assert [{next(rooms, "") for _ in floor} for floor in held] == held
    assert not list(rooms)


def test_recipes_are_short() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.findall(r"^## Add (.+?)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert [title for title, _ in recipes] == ["a check", "a rulebook", "a reader or writer"]
    for title, body in recipes:
        assert 3 <= len([line for line in body.splitlines() if line.strip()]) <= 12, title


def test_places_named_in_pages_exist() -> None:
    """`src/…`, `tests/…`, `docs/…` in a page are places one can go to; what stands in <brackets> is a name to be chosen."""
    named = {
        (page.name, path)
        for page in PAGES
        for path in re.findall(r"`((?:src|tests|docs|examples|tools|bench)/[^`\s]*)`", page.read_text(encoding="utf-8"))
    }
    assert named
    assert not {(page, path) for page, path in named if "<" not in path and not (ROOT / path).exists()}
