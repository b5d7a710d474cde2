"""Who of the people still here may leave, and how many will be here? The C++ and the C program print the same characters.

Usage: risk.py [MODEL]. With the name of a file, the fitted model is read from it; where there is no such file, it is fitted and written there.
"""

import sys
from pathlib import Path

import mainstay

state = 2026


def draw(most: int) -> int:
    """The same numbers in every language."""
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % most


pay, site, duration, event = [], [], [], []
for person in range(500):
    pay.append(4.0 + draw(9))
    site.append(("north", "south", "west")[draw(3)])
    stay, seen = 1 + draw(6 + 3 * int(pay[-1])) + draw(12), 4 + draw(40)  # months
    duration.append(float(min(stay, seen)))
    event.append(int(stay <= seen))

path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
if path is not None and path.exists():
    fit = mainstay.load(path.read_text(encoding="utf-8"))
else:
    fit = mainstay.attrition.risk({"pay": pay, "site": site}, duration, event, horizons=[3, 6], frozen_at=20_000, resamples=20, seed=7)
    if path is not None:
        path.write_text(fit.to_json(), encoding="utf-8")
print(f"{fit.people} people, {fit.events} leavings, base rates {fit.base_rate[0]:.6f} {fit.base_rate[1]:.6f}")

here = [i for i in range(500) if event[i] == 0]
x = {"pay": [pay[i] for i in here], "site": [site[i] for i in here]}
tenure = [duration[i] for i in here]
risks = fit.list(x, tenure, lower_by=0.2, changeable=[{"column": "pay", "direction": "higher", "step": 1}])
for row, horizon, probability, lower, upper, rank in zip(risks.people.row, risks.people.horizon, risks.people.probability, risks.people.lower, risks.people.upper, risks.people.rank):
    if horizon == 3 and rank <= 3:
        print(f"row {row}: {probability:.15f} ({lower:.6f} to {upper:.6f}), score {risks.score[row]:.15f}")
print(f"{len(risks.changes.row)} people for whom more pay goes with a fifth less, {len(risks.flags.row)} flags")
plan = fit.exits(x, tenure, times=[3, 6], hire_time=[1], hire_count=[12]).total
for t in range(2):
    print(f"months {plan.start[t]:.0f} to {plan.stop[t]:.0f}: {plan.exits[t]:.12f} exits ({plan.exits_lower[t]:.0f} to {plan.exits_upper[t]:.0f}), headcount {plan.headcount[t]:.12f}")
