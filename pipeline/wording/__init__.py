"""Set phrases of policy language over the corpus: new, dropped, back, changed."""
