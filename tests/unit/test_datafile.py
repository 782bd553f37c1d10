"""Data files: what a person wrote wrong comes back in Chinese, all of it, each with its line."""

from __future__ import annotations

from jixiao.datafile import check_schema, read_data

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string", "title": "名称"}, "weight": {"type": "number", "minimum": 0}},
    "required": ["name"],
    "additionalProperties": False,
}


def faults(text: str) -> list[str]:
    file = read_data(text, "规则.yaml")
    if not file.faults:
        check_schema(file, SCHEMA)
    return [str(one) for one in file.faults]


def test_a_key_given_twice_names_both_lines() -> None:
    assert faults("name: 甲\nweight: 5\nname: 乙\n") == ["规则.yaml:3：“name”写了两次（前一次在第 1 行）。请只留一处"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    assert faults("nam: 甲\nweight: 五\n") == [
        "规则.yaml:1：文件缺少：name。请补上",
        "规则.yaml:1：文件里有不认识的键：nam。可用的键：name、weight",
        "规则.yaml:2：“weight”应为数字，现为“五”。请改写",
    ]


def test_broken_syntax_names_the_line() -> None:
    (only,) = faults("name: [甲\nweight: 5\n")

    assert only.startswith("规则.yaml:2：YAML 写法有误（")


def test_an_alias_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [1, 2]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(20)
    )
    file = read_data(bomb, "规则.yaml")

    assert str(file.faults[0]) == "规则.yaml:1：用了 YAML 的别名（& 和 *）。请把内容直接写出来"
    assert len(file.faults) < 1000


def test_numbers_are_exact_and_never_float() -> None:
    assert repr(read_data("a: 0.10\nb: 3\nc: 1_000\n", "x").data) == "{'a': Decimal('0.10'), 'b': 3, 'c': 1000}"
