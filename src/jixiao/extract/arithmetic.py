"""What the running text says of how its figures make one another: sums, rates, shares, changes and products, one grammar behind the other.

Later grammars see what earlier ones found: they settle what was left open, and leave alone what is told already.
"""

from __future__ import annotations

from jixiao.extract.changes.by_name import named_changes
from jixiao.extract.changes.change_sums import change_sums
from jixiao.extract.changes.changes import change_relations
from jixiao.extract.changes.differences import left_relations
from jixiao.extract.changes.gaps import gap_relations
from jixiao.extract.changes.moves import move_relations
from jixiao.extract.changes.remains import remains
from jixiao.extract.changes.said_differences import said_differences
from jixiao.extract.changes.surplus import surplus_relations
from jixiao.extract.changes.taken_off import taken_off
from jixiao.extract.changes.turned_words import turned_words
from jixiao.extract.changes.years_in_row import years_in_row
from jixiao.extract.products.averages import average_relations
from jixiao.extract.products.percentages import percent_products
from jixiao.extract.products.products import product_relations
from jixiao.extract.prose import Prose
from jixiao.extract.rates.complements import complements
from jixiao.extract.rates.formulas import formula_relations
from jixiao.extract.rates.made_up import made_up_to_a_hundred
from jixiao.extract.rates.rates import rate_relations
from jixiao.extract.rates.share_hundreds import shares_of_a_hundred
from jixiao.extract.rates.share_lists import listed_shares
from jixiao.extract.rates.share_sums import lists_left_open, share_sums
from jixiao.extract.rates.shares import breakdown_shares
from jixiao.extract.rates.slips import share_slips
from jixiao.extract.rates.unnamed_bases import shares_of_unnamed
from jixiao.extract.rates.wholes import rates_of_the_whole
from jixiao.extract.sums.adjustments import adjustment_relations
from jixiao.extract.sums.sums import sum_relations
from jixiao.model.claim import Relation


def arithmetic(prose: Prose) -> list[Relation]:
    """Every relation of amounts, counts and percentages of the prose; points, scores, lists of names and facts are read elsewhere."""
    relations: list[Relation] = sum_relations(prose)
    relations += adjustment_relations(prose)
    relations += change_relations(prose)
    formulas = formula_relations(prose)
    told = {one.stated.place for one in formulas}
    relations += [one for one in rate_relations(prose) if one.stated.place not in told]
    relations += formulas
    relations = shares_of_a_hundred(prose, listed_shares(prose, breakdown_shares(relations)))
    relations = complements(prose, share_slips(prose, shares_of_unnamed(prose, relations)))
    relations = made_up_to_a_hundred(relations)
    relations = lists_left_open(relations)
    relations += share_sums(prose, relations)
    relations += left_relations(prose)
    relations += said_differences(prose, relations)
    relations = rates_of_the_whole(prose, move_relations(prose, gap_relations(prose, relations)))
    relations = named_changes(prose, relations)
    relations = years_in_row(prose, surplus_relations(prose, remains(prose, relations)))
    relations += taken_off(prose, relations)
    relations += turned_words(prose, relations)
    relations += change_sums(prose, relations)
    relations += product_relations(prose)
    relations += percent_products(prose)
    relations += average_relations(prose, relations)
    return relations
