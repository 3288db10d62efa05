"""The tables of the corpus: CSV and XLSX for people, Parquet and JSON Lines for programs."""
