"""From the bytes of a file to its decoded text; knows nothing of Chinese or of speakers."""
