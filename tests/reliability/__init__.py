"""Whether the program keeps what it acknowledged: `python -m tests.reliability`."""
