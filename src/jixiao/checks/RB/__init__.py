"""规则: whether a report follows the rulebook it is held against."""
