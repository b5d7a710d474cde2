"""Rewrites the JSON files beside it: python tests/golden/signals/quality/generate.py

Kaplan-Meier curves of lifelines over the times from alerts to the end of observation, read a day before the lead and at the horizon; for every day of every person, the same on all person-days.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter

here = Path(__file__).resolve().parent
for old in here.glob("*.json"):
    old.unlink()


def in_time(times, left, lead, horizon):
    curve = KaplanMeierFitter().fit(times, left)
    before, after = (float(curve.predict(t)) for t in (lead - 1, horizon))
    return before - after


for name, (people, alerts, lead, horizon, seed) in {"short": (30, 60, 3, 20, 1), "long": (120, 400, 14, 60, 2), "no_lead": (50, 80, 1, 30, 3)}.items():
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 40, people)
    until = start + rng.integers(5, 120, people)
    left = (rng.random(people) < 0.6).astype(int)
    person = rng.integers(0, people, alerts)
    day = start[person] + np.floor(rng.random(alerts) * (until - start)[person]).astype(int)
    rule = rng.integers(0, 2, alerts)
    kept = np.unique(np.column_stack([rule, person, day]), axis=0)
    rule, person, day = kept.T
    precision = [in_time(until[person[rule == r]] - day[rule == r], left[person[rule == r]], lead, horizon) for r in (0, 1)]
    every = [(u - d, e) for s, u, e in zip(start, until, left) for d in range(s, u)]
    document = {"source": f"lifelines {version('lifelines')}", "call": "KaplanMeierFitter().fit(until - day, left)", "data": {"start": start.tolist(), "until": until.tolist(), "left": left.tolist(), "person": person.tolist(), "rule": rule.tolist(), "day": day.tolist(), "lead": lead, "horizon": horizon},
                "expect": {"precision": precision, "base_rate": in_time(*map(np.array, zip(*every)), lead, horizon)}}
    (here / f"{name}.json").write_text(json.dumps(document, separators=(", ", ": ")) + "\n")
    print(name, document["expect"])
