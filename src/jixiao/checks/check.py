"""What a check is: a code that is never reused, a name for the fault, templates for its sentence, and one function."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from jixiao.model.claim import Operand, Relation
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.model.neighbour import ALONE, Crossing, Joined, Unlike
from jixiao.model.quantity import Quantity
from jixiao.model.reading import Figure, Reading, Sentence
from jixiao.registry import Registry
from jixiao.text.sought import Sought, stands_in

if TYPE_CHECKING:
    from jixiao.model.rulebook import Rulebook


PARTS = ("indicators", "funds", "doubts", "commitments", "problems", "measures")
"""Parts of a reading that most documents have none of."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at: the document as understood, and the rulebook when one was named.

    `joined` are the other papers of the agency and what holding the report against them gave. `memo` keeps what several checks need and one of them has worked out.
    """

    reading: Reading
    rulebook: Rulebook | None = None
    joined: Joined = ALONE
    memo: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        """The paragraphs, normalised, one a line."""
        text = self.memo.get("text")
        if not isinstance(text, str):
            text = self.memo["text"] = "\n".join(self.reading.paragraphs)
        return text

    def paragraphs(self, sought: Sought) -> Sequence[str]:
        """The paragraphs to look for something in: none where no word of it stands anywhere."""
        return self.reading.paragraphs if sought.may_be_in(self.text) else ()

    def sentences(self, sought: Sought) -> Sequence[Sentence]:
        """The sentences to look for something in: none where no word of it stands anywhere."""
        return self.reading.sentences if sought.may_be_in(self.text) else ()

    def start(self, paragraph: int) -> int:
        """Where a paragraph starts in `text`: figures and sentences are counted from there."""
        starts = self.memo.get("starts")
        if not isinstance(starts, list):
            starts = self.memo["starts"] = [0, *accumulate(len(one) + 1 for one in self.reading.paragraphs)]
        at: int = starts[paragraph]
        return at

    def in_paragraph(self, paragraph: int) -> Sequence[Figure]:
        """The figures of a paragraph."""
        figures = self.reading.figures
        first, last = (bisect(figures, paragraph, key=lambda one: one.paragraph) for bisect in (bisect_left, bisect_right))
        return figures[first:last]

    def in_sentence(self, sentence: int) -> Sequence[Figure]:
        """The figures of a sentence, by its number as figures bear it."""
        figures = self.reading.figures
        first, last = (bisect(figures, sentence, key=lambda one: one.sentence) for bisect in (bisect_left, bisect_right))
        return figures[first:last]

    def between(self, start: int, end: int) -> Sequence[Figure]:
        """The figures that begin at `start` of `text` or behind it, and before `end`."""
        figures = self.reading.figures
        first, last = (bisect_left(figures, at, key=lambda one: one.mention.start) for at in (start, end))
        return figures[first:last]

    def figure_at(self, place: Place) -> Figure | None:
        """The figure at a place."""
        at = self.memo.get("figures")
        if not isinstance(at, dict):
            at = self.memo["figures"] = {one.place: one for one in reversed(self.reading.figures)}
        found: Figure | None = at.get(place)
        return found

    def relations(self, *kinds: str) -> Iterator[Relation]:
        """The relations of these kinds, in the order of the reading."""
        by_kind = self.memo.get("kinds")
        if not isinstance(by_kind, dict):
            by_kind = self.memo["kinds"] = _by_kind(self.reading.relations)
        if len(kinds) == 1 or by_kind.keys().isdisjoint(kinds):
            return iter(by_kind.get(kinds[0], ()))
        return (relation for relation in self.reading.relations if relation.kind in kinds)

    @property
    def present(self) -> frozenset[str]:
        """What checks may ask for that is there: kinds of relations, parts of the reading (`PARTS`), codes that other papers speak to."""
        present = self.memo.get("present")
        if not isinstance(present, frozenset):
            present = self.memo["present"] = frozenset(
                (
                    *(one.kind for one in self.reading.relations),
                    *(name for name in PARTS if getattr(self.reading, name)),
                    *(one.code for one in self.joined.crossings),
                    *(one.code for one in self.joined.unlike),
                )
            )
        return present

    def crossings(self, code: str) -> Iterator[Crossing]:
        """What was held against other papers and belongs to the check `code`."""
        return (one for one in self.joined.crossings if one.code == code)

    def unlike(self, code: str) -> Iterator[Unlike]:
        """What differs between papers without being a figure, and belongs to the check `code`."""
        return (one for one in self.joined.unlike if one.code == code)


def _by_kind(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for one in relations:
        found.setdefault(one.kind, []).append(one)
    return found


Run = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """`code` AR01; `slug` names the fault (parts_not_total); `title` in Chinese; `says` the sentence per language.

    `covers` are the catalogue ids of the fault; `since` the version it appeared in. A check with `words` is only run where one of
    them stands in the text, one with `asks` where one of those is there (`Context.present`): without it the check could not speak. Slots of `says` are filled from the
    finding's `args` and from nothing else, so texts can be improved without touching results.
    """

    code: str
    slug: str
    title: str
    since: str
    covers: tuple[str, ...]
    says: Mapping[str, str] = field(hash=False)
    run: Run
    level: Level = Level.ERROR
    module: str = field(default="", compare=False)
    words: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    def sentence(self, args: Mapping[str, str], lang: str = "zh") -> str:
        """The finding's sentence in `lang`; a variant is chosen by the argument `variant` (says["zh.variant"])."""
        variant = args.get("variant", "")
        key = f"{lang}.{variant}" if variant else lang
        return self.says[key].format_map(args)


