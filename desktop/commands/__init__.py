"""The command line: the services of the window for scripts, one room."""
