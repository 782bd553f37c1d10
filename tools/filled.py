"""examples/workbook: the collection workbook filled in with the figures of examples/department, and final accounts that agree with them.

`python -m tools.filled` writes both anew; needed when the template or that example changes, for an older template is refused.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl

from jixiao import api
from tests.unit.tables_laid_out import saved, workbook
from tests.unit.tables_made import Accounts
from tests.unit.test_intake_ring import fill_in, yaml_case

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "workbook"

ACCOUNTS = {
    "leaves": {
        "2010301": (25_160, 0, 0, 0), "2010302": (0, 14_000, 0, 0), "2080505": (5_400, 0, 0, 0), "2101101": (2_800, 0, 0, 0),
        "2210201": (3_900, 0, 0, 0),
    },
    "economy": {
        "30101": 14_260, "30102": 11_680, "30113": 3_900, "30201": 4_020, "30211": 1_950, "30217": 180, "30302": 1_010,
        "30305": 260, "31002": 0,
    },
    "fiscal_general": 50_400, "fiscal_fund": 0, "business": 0, "other": 0, "reserve": 0, "opening": 1_200, "opening_fiscal": 1_200,
    "distributed": 0, "cars": (0, 450, 0, 430), "guests": (200, 180), "abroad": (0, 0),
}  # fmt: skip
"""In cents of 万元, as the case says: 基本支出 372.60, 项目支出 140.00; 301, 302, 303: 298.40, 61.50, 12.70; 480.00 + 24.00 came in."""


def main() -> None:
    """Write both files."""
    case = yaml_case("department")
    FOLDER.mkdir(exist_ok=True)
    book = openpyxl.load_workbook(BytesIO(fill_in(api.template(case.rulebook, case.year), case)))
    for name, rows in {"自评指标": (4, 5), "清单与判断": (7, 13)}.items():
        for row in rows:
            book[name].row_dimensions[row].height = 42  # as a hand would pull it: three lines of words stand in it
    (FOLDER / "采集表.xlsx").write_bytes(saved(book))
    accounts = Accounts(**ACCOUNTS, agency=case.agency, year=case.year)
    tables = ["收入支出决算总表", "支出决算表", "基本支出明细表", "三公表"]
    (FOLDER / "决算.xlsx").write_bytes(saved(workbook(accounts, None, tables)))


if __name__ == "__main__":
    main()
