"""Sums: what claims to be the parts of a total, in one sentence, a list, a paragraph, or told step by step; and whether it adds up."""
