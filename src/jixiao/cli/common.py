"""What every command shares: --lang, --version, faults told to the person, exit codes 0, 1, 2."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from jixiao import __version__
from jixiao.cli.chinese import Command
from jixiao.errors import Fault, JixiaoError

Lang = Literal["zh", "en"]

DONE, FOUND, UNUSABLE = 0, 1, 2

PATH = click.Path(path_type=Path, readable=False)
"""A file or folder named on the line. One that may not be read is told of by whoever reads it, and costs nothing else."""


def command(example: str, name: str | None = None) -> Callable[[Callable[..., int | None]], click.Command]:
    """A click command with the shared options; the function returns the exit code (None is 0)."""

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @functools.wraps(function)
        def run(*args: Any, lang: str, **options: Any) -> None:
            steady_streams()
            try:
                code = function(*args, lang=lang, **options)
            except JixiaoError as error:
                tell(error.faults, lang)
                code = UNUSABLE
            sys.exit(code or DONE)

        wrapped = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="输出语言，默认中文。")(run)
        wrapped = click.version_option(__version__, "--version", message="jixiao %(version)s")(wrapped)
        return click.command(name=name, cls=Command, epilog=f"例：{example}")(wrapped)

    return decorate


def steady_streams() -> None:
    """What cannot be shown on a console of another encoding is shown as ?, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def tell(faults: tuple[Fault, ...], lang: str) -> None:
    """All faults on standard error, one a line, and how many there were."""
    if lang == "en":
        from jixiao.phrasebook import in_english

        faults = in_english(faults)
    for fault in faults:
        click.echo(str(fault), err=True)
    if len(faults) > 1:
        click.echo(f"{len(faults)} faults" if lang == "en" else f"共 {len(faults)} 处", err=True)


def say(notes: tuple[str | Fault, ...], lang: str) -> None:
    """What a person should know though nothing is wrong, on standard error, one a line."""
    if lang == "en":
        from jixiao.phrasebook import english, in_english

        notes = tuple(english(one) if isinstance(one, str) else in_english((one,))[0] for one in notes)
    for note in notes:
        click.echo(f"{'note: ' if lang == 'en' else '说明：'}{note}", err=True)


def parse_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """A date given as 2022-03-31."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("日期写作 2022-03-31 的样子") from None


def write_out(text: str, out: Path | None, lang: str) -> None:
    """`text` to the file `out`, which is then named on standard error; or to standard output."""
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    from jixiao.api import write_files

    say_written(write_files({out: text.encode("utf-8")}), lang)


def say_written(paths: Iterable[Path], lang: str) -> None:
    """Which files were written, on standard error: standard output is for what was asked."""
    for path in paths:
        click.echo(f"{'wrote' if lang == 'en' else '已写出'} {path}", err=True)
