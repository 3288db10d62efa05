"""Reads what a number means: its indicator, period, modality, direction and baseline."""
