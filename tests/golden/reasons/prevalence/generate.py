"""Rewrites the JSON files beside it: python tests/golden/reasons/prevalence/generate.py (numpy, scipy).

Drawn tables of errors: the inverse and singular values by numpy; where shares would leave the simplex, the likelihood's maximum by scipy's SLSQP.
"""
import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import minimize

here = Path(__file__).resolve().parent
for old in here.glob("*.json"):
    old.unlink()
for name, (reasons, words, seed) in {"square": (4, 4, 1), "unsure": (5, 6, 2), "many": (10, 10, 3), "edge": (4, 4, 4)}.items():
    rng = np.random.default_rng(seed)
    errors = 0.6 * np.eye(reasons, words) + 0.4 * rng.dirichlet(np.ones(words), reasons)
    checked = np.array([rng.multinomial(80, row / row.sum()) for row in errors])
    truth = rng.dirichlet(np.ones(reasons) * 3)
    if name == "edge":
        truth = np.array([0.0, 0.7, 0.3, 0.0])
    counted = rng.multinomial(500, truth @ (errors / errors.sum(axis=1, keepdims=True)))
    m, q = checked / checked.sum(axis=1, keepdims=True), counted / counted.sum()
    share = np.linalg.lstsq(m.T, q, rcond=None)[0]
    exact = bool(share.min() >= 0 and np.abs(m.T @ share - q).max() < 1e-9)
    if not exact:
        best = None
        for start in (np.full(reasons, 1 / reasons), np.clip(share, 1e-3, 1) / np.clip(share, 1e-3, 1).sum()):
            found = minimize(lambda p: -(q[q > 0] * np.log((m.T @ p)[q > 0])).sum(), start, jac=lambda p: -m[:, q > 0] @ (q[q > 0] / (m.T @ p)[q > 0]), bounds=[(0, 1)] * reasons,
                             constraints={"type": "eq", "fun": lambda p: p.sum() - 1, "jac": lambda p: np.ones(reasons)}, method="SLSQP", options={"ftol": 1e-15, "maxiter": 1000})
            best = found if best is None or found.fun < best.fun else best
        share = best.x
    document = {"source": f"numpy {np.__version__}, scipy {scipy.__version__}", "call": "linalg.lstsq, linalg.svd, optimize.minimize(method='SLSQP')", "data": {"reasons": [f"r{i}" for i in range(reasons)], "words": [f"r{i}" for i in range(min(words, reasons))] + ["unsure"] * (words - reasons),
                "counted": counted.tolist(), "checked": checked.tolist()}, "expect": {"exact": exact, "share": share.tolist(), "singular_values": np.linalg.svd(m, compute_uv=False).tolist()}}
    (here / f"{name}.json").write_text(json.dumps(document) + "\n")
    print(name, exact, share.round(3))
