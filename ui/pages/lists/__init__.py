"""Danh mục: fields of work, procedures, targets and units."""
