"""The parts of an OpenDocument file: the package judged, the words of a paragraph, automatic numbers."""
