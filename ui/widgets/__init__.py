"""Inputs and small pieces that several pages use."""
