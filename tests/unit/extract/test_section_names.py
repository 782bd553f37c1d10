"""Sections are known by what they are about: by the names reports of many places give them, in either script."""

from __future__ import annotations

import pytest

from jixiao.extract.outline import announced

NAMES = {
    "overview": "单位简介 部门情况 机构概况 部门(单位)简况 单位基本信息 部門概況",
    "results": "整体绩效 部门绩效 部门(单位)整体支出绩效 部门整体支出绩效实现情况 履职完成情况 取得的成绩 主要业绩 绩效完成情况 產出情況",
    "goals_done": "绩效目标完成情况 绩效目标自评完成情况分析 总体绩效目标完成情况分析 績效目標（biāo）完成情況",
    "score": "自我评价 总体评价 自评情况 自评等次 绩效自评总体结论 評價結論",
    "evaluation_process": "项目绩效自评工作开展情况 绩效自评组织情况",
    "problems": "存在的困难 薄弱环节 主要短板 问题分析 面臨的困難",
    "measures": "今后努力方向 工作思路 整改方向 下阶段工作 下年度工作安排 改进的措施",
    "key_tasks": "年度工作安排 绩效目标",
    "": "部门预算 绩效工资发放 结果说明 工作纪律",
}


@pytest.mark.parametrize(("key", "heading"), [(key, one) for key, names in NAMES.items() for one in names.split()])
def test_a_section_is_known_by_the_names_it_goes_by(key: str, heading: str) -> None:
    assert announced(heading) == key
