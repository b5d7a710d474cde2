"""Attainment curves by numpy.interp: python3 generate.py writes curves.json."""

import json
from pathlib import Path

import numpy as np

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
