"""OR-tools: cost-scaling push-relabel on whole-number costs, scores times 1e9; arcs are handed over as arrays."""

from __future__ import annotations

import numpy as np
from harness import main


def version() -> str:
    import ortools

    return str(ortools.__version__)


def _placement(data):
    from ortools.graph.python import linear_sum_assignment

    score = data["score"]
    n = score.shape[0]
    left, right = np.repeat(np.arange(n, dtype=np.int32), n), np.tile(np.arange(n, dtype=np.int32), n)
    cost = np.rint((1 - score) * 1e9).astype(np.int64).ravel()

    def work():
        solver = linear_sum_assignment.SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(left, right, cost)
        assert solver.solve() == solver.OPTIMAL
        return solver

    return work, lambda solver: {"total": n - solver.optimal_cost() / 1e9}


if __name__ == "__main__":
    main("ortools", version, {"placement": _placement, "placement_random": _placement})
