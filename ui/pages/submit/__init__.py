"""The page Gửi báo cáo: a report is signed off, sent as one file, mended where it is returned."""
