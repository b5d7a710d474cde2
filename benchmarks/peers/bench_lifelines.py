"""lifelines (Python)."""

from __future__ import annotations

import warnings

import numpy as np
from harness import main
from problems import HORIZONS, TODAY

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


def _return_probability(data):
    from lifelines import AalenJohansenFitter

    parts = [data["group"] == group for group in range(12)]
    rows = [(data["duration"][part], data["cause"][part].astype(int)) for part in parts]

    def read(fits):
        tables = [fit.cumulative_density_.iloc[:, 0] for fit in fits]
        return {"probability": [table.to_numpy()[np.searchsorted(table.index.to_numpy(), day + 0.5, side="right") - 1] for table in tables for day in HORIZONS]}

    return lambda: [AalenJohansenFitter(seed=1).fit(duration, cause, event_of_interest=1) for duration, cause in rows], read


def _customers(data):
    """Times between purchases by pandas, one Kaplan-Meier fit a product; without limits and lists."""
    import pandas
    from lifelines import KaplanMeierFitter

    purchases = pandas.DataFrame({"customer": data["purchase_customer"], "product": data["product"][data["purchase_customer"]], "day": data["purchase_day"]})
    customers = pandas.DataFrame({"customer": data["customer"], "product": data["product"]})

    def work():
        rows = purchases.drop_duplicates().sort_values(["customer", "product", "day"])
        later = rows.groupby(["customer", "product"])["day"].shift(-1)
        rows = rows.assign(duration=later.fillna(TODAY) - rows["day"], event=later.notna())
        age = customers.merge(rows[~rows["event"]], on=["customer", "product"], how="left")["duration"].to_numpy()
        probability, facts = np.full(len(customers), np.nan), []
        for product, part in rows.groupby("product"):
            fit = KaplanMeierFitter().fit(part["duration"], part["event"])
            own = (customers["product"] == product).to_numpy() & ~np.isnan(age)
            probability[own] = 1 - fit.predict(age[own] + 30).to_numpy() / fit.predict(age[own]).to_numpy()
            facts.append((part["event"].sum(), fit.median_survival_time_))
        return probability, facts

    def read(result):
        renewals, median = zip(*result[1], strict=True)
        return {"renewals": renewals, "median": median, "probability": np.bincount(data["product"], np.nan_to_num(result[0]))}

    return work, read


if __name__ == "__main__":
    main("lifelines", version, {"cox": _cox, "aft": _aft, "cox_intervals": _cox, "curve": _curve, "causes": _causes, "concordance": _concordance, "return_probability": _return_probability, "customers": _customers})
