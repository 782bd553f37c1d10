"""The prose of a document: one normalised text with its lines, clauses and figures in context."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from jixiao.extract import cues
from jixiao.extract.formlines import form_mentions
from jixiao.extract.index import Index, index_of
from jixiao.model.claim import Operand
from jixiao.model.document import Place
from jixiao.model.mention import Dimension, Mention
from jixiao.model.reading import Figure, Seam, place_in
from jixiao.model.record import record
from jixiao.patterns import regex
from jixiao.text.dates import years
from jixiao.text.mentions import mentions
from jixiao.text.normalise import Text, normalise

THOUSANDS = r"(?!(?<=\d,)\d{3}(?!\d))"
"""Behind a comma: it does not set off thousands. 8,764,300元 is one clause."""
_OF_LAST_YEAR = regex(r"[至到占达为](?:去年|上年)同期的$")
"""恢复至去年同期的57.9%: of last year, and not last year's."""
_STOP_IN_BRACKET = regex(r"(?<=[^。\n(])\([^()。\n]{1,120}。\)(?=[^。;\n])")
"""用车费500万元（运行费400万元。）比上年减少7%: the sentence goes on behind the bracket."""
_TOKEN = regex(rf",{THOUSANDS}|[，;:、|。!?()\[\]【】〔〕\n]|…+")
_QUOTED = regex(r"[“\"]三公[”\"]|(?<=出国)\(境\)")
"""Marks inside a name: they end no label."""
_KEPT = {"(境)": "\x02境\x03"}
_MARKS = str.maketrans({"\x01": None, "\x02": "(", "\x03": ")"})
"""Marks inside a name as they stand in a label: brackets are part of it, quotes are not."""
_LABEL_STOPS = r",，;:、|。!?()\[\]【】\n“”\"《》<>…"
_LABEL_STOP = regex(f"[{_LABEL_STOPS}]")
_LABEL_AFTER = regex(rf"[^{_LABEL_STOPS}\d]{{0,24}}")
_HAN = regex("[一-鿿]")
_LIST_LINE = regex(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[一二三四五六七八九十]是|[①-⑳⑴-⒇]|[-·●•])"
)
_COMPARED = {"比", "较", "同", "与", "对"}
_SENTENCE_MARKS = frozenset("。!?\n")
_CLAUSE_MARKS = frozenset(",，;。:(")
_OF_QUOTED = ("的", "的有")
"""评为“优”的5个: behind a quotation it is the quotation that names."""
_MAX_LABEL = 40
FAR = 64
"""No list runs over so many paragraphs: it ends after sixty figures, one or more to a line."""
Found = TypeVar("Found")


@record(frozen=True, slots=True)
class Line:
    """One paragraph or cell of the document: its normalised text, where it starts in the whole, its place and zone."""

    text: Text
    start: int
    place: Place
    zone: str = ""
    section: int = -1
    seams: tuple[Seam, ...] = ()

    def at(self, start: int, end: int) -> Place:
        """The place of characters `start` to `end` of its normalised text."""
        first, last = self.text.source_span(start, end)
        return place_in(self.seams, first, last) if self.seams else self.place.at(first, last)


