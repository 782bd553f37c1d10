"""No pattern makes the work grow faster than the text: lines of Python run are counted, so no clock decides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PATTERNS = {
    "short lines": "{n}万元\n",
    "headings": "{n}、概况\n文字\n",
    "rows of a list": "甲{n}部{n}人\n",
    "cells one a line": "指标{n}\n{n}\n{m}\n",
    "amounts in one paragraph": "项目{n}支出{n}.34万元、",
    "executed of budgets": "（{n}）项目{n}年初预算{m}万元，执行{n}.5万元，执行率为98.5%。\n",
    "changes": "基本支出{m}万元，比上年{n}万元增加9万元，增长{n}%。\n",
    "promises and results": "二、年度重点工作\n计划完成{m}个项目，覆盖率95%。\n三、完成情况\n完成{n}个项目，覆盖率90%。\n",
    "lines of a page": "项目支出{m}万元比上年增加{n}万元，主要用于设施维护和人员补助以及日\n",
    "glued rows": "三级指标年度指标值实际完成值完成率分值得分\n甲项比例{n}{m}100%1010\n乙项{n}{m}100%1010\n",
    "moves": "甲类由{n}处增加到{m}处，增加9处；",
    "addresses": "http://a.b/{n} ",
    "shares of a whole": "甲{n}万元，占总支出的5%。\n",
    "columns in words": "甲处修路{n}公里、涵洞{m}道，支出{n}.5万元；",
    "standards told apart": "特困户{n}户，发放{m}.5万元；特困户每户{n}元。\n",
    "points, lost and got": "指标{n}分，得{m}分，得分率90%；预算执行率95.3%，指标部分扣1分。\n",
    "promises of a name each": "年度绩效目标：完成{h}村改造{n}座。\n目标完成情况：完成{h}村改造{m}座。\n",
    "divisions without a name": "按类分：甲{n}万元，乙{m}万元，占45%，占30%。\n",
    "targets in brackets": "救助{n}名，救助完成率95.24%（目标{m}名），剩余{n}.5万元。\n",
    "rates over a hundred": "占总支出的{m}%。\n",
}
SLOWLY = {
    "figures left blank": "比上年减少  万元。{n}次。\n",
    "savings without a base": "项目{m}压缩10%。{n}次。\n",
    "quotations left open": "“开放日活动。\n",
    "a table of every page": "三级指标|年度指标值|实际完成值|分值|得分\n指标{h}|{n}|{n}|10|10\n",
    "cuts beside rises": "接待费{n}万元，比预算减少82.8%。\n项目支出{m}万元，较2020年{n}万元增加9万元。\n",
}
"""What a check once looked for among all figures, once for each line or relation: a little work, that only shows among many."""
FEW, MANY = 50, 300
ROOM = 1.35
"""Twice the text may take so much more than twice the lines: windows of a fixed size fill up first."""


def lines_run(texts: Sequence[str]) -> list[int]:
    """How many lines of Python the review of each text runs, in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("lines_run.py"))]
    done = subprocess.run(
        command, input=json.dumps(texts), cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    counts: list[int] = json.loads(done.stdout)
    return counts


@pytest.mark.parametrize(
    ("pattern", "few"),
    [
        *(pytest.param(text, FEW, id=name) for name, text in PATTERNS.items()),
        *(pytest.param(text, MANY, id=name) for name, text in SLOWLY.items()),
    ],
)
def test_work_grows_no_faster_than_the_text(pattern: str, few: int) -> None:
    def text(times: int) -> str:
        return "".join(
            pattern.format(n=n, m=n + 9, h=chr(ord("一") + n)) for n in range(100, 100 + times)
        )  # as many digits in all: a slip is looked for in each

    # lists and patterns are read once: the first text is not counted
    _, once, twice, fourfold = lines_run([text(times) for times in (few, few, 2 * few, 4 * few)])

    assert fourfold - twice < 2 * ROOM * (twice - once)
