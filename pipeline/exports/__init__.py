"""The transcripts in the formats of corpus linguistics, written on demand."""
