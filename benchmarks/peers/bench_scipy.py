"""scipy: the shortest augmenting path of linear_sum_assignment; seats are columns."""

from __future__ import annotations

import numpy as np
from harness import main


def version() -> str:
    import scipy

    return str(scipy.__version__)


def _placement(data):
    from scipy.optimize import linear_sum_assignment

    score = np.repeat(data["score"], data["capacity"], axis=1) if "capacity" in data else data["score"]

    def work():
        return linear_sum_assignment(score, maximize=True)

    return work, lambda pair: {"total": score[pair].sum()}


if __name__ == "__main__":
    main("scipy", version, {"placement": _placement, "placement_random": _placement, "placement_seats": _placement})
