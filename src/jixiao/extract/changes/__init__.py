"""Changes and differences: against last year, from one figure to another, what is left, what lies between."""
