"""mirt (PyPI, Rust inside): EM with squarem over 61 points."""

from __future__ import annotations

import numpy as np
from harness import main
from problems import log_likelihood


def version() -> str:
    from importlib.metadata import version as of

    return of("mirt")


def _irt(data):
    import mirt

    table = data["answers"]
    given, graded = table.astype(int), table.max() > 1

    def work():
        return mirt.fit_mirt(given, model="GRM" if graded else "2PL", accelerate="squarem", n_quadpts=61, compute_standard_errors=False, tol=1e-5)

    def read(fit):
        parameters = fit.model.parameters
        slope = np.asarray(parameters["discrimination"]).ravel()
        location = np.asarray(parameters["thresholds"] if graded else parameters["difficulty"]).reshape(len(slope), -1)
        return {"slope": slope, "loglik": log_likelihood(table, slope, list(location))}

    return work, read


if __name__ == "__main__":
    main("mirt", version, {"irt": _irt, "irt_right_or_wrong": _irt})
