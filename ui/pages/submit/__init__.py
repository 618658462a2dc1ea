"""The page Gửi báo cáo: the report is signed off, sent as one file, and completed where it comes
back.
"""
