"""The page Nhận báo cáo: files are sorted and taken in, and who has not sent is in sight."""
