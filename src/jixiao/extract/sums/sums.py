"""Sums: what the words claim (`scope`) and what happens to add up (`search`), under one judge.

What closes under either is consistent. Only what the words claim and no reading closes may become a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.extract.changes.moves import moves
from jixiao.extract.judge import Amount, amount
from jixiao.extract.points.grades import score_figure
from jixiao.extract.prose import Prose
from jixiao.extract.sums.aligned import aligned_sums
from jixiao.extract.sums.beside import told_rightly
from jixiao.extract.sums.classifiers import classified
from jixiao.extract.sums.counted_lists import claims_of_count, counted_lists, one_less
from jixiao.extract.sums.kinds_told import claims_of_kinds
from jixiao.extract.sums.lists_judged import judge_claim, relation_of
from jixiao.extract.sums.parts_lacking import lacking_amounts
from jixiao.extract.sums.scope import claim_of
from jixiao.extract.sums.search import search
from jixiao.extract.sums.subjects import Head, claims_of_subjects, list_heads
from jixiao.extract.sums.tallies import claims_back
from jixiao.model.claim import Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex

_SCORED = regex(r"(?P<got>得分?(?:为)?)$|(?P<lost>扣(?:除|减|掉)?(?:了|分)?(?:为)?)$")
_PARTS_BEHIND = regex(r"\s*(?:[,，。;；]?\s*其中|\()")
_BASE_OF = regex(r"\s*(?:数|额)?的\s*$")


def sum_relations(prose: Prose) -> list[Relation]:
    """All sums of amounts and counts of the prose, judged."""
    found: list[Relation] = []
    heads = prose.once(list_heads)
    for levels in _levels(prose).values():
        if len(levels) >= 3:
            here = list(_of_levels(prose, levels))
            found += here
            found += _of_subjects(prose, heads, levels, here) if heads else ()
            found += _of_kinds(prose, levels, here)
            found += _of_counts(prose, levels, found)
    found += _of_classifiers(prose, found)
    found += aligned_sums(prose, found)
    return lacking_amounts(prose, told_rightly(prose, found))


def _of_classifiers(prose: Prose, known: Sequence[Relation]) -> Iterator[Relation]:
    """Totals that name the classifiers of their parts: 5460头（只、羽），其中仔猪360头、山羊900只、鸡苗4200羽."""
    if "(" not in prose.string:
        return
    settled = {one.stated.place for one in known if one.verdict is not Verdict.UNVERIFIABLE}
    for total, levels in classified(prose):
        claim = claim_of(prose, levels, 0) if total.place not in settled else None
        if claim is not None and len({one.mention.unit for one in (total, *claim.top)}) > 1:
            amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
            yield judge_claim(prose, claim, amounts, {id(one): index for index, one in enumerate(levels)})


def _of_subjects(prose: Prose, heads: Sequence[Head], levels: list[Figure], known: Sequence[Relation]) -> Iterator[Relation]:
    """Lists that begin with the name of their total, where that total and list are not judged yet."""
    settled = {
        (one.stated.place, one.operands[-1].place)
        for one in known
        if one.verdict is not Verdict.UNVERIFIABLE and one.operands
    }
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
    index_of = {id(one): index for index, one in enumerate(levels)}
    closed = frozenset(one.stated.place for one in known if one.verdict is Verdict.CONSISTENT)
    for claim in claims_of_subjects(prose, heads, levels, closed):
        if id(claim.total) in index_of and (claim.total.place, claim.top[-1].place) not in settled:
            relation = judge_claim(prose, claim, amounts, index_of)
            if relation.verdict is not Verdict.UNVERIFIABLE:
                yield relation


def _of_kinds(prose: Prose, levels: list[Figure], known: Sequence[Relation]) -> Iterator[Relation]:
    """Kinds of a division in a sentence of their own, where no list that holds or misses has them."""
    settled = {
        place
        for one in known
        if one.verdict is not Verdict.UNVERIFIABLE
        for place in (one.stated.place, *(operand.place for operand in one.operands))
    }
    amounts = index_of = None
    for claim in claims_of_kinds(prose, levels, settled):
        if amounts is None or index_of is None:
            amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
            index_of = {id(one): index for index, one in enumerate(levels)}
        relation = judge_claim(prose, claim, amounts, index_of)
        if relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING) or (
            relation.verdict is Verdict.INCONSISTENT and relation.edit
        ):
            yield relation


def _of_counts(prose: Prose, levels: list[Figure], known: Sequence[Relation]) -> Iterator[Relation]:
    """Lists of as many amounts as things: under the total they give, else under the only one that a digit would make theirs."""
    settled = {one.stated.place for one in known if one.verdict is not Verdict.UNVERIFIABLE and one.way != "search"}
    lists = [
        one
        for one in counted_lists(prose, levels)
        if not settled & {part.place for part in one.parts} and not settled & {total.place for total in one.totals}
    ]
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels] if lists else []
    index_of = {id(one): index for index, one in enumerate(levels)} if lists else {}
    for one in lists:
        judged = [judge_claim(prose, claim, amounts, index_of) for claim in claims_of_count(one)]
        held = next((each for each in judged if each.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)), None)
        missed = [each for each in judged if each.verdict is Verdict.INCONSISTENT and each.edit]
        if held is not None or len(missed) == 1:
            yield held or missed[0]
    yield from one_less(prose, lists)


def _levels(prose: Prose) -> dict[tuple[str, str], list[Figure]]:
    """Figures that may be added, by dimension and unit: no standards, changes, earlier years, rates, targets or named bases.

    Points are of three kinds that are never mixed: what a thing is worth, what it got (得), what it lost (扣).
    """
    lists: dict[tuple[str, str], list[Figure]] = {}
    figures = prose.figures
    whole, moved = _whole_score(prose), prose.once(moves)
    for index, figure in enumerate(figures):
        mention = figure.mention
        if mention.dimension not in ("money", "count", "area", "score") or mention.per or figure.change or figure.prior:
            continue
        if mention.quantity is not None and mention.quantity.bound != "=":
            continue
        following = figures[index + 1] if index + 1 < len(figures) else None
        if (
            following is not None
            and following.mention.dimension == "percent"
            and _BASE_OF.fullmatch(prose.gap(figure, following))
        ):
            continue
        if index in moved:
            continue  # 由612万元增加到702万元: what it was is no part of what is
        key = mention.addable
        if mention.dimension == "score":
            scored = _SCORED.search(prose.before(mention.words_start, 8))
            key = ("score", scored.lastgroup or "" if scored else "worth")
            if key[1] == "worth" and (figure is whole or _sums_up(prose, index)) and _parts_scored(prose, index):
                key = ("score", "got")  # 自评总分96.5分 behind 得27分, 得18.5分 …
            if key[1] == "got" and figure is whole and not _parts_scored(prose, index):
                lists.setdefault(("score", "worth"), []).append(figure)
        lists.setdefault(key, []).append(figure)
    return lists


def _whole_score(prose: Prose) -> Figure | None:
    """The report's own score: called a total, or a mere 得分 with its parts right behind it: 得分97.5分，其中预算执行9.5分…; 得分93分（产出50分、…）."""
    called, mere = score_figure(prose, sure=True), score_figure(prose)
    if called is not None or mere is None:
        return called
    return mere if _PARTS_BEHIND.match(prose.after(mere.mention.end, 8)) else None


