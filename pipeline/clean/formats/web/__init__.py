"""Web pages: the text of the article, and why the rest is left out."""
