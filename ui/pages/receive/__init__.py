"""The page Nhận báo cáo: files are sorted and taken in, and the units that have not sent are in
sight.
"""
