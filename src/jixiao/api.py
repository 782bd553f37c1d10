"""What scripts import: reading files, the two roads, writing files. The only place where the three meet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.books import explain_indicator, rulebook_diff, rulebook_lint, rulebook_list, rulebook_schema, rulebook_show
from jixiao.casefiles import bytes_of, files_of, load_case, name_of, read_accounts, read_accounts_of
from jixiao.errors import Fault, ReadError, UsageError, failed_inside
from jixiao.exchange import export_case, import_case
from jixiao.opinions import opinion_lines, write_opinion, write_opinions
from jixiao.spotcheck import read_request, sample, verify_sample

if TYPE_CHECKING:
    from jixiao.evaluate import Evaluation
    from jixiao.intake.accounts import Accounts
    from jixiao.inyear import Monitored, Targets
    from jixiao.model.case import Case
    from jixiao.model.document import Document
    from jixiao.model.neighbour import Neighbour
    from jixiao.model.outcome import IndicatorScore, Scorecard
    from jixiao.model.reading import Reading
    from jixiao.model.review import Checked, Review, Unreadable
    from jixiao.model.rulebook import Rulebook
    from jixiao.writers.words import Lang

__all__ = [
    "Trace",
    "annotate",
    "check",
    "check_bytes",
    "check_files",
    "evaluate",
    "explain",
    "export_case",
    "extract",
    "files_of",
    "format_reviews",
    "import_case",
    "load_case",
    "monitor",
    "opinion_lines",
    "read_accounts",
    "read_accounts_of",
    "read_file",
    "read_request",
    "rulebook_diff",
    "rulebook_lint",
    "rulebook_list",
    "rulebook_schema",
    "rulebook_show",
    "sample",
    "targets",
    "template",
    "trace",
    "verify_sample",
    "write_evaluation",
    "write_files",
    "write_monitored",
    "write_opinion",
    "write_opinions",
    "write_targets",
]

# —— files ——


def read_file(path: Path) -> Document:
    """The document in a file, by its content."""
    from jixiao.readers import read

    return read(bytes_of(path), path.name)


def write_files(files: Mapping[Path, bytes]) -> list[Path]:
    """Every file whole, the old one or the new one, and those of one folder all or none; the paths written.

    A run killed between two moves leaves some old, some new and a folder `jixiao-未写完-…` that says so; the next run that
    writes there completes it before anything else. More in `jixiao.writers.disk`.
    """
    from jixiao.writers import disk

    return disk.write_files(files)


# —— the forward road ——


def _rulebook_for(case: Case, rulebook: str | None) -> Rulebook:
    from jixiao.rules.load import load_rulebook

    return load_rulebook(rulebook or case.rulebook)


def evaluate(
    path: Path, *, rulebook: str | None = None, allow_recalled: bool = False, on: date | None = None,
    accounts: Sequence[Path] = (),
) -> Evaluation:  # fmt: skip
    """The case at `path` scored and written up, with figures of final accounts where it has none; nothing is written to disk.

    A `rulebook` that is not the case's own is tried on it: the papers are those of a trial, and `trial` holds both scores.
    """
    from jixiao.evaluate import evaluate_case, try_case
    from jixiao.rules.load import load_rulebook

    case = load_case(path, accounts)
    case = replace(case, allow_recalled=True) if allow_recalled else case
    own = load_rulebook(case.rulebook)
    other = load_rulebook(rulebook) if rulebook else own
    return evaluate_case(case, own, on) if own.sha256 == other.sha256 else try_case(case, own, other, on)


def write_evaluation(result: Evaluation, folder: Path) -> list[Path]:
    """The four papers of an evaluation, in `folder`; the paths written. Those of a trial never bear the names of the real ones."""
    mark, mark_of_data = ("（试算）", "-trial") if result.trial else ("", "")
    from jixiao.writers.docx import write_docx
    from jixiao.writers.html import write_html
    from jixiao.writers.score_json import scorecard_json
    from jixiao.writers.xlsx import write_xlsx

    return write_files(
        {
            folder / f"自评报告{mark}.docx": write_docx(result.report),
            folder / f"自评表{mark}.xlsx": write_xlsx(result.form),
            folder / f"report{mark_of_data}.html": write_html(result.page),
            folder / f"scorecard{mark_of_data}.json": scorecard_json(result.scorecard, result.trial).encode("utf-8"),
        }
    )


def targets(path: Path, *, rulebook: str | None = None, form: str = "") -> Targets:
    """The form of targets of the case at `path`; nothing is written to disk."""
    from jixiao.inyear import target_case

    case = load_case(path)
    return target_case(case, _rulebook_for(case, rulebook), form)


def write_targets(result: Targets, folder: Path) -> list[Path]:
    """The form of targets, twice, in `folder`."""
    from jixiao.writers.docx import write_docx
    from jixiao.writers.xlsx import write_xlsx

    papers = {
        folder / "绩效目标申报表.docx": write_docx(result.paper),
        folder / "绩效目标申报表.xlsx": write_xlsx(result.sheets),
    }
    return write_files(papers)


def monitor(
    path: Path, month: int, *, rulebook: str | None = None, allow_recalled: bool = False, on: date | None = None
) -> Monitored:
    """How the case at `path` stands at the end of `month`; nothing is written to disk."""
    from jixiao.inyear import monitor_case

    case = load_case(path)
    return monitor_case(case, _rulebook_for(case, rulebook), month, allow_recalled=allow_recalled, on=on)


def write_monitored(result: Monitored, folder: Path) -> list[Path]:
    """The papers of a month: the form twice, the notice where a light asks for one, the lights for programs."""
    from jixiao.writers.docx import write_docx
    from jixiao.writers.watch import watch_json
    from jixiao.writers.xlsx import write_xlsx

    files = {
        folder / "监控表.docx": write_docx(result.paper),
        folder / "监控表.xlsx": write_xlsx(result.sheets),
        folder / "monitor.json": watch_json(result.watch).encode("utf-8"),
    }
    if result.notice is not None:
        files[folder / ("整改通知.docx" if result.watch.color == "red" else "提示通知.docx")] = write_docx(result.notice)
    return write_files(files)


def template(rulebook: str, year: int | None = None, known: Accounts | None = None, month: int | None = None) -> bytes:
    """The collection workbook (采集表) of a rulebook; the figures of `known` are filled in, each with its place.

    With `month` it also asks how things stand at the end of that month.
    """
    from jixiao.intake.template import compose_template
    from jixiao.model.fact import Facts
    from jixiao.rules.load import load_rulebook
    from jixiao.writers.xlsx import write_xlsx

    if known is None:
        return write_xlsx(compose_template(load_rulebook(rulebook), year, month=month))
    return write_xlsx(compose_template(load_rulebook(rulebook), known.year, Facts.of(known.facts), known.agency, month))


@dataclass(frozen=True, slots=True)
class Trace:
    """One indicator's score with the scorecard and rulebook it belongs to."""

    indicator: IndicatorScore
    scorecard: Scorecard
    rulebook: Rulebook


