"""Tables by form: which column and row is what is said by `extract/forms/*.yaml`, so a new layout is a file.

form.py        a form as data, and all of them
block.py       a table → its blocks: head rows found, unit, title and year inherited from what stands around
cells.py       one cell as an amount, one text as a word of a form
amounts.py     a block of money (funds, accounts) → lines by key and code, facts
hold.py        the identities of the catalog held against such lines, inside one table
across.py      … and between the tables of one document; which single cell would explain what does not hold
funds.py       execution rate and its points, parts by kind of income and of spending
indicators.py  a block of indicators → rows, weights and scores against each other
read.py        a document → everything its tables state
"""

from jixiao.extract.tables.read import TableReading, read_tables

__all__ = ["TableReading", "read_tables"]
