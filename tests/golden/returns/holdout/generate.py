"""Golden values of returns.holdout: the draw restated in Python, and standardised differences by numpy. Run: python generate.py (needs numpy)."""
import json
from pathlib import Path

import numpy as np

MASK = (1 << 64) - 1


def scatter(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def fnv(text):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def draw(seed, experiment, person):
    return (scatter(scatter(scatter(seed) ^ fnv(experiment)) ^ fnv(person)) >> 11) / 2**53


def difference(a, b, share):
    v = (a.mean() * (1 - a.mean()) + b.mean() * (1 - b.mean())) / 2 if share else (a.var(ddof=1) + b.var(ddof=1)) / 2
    return float((a.mean() - b.mean()) / np.sqrt(v))


def main():
    rng = np.random.default_rng(8)
    n, seed, experiment = 60, 12, "spring 2026"
    person = [f"员工{i}" if i % 2 else f"p{i}" for i in range(n)]
    draws = np.array([draw(seed, experiment, name) for name in person])
    held = draws < 0.3
    tenure = rng.gamma(2, 300, n).round()
    city = np.array(["Beijing", "Wuhan", "Xi'an"])[rng.integers(0, 3, n)]
    balance = [difference(tenure[~held], tenure[held], False)] + [difference((city[~held] == c) * 1.0, (city[held] == c) * 1.0, True) for c in ("Beijing", "Wuhan", "Xi'an")]
    document = {"seed": seed, "experiment": experiment, "share": 0.3, "person": person, "tenure": tenure.tolist(), "city": city.tolist(), "draw": draws.tolist(), "held_out": held.astype(int).tolist(), "difference": balance}
    Path(__file__).with_name("draws.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


main()
