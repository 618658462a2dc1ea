"""The report of a receiving office: its own unit and the units below it, separately and together."""
