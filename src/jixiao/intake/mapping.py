"""Field names of other systems ↔ our keys, as a YAML file: what `import` and `export` go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from jixiao.catalog.items import bases, items
from jixiao.datafile import DataFile, read_data
from jixiao.errors import CaseError

KEYS = (
    "year", "agency_code", "agency", "department", "project", "under", "level2", "name", "sign", "target", "unit", "weight",
    "actual", "score", "reason", "measure", "deleted",
)  # fmt: skip
"""What a field of the table of indicators may be."""
UNITS = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """`columns` and `funds` are field → key, `rows` the name of a fund → item; `unit` is that of amounts (元, 万元)."""

    name: str
    columns: Mapping[str, str]
    label: str
    funds: Mapping[str, str]
    rows: Mapping[str, str]
    unit: str

    def fields(self, key: str) -> tuple[str, ...]:
        """The fields that hold `key`, in the order of the file."""
        return tuple(field for field, one in self.columns.items() if one == key)


@lru_cache(maxsize=1)
def standard_mapping() -> FieldMapping:
    """The mapping we ship: the names production systems use. Not tried on a real export."""
    name = "mapping.yaml"
    return read_mapping(resources.files("jixiao.intake").joinpath(name).read_bytes(), f"intake/{name}")


def read_mapping(text: bytes, name: str) -> FieldMapping:
    """The mapping written in `text`; `CaseError` holds every fault of it, each with file and line."""
    file = read_data(text, name)
    data = file.data if isinstance(file.data, dict) else {}
    if not file.faults and not data:
        file.fault((), "不是字段对照表", "请照内置的对照表写 columns 和 funds")
    columns = _words(file, data, "columns")
    for field, key in columns.items():
        if key not in KEYS:
            file.fault(("columns", field), f"“{key}”不是案卷里的键", f"可用：{'、'.join(KEYS)}")
    if data and "name" not in columns.values():
        file.fault(("columns",), "没有写哪个字段是指标名称", "请写一行“字段名: name”")
    funds = data.get("funds") or {}
    fund_columns, rows = _words(file, funds, "columns", "funds"), _words(file, funds, "rows", "funds")
    for field, basis in fund_columns.items():
        if basis not in ("", "rate", *bases()):
            file.fault(("funds", "columns", field), f"“{basis}”不是口径", f"可用：{'、'.join(bases())}、rate（执行率）")
    for label, item in rows.items():
        if item not in items():
            file.fault(("funds", "rows", label), f"“{item}”不是数据项的编码", "编码见 catalog/items.yaml，如 project_funds")
    unit = str(funds.get("unit", "元"))
    if unit not in UNITS:
        file.fault(("funds", "unit"), f"金额单位写作“{unit}”", f"可用：{'、'.join(UNITS)}")
    if file.faults:
        raise CaseError(file.faults)
    return FieldMapping(str(data.get("name", name)), columns, str(funds.get("label", "")), fund_columns, rows, unit)


def _words(file: DataFile, data: Mapping[str, Any], key: str, above: str = "") -> dict[str, str]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        file.fault((above, key) if above else (key,), f"{key} 下应是“字段名: 键”的样子", "一行写一个")
        return {}
    return {str(field).strip(): str(one if one is not None else "").strip() for field, one in found.items()}
