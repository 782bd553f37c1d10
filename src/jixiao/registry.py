"""One small registry: a name, a thing, and an answer that lists what exists when the name is wrong."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, Literal, TypeVar

from jixiao.errors import Fault, UsageError

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name. `what` is the Chinese word for one of them; `package` is walked once, at the first look.

    What does not lie where a walk looks is loaded when it is used: `"here"` leaves the folders inside the package alone,
    `"below"` its own files.
    """

    def __init__(self, what: str, package: str = "", *, walk: Literal["all", "here", "below"] = "all") -> None:
        self.what = what
        self._package = package
        self._walk_to = walk
        self._walked = not package
        self._things: dict[str, T] = {}

    def add(self, name: str) -> Callable[[T], T]:
        """Decorator: register what follows under `name`; a name is given once."""

        def put(thing: T) -> T:
            if name in self._things:
                raise ValueError(f"{self.what} {name} is registered twice")
            self._things[name] = thing
            return thing

        return put

    def get(self, name: str) -> T:
        """The thing called `name`; `UsageError` names what there is when there is none."""
        self._walk()
        try:
            return self._things[name]
        except KeyError:
            known = "、".join(sorted(self._things)) or "（无）"
            raise UsageError(Fault("", f"没有名为“{name}”的{self.what}", f"现有：{known}")) from None

    def items(self) -> Iterator[tuple[str, T]]:
        """All things, sorted by name."""
        self._walk()
        return iter(sorted(self._things.items()))

    def __contains__(self, name: object) -> bool:
        self._walk()
        return name in self._things

    def _walk(self) -> None:
        if self._walked:
            return
        self._walked = True
        root = importlib.import_module(self._package)
        for module in pkgutil.iter_modules(root.__path__, self._package + "."):
            if module.ispkg and self._walk_to != "here":
                inner = importlib.import_module(module.name)
                for one in pkgutil.walk_packages(inner.__path__, module.name + "."):
                    importlib.import_module(one.name)
            elif not module.ispkg and self._walk_to != "below":
                importlib.import_module(module.name)
