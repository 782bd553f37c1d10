"""The house's own rules, read off the source: what style and floors leave unsaid, or what nobody would see in a review."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jixiao"

CORE = (
    "model",
    "formula",
    "text",
    "catalog",
    "rules",
    "intake",
    "extract",
    "checks",
    "compose",
    "monitor",
    "sampling",
    "reference",
    "evaluate.py",
    "inyear.py",
    "review.py",
)
"""Where figures are computed: no binary fractions, no clock, no files but the package's own."""

EXACT = tuple(part for part in CORE if part != "compose")  # compose/charts places points on paper


@cache
def files() -> tuple[Path, ...]:
    """Every file of the work tree that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return tuple(path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def package_files(parts: tuple[str, ...]) -> list[Path]:
    return [path for path in python_files("src") if path.relative_to(PACKAGE).parts[0] in parts]


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def breaches(paths: list[Path], wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Places in `paths` whose syntax node is `wrong`."""
    return [
        where(path, getattr(node, "lineno", 0))
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if wrong(node)
    ]


def called(node: ast.AST) -> str:
    """`date.today` for `date.today()`; "" for what is no call of a plain name."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) else ""


def test_the_files_are_seen() -> None:
    assert PACKAGE / "errors.py" in files()
    assert len(package_files(CORE)) > 20


def test_no_file_is_longer_than_a_person_reads_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("src", "tests", "tools", "bench")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_no_binary_fraction_where_figures_are_computed() -> None:
    def is_float(node: ast.AST) -> bool:
        return called(node) == "float" or any(
            isinstance(child, ast.Constant) and isinstance(child.value, float)
            for child in ast.iter_child_nodes(node)
            if not (isinstance(node, ast.keyword) and node.arg == "cutoff")  # how alike two names are is no figure
        )

    assert not breaches(package_files(EXACT), is_float)


def test_the_core_has_no_clock_no_chance_and_writes_no_file() -> None:
    banned = re.compile(
        r"(\.|^)(today|now|utcnow|write_text|write_bytes|mkdir|getenv)$|^(open|time\.\w+|random\.\w+|input|print)$"
    )
    assert not breaches(package_files(CORE), lambda node: bool(banned.search(called(node))))


def test_nothing_is_run_that_was_read() -> None:
    banned = {"eval", "exec", "compile", "__import__", "pickle.loads", "pickle.load", "yaml.load", "os.system"}
    assert not breaches(python_files("src"), lambda node: called(node) in banned)


def test_no_error_is_swallowed() -> None:
    def swallows(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        return broad and all(isinstance(one, ast.Pass | ast.Continue) for one in node.body)

    assert not breaches(python_files("src", "tools", "bench"), swallows)


def test_nothing_at_the_top_of_a_module_is_named_for_nobody() -> None:
    """A name that stands nowhere but where it is made is dead; what a decorator registers is asked for by its key."""

    def made(node: ast.stmt) -> str:
        match node:
            case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name, decorator_list=[]):
                return name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                return name
        return ""

    words = {
        path: Counter(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        for path in python_files("src", "tests", "tools", "bench")
    }
    anywhere = sum(words.values(), Counter())
    dead = [
        f"{where(path, node.lineno)} {name}"
        for path in python_files("src")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if (name := made(node))
        and (words[path] if name.startswith("_") else anywhere)[name] < 2
        and not name.startswith("__")
    ]
    assert not dead


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|\braise NotImplemented" + r"Error\b")
    found = [
        where(path, number)
        for path in python_files("src", "tests", "tools", "bench")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line)
    ]
    assert not found


def test_names_say_what_a_thing_is() -> None:
    empty = re.compile(r"(Manager|Handler|Processor|Helper|Util|Utils|Base)$|^(Base|Abstract)[A-Z]")
    assert not breaches(python_files("src"), lambda node: isinstance(node, ast.ClassDef) and bool(empty.search(node.name)))
    assert not [path for path in python_files("src") if path.stem in ("utils", "util", "helpers", "misc", "base")]


def test_no_file_knows_this_or_any_other_machine() -> None:
    paths = re.compile(r"(?<![\w.:/-])/(?:work|farm|root|opt|tmp|home/\w+|Users/\w+)/|[A-Z]:\\\\?Users", re.ASCII)
    hosts = re.compile(
        r"https?://[a-z0-9.-]*(?:py" + r"pi|pythonhosted|npm" + r"js|deb" + r"ian\.org|mirrors?\b|registry\.)", re.ASCII
    )
    found = [
        where(path, number)
        for path, number, line in text_lines()
        if path != Path(__file__) and (paths.search(line) or hosts.search(line))
    ]
    assert not found


def text_lines() -> Iterator[tuple[Path, int, str]]:
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a workbook
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


def test_only_what_is_text_or_shown_is_committed() -> None:
    known = {
        ".py",
        ".md",
        ".yaml",
        ".yml",
        ".json",
        ".toml",
        ".txt",
        ".csv",
        ".css",
        ".js",
        ".html",
        ".svg",
        ".png",
        ".sh",
        ".docx",
        ".xlsx",
        ".typed",
    }
    bare = {"LICENSE", "NOTICE", "Makefile", ".gitignore", ".gitattributes", "run"}
    assert not [str(path.relative_to(ROOT)) for path in files() if path.suffix not in known and path.name not in bare]
    assert not [str(path.relative_to(ROOT)) for path in files() if path.stat().st_size > 1_000_000]
    assert not [path for path in files() if path.name in ("uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json")]


def test_no_link_is_committed() -> None:
    """A link leads somewhere else on every machine; one named .venv, checked out, takes the place of the environment."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert not [line for line in listed.stdout.splitlines() if line.startswith("120000")]


def test_a_test_is_skipped_only_by_name() -> None:
    """What the machine lacks goes through `require` and `seed_text` (conftest), which say what is lacking; nothing else skips."""
    words = re.compile(r"pytest\.(skip|xfail|importorskip)\(|mark\.(skip|skipif|xfail)\b")
    found = [
        where(path, number)
        for path in python_files("tests")
        if path.name != "conftest.py" and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert not found


def test_no_test_looks_at_the_clock() -> None:
    clock = {"time.sleep", "sleep", "time.time", "time.perf_counter", "perf_counter", "time.monotonic"}
    assert not breaches(python_files("tests"), lambda node: called(node) in clock)
