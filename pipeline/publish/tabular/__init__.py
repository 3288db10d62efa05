"""Records as tables: what is a table, what its columns mean, how a spreadsheet takes them."""
