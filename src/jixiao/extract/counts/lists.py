"""Counts with the things counted: 3个股室（甲股、乙股、丙股）; 下设2家单位，分别为甲和乙。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.extract.judge import like
from jixiao.extract.prose import Prose
from jixiao.model.claim import Kind, Operand, Relation, Verdict
from jixiao.model.reading import Figure
from jixiao.patterns import regex
from jixiao.text.numbers import chinese_number

_UNITS = {"个", "家", "项", "处", "所", "类", "种", "方面", "科", "股"}
_EVENTS = {"次", "场", "场次", "期"}
"""What took place is named in a bracket right behind how often: 开展整治3次（甲行动、乙行动、丙行动）."""
_EVENTS_NAMED = 2
_OPENERS = regex(r"[^,;。:()、\n\d]{0,14}(?:,?(?:分别为|分别是|包括|即|具体为|依次为)[:]?|[:](?!\d)|[(](?:即|包括|分别为)?)")
_KINDS = regex(r"[(](?:[省市州盟县区旗乡镇村场所站]|街道|社区|苏木|农场|林场|园区|单位|院校)(?:、[^、,;()\d]{1,4})*[)]")
"""The counted unit's other kinds in a bracket, no names: 20个县（市、区）, 9个乡（镇、街道）."""
_VERB = regex(r"^.{0,12}?(?:内设|下设|下辖|下属|设有|设置|设|包括|为|有)")
_CLAUSE_END = regex(r"[,，。;:()]")
_BRACKETS = regex(r"\([^()]*\)")
_NO_NAMES = regex(r"[,\d;()]")
_BESIDES = regex(r"[。;]\s*(?:另|还|此外)[^,，。;；\d]{0,4}?([二两三四五六七八九十]|\d{1,2})[个家处所]")
_AND = regex(r"(?<!\d)(\d{1,2})[个家处所][^,，。;；:：、\d]{2,12}[、,，及和与]$")
_NAMED = regex(r"分别[为是]|即|依次为")
"""Words behind which all of them are named; elsewhere a list of far fewer names than stated is a list of some."""
_MAX = 400
_NEAR = 2
_NEAR_BEFORE = 3
_NOUN = 2


def list_relations(prose: Prose) -> list[Relation]:
    """Every count followed by a list of names, judged; lists with figures, commas or 等 are left alone."""
    found = []
    for _, figure in prose.of("count"):
        relation = _list(prose, figure) or _list_before(prose, figure)
        if relation is not None:
            found.append(relation)
    return found


def _list_before(prose: Prose, figure: Figure) -> Relation | None:
    """Names before their count: 内设办公室、规划股、财务股3个股室.

    Where the list starts is mostly not sure, so it confirms; one name more or less is asked about where a verb begins it and all are
    called like the noun (内设甲科、乙科2个科室).
    """
    mention = figure.mention
    quantity = mention.quantity
    if mention.dimension != "count" or quantity is None or mention.unit not in _UNITS or not 2 <= quantity.value <= 60:
        return None
    floor = max(prose.lines[figure.paragraph].start, mention.words_start - _MAX)
    body = _CLAUSE_END.split(prose.string[floor : mention.words_start])[-1].rstrip("等共")
    start = (
        mention.words_start
        - len(prose.string[floor : mention.words_start])
        + prose.string[floor : mention.words_start].rfind(body)
    )
    bare = _VERB.sub("", body)
    begun, start, body = len(bare) < len(body), start + len(body) - len(bare), bare
    items = names_in(body)
    if items is None:
        return None
    holds = items[0] <= int(quantity.value) <= items[1]
    if not holds and not (begun and _called_like(items[2], figure) and _far(int(quantity.value), items) <= _NEAR_BEFORE):
        return None
    end = start + len(body)
    operand = Operand(None, body, prose.place(start, end), "所列名称")
    quote = prose.quote(prose.sentence_span(figure)[0], mention.end).strip()
    if holds:
        return Relation(
            Kind.LIST_COUNT,
            prose.operand(figure),
            (operand,),
            Verdict.CONSISTENT,
            quote,
            figure.place,
            None,
            "",
            "list",
            "前列",
        )
    return Relation(
        Kind.LIST_COUNT, prose.operand(figure), (operand,), Verdict.INCONSISTENT, quote, figure.place,
        like(quantity, Decimal(items[1])), "", "list", "前列", ("名称列在数的前面",), near=True,
    )  # fmt: skip


