"""Words and noun phrases: what counts as one, and how rare it is. Several stages build on it."""
