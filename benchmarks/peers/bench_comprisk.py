"""comprisk (Python, numba). The first call compiles; the shortest repeat does not count that."""

from __future__ import annotations

import numpy as np
from harness import main


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


def _concordance(data):
    from comprisk import concordance_index_cr

    event = data["event"].astype(np.int64)
    return (lambda: concordance_index_cr(event, data["duration"], data["prediction"], cause=1), lambda value: {"concordance": value})


if __name__ == "__main__":
    main("comprisk", version, {"causes": _causes, "concordance": _concordance})
