"""A bound Word file, whoever fills it: figures with names, a template, and what is read back."""