def _called_like(names: Sequence[str], figure: Figure) -> bool:
    """Whether every name ends as the noun of the count begins: 综合科、法制科 before 科室. The last name may hold two (法制科及装备科)."""
    noun = figure.after[:_NOUN]
    singles = [part for name in names for part in re.split(r"以及|[和及与]", name)]
    return bool(noun) and all(len(one) >= _NOUN and one[-1] in noun for one in singles)


def _far(stated: int, items: tuple[int, int, list[str]]) -> int:
    """How many names a count is off, at least; a joined name (甲科及乙科) is two."""
    return min(abs(stated - one) for one in range(items[0], items[1] + 1))


def _list(prose: Prose, figure: Figure) -> Relation | None:
    mention = figure.mention
    quantity = mention.quantity
    if mention.dimension != "count" or quantity is None or mention.unit not in _UNITS | _EVENTS or not quantity.plain:
        return None
    if quantity.value < 2 or quantity.value > 60 or figure.change or figure.zone == "table":
        return None
    opener = _OPENERS.match(prose.string, mention.end)
    if opener is None:
        return None
    start = opener.end()
    stop = _stop(prose.string, start)
    body = prose.string[start:stop]
    if _KINDS.fullmatch(prose.string, opener.end() - 1, stop + 1):
        return None
    if "(" in opener.group() and prose.string[stop : stop + 1] != ")":
        return None
    items = names_in(body)
    if items is None or re.search(r"等\S{0,6}$", body):
        return None
    fewest, most, names = items
    stated = int(quantity.value)
    if mention.unit in _EVENTS and not (opener.group() == "(" and fewest >= _EVENTS_NAMED):
        return None
    holds = fewest <= stated <= most
    others = (stated - _besides(prose.string, stop), stated + _named_with_them(prose, figure))
    if not holds and any(fewest <= one <= most for one in others):
        return None
    reach = 1 if mention.unit in _EVENTS else _NEAR
    near = any(fewest - reach <= one <= most + reach for one in (stated, *others))
    missed = Verdict.INCONSISTENT if near or _NAMED.search(opener.group()) else Verdict.UNVERIFIABLE
    verdict = Verdict.CONSISTENT if holds else missed
    operand = Operand(None, body, prose.place(start, stop), "所列名称")
    return Relation(
        Kind.LIST_COUNT, prose.operand(figure), (operand,), verdict, prose.quote(prose.sentence_span(figure)[0], stop).strip(),
        figure.place, like(quantity, Decimal(len(names))), "" if holds else f"{fewest}–{most}" if fewest != most else "",
        "list", opener.group(), ("所称与所列相差较多",) if verdict is Verdict.UNVERIFIABLE else (), near,
    )  # fmt: skip


def _named_with_them(prose: Prose, figure: Figure) -> int:
    """How many of another kind stand right before a count, and are named in one list with it: 8个内设机构及4个派出机构，包括…."""
    before = _AND.search(prose.before(figure.mention.words_start, 24))
    return int(before[1]) if before is not None else 0


def _besides(text: str, stop: int) -> int:
    """How many more of them the next sentence tells of: 内设机构8个，包括…。另有三个派出机构."""
    more = _BESIDES.match(text, stop)
    return 0 if more is None else int(more[1] if more[1].isdigit() else chinese_number(more[1]) or 0)


def _stop(text: str, start: int) -> int:
    """Where a list that begins at `start` ends: at a stop, a colon or the bracket around it; brackets inside it are passed over."""
    depth = 0
    limit = min(len(text), start + _MAX)
    for position in range(start, limit):
        match text[position]:
            case "(":
                depth += 1
            case ")" if depth:
                depth -= 1
            case "\n":
                return position
            case "。" | ";" | ")" | ":" if not depth:
                return position
    return limit


def names_in(body: str) -> tuple[int, int, list[str]] | None:
    """The names of a list: how many there are at least and at most (a last 和 may join two), and the names.

    None where the list cannot be told from running text: commas, figures, or fewer than two names.
    """
    flat = _BRACKETS.sub("", body)
    if _NO_NAMES.search(flat):
        return None
    names = [name.strip(' “”"') for name in flat.split("、")]
    if len(names) < 2 or any(not name or len(name) > 24 for name in names):
        return None
    joined = re.findall(r"(?:以及|和|及|与)", names[-1])
    inner = sum(1 for name in names[:-1] if re.search(r"(?:以及|和|及|与)", name))
    most = len(names) + len(joined) + inner
    return len(names), most, names
