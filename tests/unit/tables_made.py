"""Final accounts of invented agencies: figures that fit, made by hand-written sums. `tables_laid_out` puts them into sheets.

Amounts are whole cents of 万元 (1 = 0.01万元), so that nothing is rounded. Nothing here is imported from the program.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

AGENCY = "示例县河道管理所（虚构）"
CLASSES = {
    "201": "一般公共服务支出", "205": "教育支出", "208": "社会保障和就业支出", "210": "卫生健康支出", "213": "农林水支出",
    "221": "住房保障支出", "229": "其他支出",
}  # fmt: skip
SUBJECTS = {
    "20103": "政府办公厅（室）及相关机构事务", "2010301": "行政运行", "2010302": "一般行政管理事务",
    "20805": "行政事业单位养老支出", "2080505": "机关事业单位基本养老保险缴费支出",
    "21011": "行政事业单位医疗", "2101101": "行政单位医疗", "21303": "水利", "2130306": "水利工程运行与维护",
    "2130314": "防汛", "22102": "住房改革支出", "2210201": "住房公积金", "22960": "彩票公益金安排的支出",
    "2296002": "用于社会福利的彩票公益金支出",
}  # fmt: skip
ECONOMY = {
    "301": ("工资福利支出", ["30101 基本工资", "30102 津贴补贴", "30113 住房公积金"]),
    "302": ("商品和服务支出", ["30201 办公费", "30211 差旅费", "30217 公务接待费"]),
    "303": ("对个人和家庭的补助", ["30302 退休费", "30305 生活补助"]),
    "310": ("资本性支出", ["31002 办公设备购置"]),
}


@dataclass
class Accounts:
    """One agency, one year: (general basic, general project, fund project, other) of each seven-digit subject, and the rest."""

    leaves: dict[str, tuple[int, int, int, int]]
    economy: dict[str, int]
    fiscal_general: int
    fiscal_fund: int
    business: int
    other: int
    reserve: int
    opening: int
    opening_fiscal: int
    distributed: int
    cars: tuple[int, int, int, int]
    guests: tuple[int, int]
    abroad: tuple[int, int]
    agency: str = AGENCY
    year: int = 2023

    def basic(self, code: str) -> int:
        return sum(one[0] for leaf, one in self.leaves.items() if leaf.startswith(code))

    def project(self, code: str) -> int:
        return sum(one[1] + one[2] + one[3] for leaf, one in self.leaves.items() if leaf.startswith(code))

    def general(self, code: str) -> int:
        return sum(one[0] + one[1] for leaf, one in self.leaves.items() if leaf.startswith(code))

    def general_project(self, code: str) -> int:
        return sum(one[1] for leaf, one in self.leaves.items() if leaf.startswith(code))

    def fund(self, code: str) -> int:
        return sum(one[2] for leaf, one in self.leaves.items() if leaf.startswith(code))

    def spent(self, code: str = "") -> int:
        return self.basic(code) + self.project(code)

    @property
    def income(self) -> int:
        return self.fiscal_general + self.fiscal_fund + self.business + self.other

    @property
    def closing(self) -> int:
        return self.income + self.reserve + self.opening - self.spent() - self.distributed

    @property
    def closing_fiscal(self) -> int:
        return self.fiscal_general + self.fiscal_fund + self.opening_fiscal - self.general("") - self.fund("")

    def codes(self) -> list[str]:
        return sorted({code for leaf in self.leaves for code in (leaf[:3], leaf[:5], leaf)})


def accounts(seed: int) -> Accounts:
    """Figures that fit, drawn by lot: nothing is left over that could be negative."""
    lot = random.Random(seed)
    leaves: dict[str, tuple[int, int, int, int]] = {}
    for code in [one for one in SUBJECTS if len(one) == 7]:
        if code == "2296002":
            leaves[code] = (0, 0, lot.randint(100, 99_999), 0)
        elif lot.random() < 0.85:
            leaves[code] = (
                lot.randint(1, 999_999),
                lot.choice([0, lot.randint(1, 999_999)]),
                0,
                lot.choice([0, lot.randint(1, 9_999)]),
            )
    if len(leaves) == 1:
        leaves["2010301"] = (4_321, 0, 0, 0)
    basic = sum(one[0] for one in leaves.values())
    general = basic + sum(one[1] for one in leaves.values())
    fund = sum(one[2] for one in leaves.values())
    other = sum(one[3] for one in leaves.values())
    cuts = sorted(lot.randint(0, basic) for _ in range(8))
    names = [item[:5] for _, (_, these) in sorted(ECONOMY.items()) for item in these]
    economy = {name: high - low for name, low, high in zip(names, [0, *cuts], [*cuts, basic], strict=True)}
    opening_fiscal = lot.randint(0, 50_000)
    cars = (lot.randint(0, 9_999), lot.randint(1, 9_999), lot.randint(0, 9_999), lot.randint(1, 9_999))
    return Accounts(
        leaves, economy, general, fund + lot.randint(0, 20_000), lot.randint(0, 90_000), other + lot.randint(0, 30_000),
        lot.choice([0, lot.randint(1, 9_999)]), opening_fiscal + lot.randint(0, 70_000), opening_fiscal,
        0, cars, (lot.randint(1, 5_000), lot.randint(1, 5_000)), (0, 0),
    )  # fmt: skip
