"""得分: scores, weights, totals and grades."""
