"""Document → Reading: what a report says, with places. Which figures claim to belong together, and whether they do.

Arithmetic is decided here (the verdict of a relation); what it is worth is decided in the checks (the level of a finding).
"""

from jixiao.extract.reading import read_document

__all__ = ["read_document"]
