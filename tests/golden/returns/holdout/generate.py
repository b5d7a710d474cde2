"""Golden values of returns.holdout: the draw restated in Python, and standardised differences by numpy. Run: python generate.py (needs numpy)."""
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from draws import draw


def difference(a, b, share):
    v = (a.mean() * (1 - a.mean()) + b.mean() * (1 - b.mean())) / 2 if share else (a.var(ddof=1) + b.var(ddof=1)) / 2
    return float((a.mean() - b.mean()) / np.sqrt(v))


def main():
    rng = np.random.default_rng(8)
    n, seed, experiment = 60, 12, "spring 2026"
    person = [f"员工{i}" if i % 2 else f"p{i}" for i in range(n)]
    draws = np.array([draw(seed, experiment, name) / 2**53 for name in person])
    held = draws < 0.3
    tenure = rng.gamma(2, 300, n).round()
    city = np.array(["Beijing", "Wuhan", "Xi'an"])[rng.integers(0, 3, n)]
    balance = [difference(tenure[~held], tenure[held], False)] + [difference((city[~held] == c) * 1.0, (city[held] == c) * 1.0, True) for c in ("Beijing", "Wuhan", "Xi'an")]
    document = {"seed": seed, "experiment": experiment, "share": 0.3, "person": person, "tenure": tenure.tolist(), "city": city.tolist(), "draw": draws.tolist(), "held_out": held.astype(int).tolist(), "difference": balance}
    Path(__file__).with_name("draws.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


main()
