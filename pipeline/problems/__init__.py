"""What went wrong with which file, and what is missing."""
