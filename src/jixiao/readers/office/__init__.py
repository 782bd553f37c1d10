"""What Word files and workbooks have in common: a zip of XML parts tied together by relations."""
