"""The report and workbook of several units together."""
