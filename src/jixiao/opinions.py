"""The reviewer's opinions (审核意见) on disk: several in one Word file, or one file for each report and a list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from jixiao.errors import Fault, UsageError

if TYPE_CHECKING:
    from jixiao.compose.opinion import Guide
    from jixiao.model.review import Checked
    from jixiao.writers.words import Lang


def write_opinion(checked: Sequence[Checked], out: Path, on: date | None = None) -> list[Path]:
    """The opinion on what was checked, one page after another, as the Word file `out`."""
    from jixiao.compose.opinion import compose_opinion
    from jixiao.writers.disk import write_files
    from jixiao.writers.docx import write_docx

    return write_files({out: write_docx(compose_opinion(checked, _guides(), on))})


def write_opinions(checked: Sequence[Checked], folder: Path, on: date | None = None) -> list[Path]:
    """An opinion for each file, 报告-审核意见.docx of 报告.docx, in `folder`, and 清单.csv with a row for every file; the paths written.

    Files of one name in several folders are told apart by a number. `UsageError` where one of them would be written over.
    """
    from jixiao.compose.opinion import compose_opinion
    from jixiao.writers.disk import write_files
    from jixiao.writers.docx import write_docx
    from jixiao.writers.names import shortened, unused
    from jixiao.writers.review_list import NAME, review_list

    guides, made = _guides(), dict[str, bytes]()
    for one in checked:
        name = unused(f"{shortened(PurePath(one.answer.file).stem)}-审核意见.docx", made)
        made[name] = write_docx(compose_opinion([one], guides, on))
    answers = [one.answer for one in checked]
    files = {folder / name: data for name, data in made.items()} | {folder / NAME: review_list(answers, list(made))}
    own = {Path(one.file).resolve() for one in answers}
    if over := [path for path in files if path.resolve() in own]:
        raise UsageError(Fault(str(path), "会盖住所审的原文件", "请换一个文件夹") for path in over)
    return write_files(files)


def opinion_lines(checked: Sequence[Checked], lang: Lang) -> str:
    """Every file on one line: how many doubts of each level, or why it was not checked."""
    from jixiao.errors import on_one_line
    from jixiao.model.review import Review
    from jixiao.writers.remarks import summary
    from jixiao.writers.words import WORDS

    answers = [one.answer for one in checked]
    said = [
        summary(one, lang)
        if isinstance(one, Review)
        else f"{WORDS[lang]['unread']}{WORDS[lang]['colon']}{on_one_line(one.faults, (fault.what for fault in one.faults))}"
        for one in answers
    ]
    return "".join(f"{one.file}: {line}\n" for one, line in zip(answers, said, strict=True))


def _guides() -> Mapping[str, Guide]:
    """What the page of every check says to whom it is told."""
    from jixiao.checks.check import checks
    from jixiao.checks.pages import advice, page
    from jixiao.compose.opinion import Guide

    return {code: Guide(one.title, *advice(page(one).text)) for code, one in checks.items()}
