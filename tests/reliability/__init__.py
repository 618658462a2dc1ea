"""Whether the program keeps what it acknowledged, whatever stops it: `python -m tests.reliability`."""
