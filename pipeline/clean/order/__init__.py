"""Paragraphs that stand out of order are put back into reading order."""
