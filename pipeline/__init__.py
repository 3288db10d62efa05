"""From transcripts of Chinese government press conferences to knowledge that can be cited."""
