"""The inside of a workbook: strings, number formats, cells. `readers/xlsx.py` joins them."""
