"""PDF files: characters with their places become lines of text."""
