"""Promises: each target with its due time, what was said later on it, and how it stands."""
