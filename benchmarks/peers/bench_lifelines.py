"""lifelines (Python)."""

from __future__ import annotations

import warnings

import numpy as np
from harness import main

warnings.filterwarnings("ignore")


def version() -> str:
    import lifelines

    return str(lifelines.__version__)


def _cox(data):
    import pandas
    from lifelines import CoxPHFitter

    names = [f"x{j}" for j in range(data["x"].shape[1])]
    frame = pandas.DataFrame(data["x"], columns=names).assign(duration=data["duration"], event=data["event"])
    entry = {}
    if "entry" in data:
        frame["entry"] = data["entry"]
        entry = {"entry_col": "entry"}

    def read(fit):
        return {"coef": fit.params_[names], "std_error": fit.standard_errors_[names], "loglik": fit.log_likelihood_}

    return lambda: CoxPHFitter().fit(frame, "duration", "event", **entry), read


def _aft(data):
    import pandas
    from lifelines import WeibullAFTFitter

    names = [f"x{j}" for j in range(data["x"].shape[1])]
    frame = pandas.DataFrame(data["x"], columns=names).assign(duration=data["duration"], event=data["event"])
    order = [("lambda_", "Intercept"), *(("lambda_", name) for name in names)]

    def read(fit):
        return {"coef": fit.params_[order], "std_error": fit.standard_errors_[order], "loglik": fit.log_likelihood_}

    return lambda: WeibullAFTFitter().fit(frame, "duration", "event"), read


def _curve(data):
    from lifelines import KaplanMeierFitter

    def read(fit):
        table = fit.event_table
        survival = fit.survival_function_.iloc[:, 0].to_numpy()
        return {"survival": survival[table.index.to_numpy() > 0]}

    return lambda: KaplanMeierFitter().fit(data["duration"], data["event"]), read


def _causes(data):
    from lifelines import AalenJohansenFitter

    # jitters tied times: its answer differs from the exact one, which the comparison reports
    def read(fit):
        table = fit.cumulative_density_.iloc[:, 0]
        at = np.searchsorted(table.index.to_numpy(), np.unique(data["duration"]) + 0.5, side="right") - 1
        return {"incidence": np.concatenate([table.to_numpy()[at], np.full(at.size, np.nan)])}

    return lambda: AalenJohansenFitter(seed=1).fit(data["duration"], data["cause"].astype(int), event_of_interest=1), read


def _concordance(data):
    from lifelines.utils import concordance_index

    return lambda: concordance_index(data["duration"], -data["prediction"], data["event"]), lambda value: {"concordance": value}


if __name__ == "__main__":
    main("lifelines", version, {"cox": _cox, "aft": _aft, "cox_intervals": _cox, "curve": _curve, "causes": _causes, "concordance": _concordance})
