"""What the name of an agency says of it: where it is and what kind of body. For counting only; no check rests on it."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jixiao.datafile import read_data
from jixiao.errors import RulesError
from jixiao.patterns import regex

OTHER = "其他"

_REGION = regex(
    r"^(?:关于)?(?:(?:19|20)\d\d\s*年?度?)?(?:中共|中国共产党)?([^\d\s]{2,8}?(?:省|自治区|特别行政区|市|自治州|地区|盟|县|区|旗))"
)
"""The largest place a name begins with: 湖南省…厅 → 湖南省, 溆浦县…局 → 溆浦县; of a title without an agency too, behind its year."""


@lru_cache(maxsize=4096)
def region_of(agency: str) -> str:
    """The place the name begins with; "" where it names none."""
    found = _REGION.match(agency)
    return found[1] if found else ""


@lru_cache(maxsize=4096)
def sector_of(agency: str) -> str:
    """The first kind in agencies.yaml one of whose words stands in the name; 其他 where none does, "" where there is no name."""
    if not agency:
        return ""
    return next((sector for sector, words in _sectors().items() if any(word in agency for word in words)), OTHER)


@lru_cache(maxsize=1)
def _sectors() -> dict[str, list[str]]:
    file = read_data(resources.files("jixiao.batch").joinpath("agencies.yaml").read_bytes(), "agencies.yaml")
    if file.faults:
        raise RulesError(file.faults)
    found: dict[str, list[str]] = file.data["sectors"]
    return found
