"""Finds numeric claims in transcripts: each number with its unit, meaning and provenance."""
