"""Rewrites scikit_*.json beside it: python tests/golden/survival/discrimination/generate.py (needs scikit-survival)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import sksurv
from sksurv.metrics import concordance_index_ipcw, cumulative_dynamic_auc
from sksurv.util import Surv

HERE = Path(__file__).parent


def write(number, note, train, test, score, times, tau, score_at=None):
    data = {"score": score.tolist(), "duration": test["time"].tolist(), "event": test["event"].astype(int).tolist()}
    if train is not test:
        data |= {"censoring_duration": train["time"].tolist(), "censoring_event": train["event"].astype(int).tolist()}
    if score_at is not None:
        data["score_at"] = score_at.T.tolist()
    auc, mean = cumulative_dynamic_auc(train, test, score if score_at is None else score_at, times, tied_tol=0)
    expect = {"auc": auc.tolist(), "mean_auc": float(mean), "uno": float(concordance_index_ipcw(train, test, score, tau=tau, tied_tol=0)[0])}
    # tau leaves out those who leave at tau: no duration is equal to it
    content = {"source": f"scikit-survival {sksurv.__version__}, numpy {np.__version__}", "call": "cumulative_dynamic_auc(train, test, score, times); concordance_index_ipcw(train, test, score, tau)",
               "note": note, "options": {"times": times.tolist(), "horizon": tau, "censoring_at": "at"}, "data": data, "expect": expect}
    (HERE / f"scikit_{number:02}.json").write_text(json.dumps(content) + "\n", encoding="utf-8")


for file in HERE.glob("scikit_*.json"):
    file.unlink()
# the ten rows of its own test "tied_risk_2": 0.387865723332956 without tau
y = Surv.from_arrays(time=[1, 5, 6, 10, 11, 34, 45, 46, 50, 56.0], event=[False, True, True, False, True, False, True, False, False, True])
write(0, "ten rows, tied scores", y, y, np.array([5, 8, 11, 11, 34, 12, 11, 9, 12, 20.0]), np.array([5.5, 12, 45.5]), 60.5)
for number, (n, whole, other, changing) in enumerate([(60, True, False, False), (90, False, False, True), (60, True, True, False), (120, False, True, True), (200, True, False, True)], start=1):
    rng = np.random.default_rng(200 + number)

    def rows(count, longest):
        time, end = rng.exponential(6, count) + 0.5, rng.uniform(3, 14, count)
        duration = np.minimum(time, end)
        duration[0] = longest
        return Surv.from_arrays(np.r_[True, (time <= end)[1:]], np.ceil(duration) if whole else duration)

    test, train = rows(n, 15.0), rows(2 * n, 18.0)
    score = np.round(rng.normal(size=n) - 0.1 * test["time"], 1)
    times = np.array([2.0, 3.0, 5.0, 6.5, 9.0])
    score_at = np.round(score[:, None] + rng.normal(size=(n, 5)), 1) if changing else None
    write(number, "random", train if other else test, test, score, times, 8.5, score_at)
