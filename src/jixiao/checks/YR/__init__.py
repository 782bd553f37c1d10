"""跨年: comparisons with other years."""
