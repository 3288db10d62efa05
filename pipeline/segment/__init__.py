"""Stage `segment`: sections, turns, speakers, sentences and tokens of a transcript."""
