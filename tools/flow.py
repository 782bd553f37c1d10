"""Where the strings of a package come from: from an expression back to the words it was written with.

The way goes through names, parameters, tables, conditions, lists and functions, found by their names: more is followed
than can happen, and what cannot be seen through is a hole. Nothing is run or imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

from tools.syntax import Function, Module, Way, added, arguments, bound, called, own_nodes, parameters, read_module

HAN = re.compile(r"[\u3400-\u9fff]")
FOLLOWED = ("what", "hint", "notes")
"""Fields that are looked up where objects are made; on the way of another string they are a hole."""

_COMMON = 4
"""A field that so many classes have cannot be told by its name."""

Scope = tuple[Module, tuple[Function, ...]]
"""A module and the functions around a place in it."""

State = tuple[ast.expr, Way, Scope]


@dataclass(frozen=True)
class Hole:
    """A slot of a sentence: the expression that fills it, and where it stands."""

    expression: ast.expr
    scope: Scope
    way: Way = ()

    @cached_property
    def key(self) -> str:
        return f"{ast.dump(self.expression)}{self.way}"


@dataclass(frozen=True)
class Sentence:
    """Words with holes, as written at one place of the source."""

    parts: tuple[str | Hole, ...]
    where: str

    def __str__(self) -> str:
        return "".join(
            part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else f"{{{self.number(part)}}}"
            for part in self.parts
        )

    def number(self, hole: Hole) -> int:
        """Slots are counted from 0; the same expression twice is the same slot."""
        return list(dict.fromkeys(part.key for part in self.parts if isinstance(part, Hole))).index(hole.key)

    @property
    def holes(self) -> dict[str, Hole]:
        return {str(self.number(part)): part for part in self.parts if isinstance(part, Hole)}

    @property
    def plain(self) -> bool:
        """Whether there is nothing to translate."""
        return not HAN.search("".join(part for part in self.parts if isinstance(part, str)))


@dataclass(frozen=True)
class Call:
    """A call with the functions it stands in."""

    node: ast.Call
    scope: Scope


class Source:
    """A package, and where its strings come from."""

    def __init__(self, package: Path) -> None:
        modules = (read_module(path, package) for path in sorted(package.rglob("*.py")))
        self.modules = {module.name: module for module in modules}
        self.functions: dict[str, list[tuple[Function, Scope]]] = {}
        self.properties: dict[str, list[tuple[Function, Scope]]] = {}
        self.fields: dict[str, list[tuple[str, int]]] = {}
        self.calls: dict[str, list[Call]] = {}
        self._nearness: dict[tuple[str, str, int], bool] = {}
        self._known: dict[tuple[int, Way, bool], list[Sentence]] = {}
        for module in self.modules.values():
            self._walk(module.tree, (module, ()))

    def _walk(self, node: ast.AST, scope: Scope) -> None:
        module, around = scope
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                self.calls.setdefault(called(child), []).append(Call(child, scope))
            if isinstance(child, ast.ClassDef):
                self._fields_of(child)
            if isinstance(child, Function):
                inside = (module, (*around, child))
                own = (
                    self.properties
                    if any("property" in ast.unparse(one) for one in child.decorator_list)
                    else self.functions
                )
                own.setdefault(child.name, []).append((child, inside))
                self._walk(child, inside)
            else:
                self._walk(child, scope)

    def _fields_of(self, node: ast.ClassDef) -> None:
        own = [one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
        for one in node.body:
            if isinstance(one, Function) and one.name == "__init__":
                own = [argument.arg for argument in one.args.args[1:]]
        for index, name in enumerate(own):
            self.fields.setdefault(name, []).append((node.name, index))

    def written(self) -> set[str]:
        """Every string of the package, as a sentence."""
        return {
            str(one)
            for module in self.modules.values()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant | ast.JoinedStr)
            for one in self.says(node, (module, ()))
        }

    def given(self, name: str) -> Iterator[tuple[Call, ast.expr]]:
        """What the field `name` of any class is given, wherever one is made or replaced."""
        for owner, index in self.fields.get(name, ()):
            for call in self.calls.get(owner, ()):
                for value, way in arguments(call.node, name, index):
                    yield call, ast.Subscript(value, ast.Constant(way[0]), lineno=value.lineno) if way else value
        for call in self.calls.get("replace", ()):
            yield from ((call, one.value) for one in call.node.keywords if one.arg == name)

    # —— what an expression may say ——

    def says(self, node: ast.expr, scope: Scope, way: Way = (), *, near: bool = False) -> list[Sentence]:
        """Everything that stands at `way` in `node`; what cannot be seen through is a sentence of one hole.

        `near`: fields of objects are not seen through.
        """
        asked = (id(node), way, near)
        if asked in self._known:
            return self._known[asked]
        self._known[asked] = []  # a string made from itself in a loop
        todo: list[State] = [(node, way, scope)]
        seen: set[tuple[int, Way]] = set()
        found: dict[tuple[str, str], Sentence] = {}
        while todo:
            state = todo.pop()
            key = (id(state[0]), state[1])
            if key in seen or len(state[1]) > 4:
                continue
            seen.add(key)
            if near and isinstance(state[0], ast.Attribute) and state[0].attr not in self.properties:
                continue
            for one in self._next(*state):
                if isinstance(one, Sentence):
                    found[str(one), one.where] = one
                else:
                    todo.append(one)
        self._known[asked] = list(found.values())
        return self._known[asked]

    def _next(self, node: ast.expr, way: Way, scope: Scope) -> Iterator[State | Sentence]:
        """One step back: the expressions `node` gets its value from, or the sentence written here."""
        where = f"{scope[0].name}:{node.lineno}"
        match node:
            case ast.Constant(value=str(text)) if not way:
                yield Sentence((text,) if text else (), where)
            case ast.Constant(value=None):
                return
            case ast.JoinedStr() if not way:
                yield from self._written(node, scope, where)
            case ast.BinOp(op=ast.Add()) if not way:
                lefts, rights = self.says(node.left, scope), self.says(node.right, scope)
                yield from (Sentence((*left.parts, *right.parts), where) for left in lefts for right in rights)
            case ast.IfExp():
                yield from ((one, way, scope) for one in (node.body, node.orelse))
            case ast.BoolOp():
                yield from ((one, way, scope) for one in node.values)
            case ast.BinOp(op=ast.Add()):
                yield from ((one, way, scope) for one in (node.left, node.right))
            case ast.Name():
                yield from self._name(node, way, scope)
            case ast.Attribute() if node.attr in self.properties:
                for function, inside in self.properties[node.attr]:
                    if self._near(scope[0], inside[0], steps=2):
                        yield from _results(function, way, inside)
            case ast.Attribute() if node.attr not in FOLLOWED and 0 < len(self.fields.get(node.attr, ())) < _COMMON:
                yield from ((value, way, call.scope) for call, value in self.given(node.attr))
            case ast.Subscript():
                index = node.slice.value if isinstance(node.slice, ast.Constant) else None
                yield node.value, (index if isinstance(index, int) else None, *way), scope
            case ast.Call():
                yield from self._call(node, way, scope)
            case ast.Tuple() | ast.List() | ast.Set() if way:
                yield from _inside(node.elts, way, scope)
            case ast.Dict() if way:
                yield from ((one, way[1:], scope) for one in node.values)
            case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() if way:
                yield node.elt, way[1:], scope
            case ast.DictComp() if way:
                yield node.value, way[1:], scope
            case _:
                yield Sentence((Hole(node, scope),), where)

    def _written(self, node: ast.JoinedStr, scope: Scope, where: str) -> Iterator[Sentence]:
        """A format string. Two slots side by side are one; one of them that is a choice of words is told word by word."""
        runs: list[list[str | Hole]] = [[]]
        for one in node.values:
            part = Hole(one.value, scope) if isinstance(one, ast.FormattedValue) else str(getattr(one, "value", ""))
            if isinstance(part, str) or not runs[-1] or isinstance(runs[-1][-1], str):
                runs.append([])
            runs[-1].append(part)
        choices = [_side_by_side(run) for run in runs]
        yield from (Sentence(tuple(part for run in chosen for part in run), where) for chosen in product(*choices))

    def _name(self, node: ast.Name, way: Way, scope: Scope) -> Iterator[State | Sentence]:
        bound = list(self._bindings(node.id, scope))
        yield from ((value, (*path, *way), inside) for value, path, inside in bound)
        if way[:1] == (None,):
            for function in scope[1][-1:]:
                yield from ((one, step + way[1:], scope) for one, step in added(function, node.id))
        if not bound:
            yield Sentence((Hole(node, scope),), f"{scope[0].name}:{node.lineno}")

    def _call(self, node: ast.Call, way: Way, scope: Scope) -> Iterator[State | Sentence]:
        where, name = f"{scope[0].name}:{node.lineno}", called(node)
        base = node.func.value if isinstance(node.func, ast.Attribute) else None
        if base is not None and name in ("join", "format", "replace") and not way:
            yield from self._composed(node, base, scope, where)
        elif base is not None and name in ("strip", "rstrip", "removeprefix", "removesuffix"):
            yield base, way, scope
        elif base is not None and name == "get":
            yield base, (None, *way), scope
            yield from ((one, way, scope) for one in node.args[1:])
        elif base is not None and name == "values":
            yield base, way, scope
        elif base is not None and name == "items" and way[1:2] == (1,):
            yield base, (None, *way[2:]), scope
        elif name == "enumerate" and way[1:2] == (1,):
            yield node.args[0], (None, *way[2:]), scope
        elif name == "next":
            yield node.args[0], (None, *way), scope
            yield from ((one, way, scope) for one in node.args[1:])
        elif name in ("tuple", "list", "sorted", "set", "fromkeys"):
            yield from ((one, way, scope) for one in node.args[:1])
        elif name in self.functions:
            for function, inside in self.functions[name]:
                if self._near(scope[0], inside[0]):
                    yield from _results(function, way, inside)
        else:
            yield Sentence((Hole(node, scope),), where)

    def _composed(self, node: ast.Call, base: ast.expr, scope: Scope, where: str) -> Iterator[State | Sentence]:
        """Strings made of others: "、".join(…), "有 {} 处".format(n), hint.replace("108", "≥120")."""
        match called(node):
            case "join":
                mark = base.value if isinstance(base, ast.Constant) else ""
                yield node.args[0], (None,), scope
                if HAN.search(str(mark)):
                    yield Sentence((Hole(node.args[0], scope, (None,)), str(mark), Hole(node, scope)), where)
            case "format":
                yield from (Sentence(tuple(_filled(one, node, scope)), one.where) for one in self.says(base, scope))
            case _:
                old, new = (str(one.value) for one in node.args if isinstance(one, ast.Constant))
                for one in self.says(base, scope):
                    parts = tuple(part.replace(old, new) if isinstance(part, str) else part for part in one.parts)
                    yield Sentence(parts, one.where)

    # —— where names get their values ——

    def _bindings(self, name: str, scope: Scope) -> Iterator[tuple[ast.expr, Way, Scope]]:
        """The values `name` may have: (expression, way into it, where it stands)."""
        module, around = scope
        for depth in range(len(around), 0, -1):
            function, inside = around[depth - 1], (module, around[:depth])
            found = list(bound(function, name))
            yield from ((value, path, inside) for value, path in found)
            if name in [one.arg for one in parameters(function)]:
                yield from self._arguments_for(function, name, inside)
                return
            if found:
                return
        home, original = self._home(module, name)
        yield from ((value, (), (home, ())) for value in home.names.get(original, ()))

    def _home(self, module: Module, name: str) -> tuple[Module, str]:
        """The module that makes `name`, through imports, and what it is called there."""
        source, original = module.imports.get(name, ("", ""))
        return self._home(self.modules[source], original) if source in self.modules else (module, name)

    def _near(self, caller: Module, callee: Module, steps: int = 1) -> bool:
        """Whether a call in `caller` may mean a function of `callee`: its own, or of a module it takes a name from."""
        asked = (caller.name, callee.name, steps)
        if asked not in self._nearness:
            homes = {home.name: home for home, _ in (self._home(caller, name) for name in caller.imports)}
            self._nearness[asked] = caller is callee or callee.name in homes
            if steps > 1 and not self._nearness[asked]:
                self._nearness[asked] = any(self._near(home, callee) for home in homes.values() if home is not caller)
        return self._nearness[asked]

    def _arguments_for(self, function: Function, name: str, scope: Scope) -> Iterator[tuple[ast.expr, Way, Scope]]:
        """What the parameter `name` of `function` is given, at every call of that name that may mean it."""
        names = [one.arg for one in parameters(function)]
        index = names.index(name) - (names[0] in ("self", "cls"))
        for call in self.calls.get(function.name, ()):
            if self._near(call.scope[0], scope[0]):
                yield from ((value, way, call.scope) for value, way in arguments(call.node, name, index))
        defaults = function.args.defaults
        given = dict(zip(names[len(function.args.args) - len(defaults) :], defaults, strict=False))
        if name in given:
            yield given[name], (), scope


def _side_by_side(run: list[str | Hole]) -> list[tuple[str | Hole, ...]]:
    """The ways to tell slots that have nothing between them."""
    holes = [part for part in run if isinstance(part, Hole)]
    if len(holes) < 2:
        return [tuple(run)]
    words = [_choice(hole.expression, hole.scope) for hole in holes]
    if any(words):
        ways: list[list[str | Hole]] = [[*one] or [hole] for one, hole in zip(words, holes, strict=True)]
        return list(product(*ways))
    together = ast.Tuple([hole.expression for hole in holes], ast.Load(), lineno=holes[0].expression.lineno)
    return [(Hole(together, holes[0].scope),)]


def _choice(node: ast.expr, scope: Scope) -> list[str]:
    """The words an expression chooses between, where it shows them: a condition, a table, a name for one of these."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            return [*_choice(body, scope), *_choice(other, scope)]
        case ast.Subscript(value=ast.Dict(values=values)):
            return [word for one in values for word in _choice(one, scope)]
        case ast.Name(id=name) if scope[1]:
            return [word for value, way in bound(scope[1][-1], name) if not way for word in _choice(value, scope)]
    return []


def _filled(sentence: Sentence, call: ast.Call, scope: Scope) -> Iterator[str | Hole]:
    """`"有 {} 处".format(n)` as one writes it today."""
    given = iter(call.args)
    for part in sentence.parts:
        if isinstance(part, str):
            for index, piece in enumerate(part.split("{}")):
                if index:
                    yield Hole(next(given), scope)
                yield piece
        else:
            yield part


def _results(function: Function, way: Way, scope: Scope) -> Iterator[State]:
    """What a function returns; a generator's elements are what it yields."""
    for one in own_nodes(function):
        match one:
            case ast.Return(value=ast.expr() as value) | ast.YieldFrom(value=value):
                yield value, way, scope
            case ast.Yield(value=ast.expr() as value) if way:
                yield value, way[1:], scope


def _inside(elements: list[ast.expr], way: Way, scope: Scope) -> Iterator[State]:
    """The elements of a list or tuple that `way` may lead to."""
    starred = any(isinstance(one, ast.Starred) for one in elements)
    for index, one in enumerate(elements):
        if isinstance(one, ast.Starred):
            yield one.value, way, scope
        elif starred or way[0] in (None, index):
            yield one, way[1:], scope
