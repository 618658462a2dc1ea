"""What comes in from the systems and workbooks of others; each kind of source is a module here."""
