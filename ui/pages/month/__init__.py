"""The page Hồ sơ tháng: the month's grid with totals and findings, and its other figures."""
