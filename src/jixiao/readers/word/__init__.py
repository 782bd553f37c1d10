"""The inside of a Word file: styles, numbering, paragraphs, tables. `readers/docx.py` joins them."""
