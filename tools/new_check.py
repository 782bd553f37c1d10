"""Writes the two files of a new check: `make new-check CODE=AR90 SLUG=parts_over_total TITLE=分项之和大于合计`.

What it writes is meant to fail: the page has no text and no example, the function finds nothing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAMILIES = {
    "AR": "算术", "SC": "得分", "FM": "表样", "CS": "勾稽", "YR": "跨年", "CM": "完整",
    "TG": "目标与结果", "IN": "指标", "EV": "佐证", "TX": "文字", "RB": "规则",
}  # fmt: skip

CODE_FILE = '''"""{code}: {english}."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.check import Context, check
from jixiao.model.finding import Finding


@check(
    "{code}", "{slug}", "{title}", since="{since}", covers=(),
    says={{"zh": "{title}", "en": "{english}"}},
)  # fmt: skip
def {slug}(context: Context) -> Iterator[Finding]:
    """One finding for each place where this is so."""
    yield from ()
'''

PAGE = """# {code} {title}

## 查什么

## 为什么

## 怎么改

## 例：该报的

```report
这一行该报。   # {code} error
```
```findings
{code} error {title}
```

## 例：不该报的

```report
这一行不该报。
```

## 例：看着像，其实不该报的

```report
这一行也不该报。
```
"""


def wrong(code: str, slug: str, title: str) -> str:
    """What is wrong with these three, or ""."""
    if not re.fullmatch(r"[A-Z]{2}\d\d", code) or code[:2] not in FAMILIES:
        return f"CODE 应为族名加两位数字，族名：{' '.join(f'{key}({name})' for key, name in FAMILIES.items())}"
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", slug):
        return "SLUG 应为小写英文单词，以下划线相连，如 parts_over_total"
    if not title.strip() or '"' in title:
        return "TITLE 应为一句中文，不含英文双引号"
    rows = [
        line.split()
        for line in (ROOT / "docs" / "codes.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("#", "")
    ]
    if any(row[0] == code or row[1] == slug for row in rows):
        return f"编码或名字已用过（docs/codes.txt）；{code[:2]} 族用到：{max((row[0] for row in rows if row[0][:2] == code[:2]), default='无')}"
    return ""


def main(code: str, slug: str, title: str) -> int:
    """Write both files; 2 and a sentence if the names will not do."""
    if fault := wrong(code, slug, title):
        print(fault, file=sys.stderr)
        return 2
    package = ROOT / "src" / "jixiao"
    version = re.search(r'__version__ = "(\d+\.\d+)', (package / "__init__.py").read_text(encoding="utf-8"))
    assert version
    family = package / "checks" / code[:2]
    family.mkdir(exist_ok=True)
    if not (family / "__init__.py").exists():
        (family / "__init__.py").write_text(f'"""{code[:2]} {FAMILIES[code[:2]]}"""\n', encoding="utf-8")
    words = {"code": code, "slug": slug, "title": title, "english": slug.replace("_", " "), "since": version[1]}
    for suffix, template in ((".py", CODE_FILE), (".md", PAGE)):
        path = family / f"{code}_{slug}{suffix}"
        path.write_text(template.format(**words), encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(*[*sys.argv[1:], "", "", ""][:3]))
