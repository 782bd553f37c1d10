"""jixiao rulebook: list, show and lint rulebooks."""

from __future__ import annotations

import click

from jixiao.cli.chinese import Group
from jixiao.cli.common import DONE, FOUND, Lang, command, tell


@click.group(cls=Group, epilog="例：jixiao rulebook list")
def rulebook() -> None:
    """查看和检查评价规则。"""


@command("jixiao rulebook list", "list")
def list_rulebooks(lang: Lang) -> int | None:
    """列出全部评价规则。"""
    from jixiao import api

    click.echo(api.rulebook_list())
    return DONE


@command("jixiao rulebook show cn/hunan-2017/department", "show")
@click.argument("id")
def show(id: str, lang: Lang) -> int | None:
    """显示一套规则：指标、分值、计分办法和依据。"""
    from jixiao import api

    click.echo(api.rulebook_show(id))
    return DONE


@command("jixiao rulebook lint 我的规则.yaml", "lint")
@click.argument("names", nargs=-1)
def lint(names: tuple[str, ...], lang: Lang) -> int | None:
    """检查规则写得对不对：分值、分档、等级、出处。不写名称则检查全部内置规则。"""
    from jixiao import api

    faults = api.rulebook_lint(names)
    tell(faults, lang)
    if not faults:
        click.echo("no faults" if lang == "en" else "没有发现问题")
    return FOUND if faults else DONE


for one in (list_rulebooks, show, lint):
    rulebook.add_command(one)
