"""Rewrites the JSON files beside it: python tests/golden/survival/brier/generate.py (needs scikit-survival and its data GBSG2)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import sksurv
from sksurv.datasets import load_gbsg2
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.metrics import brier_score, integrated_brier_score
from sksurv.preprocessing import OneHotEncoder
from sksurv.util import Surv

HERE = Path(__file__).parent
SOURCE = f"scikit-survival {sksurv.__version__}, numpy {np.__version__}"


def write(name, call, note, times, train, test, survival, extra=None):
    expect = {"brier": brier_score(train, test, survival, times)[1].tolist()}
    if len(times) > 1:
        expect["integrated"] = float(integrated_brier_score(train, test, survival, times))
    event, duration = test.dtype.names
    data = {"duration": test[duration].astype(float).tolist(), "event": test[event].astype(int).tolist(), "survival": survival.T.tolist()}
    if train is not test:
        data |= {"censoring_duration": train[duration].astype(float).tolist(), "censoring_event": train[event].astype(int).tolist()}
    content = {"source": SOURCE, "call": call, "note": note, "options": {"times": list(map(float, times)), "censoring_at": "at"}, "data": data, "expect": expect | (extra or {})}
    (HERE / name).write_text(json.dumps(content) + "\n", encoding="utf-8")


def gbsg2():
    x, y = load_gbsg2()
    x.loc[:, "tgrade"] = x.loc[:, "tgrade"].map(len).astype(int)
    fit = CoxPHSurvivalAnalysis(ties="efron").fit(OneHotEncoder().fit_transform(x), y)
    curves = fit.predict_survival_function(OneHotEncoder().fit_transform(x))
    times = [365, 730, 1095, 1460, 1825]
    survival = np.array([[curve(t) for t in times] for curve in curves])
    write("gbsg2_cox.json", "brier_score(y, y, survival, times)", "GBSG2 of scikit-survival, Efron Cox on all attributes", times, y, y, survival)
    # the value that scikit-survival's tests state for this model at 1825 days
    write("gbsg2_cox_1825.json", "brier_score(y, y, survival, [1825])", "the same at 1825 days", [1825], y, y, survival[:, 4:],
          {"published": [0.208817407492645], "published_relative": 1e-5})


def random(number, n, whole, other):
    rng = np.random.default_rng(100 + number)

    def rows(count, longest):
        time, end = rng.exponential(6, count) + 0.5, rng.uniform(3, 14, count)
        duration = np.minimum(time, end)
        duration[0], end[0] = longest, 99
        duration = np.ceil(duration) if whole else duration
        return Surv.from_arrays(np.r_[True, (time <= end)[1:]], duration)

    test, train = rows(n, 15.0), rows(2 * n, 18.0)
    times = np.array([2.0, 3.0, 5.0, 6.5, 9.0])
    survival = np.cumprod(rng.uniform(0.6, 0.99, (n, 5)), axis=1).round(3)
    write(f"random_{number:02}.json", "brier_score(train, test, survival, times)", "random" + ", whole-number times" * whole + ", censoring learnt elsewhere" * other,
          times, train if other else test, test, survival)


for file in HERE.glob("*.json"):
    file.unlink()
gbsg2()
for number, (n, whole, other) in enumerate([(60, True, False), (80, False, False), (60, True, True), (100, False, True), (150, True, False), (150, True, True)], start=1):
    random(number, n, whole, other)
