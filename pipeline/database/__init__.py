"""The tables as one SQLite database with a search over all sentences, ready for Datasette."""
