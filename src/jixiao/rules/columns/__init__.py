"""Many units under one rulebook at once, in scaled integers: the same scores as `compute`, unit by unit.

units     figures and judgements as columns; any unit taken out as a case, for `compute` to explain
inputs    what one leaf needs of a stretch of units
leaf      one leaf of many units
taped     what all stretches of units have in common, decided once and played for each
refusals  units whose answers nobody can use
scores    what comes out
singly    units that share no rulebook, one by one
many      the door: `score_columns`

Only scores: sentences, traces and notes are for people, and a person asks about one unit (`Units.case`). Needs numpy (extra
`batch`), which nothing outside this folder and `formula.scaled`, `formula.columns` imports.
"""
