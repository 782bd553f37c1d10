"""Writes the generated parts of the documentation; with --check it only says which are stale, and fails if any is.

A generated part stands between `<!-- generated: name -->` and `<!-- end -->`; what stands around it is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '｜') for cell in line)} |\n" for line in lines)


def items() -> str:
    """The items of the catalog, group by group, in the catalog's order."""
    from jixiao.catalog.items import bases
    from jixiao.catalog.items import items as all_items

    groups: dict[str, list[tuple[str, ...]]] = {}
    for one in all_items().values():
        known = "、".join(bases()[basis].name for basis in one.bases)
        groups.setdefault(one.group, []).append(
            (one.name, f"`{one.key}`", one.unit, known, "、".join(one.aliases), one.definition)
        )
    head = ("数据项", "键", "单位", "口径", "别名", "说明")
    return "\n".join(f"### {name}\n\n{table(head, rows)}" for name, rows in groups.items())


def bases() -> str:
    """The bases (口径)."""
    from jixiao.catalog.items import bases as all_bases

    return table(
        ("口径", "键", "别名"), ((one.name, f"`{one.key}`", "、".join(one.aliases)) for one in all_bases().values())
    )


def checks() -> str:
    """The checks with their pages."""
    from jixiao.checks.check import checks as all_checks

    return table(
        ("编码", "审核规则", "最高级别"),
        (
            (f"[{code}](../../src/{one.module.replace('.', '/')}.md)", one.title, one.level.value)
            for code, one in all_checks.items()
        ),
    )


def questions() -> str:
    """What is asked of agencies that stand apart from others."""
    from jixiao.reference.questions import questions as all_questions

    levels = {"warning": "请说明", "info": "留意"}
    return table(("编码", "问什么", "级别"), ((one.code, one.title, levels[one.level]) for one in all_questions().values()))


def measures() -> str:
    """What is compared between agencies."""
    from jixiao.reference.measures import measures as all_measures

    return table(("参考值", "怎么算", "计量单位"), ((one.name, one.means, one.unit) for one in all_measures().values()))


def rulebooks() -> str:
    """The rulebooks with what they know."""
    from jixiao.rules.load import load_rulebook, rulebook_ids
    from jixiao.rules.show import how_complete

    return table(
        ("评价规则", "名称", "地区", "完整程度", "末级指标", "依据"),
        (
            (f"`{book.id}`", book.title, book.region, how_complete(book), str(sum(1 for _ in book.leaves())),
             "；".join(source.doc or source.title for source in book.sources.values()))
            for book in map(load_rulebook, rulebook_ids())
        ),
    )  # fmt: skip


def rule_types() -> str:
    """The rule types, each with its page."""
    from jixiao.rules.pages import rule_pages

    return table(
        ("类型", "名称", "含义"),
        (
            (
                f"[`{one.name}`](../../src/jixiao/rules/scoring/{one.name}.md)",
                one.title,
                one.summary.partition("。")[0] + "。",
            )
            for one in rule_pages().values()
        ),
    )


def commands() -> str:
    """The help of every command, as `--help` prints it."""
    import click

    from jixiao.cli import main

    def walk(command: click.Command, context: click.Context) -> Iterator[str]:
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                yield from walk(below, below.context_class(below, info_name=name, parent=context))

    settings = {**main.context_settings, "terminal_width": 100, "max_content_width": 100}
    return "\n".join(walk(main, main.context_class(main, info_name="jixiao", **settings)))


def decisions() -> str:
    """The titles of the decisions."""
    pages = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    return "".join(
        f"- [{page.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}]({page.name})\n" for page in pages
    )


def batch_tables() -> str:
    """The columns of the tables that `batch check` writes."""
    from jixiao.batch.tables import OPERAND, SCHEMA, SOURCES, TABLES

    kinds = {"text": "文本", "texts": "文本列表", "count": "整数", "year": "整数", "operands": "列表，见 operands"}
    head = ("列", "类型", "内容")

    def columns(of: Mapping[str, tuple[str, str]]) -> str:
        return table(head, ((f"`{name}`", kinds[kind], said) for name, (kind, said) in of.items()))

    told = [f"### {name}\n\n{columns(of)}" for name, of in TABLES.items()]
    told.append(f"### sources\n\n一个文件 `sources.parquet`，每个来源一行。\n\n{columns(SOURCES)}")
    told.append(f"### operands\n\n`operands` 列里每一项的内容。\n\n{columns(OPERAND)}")
    return f"表结构编号：{SCHEMA}。\n\n" + "\n".join(told)


PARTS: dict[str, Callable[[], str]] = {
    "batch-tables": batch_tables,
    "items": items, "bases": bases, "checks": checks, "questions": questions, "measures": measures, "rulebooks": rulebooks, "rule-types": rule_types, "commands": commands, "decisions": decisions,
}  # fmt: skip


def with_new_codes(text: str) -> str:
    """docs/codes.txt with the checks it does not know yet at its end; codes and slugs it knows stay, in their order."""
    from jixiao.checks.check import checks as all_checks
    from jixiao.reference.questions import questions as all_questions

    every = (*(one for _, one in all_checks.items()), *all_questions().values())
    rows = {f"{one.code} {one.slug}": f"{','.join(one.covers) or '-'} {one.since}" for one in every}
    known = {" ".join(line.split()[:2]): line for line in text.splitlines()}
    old = (f"{key} {rows.pop(key)}" if key in rows else line for key, line in known.items())
    return "\n".join([*old, *(f"{key} {rest}" for key, rest in rows.items())]) + "\n"


def fresh(path: Path) -> str:
    """What `path` should read."""
    text = path.read_text(encoding="utf-8")
    if path.name == "codes.txt":
        return with_new_codes(text)
    return PART.sub(lambda part: f"{part[1]}\n{PARTS[part['name']]()}\n{part[3]}", text)


def pages() -> list[Path]:
    """Everything with a generated part, and the list of codes."""
    found = [ROOT / "docs" / "codes.txt", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    return sorted(path for path in found if path.suffix == ".txt" or PART.search(path.read_text(encoding="utf-8")))


def main(check: bool) -> int:
    """Write, or with `check` only compare; 1 if something was stale."""
    stale = {path: text for path in pages() if (text := fresh(path)) != path.read_text(encoding="utf-8")}
    for path, text in stale.items():
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'stale, run `make docs`' if check else 'written'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
