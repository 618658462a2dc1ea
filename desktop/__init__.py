"""The services: store, files, reports and the command line, without a window."""

VERSION = "0.3.0"
