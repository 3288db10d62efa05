"""Two transcripts side by side."""
