"""Whole corpora: every report of a folder or table checked as a task of its own, the answers kept as parquet.

sources    what there is to check, in a fixed order, each with its bytes or its path
task       bytes → rows of four tables: pure, keyed by the sha256 of the bytes
tables     the rows: names, types and meaning of every column, with the number of the schema
store      parts of those tables on disk, each whole or absent
ledger     run.json: which software, rules and sources a folder of answers belongs to
run        hands out what is new, takes back answers, isolates whoever brings a worker down
local      one machine: supervised worker processes
cluster    many machines: dask.distributed
summary    the corpus as counts, shares with intervals, the worst and the unreadable; summary_page draws it
"""
