"""Whose report it is: the name in the title, and nobody where the title names nobody."""

from __future__ import annotations

import pytest

from jixiao.extract.reading import read_document
from jixiao.model.document import Document, Paragraph


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("2021年度样例县档案馆（虚构）部门整体支出绩效自评报告", "样例县档案馆(虚构)"),
        ("项目支出绩效自评报告", ""),
        ("部门整体支出绩效自评报告", ""),
        ("2021年度财政专项资金绩效自评报告", ""),
        ("样例县审计局（虚构）关于2019年度部门整体支出绩效自评的报告", "样例县审计局(虚构)"),
        ("样例县审计局（虚构）关于报送2019年度部门整体支出绩效自评报告的报告", "样例县审计局(虚构)"),
        ("关于样例县审计局（虚构）2019年度部门整体支出绩效自评的报告", "样例县审计局(虚构)"),
        ("关于报送样例县审计局（虚构）2019年度部门整体支出绩效自评报告的函", "样例县审计局(虚构)"),
        ("关于报送2019年度部门整体支出绩效自评报告的报告", ""),
        ("样例海关（虚构）关于2019年度部门整体支出绩效自评的报告", "样例海关(虚构)"),
        ("样例海关关于2019年度部门整体支出绩效自评的报告", "样例海关"),
        ("2023年度样例市第11中学（虚构）部门整体支出绩效自评报告", "样例市第11中学(虚构)"),
        ("样例县第3幼儿园（虚构）2022年部门整体支出绩效自评报告", "样例县第3幼儿园(虚构)"),
    ],
)
def test_the_agency_is_named_by_the_title_or_by_nobody(title: str, agency: str) -> None:
    document = Document(title, (Paragraph((title,)), Paragraph(("自评得分96分。",))), kind="report")
    assert read_document(document).agency == agency
