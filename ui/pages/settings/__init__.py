"""Cài đặt: the declared settings, and the copies of the book."""
