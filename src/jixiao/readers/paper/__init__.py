"""Pages of a PDF: what is drawn on them, the lines it makes, the paragraphs and the ruled tables."""
