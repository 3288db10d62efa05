"""The tables as one workbook for spreadsheet programs."""
