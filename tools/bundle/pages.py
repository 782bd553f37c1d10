"""The guide as web pages that open with a double click: pictures inside, links between them, no network."""

from __future__ import annotations

import base64
import html
import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>
body {{ max-width: 60rem; margin: 0 auto; padding: 1.5rem 2rem 5rem; color: #1f2933; background: #fff;
  font: 16px/1.75 "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", sans-serif; }}
h1 {{ font-size: 1.7rem; }} h2 {{ margin-top: 2.5rem; padding-bottom: .3rem; border-bottom: 2px solid #d5dde5; }} h3 {{ margin-top: 2rem; }}
a {{ color: #1b5e9a; }} nav {{ columns: 2; padding: .6rem 1.2rem; background: #f3f6f9; border-radius: 6px; }} nav a {{ display: block; }}
pre {{ padding: .7rem 1rem; background: #f3f6f9; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }}
pre.command {{ background: #1d2530; color: #eef3f8; }} code {{ font-family: Consolas, "Noto Sans Mono CJK SC", monospace; }}
pre.screen {{ border-left: 4px solid #9fb3c8; }}
p.head {{ margin: .8rem 0 -.7rem; font-size: .85rem; color: #52606d; }} pre.file {{ background: #fff8e5; }}
table {{ border-collapse: collapse; }} td, th {{ padding: .3rem .7rem; border: 1px solid #c9d3dd; text-align: left; vertical-align: top; }}
img {{ max-width: 100%; border: 1px solid #d5dde5; border-radius: 4px; }}
@media print {{ nav {{ display: none; }} pre.command {{ background: #fff; color: #000; border: 1px solid #999; }} }}
</style></head><body>
{body}</body></html>
"""
KINDS = {"sh": "command", "text": "screen"}


def title_of(text: str) -> str:
    """The first heading."""
    return text.partition("\n")[0].removeprefix("# ").strip()


def file_name(text: str) -> str:
    """What the page is called as a file: its title up to the colon."""
    return f"{title_of(text).partition('：')[0]}.html"


def anchor(heading: str) -> str:
    """The name under which the web shows a heading: `3. 全年：用台账` → 3-全年用台账."""
    return re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-")


def inside(picture: Path) -> str:
    """A picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode('ascii')}"


def linked(children: list[Token], folder: Path, names: dict[str, str]) -> list[Token]:
    """Links go to the pages as they are called here; what is not packed keeps its words and loses its link."""
    kept: list[Token] = []
    dropped = 0
    for one in children:
        if one.type == "link_open":
            target, _, place = str(one.attrs["href"]).partition("#")
            if target in names:
                one.attrs["href"] = names[target] + (f"#{place}" if place else "")
            elif target and "://" not in target:
                dropped += 1
                continue
        if one.type == "link_close" and dropped:
            dropped -= 1
            continue
        if one.type == "image":
            one.attrs["src"] = inside(folder / str(one.attrs["src"]))
        kept.append(one)
    return kept


def fence(one: Token) -> str:
    """A block of the page: what is typed, what is on the screen, what is filled in, told apart and headed."""
    kind, _, what = one.info.strip().partition(" ")
    act, *names = what.split(" ")
    heads = {"屏幕": "屏幕上：", "填": "把 {2} 另存为 {0}，在这几格填：", "改字": "在 {0} 里改："}
    head = heads.get(act, f"文件 {act}：" if what and kind in ("yaml", "diff") else "").format(*names)
    looks = "file" if act in ("填", "改字") else KINDS.get(kind, "file")
    told = f'<p class="head">{html.escape(head)}</p>' if head else ""
    return f'{told}<pre class="{looks}"><code>{html.escape(one.content)}</code></pre>\n'


def page(file: Path, names: dict[str, str]) -> str:
    """One page of the guide as HTML, a list of its parts below the title."""
    text = file.read_text(encoding="utf-8")
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    parts: list[str] = []
    for before, one in pairwise(tokens):
        if before.type == "heading_open":
            before.attrs["id"] = anchor(one.content)
            if before.tag == "h2":
                parts.append(f'<a href="#{anchor(one.content)}">{html.escape(one.content)}</a>')
        if one.children is not None:
            one.children = linked(one.children, file.parent, names)
    markdown.add_render_rule("softbreak", lambda *_: "")  # Chinese goes on without a blank
    renderer = markdown.renderer
    body = "".join(fence(one) if one.type == "fence" else renderer.render([one], markdown.options, {}) for one in tokens)
    contents = f"</h1>\n<nav>{''.join(parts)}</nav>" if len(parts) > 3 else "</h1>"
    return PAGE.format(title=html.escape(title_of(text)), body=body.replace("</h1>", contents, 1))


def write_pages(source: Path, target: Path) -> list[Path]:
    """Every page of `source` as a web page in `target`."""
    target.mkdir(parents=True)
    files = sorted(source.glob("*.md"))
    names = {file.name: file_name(file.read_text(encoding="utf-8")) for file in files}
    written = []
    for file in files:
        written.append(target / names[file.name])
        written[-1].write_text(page(file, names), encoding="utf-8", newline="\n")
    return written