def _sums_up(prose: Prose, index: int) -> bool:
    """Whether points are nothing but the sum of what was got right before them: 过程25分得24分，…，合计95.9分."""
    me, before = prose.figures[index], prose.figures[index - 1] if index else None
    got = (
        before is not None and before.sentence == me.sentence and _SCORED.search(prose.before(before.mention.words_start, 8))
    )
    return bool(got and got["got"]) and me.label.rstrip("为") in ("合计", "共计", "总计")


def _parts_scored(prose: Prose, index: int) -> bool:
    """Whether the parts around a whole score say what they got (得): then what they are worth makes up no score."""
    me = prose.figures[index]
    around = [
        one for one in prose.figures[max(0, index - 8) : index + 6] if one is not me and abs(one.sentence - me.sentence) <= 1
    ]
    return any(
        one.mention.dimension == "score"
        and (match := _SCORED.search(prose.before(one.mention.words_start, 8)))
        and match["got"]
        for one in around
    )


def _of_levels(prose: Prose, levels: list[Figure]) -> Iterator[Relation]:
    amounts = [amount(one.mention.quantity) if one.mention.quantity is not None else None for one in levels]
    index_of = {id(one): index for index, one in enumerate(levels)}
    closed = dict(search(levels, amounts, prose.around))
    for total_index, total in enumerate(levels):
        if prose.around is not None and total.paragraph not in prose.around:
            continue
        claim = claim_of(prose, levels, total_index)
        by_search = closed.pop(total_index, None)
        relation = judge_claim(prose, claim, amounts, index_of) if claim is not None else None
        if claim is None or relation is None or (claim.strength == "bare" and relation.verdict is Verdict.UNVERIFIABLE):
            if by_search is not None:
                yield relation_of(prose, total, by_search[0], by_search[1], "search", "")
            elif (back := _looking_back(prose, levels, total_index, amounts, index_of)) is not None:
                yield back
            continue
        if relation.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING):
            yield relation
        elif by_search is not None and _shares_half(by_search[0], claim.top):
            yield relation_of(prose, total, by_search[0], by_search[1], "search", "")
        else:
            yield relation
            if by_search is not None:
                yield relation_of(prose, total, by_search[0], by_search[1], "search", "")


def _looking_back(
    prose: Prose, levels: Sequence[Figure], index: int, amounts: Sequence[Amount | None], index_of: dict[int, int]
) -> Relation | None:
    """A total that looks back (三项合计) over a list that closes, or else over the only list that one slip would close."""
    judged = [judge_claim(prose, claim, amounts, index_of) for claim in claims_back(prose, levels, index)]
    held = next((one for one in judged if one.verdict in (Verdict.CONSISTENT, Verdict.ROUNDING)), None)
    missed = [one for one in judged if one.verdict is Verdict.INCONSISTENT]
    return held or (missed[0] if len(missed) == 1 else None)


def _shares_half(found: Sequence[Figure], claimed: Sequence[Figure]) -> bool:
    mine = {id(one) for one in claimed}
    return 2 * sum(1 for one in found if id(one) in mine) >= max(1, min(len(found), len(mine)))
