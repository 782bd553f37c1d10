"""jixiao rulebook: list, show, check and compare rulebooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from jixiao.cli.chinese import Group
from jixiao.cli.common import DONE, FOUND, PATH, Lang, command, write_out


@click.group(cls=Group, epilog="例：jixiao rulebook list")
def rulebook() -> None:
    """查看、检查和比较评价规则。"""


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
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def lint(names: tuple[str, ...], form: str, lang: Lang) -> int | None:
    """检查规则写得对不对：分值、分档、等级、出处、评分标准与数字是否一致、指标能不能衡量。不写名称则检查全部内置规则。

    错误必须改，或在 known 里写明源文件如此；需说明、提示由人判断。有没写明的错误时退出码为 1。
    """
    from jixiao import api
    from jixiao.writers.lint import remarks_json, remarks_text

    remarks = api.rulebook_lint(names)
    if lang == "en":
        from jixiao.phrasebook import in_english

        told = in_english([one.fault for one in remarks])
        remarks = tuple(replace(one, fault=fault) for one, fault in zip(remarks, told, strict=True))
    click.echo(remarks_json(remarks) if form == "json" else remarks_text(remarks, lang), nl=False)
    return FOUND if any(one.open for one in remarks) else DONE


@command("jixiao rulebook diff cn/hunan-2017/department 我的规则.yaml --case examples/department", "diff")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--case", "case", metavar="案卷", type=PATH, help="再算这份案卷在两套规则下的得分，并排列出。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def diff(left: str, right: str, case: Path | None, form: str, lang: Lang) -> int | None:
    """从规则 A 到规则 B 改了什么：指标、分值、公式、计分办法、等级、依据，逐条说明。A、B 是编号或文件。

    同名而公式不同的指标单独列出，不当作同一个。
    """
    from jixiao import api
    from jixiao.writers.difference import difference_json, difference_text

    found, compared = api.rulebook_diff(left, right, case)
    said = difference_json(found, compared) if form == "json" else difference_text(found, compared, lang)
    click.echo(said, nl=False)
    return DONE


@command("jixiao rulebook schema -o 规则书.schema.json", "schema")
@click.option("-o", "--out", metavar="文件", type=PATH, help="写到文件；不写则显示在屏幕上。")
def schema(out: Path | None, lang: Lang) -> int | None:
    """给出规则书的 JSON Schema：编辑器认得它，就能边写边提示、边检查。"""
    from jixiao import api

    write_out(api.rulebook_schema(), out, lang)
    return DONE


for one in (list_rulebooks, show, lint, diff, schema):
    rulebook.add_command(one)
