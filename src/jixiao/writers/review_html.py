"""Reviews → one page that needs nothing else: the documents themselves, the doubts in the margin beside their paragraphs.

It works without its script as plain links; with it, a click on a figure shows beside it all that it was compared with.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources

from jixiao.model.claim import Relation
from jixiao.model.document import Block, Cell, Chart, Document, Heading, Table
from jixiao.model.finding import Finding, Level, same_slip_as
from jixiao.model.review import Review, Unreadable
from jixiao.writers.beside import beside_head, beside_line
from jixiao.writers.remarks import Checks, grounds, lines, settled, title
from jixiao.writers.review_marks import Figure, Group, Marks, marked, text
from jixiao.writers.words import KINDS, PAGE, WORDS, Lang

Pair = tuple[Review | Unreadable, Document | None]
"""An answer with the document it is about, None where that could not be read."""


def review_html(answers: Sequence[Pair], checks: Checks, lang: Lang = "zh", *, show_verified: bool = False) -> str:
    """What `jixiao check --format html` gives; `show_verified` also marks the figures that hold."""
    folder = resources.files("jixiao.writers")
    style, script = (folder.joinpath(f"review.{ending}").read_text("utf-8") for ending in ("css", "js"))
    seal = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    words = PAGE[lang]
    pages = [_Page(answer, document, checks, lang, f"{n}-") for n, (answer, document) in enumerate(answers, 1)]
    head = words["title"] if len(pages) != 1 else f"{words['title']} {pages[0].answer.file}"
    listed = _list(pages, lang) if len(pages) > 1 else ""
    levels = "".join(
        f'<label for="show-{level}" class="{level}">{WORDS[lang][str(level)]}</label>' for level in Level
    )  # the switches stand before everything they act on, so that no script is needed
    switches = "".join(f'<input type="checkbox" id="show-{level}" checked>' for level in Level)
    return (
        f'<!DOCTYPE html>\n<html lang="{words["lang"]}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{seal}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(head)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body{" class=verified" if show_verified else ""}>\n{switches}<input type="checkbox" id="only">\n'
        f'<nav><b>{words["show"]}</b>{levels}<label for="only">{words["only"]}</label></nav>\n'
        f"<main>\n<h1>{words['title']}</h1>\n{listed}{''.join(page.html() for page in pages)}</main>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _list(pages: Sequence[_Page], lang: Lang) -> str:
    """The files with their counts, each leading to its part of the page."""
    words = WORDS[lang]
    rows = []
    for page in pages:
        answer = page.answer
        if isinstance(answer, Review):
            counts = "".join(f'<td class="count">{answer.count(level)}</td>' for level in Level)
            rest = f'{counts}<td class="count">{answer.coverage.checked}/{answer.coverage.figures}</td>'
        else:
            rest = f'<td colspan="4">{words["unread"]}</td>'
        rows.append(f'<tr><td><a href="#{page.prefix}top">{text(answer.file)}</a></td>{rest}</tr>')
    heads = "".join(f"<th>{one}</th>" for one in (*(words[str(level)] for level in Level), PAGE[lang]["checked"]))
    return f'<table class="files"><tr><th>{PAGE[lang]["file"]}</th>{heads}</tr>{"".join(rows)}</table>\n'


class _Page:
    """One file's part of the page."""

    def __init__(
        self, answer: Review | Unreadable, document: Document | None, checks: Checks, lang: Lang, prefix: str
    ) -> None:
        self.answer, self.prefix = answer, prefix
        self._document = document or Document(answer.file, ())
        self._checks, self._lang = checks, lang
        self._words = {**WORDS[lang], **PAGE[lang]}
        self._cards: dict[tuple[str, str], list[str]] = {}

    def html(self) -> str:
        """The article: summary, document with margin, what was waived, what was compared."""
        answer = self.answer
        top = f'<article>\n<header id="{self.prefix}top"><h2>{text(answer.file)}</h2>'
        if isinstance(answer, Unreadable):
            faults = "".join(f"<p>{text(str(fault))}</p>" for fault in answer.faults)
            return f'{top}<p class="unread">{self._words["unread"]}</p>{faults}</header>\n</article>\n'
        marks = Marks(answer, self._document, self.prefix)
        for number, finding in enumerate(answer.findings, 1):
            key = finding.place.part, finding.place.ref
            self._cards.setdefault(key, []).append(self._card(number, finding, marks))
        body = "".join(self._row(block, marks) for block in self._document.blocks)
        astray = "".join(card for cards in self._cards.values() for card in cards)  # what no block has taken
        whole = f'<div class="row"><div class="said"></div><aside>{astray}</aside></div>\n' if astray else ""
        return (
            f"{top}{self._summary(answer)}</header>\n{whole}{body}{self._settled(answer)}{self._compared(answer, marks)}"
            "</article>\n"
        )

    def _summary(self, review: Review) -> str:
        words = self._words
        tiles = "".join(
            f'<div class="tile {level}"><b>{review.count(level)}</b>{words[f"tile_{level}"]}</div>' for level in Level
        )
        tiles += f'<div class="tile"><b>{review.coverage.checked}/{review.coverage.figures}</b>{words["tile_checked"]}</div>'
        if review.waived:
            tiles += f'<div class="tile settled"><b>{len(review.waived)}</b>{words["tile_waived"]}</div>'
        notes = "".join(f"<li>{text(note)}</li>" for note in review.notes)
        nothing = "" if review.findings else f"<p>{words['nothing']}</p>"
        return (
            f'<div class="tiles">{tiles}</div>{nothing}'
            + (f'<ul class="notes">{notes}</ul>' if notes else "")
            + self._beside(review)
        )

    def _beside(self, review: Review) -> str:
        """The papers the report was held against."""
        if not review.beside:
            return ""
        entries = "".join(f"<li>{text(beside_line(one, self._lang))}</li>" for one in review.beside)
        return f'<section class="beside"><h3>{beside_head(len(review.beside), self._lang)}</h3><ul class="notes">{entries}</ul></section>'

    # —— the document ——

    def _row(self, block: Block, marks: Marks) -> str:
        match block:
            case Chart():
                return ""
            case Table():
                said = self._table(block, marks)
                places = [*(cell.place for cell in marks.view(block).cells), block.place]
            case Heading():
                level = min(block.level, 3) + 3
                said = f"<h{level}>{marked(block.text, marks.at(block.place))}</h{level}>"
                places = [block.place]
            case _:
                said = f"<p>{marked(block.text, marks.at(block.place))}</p>"
                places = [block.place]
        cards = "".join(card for place in places for card in self._cards.pop((place.part, place.ref), ()))
        quiet = "" if cards else " quiet"
        aside = f"<aside>{cards}</aside>" if cards else ""
        return f'<div class="row{quiet}"><div class="said">{said}</div>{aside}</div>\n'

    def _table(self, table: Table, marks: Marks) -> str:
        view = marks.view(table)
        shown, columns = view.rows, view.n_columns
        by_row: dict[int, list[Cell]] = {}
        for cell in view.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                if row in shown:
                    by_row.setdefault(row, []).append(cell)
        rows, before = [], -1
        for row in sorted(shown):
            if row > before + 1:
                rows.append(self._gap(before + 1, row, columns))
            rows.append(
                f"<tr>{''.join(self._squares(row, row == before + 1, by_row.get(row, []), shown, columns, marks))}</tr>"
            )
            before = row
        if before + 1 < view.n_rows:
            rows.append(self._gap(before + 1, view.n_rows, columns))
        name = table.title or table.place.part
        return f'<div class="table"><table><caption>{text(name)}</caption>{"".join(rows)}</table></div>'

    def _gap(self, first: int, last: int, columns: int) -> str:
        words = self._words["gap"].format(first=first + 1, last=last)
        return f'<tr class="gap"><td colspan="{max(columns, 1)}">{words}</td></tr>'

    def _squares(
        self, row: int, follows: bool, cells: list[Cell], shown: frozenset[int], columns: int, marks: Marks
    ) -> Iterator[str]:
        """The cells of one row; empty squares between them too. A merged cell cut by a gap begins anew behind it."""
        column = 0
        for cell in sorted(cells, key=lambda one: one.column):
            yield "<td></td>" * (cell.column - column)
            column = cell.column + cell.column_span
            if cell.row < row and follows:
                continue
            last = row
            while last + 1 < cell.row + cell.row_span and last + 1 in shown:
                last += 1
            spans = f' rowspan="{last - row + 1}"' if last > row else ""
            spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            yield f"<td{spans}>{marked(cell.text, marks.at(cell.place))}</td>"
        yield "<td></td>" * (columns - column)

    # —— the margin ——

    def _card(self, number: int, finding: Finding, marks: Marks) -> str:
        words = self._words
        said = [text(line) for line in lines(replace(finding, rests_on=(), changes=""), self._lang, quote=False)]
        if finding.rests_on:
            rests = "、".join(marks.link(one.place, grounds(one, finding.place)) for one in finding.rests_on)
            said.append(words["rests"].format(rests=rests))
        if finding.changes:
            said.append(text(words["changes"].format(changes=finding.changes)))
        if others := self._others(finding):
            said.append(words["same_slip"].format(others=others))
        return (
            f'<section class="card {finding.level}" id="{self.prefix}d{number}"><h4><a href="#{self.prefix}m{number}">{number}</a> '
            f"{words[str(finding.level)]} {text(title(finding, self._checks, self._lang))} <code>{finding.code}</code></h4>"
            f"{''.join(f'<p>{one}</p>' for one in said)}"
            f'<p class="small">{text(words["fingerprint"].format(fingerprint=finding.fingerprint))}</p></section>'
        )

    def _others(self, finding: Finding) -> str:
        """The numbers of the findings that are probably the same slip, each leading to its card."""
        all_of = self.answer.findings if isinstance(self.answer, Review) else ()
        others = same_slip_as(finding, all_of)
        numbers = (number for number, one in enumerate(all_of, 1) if any(one is other for other in others))
        return "、".join(f'<a href="#{self.prefix}d{number}">{number}</a>' for number in numbers)

    def _settled(self, review: Review) -> str:
        if not review.waived:
            return ""
        entries = "".join(
            f'<li id="{self.prefix}w{number}"><a href="#{self.prefix}v{number}">{text(str(one.finding.place))}</a> '
            f"{text(title(one.finding, self._checks, self._lang))} <code>{one.finding.code}</code><br>"
            f"{text(one.finding.message)}<br>{text(settled(one, self._lang))}</li>"
            for number, one in enumerate(review.waived, 1)
        )
        return f'<section class="waived"><h3>{self._words["waived"].format(n=len(review.waived))}</h3><ol>{entries}</ol></section>'

    # —— what was compared ——

    def _compared(self, review: Review, marks: Marks) -> str:
        entries = "".join(self._figure(figure, review, marks) for figure in marks.figures.values())
        return f'<section class="compared"><h3>{self._words["compared"]}</h3>{entries}</section>' if entries else ""

    def _figure(self, figure: Figure, review: Review, marks: Marks) -> str:
        groups = "".join(f"<li>{self._group(marks.groups[at], figure, review, marks)}</li>" for at in figure.groups)
        place = text(str(figure.place))
        return (
            f'<div id="{marks.compared(figure)}"><p><b>{marks.link(figure.place, figure.quote)}</b> <span class="small">{place}'
            f"</span></p><ul>{groups}</ul></div>"
        )

    def _group(self, group: Group, figure: Figure, review: Review, marks: Marks) -> str:
        first, *others = (self._of(marks.figures[one], figure, marks) for one in group.members)
        said = f"{first} ← {'、'.join(others)}"
        if group.relation is not None:
            said = f"{self._kind(group.relation)} {said} {self._verdict(group.relation)}"
        for number in group.findings:
            name = title(review.findings[number - 1], self._checks, self._lang)
            said += (
                f' <a class="{review.findings[number - 1].level}" href="#{self.prefix}d{number}">{number} {text(name)}</a>'
            )
        return said

    def _of(self, figure: Figure, seen_from: Figure, marks: Marks) -> str:
        """A figure as a link, with its place where that is another than `seen_from`'s."""
        place, here = figure.place, seen_from.place
        away = (
            "" if (place.part, place.ref) == (here.part, here.ref) else f'<span class="small">（{text(str(place))}）</span>'
        )
        return marks.link(place, figure.quote) + away

    def _kind(self, relation: Relation) -> str:
        return KINDS[str(relation.kind)] if self._lang == "zh" else str(relation.kind).replace("_", " ")

    def _verdict(self, relation: Relation) -> str:
        return f'<span class="verdict {relation.verdict}">{self._words[f"verdict_{relation.verdict}"]}</span>'
