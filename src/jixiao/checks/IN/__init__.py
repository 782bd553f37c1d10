"""指标: whether a row of an indicator table says what is to be reached, in what unit, and what was reached."""
