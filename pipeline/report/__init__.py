"""A page, a Markdown file and claim tables for each transcript."""
