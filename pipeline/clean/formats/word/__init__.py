"""Word documents: the text with its automatic numbers."""
