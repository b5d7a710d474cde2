"""Rewrites the JSON files beside it: python tests/golden/competency/dialogue/generate.py

Weights by OSQP (a quadratic program: none below 0, together at most 1), kappa by scikit-learn, everything held out by plain loops over folds.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import numpy as np
import osqp
import scipy.sparse as sparse
import sklearn
from sklearn.metrics import cohen_kappa_score

HERE = Path(__file__).resolve().parent
FRESH = 1000003 * int(os.environ.get("MAINSTAY_FRESH", "0"))


def weights(u: np.ndarray, y: np.ndarray, prior: np.ndarray, penalty: float) -> np.ndarray:
    z = np.column_stack([np.ones(len(u)), u])
    ridge = penalty * np.diag([0.0] + [1.0] * u.shape[1])
    size = z.shape[1]
    problem = osqp.OSQP()
    problem.setup(sparse.csc_matrix(np.triu(z.T @ z / len(u) + ridge)), -(z.T @ y / len(u) + ridge @ np.r_[0.0, prior]), sparse.csc_matrix(np.vstack([np.eye(size), np.ones(size)])),
                  np.r_[np.zeros(size), -np.inf], np.r_[np.full(size, np.inf), 1.0], eps_abs=1e-13, eps_rel=1e-13, max_iter=400000, polishing=True, verbose=False)
    found = np.maximum(problem.solve().x, 0.0)
    return np.where(found < 1e-9, 0.0, found)


def score(u: np.ndarray, c: np.ndarray) -> np.ndarray:
    return c[0] + u @ c[1:]


def width(errors: np.ndarray, level: float) -> float:
    place = math.ceil(level * (len(errors) + 1) - 1e-9)
    return float(np.sort(errors)[place - 1]) if place <= len(errors) else 1.0


def case(path: str, seed: int, people: int, penalties: list[float], items: int) -> None:
    rng = np.random.default_rng(seed + FRESH)
    person = np.repeat(np.arange(people), 3)
    n = len(person)
    skill = rng.normal(size=people)[person]
    x = np.clip(np.round(5 + 1.5 * skill[:, None] + rng.normal(0, 2, (n, items)), 1), 0, 10)
    prior = np.arange(items, 0, -1) / sum(range(1, items + 1))
    truth = np.r_[0.1, np.linspace(0.4, 0.0, items)]
    truth[1:] *= 0.8 / truth[1:].sum()
    mean = 10 * (truth[0] + x / 10 @ truth[1:])
    rating = np.clip(np.round(mean[:, None] + rng.normal(0, 1.2, (n, 3))), 0, 10)
    rating[rng.random((n, 3)) < 0.3] = np.nan
    rating[np.isnan(rating).all(axis=1), 0] = 5.0
    fold = person % 4
    u, y = x / 10, np.nanmean(rating, axis=1) / 10

    def choose(rows: np.ndarray) -> float:
        losses = []
        for penalty in penalties:
            loss = 0.0
            for f in np.unique(fold[rows]):
                learn, judge = rows & (fold != f), rows & (fold == f)
                loss += float(((y[judge] - score(u[judge], weights(u[learn], y[learn], prior, penalty))) ** 2).sum())
            losses.append(loss)
        return penalties[len(penalties) - 1 - int(np.argmin(losses[::-1]))]

    everything = np.ones(n, bool)
    chosen = choose(everything)
    c = weights(u, y, prior, chosen)
    held = np.empty(n)
    inside = np.empty(n, bool)
    for f in range(4):
        rest, judge = fold != f, fold == f
        penalty = choose(rest)
        held[judge] = score(u[judge], weights(u[rest], y[rest], prior, penalty))
        errors = []
        for g in range(4):
            if g != f:
                learn, seen = (fold != f) & (fold != g), fold == g
                errors.append(np.abs(y[seen] - score(u[seen], weights(u[learn], y[learn], prior, penalty))))
        inside[judge] = np.abs(y[judge] - held[judge]) <= width(np.concatenate(errors), 0.9)
    rounded = np.clip(np.floor(10 * held + 0.5), 0, 10)
    given = ~np.isnan(rating)
    pairs = [(rounded[i], rating[i, e]) for i in range(n) for e in range(3) if given[i, e]]
    among = [(rating[i, a], rating[i, b]) for i in range(n) for a in range(3) for b in range(3) if a != b and given[i, a] and given[i, b]]

    def agreement(two: list[tuple[float, float]]) -> tuple[float, float]:
        one, other = np.array(two).astype(int).T
        return float(cohen_kappa_score(one, other, weights="quadratic", labels=list(range(11)))), float(np.corrcoef(one, other)[0, 1])

    document = {
        "source": f"osqp {osqp.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}", "call": "quadratic program; cohen_kappa_score(weights='quadratic')",
        "options": {"penalties": penalties, "rubric_weights": list(range(items, 0, -1))},
        "data": {"x": {f"item{j + 1}": x[:, j].tolist() for j in range(items)}, "rating": {f"expert{e + 1}": [None if math.isnan(v) else v for v in rating[:, e]] for e in range(3)},
                 "person": person.tolist(), "fold": fold.tolist()},
        "expect": {"penalty": chosen, "base": c[0], "weight": c[1:].tolist(), "half_width": width(np.abs(y - held), 0.9), "coverage": float(inside.mean()),
                   "root_mean_square_error": float(np.sqrt(((y - held) ** 2).mean())), "mean_absolute_error": float(np.abs(y - held).mean()), "correlation": float(np.corrcoef(y, held)[0, 1]),
                   "score_and_expert": agreement(pairs), "expert_and_expert": agreement(among)},
    }
    (HERE / path).write_text(json.dumps(document, separators=(",", ":")).replace('"data"', '\n"data"').replace('"expect"', '\n"expect"') + "\n", encoding="utf-8")


for old in HERE.glob("*.json"):
    old.unlink()
case("one_penalty.json", 5, 40, [0.01], 5)
case("several_penalties.json", 6, 30, [0.0001, 0.01, 1.0], 4)
case("few_items.json", 7, 60, [0.001, 0.1], 2)
