"""scikit-survival (Python)."""

from __future__ import annotations

import numpy as np
from harness import main


def version() -> str:
    import sksurv

    return str(sksurv.__version__)


def _cox(data):
    from sksurv.linear_model import CoxPHSurvivalAnalysis
    from sksurv.util import Surv

    x = np.ascontiguousarray(data["x"])
    y = Surv.from_arrays(data["event"] == 1, data["duration"])
    return lambda: CoxPHSurvivalAnalysis(ties="efron").fit(x, y), lambda fit: {"coef": fit.coef_}


def _path(data):
    from sksurv.linear_model import CoxnetSurvivalAnalysis
    from sksurv.util import Surv

    x = np.asfortranarray(data["x"])
    y = Surv.from_arrays(data["event"] == 1, data["duration"])
    return lambda: CoxnetSurvivalAnalysis(l1_ratio=1.0, alphas=data["penalties"]).fit(x, y), lambda fit: {"coef": fit.coef_.T[[20, 40, 59]]}


def _curve(data):
    from sksurv.nonparametric import kaplan_meier_estimator

    event = data["event"] == 1
    return lambda: kaplan_meier_estimator(event, data["duration"], conf_type="log-log"), lambda result: {"survival": result[1]}


def _causes(data):
    from sksurv.nonparametric import cumulative_incidence_competing_risks

    cause = data["cause"].astype(int)
    return (lambda: cumulative_incidence_competing_risks(cause, data["duration"], conf_type="log-log"),
            lambda result: {"incidence": result[1][1:].ravel()})


def _concordance(data):
    from sksurv.metrics import concordance_index_censored

    event = data["event"] == 1
    return (lambda: concordance_index_censored(event, data["duration"], data["prediction"], tied_tol=0),
            lambda result: {"concordance": result[0]})


if __name__ == "__main__":
    main("scikit_survival", version, {"cox": _cox, "path": _path, "curve": _curve, "causes": _causes, "concordance": _concordance})
