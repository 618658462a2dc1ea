"""Trang thiết bị: the list, what is missing or broken by type, the norms and the software."""