@dataclass
class Prose:
    """All lines as one text (joined by line ends), the tokens of its punctuation, and the figures in text order."""

    lines: tuple[Line, ...]
    string: str
    starts: list[int]
    figures: list[Figure] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    on_forms: frozenset[int] = frozenset()
    around: range | None = None
    """The paragraphs whose totals are asked about, where not all are."""
    known: dict[object, object] = field(default_factory=dict, compare=False)
    """What was worked out once (`once`)."""

    def once(self, work: Callable[[Prose], Found]) -> Found:
        """What `work` finds in this prose: worked out when it is first asked for, whichever grammars ask."""
        if work not in self.known:
            self.known[work] = work(self)
        return cast("Found", self.known[work])

    def with_figure(self, index: int, figure: Figure) -> Prose:
        """The same text with another figure at `index`; asked about is only what that figure may be a part of."""
        figures = [*self.figures]
        figures[index] = figure
        other = Prose(self.lines, self.string, self.starts, figures, self.positions, self.on_forms)
        other.around = range(figure.paragraph - FAR, figure.paragraph + FAR + 1)
        other.marks, other.years = self.marks, self.years
        other.sentence_marks, other.clause_marks = self.sentence_marks, self.clause_marks
        return other

    def passage(self, index: int, reach: int) -> Prose:
        """The same text with no other figures than those up to `reach` before and behind the one at `index`."""
        part = slice(max(0, index - reach), index + reach + 1)
        other = Prose(self.lines, self.string, self.starts, self.figures[part], self.positions[part], self.on_forms)
        other.marks, other.years = self.marks, self.years
        other.sentence_marks, other.clause_marks = self.sentence_marks, self.clause_marks
        return other

    @cached_property
    def marks(self) -> list[tuple[int, str]]:
        """The marks of punctuation and where they stand; clauses and sentences are told by them."""
        inside = {match.end() - 2 for match in _STOP_IN_BRACKET.finditer(self.string)} if "。)" in self.string else ()
        return [
            (match.start(), match.group()) for match in _TOKEN.finditer(self.string) if not inside or match.start() not in inside
        ]  # fmt: skip

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """The years the text names, each behind the position where it stands."""
        return [(start, year) for start, _, year in years(self.string)]

    @cached_property
    def sentence_marks(self) -> list[int]:
        """Where a sentence ends."""
        return [at for at, mark in self.marks if mark in _SENTENCE_MARKS]

    @cached_property
    def by_dimension(self) -> dict[str, list[tuple[int, Figure]]]:
        """The figures of each dimension with their indices: most grammars ask for those of one."""
        found: dict[str, list[tuple[int, Figure]]] = {}
        for index, figure in enumerate(self.figures):
            found.setdefault(figure.mention.dimension, []).append((index, figure))
        return found

    def of(self, dimension: Dimension) -> list[tuple[int, Figure]]:
        """The figures of a dimension with their indices, in text order."""
        return self.by_dimension.get(dimension, [])

    def place(self, start: int, end: int) -> Place:
        """The place of characters `start` to `end` of the whole text, in the source's own offsets."""
        index = bisect_right(self.starts, start) - 1
        line = self.lines[index]
        limit = len(line.text.string)
        a, b = min(start - line.start, limit), min(end - line.start, limit)
        return line.at(a, b)

    @cached_property
    def index(self) -> Index:
        """The figures by what they are called."""
        return index_of(self.figures)

    def order(self, figure: Figure) -> int:
        """The index of one of its figures."""
        return bisect_left(self.positions, figure.mention.start)

    def of_paragraph(self, paragraph: int) -> list[Figure]:
        """The figures of a paragraph."""
        first, last = (
            bisect(self.figures, paragraph, key=lambda one: one.paragraph) for bisect in (bisect_left, bisect_right)
        )
        return self.figures[first:last]

    def quote(self, start: int, end: int) -> str:
        return self.string[start:end]

    def clause(self, figure: Figure) -> str:
        """The words of its line before `figure`, from the last mark or opening bracket on."""
        end = figure.mention.words_start
        at = bisect_left(self.clause_marks, end)
        start = self.lines[figure.paragraph].start
        return self.string[max(start, self.clause_marks[at - 1] + 1 if at else 0) : end]

    @cached_property
    def clause_marks(self) -> list[int]:
        """Where a clause ends or a bracket opens."""
        return [at for at, mark in self.marks if mark in _CLAUSE_MARKS]

    def operand(self, figure: Figure) -> Operand:
        mention = figure.mention
        return Operand(mention.quantity, mention.quote, figure.place, cues.core(figure.label) or figure.after)

    def gap(self, a: Figure, b: Figure) -> str:
        """The words between two figures."""
        return self.string[a.mention.words_end : b.mention.words_start]

    def sentence_span(self, figure: Figure) -> tuple[int, int]:
        """Where the sentence of `figure` starts and ends in the whole text."""
        marks = self.sentence_marks
        before, behind = bisect_left(marks, figure.mention.start), bisect_left(marks, figure.mention.end)
        return (marks[before - 1] + 1 if before else 0), (marks[behind] if behind < len(marks) else len(self.string))

    def before(self, position: int, n: int) -> str:
        return self.string[max(0, position - n) : position]

    def after(self, position: int, n: int) -> str:
        return self.string[position : position + n]


def read_prose(pieces: Sequence[tuple[str, Place, str, int]], seams: Sequence[tuple[Seam, ...]] = ()) -> Prose:
    """Prose of `pieces`: (text, place, zone, section) per paragraph or cell, in reading order; `seams` of each, where it was cut."""
    lines: list[Line] = []
    position = 0
    for index, (raw, place, zone, section) in enumerate(pieces):
        text = normalise(raw)
        lines.append(Line(text, position, place, zone, section, seams[index] if seams else ()))
        position += len(text.string) + 1
    string = "\n".join(line.text.string for line in lines)
    prose = Prose(tuple(lines), string, [line.start for line in lines])
    found: list[Mention] = []
    on_forms = form_mentions([line.text.string for line in lines])
    prose.on_forms = frozenset(on_forms)
    for index, line in enumerate(lines):
        if index in on_forms:
            found.extend(one.shifted(line.start) for one in on_forms[index])
        else:
            found.extend(mentions(line.text.string, line.start))
    _put_in_context(prose, found)
    return prose


