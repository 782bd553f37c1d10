"""Reports that nobody wrote, as many as wanted, the same for the same seed: what batches are measured and tested with.

Agencies and places are invented. What each report states holds together, but for the slips that were planted, and those
are listed. `python bench/corpus --help`; forms and words are in words.yaml.
"""
