"""Counts with the things counted, in one sentence or in the lines below it."""
