"""Looking at Python's syntax trees: what a module names and imports, what a function binds, what a call gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Function = ast.FunctionDef
Way = tuple[int | None, ...]
"""Steps into a value: a number is that one of a tuple, None any element of a collection."""


@dataclass(eq=False)
class Module:
    """One file of the package: its tree, its own names, what it imports from where."""

    name: str
    tree: ast.Module
    names: dict[str, list[ast.expr]] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_module(path: Path, package: Path) -> Module:
    """One file of `package`, read."""
    name = ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
    module = Module(name, ast.parse(path.read_text(encoding="utf-8")))
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                module.names.setdefault(target, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                module.names.setdefault(target, []).append(value)
    for one in ast.walk(module.tree):
        if isinstance(one, ast.ImportFrom) and one.module:
            module.imports |= {(alias.asname or alias.name): (one.module, alias.name) for alias in one.names}
    return module


def called(node: ast.Call) -> str:
    """The name a call goes by: `date.today()` is today."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def arguments(call: ast.Call, name: str, index: int) -> Iterator[tuple[ast.expr, Way]]:
    """The argument a call gives for a parameter; (value, (n,)) when it is the n-th of a starred one."""
    for position, one in enumerate(call.args[: index + 1]):
        if isinstance(one, ast.Starred):
            yield one.value, (index - position,)
            return
    if 0 <= index < len(call.args):
        yield call.args[index], ()
    yield from ((one.value, ()) for one in call.keywords if one.arg == name)


def parameters(function: Function) -> list[ast.arg]:
    """All parameters that have names, in their order."""
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


def bound(function: Function, name: str) -> Iterator[tuple[ast.expr, Way]]:
    """What a function itself binds to `name`: assignments, loops, comprehensions, :=."""
    for node in own_nodes(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from ((value, path) for path in _ways(target, name))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from ((value, path) for path in _ways(target, name))
            case ast.NamedExpr(target=target, value=value):
                yield from ((value, path) for path in _ways(target, name))
            case ast.For(target=target, iter=iterated) | ast.comprehension(target=target, iter=iterated):
                yield from ((iterated, (None, *path)) for path in _ways(target, name))


def _ways(target: ast.expr, name: str) -> Iterator[Way]:
    match target:
        case ast.Name(id=found) if found == name:
            yield ()
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for index, one in enumerate(elements):
                yield from ((index, *path) for path in _ways(one, name))


def added(function: ast.AST, name: str) -> Iterator[tuple[ast.expr, Way]]:
    """What is put into the list `name` after it is module."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="append"), args=[value]) if found == name:
                yield value, ()
            case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="extend"), args=[value]) if found == name:
                yield value, (None,)
            case ast.AugAssign(target=ast.Name(id=found), op=ast.Add(), value=value) if found == name:
                yield value, (None,)
