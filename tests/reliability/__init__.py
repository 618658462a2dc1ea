"""What a user must never lose or be fooled by, tried at length: `python -m tests.reliability`."""
