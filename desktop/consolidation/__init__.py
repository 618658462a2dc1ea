"""The figures of a receiving office: its own unit and those below it, apart and together."""
