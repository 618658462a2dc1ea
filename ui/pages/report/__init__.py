"""The page Báo cáo: choose a period, write what no register knows, export the Word file."""
