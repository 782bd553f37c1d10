"""A report beside last year's: sections copied, problems that stand there again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from jixiao.catalog.items import plain
from jixiao.catalog.outlines import section_kinds
from jixiao.model.claim import Operand
from jixiao.model.neighbour import Neighbour, Served, Unlike
from jixiao.model.reading import Reading, Sentence
from jixiao.neighbours.indicators import Found
from jixiao.patterns import regex
from jixiao.text.copies import Line, line, shared

_RIGHTLY_THE_SAME = frozenset(
    (
        "overview", "duties", "organisation", "staff", "expenditure", "management", "basic_expenditure", "project_expenditure", "three_public",
        "government_funds", "state_capital", "social_insurance", "evaluation_purpose", "evaluation_method", "evaluation_process", "summary",
        "score", "application", "procurement", "assets", "adjustment", "other", "",
    )
)  # fmt: skip
"""Sections that say the same every year, or the same words around other figures."""
_MOST = Fraction(4, 5)
_VERBATIM = Fraction(1, 2)
_LEAST_SENTENCES = 3
_LEAST_LENGTH = 80
"""One or two sentences as long as this are no accident either."""
_LEAST_VERBATIM = 120
"""So many characters to the digit are copied, however much else a section says."""
_LEAST_OF_PROBLEM = 10
_SHOWN = 3
_STOP = regex(r"(?<=[一-鿿]),|,(?=[一-鿿])")
_MARK = regex(
    r"^\s*(?:[一二三四五六七八九十]+[是、.]|其[一二三四五]是?|第[一二三四五][,，、]?|\d{1,2}[、.](?!\d)|\([\d一二三四五六七八九十]+\)|[①-⑳⑴-⒇])[、,:\s]*"
)


def against_last_year(report: Neighbour, last: Iterable[Neighbour]) -> Iterator[Found]:
    """C01 section by section, C03 for the problems."""
    for paper in last:
        if "report" not in paper.kinds or report.reading is None or paper.reading is None:
            continue
        names = [name for name in (*report.agencies, *paper.agencies) if len(name) > 2]
        mine, its = (_by_section(one.reading, names) for one in (report, paper) if one.reading is not None)
        compared = [key for key in mine if key in its and key not in _RIGHTLY_THE_SAME]
        copied = [
            found
            for key in compared
            if key != "problems" and (found := _copied(key, mine[key], its[key], paper)) is not None
        ]
        yield None, paper, Served("各部分文字", len(compared), len(copied))
        for one in copied:
            yield one, paper, Served("各部分文字", 0)
        yield from _problems(report.reading, paper, names)


def against_others(report: Neighbour, others: Iterable[Neighbour]) -> Iterator[Unlike]:
    """C04: sections that another agency's report has word for word. Its figures are used for nothing."""
    for paper in others:
        if "report" not in paper.kinds or report.reading is None or paper.reading is None:
            continue
        names = [name for name in (*report.agencies, *paper.agencies) if len(name) > 2]
        mine, its = (_by_section(one, names) for one in (report.reading, paper.reading))
        for key in (key for key in mine if key in its and key not in _RIGHTLY_THE_SAME):
            found = _copied(key, mine[key], its[key], paper)
            if found is not None:
                yield replace(found, code="YR08", args={**found.args, "variant": "copied"})


Told = tuple[Line, Sentence]


def _by_section(reading: Reading, names: Sequence[str]) -> dict[str, list[Told]]:
    """The sentences under each recognised section, headings left out."""
    found: dict[str, list[Told]] = {}
    headings = {(one.place.part, one.place.ref) for one in reading.sections}
    for sentence in reading.sentences:
        if (sentence.place.part, sentence.place.ref) in headings and len(sentence.text) < 30:
            continue
        told = line(_MARK.sub("", sentence.text), names)
        if told is not None:
            key = reading.key_at(sentence.section)
            if not key and sentence.section >= 0:
                key = f"~{plain(reading.sections[sentence.section].heading)}"
            found.setdefault(key, []).append((told, sentence))
    return found


def _copied(key: str, mine: Sequence[Told], its: Sequence[Told], paper: Neighbour) -> Unlike | None:
    """A section of which four fifths stand in last year's, half of them to the digit."""
    at = dict(mine)
    there = dict(its)
    both = shared([one for one, _ in mine], [one for one, _ in its])
    length, copied = (sum(len(one.text) for one in these) for these in ([one for one, _ in mine], [one for one, _ in both]))
    same = [one for one, other in both if one.exact == other.exact]
    long_enough = len(mine) >= _LEAST_SENTENCES or copied >= _LEAST_LENGTH
    whole = bool(both) and long_enough and Fraction(copied, length) >= _MOST and Fraction(len(same), len(both)) >= _VERBATIM
    if not whole and sum(len(one.text) for one in same) < _LEAST_VERBATIM:
        return None
    first = at[both[0][0]]
    said = "；".join(f"“{plain_sentence(one.text)}”" for one, _ in both[:_SHOWN])
    args = {
        "section": key[1:] if key.startswith("~") else section_kinds()[key].name,
        "n": str(len(mine)),
        "copied": str(len(both)),
        "said": said,
        "digits": str(len(both) - len(same)),
    }
    rests = tuple(_words(paper, there[other]) for _, other in both)
    return Unlike("YR06", first.place, first.text, args, rests, paper.name)


def _problems(reading: Reading, paper: Neighbour, names: Sequence[str]) -> Iterator[Found]:
    assert paper.reading is not None
    mine, its = (
        [(one, sentence) for sentence in these if (one := _problem(sentence, names)) is not None]
        for these in (reading.problems, paper.reading.problems)
    )
    if not mine or not its:
        return
    both = shared([one for one, _ in mine], [one for one, _ in its])
    yield None, paper, Served("存在的问题", len(mine), len(both))
    if not both:
        return
    at, there = dict(mine), dict(its)
    first = at[both[0][0]]
    said = "；".join(f"“{plain_sentence(one.text)}”" for one, _ in both[:_SHOWN])
    args = {"n": str(len(mine)), "copied": str(len(both)), "said": said}
    yield (
        Unlike("YR07", first.place, first.text, args, tuple(_words(paper, there[other]) for _, other in both), paper.name),
        paper,
        Served("存在的问题", 0),
    )


def _problem(sentence: Sentence, names: Sequence[str]) -> Line | None:
    found = line(_MARK.sub("", sentence.text), names)
    return found if found is not None and len(plain(found.text)) >= _LEAST_OF_PROBLEM else None


def _words(paper: Neighbour, sentence: Sentence) -> Operand:
    return paper.placed(Operand(None, plain_sentence(_MARK.sub("", sentence.text)), sentence.place, ""))


def plain_sentence(text: str) -> str:
    """A sentence without its end, cut to a bearable length."""
    body = _STOP.sub("，", text.strip(" 。；;，,")).replace("“", "‘").replace("”", "’")
    return body if len(body) <= 40 else body[:39] + "…"