def trace(
    path: Path, indicator: str, *, rulebook: str | None = None, allow_recalled: bool = False, accounts: Sequence[Path] = ()
) -> Trace:
    """The way to one score: `indicator` is an id or a name; `UsageError` lists those there are."""
    from jixiao.catalog.items import plain
    from jixiao.intake.fit import fit
    from jixiao.rules.compute import compute
    from jixiao.rules.load import load_rulebook
    from jixiao.rules.retarget import retarget

    case = load_case(path, accounts)
    case = replace(case, allow_recalled=True) if allow_recalled else case
    own = load_rulebook(case.rulebook)
    rules = load_rulebook(rulebook) if rulebook else own
    case = fit(case, own) if own.sha256 == rules.sha256 else retarget(fit(case, own), own, rules).case
    scorecard = compute(rules, fit(case, rules))
    for one in scorecard.indicators:
        if plain(indicator) in (plain(one.id), plain(one.name)):
            return Trace(one, scorecard, rules)
    names = "、".join(one.name for one in scorecard.indicators)
    raise UsageError(Fault("", f"这套规则里没有名为“{indicator}”的指标", f"现有：{names}"))


# —— the backward road ——


def check(
    paths: Sequence[Path], *, rulebook: str | None = None, lang: str = "zh", waivers: Path | None = None,
    beside: Sequence[Path] = (),
) -> list[Review | Unreadable]:  # fmt: skip
    """A review of each file, in order, of a folder all that lie in it; a file that cannot be read is an entry that says why.

    `beside` are other papers (final accounts, budget, targets, last year's report …): each report is held against those of its
    agency, and `Review.beside` says of every one what it served for or why it did not.
    """
    return _settle([one.answer for one in _checked(paths, rulebook, lang, beside)], waivers)


def check_files(
    paths: Sequence[Path], *, rulebook: str | None = None, lang: str = "zh", waivers: Path | None = None,
    beside: Sequence[Path] = (),
) -> list[Checked]:  # fmt: skip
    """As `check`, each review with its document and bytes: what pages and comments are made from."""
    checked = list(_checked(paths, rulebook, lang, beside))
    settled = zip(checked, _settle([one.answer for one in checked], waivers), strict=True)
    return [replace(one, answer=answer) for one, answer in settled]


def _checked(paths: Sequence[Path], rulebook: str | None, lang: str, beside: Sequence[Path] = ()) -> Iterator[Checked]:
    rules = None
    if rulebook:
        from jixiao.rules.load import load_rulebook

        rules = load_rulebook(rulebook)
    from jixiao.besidefiles import read_beside

    neighbours = [read_beside(path, lang) for path in beside]
    for path in files_of(paths):
        data = b""
        try:
            data = bytes_of(path)
            one = check_bytes(data, name_of(path.name), rules, lang, beside=neighbours)
        except ReadError as error:
            one = _unread(name_of(path), error.faults, lang)
        except Exception as error:  # a mistake of ours on one file costs the others nothing
            one = _unread(path.name, (failed_inside(name_of(path), error),), lang, data)
        yield replace(one, answer=replace(one.answer, file=name_of(path)))


