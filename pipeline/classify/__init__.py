"""Classification of answers: by the transcript's own sections, and by the taxonomy."""
