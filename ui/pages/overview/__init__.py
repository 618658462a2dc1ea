"""The page Tổng quan: the month as steps, what is next, and how the office stands."""
