"""The page Tổng hợp: the own unit and the wards, apart and together, down to the file a figure came
from.
"""
