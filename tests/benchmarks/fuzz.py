"""Try mutants of files between offices by the million.

python -m tests.benchmarks.fuzz [HOW-MANY [FIRST-SEED]]
"""

import sys
import time

from tests.helpers.mutants import sample_mutants

STEP = 50_000


def main(count: int, first_seed: int) -> int:
    """Print counts as they come; return 1 where a mutant did harm.

    It stopped the program, or was accepted with changed content.
    """
    mutants = sample_mutants()
    outcomes: dict[str, int] = {}
    problems: list[str] = []
    slowest = (0.0, 0)
    started = time.perf_counter()
    for seed in range(first_seed, first_seed + count, STEP):
        tally = mutants.run(min(STEP, first_seed + count - seed), seed)
        problems += tally.problems
        slowest = max(slowest, tally.slowest)
        for name, number in tally.outcomes.items():
            outcomes[name] = outcomes.get(name, 0) + number
        done, seconds = sum(outcomes.values()) + len(problems), time.perf_counter() - started
        sys.stdout.write(f"{done} mutants in {seconds:.0f} s, {len(problems)} problems, ")
        sys.stdout.write(f"slowest {slowest[0]:.3f} s\n")
        sys.stdout.flush()
    sys.stdout.write(f"{dict(sorted(outcomes.items(), key=lambda item: -item[1]))}\n")
    sys.stdout.write("".join(f"{problem}\n" for problem in problems[:50]))
    return 1 if problems else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(given[0] if given else 1_000_000, given[1] if len(given) > 1 else 0))
