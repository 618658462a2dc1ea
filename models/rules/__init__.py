"""Pure functions that find contradictions and gaps in a unit's figures.

`check.all_findings` asks them all.
"""
