"""The page Báo cáo: choose a period, write the parts that no register knows, and export the Word
file.
"""
