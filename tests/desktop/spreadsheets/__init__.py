"""The workbook of the registers: written, read back, refused."""
