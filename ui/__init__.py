"""What the officer sees: window, pages, widgets; all that they know comes from `desktop`."""
