"""XGBoost (C++ through Python): its Cox objective, which ranks people and gives no curves."""

from __future__ import annotations

import numpy as np
from harness import main
from problems import agreement


def version() -> str:
    import xgboost

    return str(xgboost.__version__)


def _boosting(data):
    import xgboost

    rows = xgboost.DMatrix(data["x"], label=np.where(data["event"] > 0, data["duration"], -data["duration"]))
    new = xgboost.DMatrix(data["new_x"])
    parameters = {"objective": "survival:cox", "tree_method": "hist", "eta": 0.1, "max_depth": 5, "verbosity": 0}
    return lambda: xgboost.train(parameters, rows, 100), lambda model: {"concordance": agreement(data, model.predict(new, output_margin=True))}


if __name__ == "__main__":
    main("xgboost", version, {"boosting": _boosting})
