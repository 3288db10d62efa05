"""A search over all sentences that needs no server: a page, and its index in parts beside it."""
