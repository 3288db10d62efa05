"""From decoded text to paragraphs: lines normalised, unwrapped, without page furniture."""
