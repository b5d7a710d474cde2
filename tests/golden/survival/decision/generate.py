"""Rewrites the JSON files beside it: python tests/golden/survival/decision/generate.py (needs scikit-learn and scikit-survival).

scikit-learn's average precision, precision and recall, with the weights of scikit-survival's distribution of censoring."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import sklearn
import sksurv
from sklearn.metrics import average_precision_score, precision_score, recall_score
from sksurv.nonparametric import CensoringDistributionEstimator
from sksurv.util import Surv

HERE = Path(__file__).parent
for file in HERE.glob("*.json"):
    file.unlink()
for number in range(1, 7):
    rng = np.random.default_rng(400 + number)
    n, whole = 60 * number, number % 2
    time, end = rng.exponential(6, n) + 0.5, rng.uniform(3, 14, n)
    duration, event = np.minimum(time, end), time <= end
    duration[0], event[0] = 15.0, True
    duration = np.ceil(duration) if whole else duration
    risk = np.clip(np.round(1 / (1 + np.exp(0.3 * (time - 6) + rng.normal(size=n))), 2 if whole else 6), 0.01, 0.99)
    horizon = 6.0
    g = CensoringDistributionEstimator().fit(Surv.from_arrays(event, duration))
    left = (duration <= horizon) & event
    weight = np.where(left, 1 / g.predict_proba(np.maximum(duration - 1e-9, 0)), np.where(duration > horizon, 1 / g.predict_proba(np.array([horizon]))[0], 0.0))
    thresholds = [0.2, 0.35, 0.5, 0.7]
    expect = {
        "base_rate": float((weight * left).sum() / n),
        "average_precision": float(average_precision_score(left, risk, sample_weight=weight)),
        "precision": [float(precision_score(left, risk >= t, sample_weight=weight)) for t in thresholds],
        "recall": [float(recall_score(left, risk >= t, sample_weight=weight)) for t in thresholds],
        "net_benefit": [float((weight * (risk >= t) * np.where(left, 1.0, -t / (1 - t))).sum() / n) for t in thresholds],
        "net_benefit_all": [float((weight * np.where(left, 1.0, -t / (1 - t))).sum() / n) for t in thresholds],
    }
    content = {"source": f"scikit-learn {sklearn.__version__}, scikit-survival {sksurv.__version__}, numpy {np.__version__}",
               "call": "average_precision_score(left, risk, sample_weight=weight); precision_score and recall_score(left, risk >= t, sample_weight=weight)", "note": "random",
               "options": {"horizon": horizon, "thresholds": thresholds}, "data": {"incidence": risk.tolist(), "duration": duration.tolist(), "event": event.astype(int).tolist()}, "expect": expect}
    (HERE / f"random_{number:02}.json").write_text(json.dumps(content) + "\n", encoding="utf-8")