def _put_in_context(prose: Prose, found: list[Mention]) -> None:
    """One walk over punctuation and mentions by position: clause, sentence, depth; then label, role, change, year."""
    string = prose.string
    bare = string
    if "三公" in string or "(境)" in string:
        bare = _QUOTED.sub(lambda match: _KEPT.get(match.group(), f"\x01{match.group()[1:-1]}\x01"), string)
    stops = [match.start() for match in _LABEL_STOP.finditer(bare)]
    marks = prose.marks
    all_years = prose.years
    year_starts = [start for start, _ in all_years]
    own_years = [pair for pair in all_years if string[pair[0] - 1 : pair[0]] not in _COMPARED]
    own_starts = [start for start, _ in own_years]
    clause = sentence = depth = said_from = 0
    at_mark = 0
    previous_end = 0
    bracket_starts: list[int] = []
    last_bracket = (-1, -1)
    for mention in found:
        while at_mark < len(marks) and marks[at_mark][0] < mention.start:
            position, sign = marks[at_mark]
            at_mark += 1
            if sign in "([【〔":
                depth += 1
                bracket_starts.append(position)
            elif sign in ")]】〕":
                if depth:
                    depth -= 1
                    last_bracket = (bracket_starts.pop(), position)
            elif sign in ",，、:|":
                clause += 1
            elif sign == "\n":
                sentence += 1
                clause += 1
                depth = 0
                bracket_starts.clear()
                said_from = position + 1
            elif sign in "。!?":
                sentence += 1
                clause += 1
                said_from = position + 1 if sign == "。" else said_from
            elif sign == ";":
                clause += 1
                said_from = position + 1
        index = bisect_right(prose.starts, mention.start) - 1
        line = prose.lines[index]
        label = _label_before(bare, stops, mention, max(previous_end, line.start), last_bracket)
        after = _label_after(bare, mention)
        change = cues.change_before(bare, mention.words_start, line.start)
        prior = cues.is_prior(bare, mention.words_start, line.start) or _year_before(prose.figures, mention, sentence, label)
        prior = prior or (index in prose.on_forms and _EARLIER_LINE.match(label) is not None)
        if (
            prior
            and mention.dimension == "percent"
            and _OF_LAST_YEAR.search(string, max(0, mention.start - 12), mention.start)
        ):
            prior = False
        starts, dated = (year_starts, all_years) if prior else (own_starts, own_years)
        nearest = bisect_right(starts, mention.start) - 1
        year = dated[nearest][1] if nearest >= 0 and starts[nearest] >= line.start else 0
        role = cues.role(label) or ("" if cues.names(label) else cues.role(after))
        prose.figures.append(
            Figure(
                mention, line.at(mention.start - line.start, mention.end - line.start), index, sentence, clause, depth, label, after,
                role if not change else "", cues.phase(bare, mention, max(said_from, line.start)), change, prior,
                cues.is_total(bare, mention.words_start, line.start), year, line.section, "form" if index in prose.on_forms else line.zone,
            )
        )  # fmt: skip
        prose.positions.append(mention.start)
        previous_end = mention.words_end


_EARLIER_LINE = regex(r"(?:比|较)?(?:上年|去年|上一年)(?!度?(?:结转|结余|末))")
_ONLY_YEAR = regex(r"((?:19|20)\d\d)年度?(?:为|是|的|数为)?$")


def _year_before(figures: Sequence[Figure], mention: Mention, sentence: int, label: str) -> bool:
    """Whether a figure is named by nothing but a year, one before the figure it follows: 2022年86.40万元，2021年为79.20万元."""
    match = _ONLY_YEAR.match(label)
    if match is None or not figures:
        return False
    last = figures[-1]
    return last.sentence == sentence and last.mention.addable == mention.addable and last.year == int(match.group(1)) + 1


def _label_before(text: str, stops: list[int], mention: Mention, floor: int, last_bracket: tuple[int, int]) -> str:
    """The noun phrase to the left, back to punctuation (`stops`), quote or the previous figure.

    Seen through a colon or an opening bracket (基本支出: 86万元), and over a closed bracket (科员(事业编制)6人).
    """
    end = mention.words_start
    for _ in range(3):
        at = bisect_left(stops, end) - 1
        label = text[max(floor, end - _MAX_LABEL, stops[at] + 1 if at >= 0 else 0) : end].translate(_MARKS).strip()
        stop = len(text[:end].rstrip(" \x01")) - 1
        if label in _OF_QUOTED and text[stop - len(label)] in '”"':
            stop -= len(label)
        elif _HAN.search(label):
            return label
        if stop <= floor:
            return label
        if text[stop] in '”"' and (opened := text.rfind("“", floor, stop)) >= 0:
            return text[opened + 1 : stop].translate(_MARKS).strip()
        if text[stop] in ":([【":
            end = stop
        elif text[stop] in ")]】" and last_bracket[1] == stop and last_bracket[0] >= floor:
            end = last_bracket[0]
        else:
            return label
    return ""


def _label_after(text: str, mention: Mention) -> str:
    match = _LABEL_AFTER.match(text, mention.words_end)
    return match.group().translate(_MARKS).strip() if match else ""


def is_list_line(text: str) -> bool:
    """Whether a line starts with a list mark: 1、 （一） 一是 ① -."""
    return _LIST_LINE.match(text) is not None


def places_of(prose: Prose) -> dict[Place, int]:
    """The index of each figure by its place; asked for by `prose.once`."""
    return {figure.place: index for index, figure in enumerate(prose.figures)}


def value_of(figure: Figure) -> Decimal:
    """The value of a figure that is known to have one."""
    assert figure.mention.quantity is not None
    return figure.mention.quantity.value
