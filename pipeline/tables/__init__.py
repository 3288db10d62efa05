"""Claims as tables: CSV and XLSX for people, JSON Lines for machines."""
