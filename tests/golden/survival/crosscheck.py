"""A second opinion on some golden values: lifelines and scikit-survival on the same data. Not part of the tests.

    pip install lifelines scikit-survival && python tests/golden/survival/crosscheck.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
from compare_fresh import load, numbers  # noqa: E402

HERE = Path(__file__).parent
worst: list[tuple[float, str]] = []


def check(what: str, ours: object, golden: object, tolerance: float) -> None:
    a, b = np.asarray(ours, dtype=float).ravel(), np.asarray(golden, dtype=float).ravel()
    difference = float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-3)))
    worst.append((difference, what))
    print(f"{'ok   ' if difference <= tolerance else 'WRONG'} {what}: {difference:.1e} (limit {tolerance:.0e})")


def main() -> int:
    from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter, NelsonAalenFitter
    from lifelines.statistics import multivariate_logrank_test
    from lifelines.utils import concordance_index
    from sksurv.compare import compare_survival
    from sksurv.linear_model import CoxPHSurvivalAnalysis
    from sksurv.metrics import concordance_index_censored
    from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator
    from sksurv.util import Surv

    tight = {"precision": 1e-12, "r_precision": 1e-14}
    for name in ("lung", "heart", "job_retention", "random_01", "random_05"):
        document = load(HERE / "cox" / f"{name}.json")
        data, expect = document["data"], document["expect"]
        if document["options"]["ties"] != "efron":
            continue
        x = pd.DataFrame({k: v if isinstance(v[0], str) else numbers(v) for k, v in data["x"].items()})
        for covariate, levels in data.get("levels", {}).items():
            for level in levels[1:]:
                x[covariate + level] = (x[covariate] == level).astype(float)
            x = x.drop(columns=covariate)
        x = x[expect["terms"]].astype(float)
        frame = x.assign(duration_=numbers(data["duration"]), event_=numbers(data["event"]))
        named = {}
        for key in ("entry", "weights"):
            if key in data:
                frame[key + "_"] = numbers(data[key])
                named[f"{key}_col"] = key + "_"
        if "strata" in data:
            frame["strata_"] = data["strata"]
            named["strata"] = ["strata_"]
        if not {"offset", "cluster"} & set(data):
            fit = CoxPHFitter(penalizer=document["options"]["ridge"] / len(frame)).fit(
                frame, "duration_", "event_", fit_options=tight, **named)
            check(f"lifelines cox {name} coef", fit.params_[expect["terms"]], numbers(expect["coef"]), 1e-6)
            check(f"lifelines cox {name} std_error", fit.standard_errors_[expect["terms"]], numbers(expect["std_error"]), 1e-6)
            if "strata" not in data:
                check(f"lifelines cox {name} loglik", fit.log_likelihood_, numbers(expect["loglik"])[1], 1e-8)
            if not named:
                y = Surv.from_arrays(frame["event_"] == 1, frame["duration_"])
                other = CoxPHSurvivalAnalysis(ties="efron", tol=1e-12).fit(x.to_numpy(), y)
                check(f"scikit-survival cox {name} coef", other.coef_, numbers(expect["coef"]), 1e-6)
                lp = numbers(expect["linear_predictor"])
                if name != "job_retention":
                    check(f"scikit-survival concordance {name}", concordance_index_censored(frame["event_"] == 1, frame["duration_"], lp, tied_tol=0)[0],
                          expect["concordance"]["concordance"], 1e-10)
                check(f"lifelines concordance {name}", concordance_index(frame["duration_"], -lp, frame["event_"]), expect["concordance"]["concordance"], 1e-10)
    for name in ("lung", "heart_transplant", "random_03"):
        document = load(HERE / "curve" / f"{name}.json")
        data = document["data"]
        label = np.array([str(v) for v in data.get("group", ["all"] * len(data["duration"]))])
        for group in document["expect"]["groups"]:
            rows = label == str(group["group"])
            pick = {k: numbers(data[k])[rows] for k in ("entry", "weights") if k in data}
            duration, event = numbers(data["duration"])[rows], numbers(data["event"])[rows]
            km = KaplanMeierFitter().fit(duration, event, **pick)
            times = numbers(group["time"])
            check(f"lifelines curve {name} {group['group']}", km.predict(times), numbers(group["survival"]), 1e-10)
            if "weights" not in pick:
                na = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(duration, event, **pick)
                check(f"lifelines hazard {name} {group['group']}", na.predict(times), numbers(group["cumulative_hazard"]), 1e-10)
            if not pick:
                t, s = kaplan_meier_estimator(event == 1, duration)
                check(f"scikit-survival curve {name}", s, numbers(group["survival"]), 1e-12)
    document = load(HERE / "curve" / "causes_mgus2.json")
    data, group = document["data"], document["expect"]["groups"][0]
    t, cif = cumulative_incidence_competing_risks(numbers(data["cause"]).astype(int), numbers(data["duration"]))
    check("scikit-survival incidence mgus2", cif[1:].T, numbers(group["incidence"]), 1e-10)
    document = load(HERE / "log_rank" / "veteran.json")
    data = document["data"]
    test = multivariate_logrank_test(numbers(data["duration"]), data["group"], numbers(data["event"]))
    check("lifelines log-rank veteran", test.test_statistic, document["expect"]["chi_square"], 1e-8)
    y = Surv.from_arrays(numbers(data["event"]) == 1, numbers(data["duration"]))
    check("scikit-survival log-rank veteran", compare_survival(y, np.array(data["group"]))[0], document["expect"]["chi_square"], 1e-8)
    return 0


if __name__ == "__main__":
    sys.exit(main())
