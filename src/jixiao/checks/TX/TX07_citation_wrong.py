"""TX07: a document is cited by another one's number or title, or after it was repealed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.catalog.documents import Cited, documents, parts
from jixiao.checks.check import Context, check, finding
from jixiao.model.document import Place
from jixiao.model.finding import Finding, Level
from jixiao.patterns import regex

_CITED = regex(
    r"《(?P<title>[^《》]{4,60}(?:[〈<《][^〉>》]{4,60}[〉>》][^《》]{0,8})?)》[^《》。;,]{0,6}?(?P<number>[一-鿿]{2,8}[〔\[(]\d{4}[〕\])]\d{1,4}号)"
)
_NUMBER = regex(r"[一-鿿]{2,8}[〔\[(]\d{4}[〕\])]\d{1,4}号")
_ONLY_LETTERS = regex(r"[^一-鿿\d]")
_PAST = regex(r"废止|失效|原《|代替|取代|修订前|停止执行")


@check(
    "TX07", "citation_wrong", "引用文件的文号或名称有误", since="0.1", covers=("E13",), level=Level.WARNING, words=("号",),
    says={
        "zh": "“{cited}”是《{right}》的文号，这里写成《{title}》，请核对",
        "zh.number": "《{title}》的文号是“{right}”，这里写成“{cited}”，请核对",
        "zh.repealed": "“{cited}”已由 {right} 代替（{year} 年），作依据的请改引现行文件",
        "en": "{cited} is the number of 《{right}》, not of 《{title}》",
        "en.number": "《{title}》 bears the number {right}, not {cited}",
        "en.repealed": "{cited} was replaced by {right} in {year}",
    },
)  # fmt: skip
def citation_wrong(context: Context) -> Iterator[Finding]:
    """A warning where number and title of the catalog's sure documents do not go together; a note for what is known to be repealed."""
    reading = context.reading
    told: set[str] = set()
    for text, place in zip(reading.paragraphs, reading.places, strict=True):
        if "号" not in text:
            continue
        for match in _CITED.finditer(text):
            number = _number(match["number"])
            made = _wrong(match["title"], number, place, match.group())
            if made is not None and number not in told:
                told.add(number)
                yield made
        yield from _repealed(context, text, place, told)


def _wrong(title: str, number: str, place: Place, quote: str) -> Finding | None:
    core = _letters(title)
    for one in documents():
        if not one.sure:
            continue
        right = _letters(one.title)
        same_number = one.number == number
        if same_number and not _titles_meet(core, right):
            return finding("TX07", Level.WARNING, place, quote, cited=number, right=one.title, title=_shown(title))
        if not same_number and _is_title_of(core, one) and _slip_of(number, one):
            return finding(
                "TX07", Level.WARNING, place, quote, cited=number, right=one.number, title=_shown(title), variant="number"
            )  # fmt: skip
    return None


def _repealed(context: Context, text: str, place: Place, told: set[str]) -> Iterator[Finding]:
    year = context.reading.year
    if year is None or _PAST.search(text):
        return
    for match in _NUMBER.finditer(text):
        for one in documents():
            gone = one.repealed and year >= one.repealed and one.number not in told
            if gone and _number(match.group()).endswith(one.number):
                told.add(one.number)
                yield finding(
                    "TX07", Level.INFO, place, match.group(), cited=one.number, right=one.by, year=str(one.repealed), title="",
                    variant="repealed",
                )  # fmt: skip


def _number(cited: str) -> str:
    """A number in the brackets it is issued with: 财预[2020]10号 → 财预〔2020〕10号."""
    return re.sub(r"[〔\[(](\d{4})[〕\])]", r"〔\1〕", cited)


def _letters(title: str) -> str:
    return _ONLY_LETTERS.sub("", title)


def _shown(title: str) -> str:
    return title.replace("〈", "").replace("〉", "").replace("<", "").replace(">", "")


def _titles_meet(cited: str, right: str) -> bool:
    """Whether a cited title is that of a document, in whole, shortened or with its issuer and 关于印发…的通知 around it."""
    return right in cited or cited in right or right.removeprefix("关于") in cited or _most_shared(cited, right)


def _most_shared(cited: str, right: str) -> bool:
    """Whether at least three fifths of the document's characters stand in the cited title: other words for the same."""
    letters = set(right)
    return 5 * len(letters & set(cited)) >= 3 * len(letters)


def _is_title_of(cited: str, one: Cited) -> bool:
    """Whether the cited title is wholly this document's: its core, its issuer before it or nobody, 印发…的通知 around it."""
    rest = cited.replace(_letters(one.title), "")
    if rest == cited:
        return False
    for word in (*one.issuer.split(), "关于印发", "印发", "的通知", "通知", "关于", "试行"):
        rest = rest.replace(word, "", 1)
    return not rest


def _slip_of(number: str, one: Cited) -> bool:
    """Whether a number is that of the document with one part written wrong: the issuer's letters, or the year or serial alone."""
    prefix, year, serial = parts(number)
    right_year, right_serial = one.year_and_serial
    if (year, serial) == (right_year, right_serial):
        return prefix[:1] == one.prefix[:1] and len(_same(prefix, one.prefix)) >= len(one.prefix) - 1
    return prefix == one.prefix and (year == right_year or serial == right_serial)


def _same(one: str, other: str) -> str:
    return "".join(letter for letter in one if letter in other)
