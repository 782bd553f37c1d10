"""A case of a project under way, with the figures a test wants to see lights for."""

from __future__ import annotations

from jixiao.intake.case import read_case
from jixiao.inyear import monitor_case
from jixiao.model.case import Case
from jixiao.model.plan import Light, Watch
from jixiao.monitor.thresholds import thresholds
from jixiao.rules.load import load_rulebook

BOOK = load_rulebook("cn/mof-2020-10/project")
CASE = """\
agency: 样例市文化馆（虚构）
department: 样例市文化和旅游局（虚构）
project: 样例市书屋项目（虚构）
year: 2021
rulebook: cn/mof-2020-10/project
facts: {{2021: {{项目年度资金总额: {{{budget}}}}}}}
rows:
  - {{under: 产出指标, level2: 数量指标, name: 更新书屋, target: ≥120个, weight: 30}}
  - {{under: 产出指标, level2: 数量指标, name: 补充图书, target: ≥24000册, weight: 10}}
  - {{under: 产出指标, level2: 质量指标, name: 合格率, target: ≥95%, weight: 10}}
  - {{under: 产出指标, level2: 成本指标, name: 单价, target: ≤7500元, weight: 10}}
  - {{under: 产出指标, level2: 质量指标, name: 事故, target: 0起, weight: 10}}
  - {{under: 效益指标, level2: 可持续影响指标, name: 机制, measure: 定性, target: 建立, weight: 10}}
monitoring:
  {month}:
    funds: {{项目年度资金总额: {{{funds}}}}}
    indicators: {{{indicators}}}
"""


def case(budget: str = "年初预算数: 120万元", funds: str = "executed: 70万元", month: int = 7, indicators: str = "") -> Case:
    text = CASE.format(budget=budget, funds=funds, month=month, indicators=indicators)
    return read_case(text.encode(), "案卷.yaml", "0" * 64)


def watched(of: Case, *, allow_recalled: bool = False) -> Watch:
    (month,) = of.monitoring
    return monitor_case(of, BOOK, month, allow_recalled=allow_recalled).watch


def light(of: Watch, about: str, threshold: str) -> Light:
    (found,) = [one for one in of.lights if (one.about, one.threshold) == (about, thresholds()[threshold].name)]
    return found
