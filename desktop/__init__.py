"""The services: store, files, reports and the command line, without a window."""

from datetime import date

VERSION = "0.3.0"
PUBLISHED = date(2026, 11, 24)
