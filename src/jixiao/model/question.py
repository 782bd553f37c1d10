"""A question (PE): what stands apart among many agencies, or from the agency's own last year. Never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Question:
    """A code of the family PE to one agency ("" where it concerns a whole group); `args` fill its sentence."""

    code: str
    agency: str
    year: int | None
    level: Literal["warning", "info"]
    sentence: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """What a code of the family PE asks, why, and what to do; sentences with slots in two languages."""

    code: str
    slug: str
    title: str
    level: Literal["warning", "info"]
    covers: tuple[str, ...]
    zh: str
    en: str
    why: str
    advice: str
    since: str = "0.1"

    @property
    def page(self) -> str:
        """As `jixiao explain` prints it."""
        level = {"warning": "请说明", "info": "留意"}[self.level]
        return f"# {self.code} {self.title}\n\n级别：{level}（只提问，不断定有错）\n\n## 问什么\n\n{self.zh}\n\n## 为什么\n\n{self.why}\n\n## 怎么办\n\n{self.advice}\n"
