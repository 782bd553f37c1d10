"""In-year monitoring: lights on spending and targets at the end of a month, and the notices they ask for. Thresholds are data."""
