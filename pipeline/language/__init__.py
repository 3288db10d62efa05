"""The Chinese language as every stage sees it: characters, marks, words, lines and terms."""
