"""A usage error of click in the words of a person who asked for Chinese, or for English."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import IO, Any

import click

from jixiao.cli.chinese import arguments
from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.phrasebook import CHINESE, Phrasebook, english

_NO_ARGUMENTS: tuple[type[click.UsageError], ...] = tuple(
    filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)])
)
"""What newer versions of click raise to show help when nothing was asked: no error that needs words."""


def worded(error: click.UsageError, in_english: bool) -> click.UsageError:
    """`error` as it is told; its exit code stays."""
    if isinstance(error, _NO_ARGUMENTS):
        return error
    if not in_english:
        said = chinese(error.format_message())
        return ChineseUsageError(arguments(said) if isinstance(error, click.MissingParameter) else said, error.ctx)
    if error.ctx is not None:
        error.ctx.formatter_class = click.HelpFormatter
    if type(error) is click.BadParameter:  # its message may be ours
        return click.BadParameter(english(error.message), error.ctx, error.param, error.param_hint)
    return error


class ChineseUsageError(click.UsageError):
    """A usage error that shows itself in Chinese: how the command goes, where help is, what is wrong."""

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=True)
            click.echo(f"详见 {self.ctx.command_path} --help\n", file=file, err=True)
        click.echo(f"错误：{self.format_message()}", file=file, err=True)


def chinese(message: str) -> str:
    """A message of click in Chinese; as it is where usage.yaml does not know it."""
    return _words().say(message) or message


@lru_cache(maxsize=1)
def _words() -> Phrasebook:
    return Phrasebook(usage_words(), lambda text: not CHINESE.search(text), marks="")


def usage_words() -> dict[str, str]:
    """What click says and the Chinese of it."""
    file = read_data(resources.files("jixiao.cli").joinpath("usage.yaml").read_bytes(), "cli/usage.yaml")
    if file.faults:
        raise RulesError(file.faults)
    words: dict[str, str] = file.data
    return words
