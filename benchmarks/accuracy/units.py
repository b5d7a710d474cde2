"""Do the rank intervals of funnel.units hold the true ranks, and how sure may one be of the best?

    python benchmarks/accuracy/units.py              # a minute
    python benchmarks/accuracy/units.py --rounds 200

True rates are drawn from a beta distribution, counts from them; units of 25 people. Counted is how many 95 % intervals hold the true rank, and how often the unit that is called the best with more than a half is it. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse

import numpy as np

import mainstay


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    rng = np.random.default_rng(1)
    print("| units | std of true rates | spread | hold the rank | mean width | called the best with > 1/2 | on average with | are it |\n|---|---|---|---|---|---|---|---|")
    for units in (6, 20, 100):
        for strength in (15.0, 60.0):
            drawn = []
            for _ in range(max(3, rounds * 6 // units)):
                truth = rng.beta(.4 * strength, .6 * strength, units)
                drawn.append((truth, rng.binomial(25, truth)))
            for intervals in ("spread_estimated", "spread_known"):
                held = width = called = sure = right = 0.0
                for truth, count in drawn:
                    told = mainstay.funnel.units([f"unit {k:03}" for k in range(units)], count, total=[25] * units, better="higher", intervals=intervals).units
                    rank = 1 + (truth[None, :] > truth[:, None]).sum(1)
                    held += ((told.rank_lower <= rank) & (rank <= told.rank_upper)).sum()
                    width += (told.rank_upper - told.rank_lower + 1).sum()
                    named = told.best_probability > .5
                    called, sure, right = called + named.sum(), sure + told.best_probability[named].sum(), right + (rank[named] == 1).sum()
                limits = units * len(drawn)
                print(f"| {units} | {np.sqrt(.24 / (strength + 1)):.3f} | {intervals} | {held:.0f} of {limits}, {100 * held / limits:.1f} % | {width / limits:.1f} | {called:.0f} | {sure / max(called, 1):.2f} | {right / max(called, 1):.2f} |", flush=True)


if __name__ == "__main__":
    main()
