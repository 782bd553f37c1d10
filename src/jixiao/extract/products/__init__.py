"""Products: a standard and what it is multiplied by, a percentage and what it comes to."""
