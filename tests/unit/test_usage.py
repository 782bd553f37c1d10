"""What click says by itself: help in Chinese, usage errors in Chinese or, where --lang en is on the line, in English."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jixiao.cli import COMMANDS, main
from jixiao.cli.usage import chinese, usage_words
from jixiao.phrasebook import CHINESE, parts

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(r"Usage|Options|Commands|\bOPTIONS\b|\bARGS\b|Show |exit|required|Error|Try |PATH|INTEGER|TEXT")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


GROUPS = {"rulebook": ("lint", "show"), "batch": ("check",), "reference": ("build", "show")}
ALONE = [
    *((group, name) for group, names in GROUPS.items() for name in names),
    *((name,) for name in COMMANDS if name not in GROUPS),
]
HELP = [
    *((command, (ask,)) for command in ((), *((group,) for group in GROUPS), *ALONE) for ask in ("--help", "-h")),
    *((command, ("--lang", "en", "--help")) for command in ALONE),
]


@pytest.mark.parametrize(("command", "ask"), HELP)
def test_help_is_chinese(command: tuple[str, ...], ask: tuple[str, ...]) -> None:
    code, said, _ = run(*command, *ask)
    assert code == 0
    assert said.startswith(f"用法: {' '.join((CliRunner().get_default_prog_name(main), *command))} [选项]")
    assert "\n选项:\n" in said
    assert not ENGLISH.search(said)


def test_descriptions_stand_under_each_other_with_chinese_counted_as_two_columns() -> None:
    _, said, _ = run("template", "--help")
    lines = [line for line in said.splitlines() if line.startswith("  -")]
    starts = set()
    for line in lines:
        name = re.match(r"  \S.*?(?=  )\s+", line)
        assert name
        starts.add(sum(2 if CHINESE.match(mark) else 1 for mark in name[0]))
    assert len(lines) == 8
    assert len(starts) == 1


def test_a_name_as_long_as_the_column_has_its_description_below() -> None:
    lines = run("check", "--help")[1].splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("  --format"))
    assert lines[at] == "  --format [text|json|sarif|html]"
    assert lines[at + 1].strip() == "输出格式。"


def test_long_descriptions_are_broken_before_the_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command(cls=type(main.get_command(click.Context(main), "check")))
    @click.option("--far", metavar="远", help="这一句话很长。" * 20)
    def wide() -> None: ...

    said = CliRunner().invoke(wide, ["--help"], terminal_width=60).stdout
    lines = [line for line in said.splitlines() if "这一句" in line or "很长" in line]
    assert len(lines) > 3
    assert all(len(line.lstrip()) * 2 + len(line) - len(line.lstrip()) <= 62 for line in lines[1:])
    assert not [line for line in lines if line.lstrip().startswith("。")]


WRONG: list[tuple[tuple[str, ...], str, str]] = [
    (("chek",), "没有 'chek' 这个命令", "No such command 'chek'."),
    (("rulebook", "foo"), "没有 'foo' 这个命令", "No such command 'foo'."),
    (("check",), "缺少参数 '文件...'", "Missing argument 'FILES...'."),
    (("template", "-o", "x.xlsx"), "缺少选项 '--rulebook'", "Missing option '--rulebook'."),
    (("template", "--rulebook", "x"), "缺少选项 '-o' / '--out'", "Missing option '-o' / '--out'."),
    (("check", "x", "--zzzz"), "没有 '--zzzz' 这个选项", "No such option '--zzzz'."),
    (
        ("check", "x", "--annotat", "y"),
        "没有 '--annotat' 这个选项。是不是 '--annotate'？",
        "No such option '--annotat'. Did you mean '--annotate'?",
    ),
    (
        ("extract", "x", "--format", "xml"),
        "'--format' 的值不对：'xml' 不在可用的值之内：'text', 'json'",
        "Invalid value for '--format': 'xml' is not one of 'text', 'json'.",
    ),
    (("evaluate", "a", "b"), "多出了参数：b", "Got unexpected extra argument (b)"),
    (("evaluate", "a", "b", "c"), "多出了参数：b c", "Got unexpected extra arguments (b c)"),
    (
        ("evaluate", "a", "--date", "三月"),
        "'--date' 的值不对：日期写作 2022-03-31 的样子",
        "Invalid value for '--date': Write the date like 2022-03-31",
    ),
    (
        ("template", "--rulebook", "x", "-o", "y", "--year", "去年"),
        "'--year' 的值不对：'去年' 不是整数",
        "Invalid value for '--year': '去年' is not a valid integer.",
    ),
    (
        ("check", "x", "--show-verified=3"),
        "选项 '--show-verified' 不带值",
        "Option '--show-verified' does not take a value.",
    ),
]


@pytest.mark.parametrize(("arguments", "said", "in_english"), WRONG)
def test_usage_errors(arguments: tuple[str, ...], said: str, in_english: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"错误：{said}"
    assert not ENGLISH.search(err)
    code, out, err = run(*arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"Error: {in_english}"
    assert not re.search("用法|错误|选项", err)


def test_a_usage_error_shows_how_the_command_goes_and_where_help_is() -> None:
    _, _, err = run("check")
    assert err == "用法: main check [选项] 文件...\n详见 main check --help\n\n错误：缺少参数 '文件...'\n"
    _, _, err = run("check", "--lang=en")
    assert err.startswith("Usage: main check [OPTIONS] FILES...\nTry 'main check --help' for help.\n\nError: ")


def test_an_option_that_wants_a_value() -> None:
    assert run("template", "--rulebook")[2].endswith("错误：选项 '--rulebook' 后面要有一个值\n")


def test_names_after_two_dashes_are_no_options() -> None:
    _, _, err = run("evaluate", "--", "a", "--lang", "en")
    assert err.endswith("错误：多出了参数：--lang en\n")


def test_a_language_there_is_not() -> None:
    code, _, err = run("check", "x", "--lang", "de")
    assert code == 2
    assert err.endswith("错误：'--lang' 的值不对：'de' 不在可用的值之内：'zh', 'en'\n")


def test_nothing_asked_is_help() -> None:
    for arguments in ((), ("rulebook",)):
        code, out, err = run(*arguments)
        assert code == 2
        assert (out + err).startswith("用法: ")
        assert "错误" not in out + err


def test_stopping_a_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.api.explain", stop)
    assert run("explain", "AR01") == (130, "", "\n已中断\n")
    assert run("explain", "AR01", "--lang", "en") == (130, "", "\nstopped\n")


def test_stopping_before_there_is_a_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.cli.Main.main", stop)
    assert run("explain", "AR01") == (130, "", "\n已中断\n")


# —— the table ——

UNHEARD = {
    "Error: {message}", "Try '{command} {option}' for help.",  # written anew in ChineseUsageError
    "Missing argument", "Missing option", "Missing parameter",  # put together with what is missing
    "Missing {param_type}", "Missing parameter: {param_name}",  # of a kind of parameter click has not
    "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)",  # put together with what was not found
    "Choice({choices})", "file", "directory", "path",  # the names of types, told capitalised
}  # fmt: skip


def sayings() -> Iterator[str]:
    """What the installed click may say of a wrong command line."""
    folder = Path(click.__file__).parent
    for name in ("exceptions", "parser", "types"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_everything_click_says_of_a_wrong_command_line_has_its_chinese() -> None:
    words = usage_words()
    assert not set(sayings()) - words.keys() - UNHEARD
    for one in ("Missing argument", "Missing option", "Missing parameter"):
        assert f"{one} {{hint}}." in words
    for one in ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"):
        assert f"{{message}} {one}" in words


def slots(template: str) -> set[str]:
    return {name for _, name, _ in parts(template) if name}


def test_the_chinese_has_the_slots_of_the_english() -> None:
    for said, words in usage_words().items():
        assert slots(said) == slots(words), said
        assert CHINESE.search(words), said


def test_what_click_may_say_tomorrow_is_told_as_it_is() -> None:
    assert chinese("The moon is in the way.") == "The moon is in the way."


def test_a_chinese_run_without_errors_reads_no_phrasebook() -> None:
    code = (
        "import sys; from jixiao.cli import main\n"
        "try: main(['check', 'examples/seed-twin/report.txt'])\n"
        "except SystemExit: pass\n"
        "print([one for one in sys.modules if 'phrasebook' in one or one == 'jixiao.cli.usage'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("[]\n")
