"""What a unit states, brought in: the case file, the collection workbook, and what a rulebook asks for."""
