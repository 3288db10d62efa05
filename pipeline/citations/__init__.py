"""Citations of all transcripts and claims, for reference managers."""
