"""The law of the house, as tests."""
