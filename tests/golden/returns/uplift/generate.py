"""Golden values of returns.uplift: a drawn experiment; logistic and ridge regressions by scikit-learn, cross-fitted over folds restated in Python; Qini and uplift curves by scikit-uplift.
Run: python generate.py (needs numpy, scikit-learn, scikit-uplift)."""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklift.metrics import qini_auc_score, qini_curve, uplift_curve

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from draws import draw


def folds_of(seed, person, treated, folds):
    draws = [draw(seed, "returns.uplift", p) for p in person]
    fold = np.zeros(len(person), dtype=int)
    for arm in (0, 1):
        rows = sorted(np.flatnonzero(treated == arm), key=lambda i: draws[i])
        for k, i in enumerate(rows):
            fold[i] = k % folds
    return fold


def main():
    rng = np.random.default_rng(23)
    n, seed, folds, ridge = 300, 5, 4, 2.0
    age, pay = rng.normal(30, 6, n).round(1), rng.normal(0, 1, n).round(3)
    reason = np.array(["family", "pay", "promotion"])[rng.integers(0, 3, n)]
    treated = (rng.uniform(size=n) < 0.7).astype(int)
    z = -1.6 + 0.3 * pay + treated * (0.4 + 1.1 * (reason == "promotion"))
    returned = (rng.uniform(size=n) < 1 / (1 + np.exp(-z))).astype(int)
    x = np.column_stack([age, pay, reason == "pay", reason == "promotion"]).astype(float)  # the first level is the reference
    x = (x - x.mean(0)) / x.std(0)
    fold = folds_of(seed, range(n), treated, folds)
    e = treated.mean()
    outcome = returned * (treated - e) / (e * (1 - e))

    def two_models(rows):
        models = []
        for arm in (1, 0):
            own = rows & (treated == arm)
            models.append(LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x[own], returned[own]))
        return models

    def uplift(models, rows):
        return models[0].predict_proba(x[rows])[:, 1] - models[1].predict_proba(x[rows])[:, 1]

    every = np.ones(n, dtype=bool)
    whole = two_models(every)
    linear = Ridge(alpha=ridge).fit(x, outcome)
    crossed, transformed = np.zeros(n), np.zeros(n)
    for k in range(folds):
        crossed[fold == k] = uplift(two_models(fold != k), fold == k)
        transformed[fold == k] = Ridge(alpha=ridge).fit(x[fold != k], outcome[fold != k]).predict(x[fold == k])
    curves = {}
    for name, score in (("two_models", crossed), ("transformed_outcome", transformed), ("rounded", crossed.round(1))):
        people, qini = qini_curve(returned, score, treated)
        _, lift = uplift_curve(returned, score, treated)
        curves[name] = {"score": score.tolist(), "people": people.tolist(), "qini": qini.tolist(), "uplift": lift.tolist(), "coefficient": qini_auc_score(returned, score, treated)}
    document = {
        "seed": seed, "folds": folds, "ridge": ridge, "age": age.tolist(), "pay": pay.tolist(), "reason": reason.tolist(), "treated": treated.tolist(), "returned": returned.tolist(), "fold": (fold + 1).tolist(), "curves": curves,
        "called": [whole[0].intercept_[0], *whole[0].coef_[0]], "held_out": [whole[1].intercept_[0], *whole[1].coef_[0]], "transformed": [linear.intercept_, *linear.coef_], "uplift": uplift(whole, every).tolist(),
    }
    Path(__file__).with_name("experiment.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
