"""Golden values of competency.portrait, restated with peers: quantiles by numpy, Welch's interval by scipy, weights by numpy (linear), scikit-learn
(logistic) and scikit-survival (Cox), with negative coefficients taken out one by one. Run: python generate.py."""
import json
from pathlib import Path

import numpy as np
import scipy.stats
import sklearn
import sksurv
from sklearn.linear_model import LogisticRegression
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv

rng = np.random.default_rng(33)
HORIZON = 12.0


def coefficients(kind, design, outcome, penalty):
    n = len(design)
    if kind == "number":
        y = (outcome - outcome.mean()) / outcome.std()
        z = design - design.mean(axis=0)
        return np.linalg.solve(z.T @ z / n + penalty * np.eye(z.shape[1]), z.T @ y / n)
    if kind == "yes_or_no":
        return LogisticRegression(C=1 / (n * penalty), tol=1e-12, solver="newton-cholesky", max_iter=1000).fit(design, outcome).coef_[0]
    duration, event = outcome
    fit = CoxPHSurvivalAnalysis(alpha=penalty * event.sum(), ties="efron", n_iter=200, tol=1e-14).fit(design, Surv.from_arrays(event.astype(bool), duration))
    return -fit.coef_


def weights(kind, u, outcome, penalty):
    active = list(range(u.shape[1]))
    while active:
        beta = coefficients(kind, u[:, active], outcome, penalty)
        if beta.min() >= 0:
            w = np.zeros(u.shape[1])
            w[active] = beta
            return (w / w.sum()).tolist()
        del active[int(beta.argmin())]
    return [1 / u.shape[1]] * u.shape[1]


for kind in ("number", "yes_or_no", "staying"):
    n, k, penalty = 240, 4, 0.02
    x = np.round(np.clip(rng.normal(6, 2, (n, k)), 0, 10), 1)
    good = x.copy()
    good[:, 3] = 10 - x[:, 3]  # lower is better
    effect = good @ np.array([0.5, 0.2, -0.3, 0.3])
    if kind == "number":
        outcome = np.round(effect + rng.normal(0, 1.5, n), 1)
        top = outcome >= np.sort(outcome)[::-1][int(np.ceil(0.25 * n)) - 1]
        rest, data = ~top, {"outcome": outcome.tolist()}
    elif kind == "yes_or_no":
        outcome = (effect + rng.logistic(0, 1, n) > np.median(effect)).astype(float)
        top = outcome == 1
        rest, data = ~top, {"outcome": outcome.tolist()}
    else:
        duration = np.ceil(rng.exponential(30, n) * np.exp(0.4 * (effect - effect.mean())))
        end = rng.integers(5, 40, n)
        event, duration = (duration <= end).astype(int), np.minimum(duration, end).astype(float)
        outcome = (duration, event)
        top, rest, data = duration >= HORIZON, (duration < HORIZON) & (event == 1), {"duration": duration.tolist(), "event": event.tolist(), "horizon": HORIZON}
    quantile = lambda j, q: float(np.quantile(x[top, j], q if j < 3 else 1 - q))  # noqa: E731
    target, floor = [quantile(j, 0.5) for j in range(k)], [quantile(j, 0.1) for j in range(k)]
    position = np.column_stack([x[:, :3] / 10, 1 - x[:, 3:] / 10])
    goal = np.array([*(t / 10 for t in target[:3]), 1 - target[3] / 10])
    u = np.clip(position / goal, 0, 1)
    surface = coefficients(kind, np.dstack([position, position**2]).reshape(n, 2 * k), outcome, penalty)
    slope, curvature = surface[0::2], surface[1::2]
    low = np.quantile(position, 0.1, axis=0)
    rise = np.maximum(0, slope * (goal - low) + curvature * (goal**2 - low**2))
    welch = [scipy.stats.ttest_ind(x[top, j], x[rest, j], equal_var=False).confidence_interval(0.95) for j in range(k)]
    golden = {
        "source": f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, scikit-survival {sksurv.__version__}",
        "data": {"x": x.T.tolist(), **data}, "penalty": penalty,
        "result": {"kind": kind, "top": int(top.sum()), "rest": int(rest.sum()), "target": target, "floor": floor, "weight": weights(kind, u, outcome, penalty),
                   "slope": slope.tolist(), "curvature": curvature.tolist(), "surface_weight": (rise / rise.sum()).tolist(),
                   "difference": [float(x[top, j].mean() - x[rest, j].mean()) for j in range(k)], "lower": [float(w.low) for w in welch], "upper": [float(w.high) for w in welch],
                   "covariance": np.cov(x[top].T).ravel().tolist()},
    }
    Path(__file__).with_name(f"{kind}.json").write_text(json.dumps(golden) + "\n")
