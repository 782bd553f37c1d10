"""Account codes: names as printed, classes and groups, and years nobody knows."""

from __future__ import annotations

import pytest

from jixiao.catalog.codes import CodeKind, code_list

LISTS: list[tuple[CodeKind, int]] = [("economic", 2020), ("economic", 2024), ("functional", 2024)]


@pytest.mark.parametrize(
    ("kind", "code", "name", "group", "parent"),
    [
        ("economic", "301", "工资福利支出", "人员经费", ""),
        ("economic", "30101", "基本工资", "人员经费", "301"),
        ("economic", "30201", "办公费", "公用经费", "302"),
        ("economic", "30217", "公务接待费", "公用经费", "302"),
        ("economic", "30305", "生活补助", "人员经费", "303"),
        ("economic", "31013", "公务用车购置", "公用经费", "310"),
        ("functional", "2010601", "行政运行", "", "20106"),
        ("functional", "20106", "财政事务", "", "201"),
        ("functional", "2210201", "住房公积金", "", "22102"),
    ],
)
def test_a_code_has_a_name_a_group_and_a_class(kind: CodeKind, code: str, name: str, group: str, parent: str) -> None:
    known = code_list(kind, 2024)
    assert known
    found = known.find(code)
    assert found
    assert (found.name, found.group, found.parent) == (name, group, parent)


def test_the_same_name_under_two_classes_is_two_codes() -> None:
    known = code_list("economic", 2024)
    assert known
    assert [one.code for one in known.codes.values() if one.name == "公务用车购置"] == ["30913", "31013"]


def test_a_year_nobody_knows_has_no_list_and_a_code_not_listed_is_only_unknown() -> None:
    assert code_list("functional", 2021) is None
    assert code_list("economic", 2016) is None
    known = code_list("functional", 2024)
    assert known
    assert (known.find("2013701"), known.whole) == (None, False)


def test_recalled_names_are_marked() -> None:
    """中文对照表页上见到的是 seen，凭记忆录入的是 recalled."""
    known = code_list("economic", 2020)
    assert known
    marks = {code: known.codes[code].verified for code in ("30106", "30240", "30217", "303")}
    assert marks == {"30106": "seen", "30240": "seen", "30217": "recalled", "303": "recalled"}


def test_what_was_seen_of_2020_is_recalled_of_2023() -> None:
    known = code_list("economic", 2023)
    assert known
    assert {one.verified for one in known.codes.values()} == {"recalled"}


@pytest.mark.parametrize(("kind", "year"), LISTS)
def test_every_code_stands_under_its_class(kind: CodeKind, year: int) -> None:
    known = code_list(kind, year)
    assert known
    for code, one in known.codes.items():
        assert len(code) in (3, 5, 7) and code.isdigit()
        assert not one.parent or known.find(one.parent), code
        assert one.verified in ("seen", "recalled")
        assert not (kind == "economic" and not one.group), code
