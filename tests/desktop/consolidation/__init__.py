"""Tests of the report of several units."""
