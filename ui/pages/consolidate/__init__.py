"""The page Tổng hợp: own unit and wards, apart and together, down to the file of a figure."""
