"""The codes of the family PE (questions.yaml) and their settings; a question of one of them, in words."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from jixiao.model.quantity import half_up, trim
from jixiao.model.question import Question, QuestionKind
from jixiao.reference.measures import load


@lru_cache(maxsize=1)
def questions() -> dict[str, QuestionKind]:
    """All kinds of questions by code."""
    return {
        code: QuestionKind(
            code, one["slug"], one["title"], one["level"], tuple(one["covers"]), one["zh"], one["en"], one["why"], one["do"]
        )
        for code, one in load("questions.yaml")["questions"].items()
    }


def question_page(name: str) -> str:
    """The page of the kind of question called `name` (code, slug or title); "" where there is none."""
    known = (one for one in questions().values() if name.upper() == one.code or name in (one.slug, one.title))
    return next((one.page for one in known), "")


def setting(name: str) -> Fraction:
    """A number that decides when a question is asked."""
    return Fraction(load_settings()[name])


@lru_cache(maxsize=1)
def load_settings() -> dict[str, int]:
    """The numbers of questions.yaml by name."""
    settings: dict[str, int] = load("questions.yaml")["settings"]
    return settings


def ask(code: str, agency: str, year: int | None, **args: str) -> Question:
    """A question of `code`, its sentence filled in."""
    kind = questions()[code]
    return Question(code, agency, year, kind.level, kind.zh.format_map({"agency": agency, "year": year, **args}), args)


def printed(value: Fraction, unit: str) -> str:
    """A value as a question prints it: two decimals at most, with its unit."""
    return f"{trim(half_up(value, 2)):f}{unit}"
