"""pymcdm: weights, TOPSIS and ranks, each a call of its own."""

from __future__ import annotations

from harness import main


def version() -> str:
    from importlib.metadata import version as of

    return of("pymcdm")


def _decision(data):
    import numpy as np
    from pymcdm import methods, normalizations, weights
    from pymcdm.helpers import rankdata

    x, types = np.ascontiguousarray(data["x"]), np.array([1, -1] * 3)
    topsis = methods.TOPSIS(normalizations.vector_normalization)

    def work():
        weight = weights.entropy_weights(x)
        score = topsis(x, weight, types)
        return weight, score, rankdata(score, reverse=True)

    return work, lambda result: {"weight": result[0], "score": result[1]}


if __name__ == "__main__":
    main("pymcdm", version, {"decision": _decision})
