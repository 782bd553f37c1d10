"""Rates, shares and ratios: which figures a printed percentage is of."""
