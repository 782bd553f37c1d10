"""Reference values from files and back: sources → what agencies came to → a store of parquet files → an answer.

arrow    pyarrow, or the sentence that says it is lacking
sources  cases, scorecards, checked reports, tables of figures → observed values
roster   a list of agencies with level, kind and size
store    the folder: values, agencies, and what was made public of them
answer   what the store tells one agency of its peers
"""
