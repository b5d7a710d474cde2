"""scikit-criteria: a pipeline of entropy weights, vector scaling and TOPSIS, which ranks."""

from __future__ import annotations

from harness import main


def version() -> str:
    from importlib.metadata import version as of

    return of("scikit-criteria")


def _decision(data):
    import numpy as np
    import skcriteria
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.pipeline import mkpipe
    from skcriteria.preprocessing.scalers import VectorScaler
    from skcriteria.preprocessing.weighters import EntropyWeighter

    dm = skcriteria.mkdm(np.ascontiguousarray(data["x"]), [max, min] * 3)
    pipe = mkpipe(EntropyWeighter(), VectorScaler(target="matrix"), TOPSIS())
    weigh = EntropyWeighter()
    return lambda: pipe.evaluate(dm), lambda result: {"weight": weigh.transform(dm).weights.to_numpy(), "score": result.e_.similarity}


if __name__ == "__main__":
    main("scikit_criteria", version, {"decision": _decision})
