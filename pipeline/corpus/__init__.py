"""What all transcripts give together: the index, topics, tables and the list of problems."""
