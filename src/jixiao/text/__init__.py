"""Words → quantities and mentions. No files but its own word lists, no meaning beyond numbers and their units."""
