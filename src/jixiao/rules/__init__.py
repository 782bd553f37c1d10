"""The rulebook engine: rulebooks are data (YAML, `schema.json`), each scoring method is one file in `scoring/`.

shelf      where rulebooks lie: in the package, or a file of one's own
rulefile   YAML text → data with lines; `extends` and `replace`
structure  what a schema cannot say: weights, sources, grades, names in formulas   (leaves: the same for one leaf)
build      data → `model.Rulebook`
load       the door: `load_rulebook`, `rulebook_ids`
lint       all faults of one text, its examples included
compute    rulebook + case → scorecard, pure
columns    the same for many units at once (extra: batch)
"""
