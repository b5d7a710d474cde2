"""comprisk (Python, numba). The first call compiles; the shortest repeat does not count that."""

from __future__ import annotations

import numpy as np
from harness import main
from problems import integrated_brier


def version() -> str:
    import comprisk

    return str(comprisk.__version__)


def _causes(data):
    from comprisk import CumulativeIncidence

    cause = data["cause"].astype(np.int64)
    times = np.unique(data["duration"])

    def work():
        return CumulativeIncidence().fit(data["duration"], cause)

    def read(fit):
        incidence, _ = fit.timepoints(times)
        incidence = np.asarray(incidence)
        return {"incidence": incidence.reshape(-1, times.size).ravel()}

    return work, read


def _fine_gray(data):
    from comprisk import FineGrayRegression

    event = data["cause"].astype(np.int64)
    x = np.ascontiguousarray(data["x"])

    def work():  # errors of the information matrix; its robust ones take another way than Fine and Gray's
        return FineGrayRegression(cause=1).fit(x, time=data["duration"], event=event)

    return work, lambda fit: {"coef": fit.coef_, "std_error": fit.se_, "loglik": fit.log_likelihood_}


def _concordance(data):
    from comprisk import concordance_index_cr

    event = data["event"].astype(np.int64)
    return (lambda: concordance_index_cr(event, data["duration"], data["prediction"], cause=1), lambda value: {"concordance": value})


def _forest(data):
    from comprisk import CompetingRiskForest

    x, new = np.ascontiguousarray(data["x"]), np.ascontiguousarray(data["new_x"])

    def work():
        return CompetingRiskForest(n_estimators=50, min_samples_leaf=200, random_state=1).fit(x, data["duration"], data["cause"])

    def read(fit):
        place = np.searchsorted(np.asarray(fit.time_grid_), data["times"], side="right") - 1
        incidence = np.asarray(fit.predict_cif(new))[:, :, np.maximum(place, 0)] * (place >= 0)
        return {"integrated_brier": integrated_brier(data, np.moveaxis(incidence, 1, 0))}

    return work, read


if __name__ == "__main__":
    main("comprisk", version, {"causes": _causes, "fine_gray": _fine_gray, "fine_gray_days": _fine_gray, "fine_gray_small": _fine_gray, "concordance": _concordance, "forest": _forest})
