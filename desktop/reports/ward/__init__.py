"""The reports of one unit: what they say, from the book of that unit."""
