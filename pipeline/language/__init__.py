"""The Chinese language as every stage sees it: folding of characters, and words."""
