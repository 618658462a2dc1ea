"""How many small faults in `models/` the tests notice: `python -m tests.mutation`."""