checks: Registry[Check] = Registry("审核规则", "jixiao.checks", walk="below")


def check(
    code: str,
    slug: str,
    title: str,
    *,
    says: Mapping[str, str],
    since: str,
    covers: tuple[str, ...] = (),
    level: Level = Level.ERROR,
    words: tuple[str, ...] = (),
    asks: tuple[str, ...] = (),
) -> Callable[[Run], Run]:
    """Decorator: register the function that follows as the check `code`. `level` is its ceiling."""

    def register(run: Run) -> Run:
        checks.add(code)(Check(code, slug, title, since, covers, says, run, level, run.__module__, words, asks))
        return run

    return register


def finding(
    code: str,
    level: Level,
    place: Place,
    quote: str,
    *,
    figure: Quantity | None = None,
    recomputed: Quantity | None = None,
    rests_on: tuple[Operand, ...] = (),
    changes: str = "",
    **args: str,
) -> Finding:
    """A finding of `code`. Figures are given in the unit printed at the place; the sentence is filled in later."""
    return Finding(
        code, "", level, place, quote, args, "",
        printed(figure, figure), printed(recomputed, figure), (figure.printed_unit or figure.unit) if figure else "",
        rests_on, changes,
    )  # fmt: skip


def printed(quantity: Quantity | None, like: Quantity | None) -> str:
    """The number of `quantity` in the unit `like` was printed in ("" for none)."""
    if quantity is None:
        return ""
    if like is None or quantity is like:
        return quantity.text.replace(",", "") or str(quantity.in_printed_unit(quantity.value))
    return str(like.in_printed_unit(quantity.value))


def run_checks(context: Context, lang: str = "zh") -> list[Finding]:
    """All findings of all checks, with their sentences, by place in the document then by level."""
    found = []
    text, present = context.text, context.present
    for code, one in checks.items():
        if one.asks and present.isdisjoint(one.asks):
            continue
        if one.words and not stands_in(text, one.words):
            continue
        for raw in one.run(context):
            assert raw.code == code, f"{code} reported as {raw.code}"
            found.append(
                Finding(
                    raw.code, one.slug, raw.level, raw.place, raw.quote, raw.args, one.sentence(raw.args, lang),
                    raw.stated, raw.expected, raw.unit, raw.rests_on, raw.changes,
                )
            )  # fmt: skip
    return found
