"""文字: numbering, punctuation, wrong words, years left over."""
