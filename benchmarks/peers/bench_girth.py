"""girth: marginal maximum likelihood over its own 41 points."""

from __future__ import annotations

import numpy as np
from harness import main
from problems import log_likelihood


def version() -> str:
    from importlib.metadata import version as of

    return of("girth")


def _irt(data):
    import girth

    table = data["answers"]
    given = np.ascontiguousarray(table.T.astype(int))

    def work():
        return girth.grm_mml(given + 1) if table.max() > 1 else girth.twopl_mml(given)

    def read(fit):
        slope = np.asarray(fit["Discrimination"])
        return {"slope": slope, "loglik": log_likelihood(table, slope, [np.atleast_1d(row) for row in np.asarray(fit["Difficulty"])])}

    return work, read


if __name__ == "__main__":
    main("girth", version, {"irt": _irt, "irt_right_or_wrong": _irt})
