"""Key phrases: the whole terms that say what a transcript and its sections are about."""