def check_bytes(
    data: bytes, name: str, rules: Rulebook | None = None, lang: str = "zh", *, beside: Sequence[Neighbour] = ()
) -> Checked:
    """The review of one document that is not, or not yet, a file: pure. `name` is for messages only."""
    from jixiao.compose.recognise import is_opinion, is_review_page
    from jixiao.intake.recognise import is_workbook
    from jixiao.model.review import Checked
    from jixiao.readers import read
    from jixiao.review import review_document

    try:
        document = read(data, name)
        if is_workbook(document):
            hint = "请用 jixiao evaluate 算分、出报告；要审核的是报告、自评表或决算公开表"
            raise ReadError(Fault(name, "这是填数用的采集表，不是报告，没有审核", hint))
        if is_opinion(document):
            raise ReadError(Fault(name, "这是审核意见，不是报告，没有审核", "请审核单位更正后的报告"))
        if is_review_page(document):
            raise ReadError(Fault(name, "这是审核结果的网页，不是报告，没有审核", "请审核原来的报告"))
        review = review_document(document, rules, lang, beside=beside)
        return Checked(_in_english(review) if lang == "en" else review, document, data)
    except ReadError as error:
        return _unread(name, error.faults, lang, data)


def _unread(name: str, faults: tuple[Fault, ...], lang: str, data: bytes = b"") -> Checked:
    from jixiao.model.review import Checked, Unreadable

    unread = Unreadable(name, hashlib.sha256(data).hexdigest() if data else "", faults)
    return Checked(_in_english(unread) if lang == "en" else unread, None, data)


def _in_english(answer: Review | Unreadable) -> Review | Unreadable:
    """What reading itself had to say of a file, in English: its notes, or why it could not be read."""
    from jixiao.model.review import Unreadable
    from jixiao.phrasebook import english, in_english

    if isinstance(answer, Unreadable):
        return replace(answer, faults=in_english(answer.faults))
    return replace(answer, notes=tuple(map(english, answer.notes)))


def _settle(answers: list[Review | Unreadable], path: Path | None) -> list[Review | Unreadable]:
    """The answers with waived findings set apart. A waiver must settle something, unless a file could not be read."""
    if path is None:
        return answers
    from jixiao.checks.waivers import read_waivers
    from jixiao.model.review import Review

    waivers = read_waivers(bytes_of(path), str(path))
    settled = [waivers.of(one) if isinstance(one, Review) else one for one in answers]
    reviews = [one for one in settled if isinstance(one, Review)]
    if len(reviews) == len(settled):
        waivers.demand_all_used(reviews)
    return settled


def format_reviews(checked: Sequence[Checked], form: str, lang: Lang = "zh", *, show_verified: bool = False) -> str:
    """The answer to a check as text, json, sarif or html; `UsageError` for any other form."""
    from jixiao.checks.check import checks
    from jixiao.readers import locate
    from jixiao.writers.answers import FORMS

    known = dict(checks.items())

    def page_of(code: str) -> str:
        from jixiao.checks.pages import page

        return page(known[code]).text

    return FORMS.get(form)(checked, known, lang, show_verified, page_of, locate)


def annotate(checked: Sequence[Checked], folder: Path, lang: Lang = "zh") -> tuple[list[Path], tuple[str, ...]]:
    """Each file back with comments, in `folder`: the paths written, and a sentence for each that is not as was asked.

    A file of a format that takes no comments is answered by a page. `UsageError` when a file would be written over
    one that was checked.
    """
    from jixiao.checks.check import checks
    from jixiao.readers import locate
    from jixiao.writers.annotate import annotated_files

    files, said = annotated_files(checked, dict(checks.items()), locate, lang)
    own = {Path(one.answer.file).resolve() for one in checked}
    over = [folder / name for name in files if (folder / name).resolve() in own]
    if over:
        raise UsageError(Fault(str(path), "批注会盖住所审的原文件", "请换一个文件夹") for path in over)
    return write_files({folder / name: data for name, data in files.items()}), said


def extract(path: Path) -> Reading:
    """What was read in one file."""
    from jixiao.extract import read_document

    return read_document(read_file(path))


# —— explanations ——


def explain(name: str) -> str:
    """The page of a check or of a rule type, or what the rulebooks say of an indicator."""
    from jixiao.checks.check import checks
    from jixiao.checks.pages import page
    from jixiao.reference.questions import question_page
    from jixiao.rules.pages import explain_rule, rule_pages

    code = name.upper()
    if code in checks:
        return page(checks.get(code)).text
    for known, one in checks.items():
        if name in (one.slug, one.title):
            return page(checks.get(known)).text
    text = question_page(name) or explain_rule(name) or explain_indicator(name)
    if text:
        return text
    codes, rules = "、".join(known for known, _ in checks.items()), "、".join(rule_pages())
    hint = f"审核规则：{codes}；计分方法：{rules}；指标名见 jixiao rulebook show"
    raise UsageError(Fault("", f"没有名为“{name}”的审核规则、计分方法或指标", hint))
