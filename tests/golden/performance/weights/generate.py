"""Rewrites the JSON files beside it: python tests/golden/performance/weights/generate.py

Drawn judgements. Eigenvectors by numpy.linalg.eig (and pymcdm's AHP), best-worst by scipy: the smallest gap for which a linear programme is feasible, by halving, and the least and greatest
share of each criterion's weight at that gap.
"""
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

here = Path(__file__).resolve().parent
FRESH = 1000003 * int(os.environ.get("MAINSTAY_FRESH", "0"))
for old in here.glob("*.json"):
    old.unlink()


def programme(over, under, best, worst, gap, objective):
    """Weights w >= 0 that add up to 10,000 (the programme is solved to 1e-7 of a row) with |w_best - over_j w_j| <= gap w_j and |w_j - under_j w_worst| <= gap w_worst."""
    c = len(over)
    rows = []
    for j in range(c):
        for a, b, ratio in ((best, j, over[j]), (j, worst, under[j])):
            if a == b:
                continue
            for sign in (1, -1):
                row = np.zeros(c)
                row[a] += sign
                row[b] -= sign * ratio + gap
                rows.append(row)
    return linprog(objective, A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=np.ones((1, c)), b_eq=[1e4], bounds=[(0, None)] * c, method="highs", options={"presolve": False})


for c, seed in ((3, 1), (4, 2), (5, 3), (8, 4), (17, 5)):
    rng = np.random.default_rng(seed + FRESH)
    true = rng.dirichlet(np.ones(c) * 2)
    pairs, matrix = [], np.ones((c, c))
    for i in range(c):
        for j in range(i + 1, c):
            ratio = float(np.clip(np.round(true[i] / true[j] * np.exp(rng.normal(0, 0.4)), 2), 0.11, 9))
            matrix[i, j], matrix[j, i] = ratio, 1 / ratio
            pairs.append([f"c{i:02}", f"c{j:02}", ratio])
    values, vectors = np.linalg.eig(matrix)
    k = int(np.argmax(values.real))
    vector = np.abs(vectors[:, k].real)
    columns = (matrix / matrix.sum(axis=0)).mean(axis=1)
    rows = np.exp(np.log(matrix).mean(axis=1))
    best, worst = int(np.argmax(true)), int(np.argmin(true))
    near = lambda ratio: float(np.clip(np.round(ratio * np.exp(rng.normal(0, 0.3)), 1), 1, 9))  # noqa: E731
    over = [1.0 if j == best else near(true[best] / true[j]) for j in range(c)]
    under = [1.0 if j == worst else near(true[j] / true[worst]) for j in range(c)]
    under[best] = over[worst]
    low, high = 0.0, 9.0
    for _ in range(45):
        middle = (low + high) / 2
        if programme(over, under, best, worst, middle, np.zeros(c)).status == 0:
            high = middle
        else:
            low = middle
    gap = high + 1e-6
    lower = [programme(over, under, best, worst, gap, np.eye(c)[j]).fun / 1e4 for j in range(c)]
    upper = [-programme(over, under, best, worst, gap, -np.eye(c)[j]).fun / 1e4 for j in range(c)]
    document = {
        "source": f"numpy {np.__version__}, scipy {version('scipy')}", "call": "numpy.linalg.eig of the matrix of ratios; scipy.optimize.linprog",
        "data": {"first": [p[0] for p in pairs], "second": [p[1] for p in pairs], "ratio": [p[2] for p in pairs], "best": f"c{best:02}", "worst": f"c{worst:02}", "over": over, "under": under},
        "expect": {"eigenvector": (vector / vector.sum()).tolist(), "eigenvalue": float(values[k].real), "column_mean": columns.tolist(), "geometric": (rows / rows.sum()).tolist(), "gap": high, "lower": lower, "upper": upper},
    }
    (here / f"criteria_{c}.json").write_text(json.dumps(document, separators=(", ", ": ")) + "\n")
