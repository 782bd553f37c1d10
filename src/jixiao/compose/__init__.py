"""Scorecard and case → documents: the report, the form, the page. Sentences and outlines are data beside the code."""
