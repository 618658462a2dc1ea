"""The ward's reports."""
