"""Golden values of performance.movement: each person's rows joined with those of the next period in pandas, intervals by scipy. Run: python generate.py (needs pandas, scipy)."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest

TIERS = ["gold", "silver", "bronze"]


def wilson(count, n):
    if n == 0:
        return [None, 0.0, 1.0]
    interval = binomtest(int(count), int(n)).proportion_ci(0.9, method="wilson")
    return [count / n, interval.low, interval.high]


def main():
    random = np.random.default_rng(4)
    rows = []
    for person in range(70):
        tier = random.integers(0, 3)
        start = random.integers(0, 3)
        for period in range(start, 6):
            if random.random() < 0.1:
                continue  # absent
            leaves, promoted = int(random.random() < 0.08), int(random.random() < 0.1)
            rows.append((person, 2 * period + 7, TIERS[tier], leaves, promoted))
            if leaves:
                break
            tier = int(np.clip(tier + random.choice([-1, 0, 0, 0, 1]), 0, 2))
    frame = pd.DataFrame(rows, columns=["person", "period", "tier", "left", "promoted"]).sample(frac=1, random_state=1)
    periods = sorted(frame["period"].unique())
    after = dict(zip(periods, periods[1:]))
    frame["next_period"] = frame["period"].map(after)
    later = frame[["person", "period", "tier"]].rename(columns={"period": "next_period", "tier": "to"})
    joined = frame.dropna(subset="next_period").merge(later, on=["person", "next_period"], how="left")
    joined["to"] = joined["to"].where(joined["to"].notna(), np.where(joined["left"] == 1, "left", "absent"))
    seen = set(zip(frame["person"], frame["period"]))
    before = {b: a for a, b in after.items()}
    new = frame[[period in before and (person, before[period]) not in seen for person, period in zip(frame["person"], frame["period"])]]
    moves = {f"{a}-{b}": [int(((joined["tier"] == a) & (joined["to"] == b)).sum())] + wilson(((joined["tier"] == a) & (joined["to"] == b)).sum(), (joined["tier"] == a).sum())
             for a in TIERS for b in [*TIERS, "left", "absent"]}
    by_period = {str(period): {a + "-" + b: int(((part["tier"] == a) & (part["to"] == b)).sum()) for a in TIERS for b in [*TIERS, "left", "absent"]} for period, part in joined.groupby("period")}
    mobility = []
    for _, part in joined.groupby("period"):
        stays = part[part["to"].isin(TIERS)]
        shares = pd.crosstab(stays["tier"], stays["to"], normalize="index")
        mobility.append((len(shares) - sum(shares.loc[t, t] if t in shares.columns else 0 for t in shares.index)) / (len(shares) - 1))
    retention = [wilson((joined[joined["tier"] == t]["to"] != "left").sum(), (joined["tier"] == t).sum()) for t in TIERS]
    promotion = [wilson(joined[joined["tier"] == t]["promoted"].sum(), (joined["tier"] == t).sum()) for t in TIERS]
    document = {**{name: frame[name].tolist() for name in ("person", "period", "tier", "left", "promoted")}, "confidence_level": 0.9, "tiers": TIERS,
                "expected": {"moves": moves, "by_period": by_period, "mobility": mobility, "retention": retention, "promotion": promotion,
                             "new": [int((new["tier"] == t).sum()) for t in TIERS], "arrived": [int((new["period"] == after[p]).sum()) for p in periods[:-1]]}}
    Path(__file__).with_name("tiers.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
