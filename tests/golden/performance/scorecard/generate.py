"""Attainment curves by numpy.interp, and the salespeople of peopleanalyticsdata on a scorecard in numpy: python3 generate.py writes curves.json and salespeople.json."""

import json
from pathlib import Path

import numpy as np
from peopleanalyticsdata import salespeople

rng = np.random.default_rng(11)
curves, scores = [], []
for case in range(24):
    direction = ("higher", "lower", "band")[case % 3]
    count = 2 + case % 4
    at = np.cumsum(rng.uniform(.05, .5, count)).round(3)
    score = np.sort(rng.uniform(0.1, 1.6, count)).round(3)
    if direction == "lower":
        score = score[::-1]
    if direction == "band":
        score = np.concatenate([score[::2], score[1::2][::-1]])
    outside = float(np.round(min(score) * rng.uniform(0, 1), 3))
    x = np.concatenate([at, rng.uniform(at[0] - .3, at[-1] + .3, 20).round(4)])
    y = np.interp(x, at, score, left=score[0] if direction == "lower" else outside, right=score[-1] if direction == "higher" else outside)
    curves.append({"direction": direction, "at": at.tolist(), "score": score.tolist(), "outside": outside, "x": x.tolist()})
    scores.append(y.tolist())
document = {"source": f"numpy {np.__version__} interp", "data": {"curves": curves}, "expect": {"score": scores}}
Path(__file__).with_name("curves.json").write_text(json.dumps(document, indent=1) + "\n")

people = salespeople().dropna()
sales, rate = people["sales"].to_numpy(float), people["customer_rate"].to_numpy(float)
score = 100 * .7 * np.interp(sales / 500, [.5, 1, 1.4], [.2, 1, 1.5], left=0) + 100 * .3 * np.interp(rate, [2, 4, 5], [0, 1, 1.3], left=0)
document = {"source": f"peopleanalyticsdata salespeople, numpy {np.__version__}", "data": {"sales": sales.tolist(), "customer_rate": rate.tolist()}, "expect": {"score": score.tolist(), "tier": np.digitize(score, [60, 110]).tolist()}}
Path(__file__).with_name("salespeople.json").write_text(json.dumps(document) + "\n")
