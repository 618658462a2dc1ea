"""The page Hồ sơ tháng: the month's grid with its totals and findings, and the other figures of the
month.
"""
