"""Neighbours: a report held against the other papers of its agency.

kinds.py    what a paper is (决算、预算、目标表 …), whose and of which year: by content, never by its name
match.py    whether two names are those of one agency; which papers belong to a report, which are left out and why
figures.py  the figures of a report and of its neighbours by item, basis and year
join.py     joins.yaml carried out: figure against figure, each with both places
compare.py  whether two printed figures can be one, and whether a miss is one slipped digit
"""
