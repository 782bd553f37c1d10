"""Chinese for what click says by itself: headings of help pages here, usage errors in `usage` when there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unicodedata import east_asian_width

import click

from jixiao.patterns import regex

HELP = {
    "Options": "选项", "Commands": "命令", "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本号。",
}  # fmt: skip
_PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]...", "[required]": "[必填]", "; required]": "；必填]"}
_ARGUMENTS = {
    "FILES...": "文件...", "FILE": "文件", "CASE": "案卷", "SRC...": "来源...", "SOURCES...": "来源...", "POPULATION": "名单",
    "INDICATOR": "指标", "NAME": "名称", "NAMES": "名称", "ID": "编号",
}  # fmt: skip
_ARGUMENT = regex(r"\b[A-Z]+\b(?:\.\.\.)?")
_ENGLISH = "jixiao.english"
"""Where a context keeps whether --lang en stands on the line."""


def _pieces(text: str) -> str:
    for english, chinese in _PIECES.items():
        text = text.replace(english, chinese)
    return arguments(text)


def arguments(text: str) -> str:
    """`text` with the names of arguments in Chinese: FILES... is 文件...."""
    return _ARGUMENT.sub(lambda name: _ARGUMENTS.get(name.group(), name.group()), text)


class ChineseHelp(click.HelpFormatter):
    """A help page whose own words are Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _pieces(args), prefix or "用法: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HELP.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """As click writes it, but a Chinese character takes two columns."""
        told = [(name, _pieces(HELP.get(said, said))) for name, said in rows]
        start = min(max((_columns(name) for name, _ in told), default=0), col_max) + col_spacing
        left = " " * (self.current_indent + start)
        for name, said in told:
            lines = list(_lines(said, max(self.width - len(left), 20)))
            gap = " " * (start - _columns(name)) if _columns(name) + col_spacing <= start else f"\n{left}"
            self.write(" " * self.current_indent + name + (gap if lines else ""))
            self.write(f"\n{left}".join(lines) + "\n")


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def _lines(text: str, width: int) -> Iterator[str]:
    """`text` in lines of at most `width` columns; no line begins with a mark that belongs to what is before it."""
    line = ""
    for mark in text:
        if _columns(line + mark) > width and mark not in "，。；：、）”》 ]":
            yield line
            line = ""
        line += mark
    if line:
        yield line


class _Context(click.Context):
    formatter_class = ChineseHelp


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = _Context


class Group(click.Group):
    """A group whose help is Chinese."""

    context_class = _Context


STOPPED = 130
"""Exit of a command that was stopped by hand: neither done nor found anything, as shells count it (128 + SIGINT)."""


class Main(Group):
    """The outermost group: usage errors below it are told in Chinese, in English where --lang en stands on the line."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        english = _asks_english(args)
        with _worded(english):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[_ENGLISH] = english
        return context

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _worded(ctx.meta[_ENGLISH]):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nstopped" if ctx.meta[_ENGLISH] else "\n已中断", err=True)
            raise click.exceptions.Exit(STOPPED) from None


def _asks_english(args: Sequence[str]) -> bool:
    """Whether --lang en is on the line; what follows -- are names."""
    options = list(args[: args.index("--")] if "--" in args else args)
    return "--lang=en" in options or ("--lang", "en") in pairwise(options)


@contextmanager
def _worded(english: bool) -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        from jixiao.cli.usage import worded

        raise worded(error, english) from None
