"""Rewrites the JSON files beside it: python tests/golden/survival/path_groups/generate.py (numpy, adelie).

The group lasso in adelie is on the columns as they are given: they are given with mean 0 and, within a group, as an orthonormal basis,
so that the length of a group's coefficients is the standard deviation of what the group adds.
"""
import importlib.metadata
import json
import sys
from pathlib import Path

import adelie
import numpy as np

here = Path(__file__).resolve().parent


def orthonormal(block, weights):
    block = block - (weights[:, None] * block).sum(0)
    covariance = (block * weights[:, None]).T @ block
    return block @ np.linalg.inv(np.linalg.cholesky(covariance)).T


def draw(seed, weighted, entries, step):
    rng = np.random.default_rng(seed)
    n = 220
    age, pay = rng.normal(size=n).round(2), rng.normal(size=n).round(2)
    site = rng.choice(["a", "b", "c", "d", "e"], n, p=[0.35, 0.25, 0.2, 0.12, 0.08])
    shift = rng.choice(["day", "late", "night"], n)
    level = rng.choice(["x", "y"], n)
    effect = 0.6 * age + np.array([{"a": 0.0, "b": 0.7, "c": -0.5, "d": 0.9, "e": 0.2}[s] for s in site])
    start = np.floor(rng.uniform(0, 8, n)) if entries else np.zeros(n)
    time, end = start + rng.exponential(size=n) * 20 / np.exp(effect), start + rng.uniform(3, 40, n)
    duration = np.maximum(np.ceil(np.minimum(time, end) / step) * step, start + step)
    weights = rng.integers(1, 5, n).astype(float) if weighted else np.ones(n)
    return {"duration": duration, "event": (time <= end).astype(float), "entry": start, "weights": weights, "x": {"age": age, "site": site, "pay": pay, "shift": shift, "level": level}}


def path_of(data, ties, alpha):
    weights = data["weights"] / data["weights"].sum()
    blocks, groups = [], []
    for values in data["x"].values():
        if values.dtype.kind == "f":
            block = values[:, None]
        else:
            levels = sorted(set(values))
            block = np.stack([(values == level).astype(float) for level in levels[1:]], 1)
        groups.append(sum(b.shape[1] for b in blocks))
        blocks.append(orthonormal(block, weights))
    x = np.asfortranarray(np.concatenate(blocks, 1))
    glm = adelie.glm.cox(data["entry"], data["duration"], data["event"], weights=weights, tie_method=ties)
    fit = adelie.grpnet(x, glm, groups=np.array(groups), alpha=alpha, lmda_path_size=12, min_ratio=0.02, intercept=False, tol=1e-16, irls_tol=1e-16, irls_max_iters=100000, max_iters=1000000,
                        early_exit=False, progress_bar=False)
    beta = np.asarray(fit.betas.toarray())
    return np.asarray(fit.lmdas), beta @ x.T, [[float(np.linalg.norm(b[g : g + k.shape[1]])) for g, k in zip(groups, blocks)] for b in beta]


# Its ridge part bears the root of the group's size, too, so that only alpha = 1 is the same problem; with weights its Efron ties are not R's.
for number, (ties, alpha, weighted, entries, step) in enumerate(
    [("efron", 1.0, False, False, 1.0), ("breslow", 1.0, True, True, 1.0), ("efron", 1.0, False, True, 3.0), ("efron", 1.0, False, True, 0.01)], 1
):
    data = draw(60 + number, weighted, entries, step)
    penalties, predictors, norms = path_of(data, ties, alpha)
    keep = [2, 5, 8, len(penalties) - 1]
    document = {
        "source": f"adelie {importlib.metadata.version('adelie')}, numpy {np.__version__}, Python {sys.version.split()[0]}",
        "call": f"adelie.grpnet(orthonormal(x), adelie.glm.cox(entry, duration, event, weights, tie_method='{ties}'), groups, alpha={alpha})",
        "options": {"ties": ties, "alpha": alpha, "penalties": [float(penalties[k]) for k in keep]},
        "data": {"duration": data["duration"].tolist(), "event": data["event"].tolist(), "entry": data["entry"].tolist(), "weights": data["weights"].tolist(),
                 "x": {name: values.tolist() for name, values in data["x"].items()}},
        "expect": {"largest_penalty": float(penalties[0]), "linear_predictors": [predictors[k].tolist() for k in keep], "norms": [norms[k] for k in keep]},
    }
    (here / f"random_{number}.json").write_text(json.dumps(document) + "\n")
