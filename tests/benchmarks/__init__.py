"""How fast and how big, as ratios in one run: `python -m tests.benchmarks`."""
