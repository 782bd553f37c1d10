"""Data files (YAML): read with the line of every value, refused when a key stands twice, checked against a schema.

What a person wrote wrong comes back as faults in Chinese, all of them, each with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jixiao.errors import Fault, RulesError

Path_ = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(slots=True)
class DataFile:
    """A YAML file as plain values (numbers as int or Decimal, never float) with `lines[path]`, counted from 1."""

    name: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def where(self, path: Path_ = ()) -> str:
        """file:line of the nearest known place at or above `path`."""
        while path and path not in self.lines:
            path = path[:-1]
        line = self.lines.get(path, 1)
        return f"{self.name}:{line}"

    def line(self, path: Path_ = ()) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, what: str, hint: str = "") -> None:
        self.faults.append(Fault(self.where(path), what, hint))


def read_data(text: str | bytes, name: str) -> DataFile:
    """Parse YAML text. Faults (broken syntax, keys given twice) are collected, not raised."""
    result = DataFile(name)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            result.faults.append(Fault(name, "不是 UTF-8 编码的文本", "请另存为 UTF-8 后再用"))
            return result
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        result.faults.append(
            Fault(f"{name}:{line}", f"YAML 写法有误（{error.problem or error.context}）", "请检查缩进、冒号和引号")
        )
        return result
    except yaml.YAMLError as error:
        result.faults.append(
            Fault(name, f"不是可读的 YAML 文本（{str(error).splitlines()[0]}）", "请用文本编辑器另存为 UTF-8")
        )
        return result
    if node is not None:
        result.data = _value(node, (), result, set())
    return result


_OWN = Path(__file__).parent


def own_data(folder: str, name: str) -> Any:
    """The content of a data file of this package (catalog, grades.yaml); `RulesError` with file and line when it is broken.

    Read from the folder the package lies in: importlib.resources would load zip and temporary files for every start.
    """
    file = read_data((_OWN / folder / name).read_bytes(), f"{folder}/{name}")
    if file.faults:
        raise RulesError(file.faults)
    return file.data


def own_names(folder: str) -> list[str]:
    """The names of the data files in a folder of this package, sorted."""
    return sorted(entry.name for entry in (_OWN / folder).iterdir() if entry.suffix == ".yaml")


_MAX_DEPTH = 60


def _value(node: yaml.Node, path: Path_, out: DataFile, seen: set[int]) -> Any:
    """The plain value of a node. An alias (*) is refused: six of them in each other would unfold to millions of values."""
    out.lines[path] = node.start_mark.line + 1
    if len(path) > _MAX_DEPTH:
        out.fault(path, f"嵌套超过 {_MAX_DEPTH} 层", "请检查缩进")
        return None
    if isinstance(node, yaml.CollectionNode):
        if id(node) in seen:
            out.fault(path, "用了 YAML 的别名（& 和 *）", "请把内容直接写出来")
            return None
        seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping:
                first = out.lines[(*path, key)]
                out.faults.append(Fault(f"{out.name}:{line}", f"“{key}”写了两次（前一次在第 {first} 行）", "请只留一处"))
                continue
            mapping[key] = _value(value_node, (*path, key), out, seen)
            out.lines[(*path, key)] = line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), out, seen) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text = node.value
    match node.tag:
        case "tag:yaml.org,2002:null":
            return None
        case "tag:yaml.org,2002:bool":
            return text.lower() in ("true", "yes", "on")
        case "tag:yaml.org,2002:int":
            try:
                return int(text.replace("_", ""), 10)
            except ValueError:
                return text
        case "tag:yaml.org,2002:float":
            try:
                return Decimal(text.replace("_", ""))
            except ArithmeticError:
                return text
    return text  # dates stay text: whoever needs a date parses it


def check_schema(file: DataFile, schema: Mapping[str, Any]) -> None:
    """Hold `file` against a JSON Schema; every breach becomes a fault in Chinese with its line."""
    import jsonschema

    checker = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine(
        "number", lambda _, one: isinstance(one, int | Decimal) and not isinstance(one, bool)
    ).redefine("integer", lambda _, one: isinstance(one, int) and not isinstance(one, bool))
    extend: Any = jsonschema.validators.extend
    validator_class = extend(jsonschema.Draft202012Validator, type_checker=checker)
    validator = validator_class(schema)
    for error in sorted(validator.iter_errors(file.data), key=lambda one: list(map(str, one.absolute_path))):
        for leaf in _deepest(error):
            path = tuple(leaf.absolute_path)
            if leaf.validator == "additionalProperties" and isinstance(leaf.instance, dict):
                for key in [one for one in leaf.instance if one not in leaf.schema.get("properties", {})]:
                    file.fault(
                        (*path, key),
                        f"{_here(leaf)}里有不认识的键：{key}",
                        f"可用的键：{'、'.join(leaf.schema['properties'])}",
                    )
                continue
            if "propertyNames" in leaf.schema_path:
                path = (*path, str(leaf.instance))
            file.fault(path, *_in_chinese(leaf))
    file.faults.sort(key=lambda one: int(one.where.rpartition(":")[2]) if one.where.rpartition(":")[2].isdigit() else 0)


def _deepest(error: Any) -> Iterator[Any]:
    """For oneOf/anyOf: the branch whose type fits best says what is wrong; else the error itself."""
    if error.validator in ("oneOf", "anyOf") and error.context:
        branches: dict[int, list[Any]] = {}
        for one in error.context:
            branches.setdefault(one.schema_path[0], []).append(one)
        fitting = [
            group for group in branches.values() if not any(one.validator == "type" and not one.path for one in group)
        ]
        if len(fitting) == 1:
            for one in fitting[0]:
                yield from _deepest(one)
            return
    yield error


_TYPES = {
    "object": "一组“键: 值”", "array": "一个列表", "string": "文字", "number": "数字",
    "integer": "整数", "boolean": "是/否（true/false）", "null": "空",
}  # fmt: skip


def _here(error: Any, title: str = "") -> str:
    name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path).lstrip(".")
    if title:
        return f"“{name}”（{title}）" if name else f"文件（{title}）"
    return f"“{name}”" if name else "文件"


def _in_chinese(error: Any) -> tuple[str, str]:
    here = _here(error, error.schema.get("title", "") if isinstance(error.schema, dict) else "")
    match error.validator:
        case "required":
            lacking = [key for key in error.validator_value if key not in error.instance]
            return f"{here}缺少：{'、'.join(lacking)}", "请补上"
        case "type":
            wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
            return f"{here}应为{'或'.join(_TYPES[one] for one in wanted)}，现为“{error.instance}”", "请改写"
        case "enum":
            return f"{here}不能是“{error.instance}”", f"可用：{'、'.join(map(str, error.validator_value))}"
        case "const":
            return f"{here}应为“{error.validator_value}”，现为“{error.instance}”", "请改写"
        case "pattern":
            return f"{here}写法不对：“{error.instance}”", error.schema.get("description", "请对照说明改写")
        case "minimum" | "exclusiveMinimum":
            return f"{here}不能小于 {error.validator_value}，现为 {error.instance}", "请改写"
        case "maximum" | "exclusiveMaximum":
            return f"{here}不能大于 {error.validator_value}，现为 {error.instance}", "请改写"
        case "minItems":
            return f"{here}至少要有 {error.validator_value} 项", "请补上"
        case "minLength":
            return f"{here}不能为空", "请填写"
    return f"{here}不符合要求：“{error.instance}”", (
        error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    )
