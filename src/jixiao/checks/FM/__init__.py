"""表样: whether a table can be read as the form it is."""
