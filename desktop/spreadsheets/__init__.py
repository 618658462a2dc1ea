"""The workbook of the registers: written from the field catalogue, read back with suspicion."""
