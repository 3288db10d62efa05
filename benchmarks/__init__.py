"""Measurements of the pipeline; README.md says how to run them."""
