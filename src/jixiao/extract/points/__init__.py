"""Points: what an indicator is worth and got, what makes up a hundred, the score and the grade."""
