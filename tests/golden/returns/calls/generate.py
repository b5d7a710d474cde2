"""Golden values of returns.calls: the greatest value of a list of calls by scipy.optimize.milp (HiGHS), as an integer programme with one variable for each allowed pair of
person and recruiter. Made-up leavers from a seed. Run: python generate.py (needs numpy, scipy)."""
import json
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


def greatest(value, cost, allowed, capacity, budget, most):
    pairs = [(i, r) for i, set_ in enumerate(allowed) for r in set_ if value[i] > 0]
    people = np.array([i for i, _ in pairs])
    rows, low, high = [], [], []
    for i in set(people.tolist()):
        rows.append((people == i).astype(float)), high.append(1)
    for r, seats in enumerate(capacity):
        rows.append(np.array([float(k == r) for _, k in pairs])), high.append(seats)
    rows.append(cost[people].astype(float)), high.append(budget)
    rows.append(np.ones(len(pairs))), high.append(most)
    answer = milp(-value[people].astype(float), integrality=np.ones(len(pairs)), bounds=Bounds(0, 1), constraints=LinearConstraint(np.array(rows), -np.inf, np.array(high)), options={"mip_rel_gap": 0})
    assert answer.status == 0
    chosen = np.round(answer.x).astype(bool)
    return int(value[people[chosen]].sum())


def main():
    rng = np.random.default_rng(41)
    cases = []
    for people, recruiters, share, most in ((40, 3, 0.3, 12), (60, 4, 0.25, 40), (120, 6, 0.2, 60), (200, 5, 0.35, 200)):
        probability = rng.beta(2, 8, people).round(4)
        worth = rng.integers(800_000, 2_400_000, people)
        cost = rng.choice([8_000, 15_000, 23_000, 41_000], people) + rng.integers(0, 3_000, people)
        allowed = [sorted(rng.choice(recruiters, rng.integers(1, 3), replace=False).tolist()) for _ in range(people)]
        capacity = rng.integers(2, max(3, people // recruiters), recruiters).tolist()
        budget = int(share * cost.sum())
        value = np.floor(probability * worth + 0.5).astype(np.int64) - cost
        cases.append({"probability": probability.tolist(), "value": worth.tolist(), "cost": cost.tolist(), "allowed": allowed, "capacity": capacity, "budget": budget, "most": most,
                      "expected_value": greatest(value, cost, allowed, capacity, budget, most)})
    Path(__file__).with_name("recruiters.json").write_text(json.dumps({"cases": cases}) + "\n", encoding="utf-8")


main()
