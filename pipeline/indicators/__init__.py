"""Follows an indicator over transcripts and periods; holds targets against outcomes."""
