"""lapx: lapjvs, the fastest of its solvers on these scores; a rectangle is filled up with columns of 0."""

from __future__ import annotations

import numpy as np
from harness import main


def version() -> str:
    import lap

    return str(lap.__version__)


def _placement(data):
    import lap

    score = np.repeat(data["score"], data["capacity"], axis=1) if "capacity" in data else data["score"]
    cost = np.zeros((max(score.shape), max(score.shape)))
    cost[: score.shape[0], : score.shape[1]] = -score
    return lambda: lap.lapjvs(cost), lambda answer: {"total": -answer[0]}


if __name__ == "__main__":
    main("lapx", version, {"placement": _placement, "placement_random": _placement, "placement_seats": _placement})
