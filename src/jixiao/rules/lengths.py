"""What a unit wrote against the room its form has for it."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.case import Case
from jixiao.model.rulebook import Rulebook


def too_long(rulebook: Rulebook, case: Case) -> Iterator[str]:
    """A remark for every text longer than the form of `rulebook` has room for; blanks do not count."""
    for kind, name, words in _texts(rulebook, case):
        length, most = len("".join(words.split())), rulebook.text_limits.get(kind)
        if most is not None and length > most:
            yield f"{name}共{length}字，表上最多{most}字，请压缩"


def _texts(rulebook: Rulebook, case: Case) -> Iterator[tuple[str, str, str]]:
    """(kind, what a person calls it, the words) of everything whose length a form may limit."""
    for row in case.rows:
        yield "reason", f"“{row.name}”的偏差原因", row.reason
    for id, given in case.judgements.items():
        leaf = rulebook.find(id)
        yield "reason", f"“{leaf.name if leaf else id}”的原因", given.why
    yield "results", "评价结论", case.texts.get("results", "")
    yield "problems", "存在问题", "".join(f"{one.problem}{one.cause}" for one in case.problems)
    yield "measures", "改进措施", "".join("".join(one.measures) for one in case.problems) + "".join(case.measures)
