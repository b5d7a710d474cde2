"""Rewrites the JSON files beside it with one tree of XGBoost each: python tests/golden/survival/boosting/generate.py (numpy, xgboost).

XGBoost's Poisson regression on rows expanded to intervals of time, the interval being one more column, has the same log-likelihood, penalty and
gain as survival.boosting's first tree. Intervals, times at risk and the rates before the tree are worked out here from their definition
(docs/survival/boosting.md). XGBoost's leaf is the Newton step w, Mainstay's is log(1 + w).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import xgboost

HERE = Path(__file__).parent


def design(seed: int) -> tuple[dict, dict]:
    rng = np.random.default_rng(seed)
    n, causes = int(rng.integers(80, 180)), int(rng.integers(1, 4))
    x = {"age": np.round(rng.normal(40, 8, n), 2), "grade": rng.integers(0, 5, n).astype(float), "pay": np.round(np.exp(rng.normal(1, 0.7, n)), 3)}
    if seed % 2 == 0:
        x["pay"][rng.random(n) < 0.25] = np.nan
    rate = 0.03 * np.exp(0.05 * (x["age"] - 40) - 0.2 * x["grade"] + 0.4 * np.isnan(x["pay"]))
    time = rng.exponential(1 / rate)
    if seed % 3:
        time = np.ceil(time)  # months
    entry = np.floor(rng.random(n) * 10) * (rng.random(n) < 0.4) if seed % 4 else np.zeros(n)
    censored = np.ceil(rng.random(n) * 40)
    event = np.where(time <= censored, rng.integers(1, causes + 1, n), 0)
    data = {"x": x, "duration": np.round(entry + np.minimum(time, censored), 6), "event": event.astype(float)}
    if seed % 4:
        data["entry"] = entry
    if seed % 5 == 0:
        data["weights"] = rng.integers(1, 5, n) * 0.5
    options = {"depth": int(rng.integers(1, 5)), "l2": float(rng.choice([0.5, 1.0, 3.0])), "min_leaf_events": float(rng.choice([1.0, 2.0, 4.0])),
               "cuts": [3.0, 8.0, 15.0] if seed % 3 else [2.5, 11.0], "proportional": bool(seed % 7 == 0)}
    return data, options


def expanded(data: dict, options: dict, cause: int) -> dict[str, np.ndarray]:
    duration, event = data["duration"], data["event"]
    n = len(duration)
    entry, weights = data.get("entry", np.zeros(n)), data.get("weights", np.ones(n))
    left = np.unique(duration[event > 0])
    stops = np.array([cut for cut in options["cuts"] if cut < left[-1]] + [left[-1]])
    starts = np.concatenate([[0.0], stops[:-1]])
    rows, intervals, exposure, count = [], [], [], []
    for i in range(n):
        if entry[i] >= stops[-1]:
            continue
        last = min(np.searchsorted(stops, duration[i]), len(stops) - 1)
        end = min(duration[i], stops[-1])
        if event[i] > 0:  # half-way since the leaving before
            before = left[np.searchsorted(left, duration[i]) - 1] if duration[i] > left[0] else 0.0
            end = max((max(before, starts[last]) + duration[i]) / 2, entry[i])
        for b in range(last + 1):
            time = min(end, stops[b]) - max(entry[i], starts[b])
            leaves = event[i] > 0 and b == last
            if time > 0 or leaves:  # who leaves just after the start may have no time at risk: next to none, for the logarithm
                time = max(time, 1e-9)
                rows.append(i), intervals.append(b), exposure.append(time), count.append(float(event[i] == cause and leaves))
    cells = {"row": np.array(rows), "interval": np.array(intervals), "exposure": np.array(exposure), "count": np.array(count)}
    cells["weight"] = weights[cells["row"]]
    rate = np.zeros(len(stops))
    for b in range(len(stops)):
        here = cells["interval"] == b
        observed = (cells["weight"] * cells["count"])[here].sum()
        rate[b] = (observed if observed > 0 else 0.5) / (cells["weight"] * cells["exposure"])[here].sum()
    cells["margin"] = np.log(cells["exposure"] * rate[cells["interval"]])
    return cells


def main() -> None:
    for path in HERE.glob("*.json"):
        path.unlink()
    for seed in range(1, 25):
        data, options = design(seed)
        result = []
        for cause in range(1, int(data["event"].max()) + 1):
            cells = expanded(data, options, cause)
            columns = [values[cells["row"]] for values in data["x"].values()]
            if not options["proportional"]:
                columns.append(cells["interval"].astype(float))
            matrix = xgboost.DMatrix(np.column_stack(columns), label=cells["count"], weight=cells["weight"], base_margin=cells["margin"], nthread=1)
            parameters = {"objective": "count:poisson", "max_delta_step": 0.0, "tree_method": "exact", "max_depth": options["depth"], "lambda": options["l2"],
                          "alpha": 0.0, "gamma": 0.0, "min_child_weight": options["min_leaf_events"], "eta": 1.0, "base_score": 1.0, "nthread": 1}
            booster = xgboost.train(parameters, matrix, 1)
            step = booster.predict(matrix, output_margin=True).astype(float) - cells["margin"]
            result.append({"row": cells["row"].tolist(), "interval": cells["interval"].tolist(), "step": [round(float(value), 7) for value in step]})
        listed = {name: values.tolist() for name, values in data.items() if name != "x"}
        listed["x"] = {name: [None if np.isnan(value) else float(value) for value in values] for name, values in data["x"].items()}
        document = {"source": f"xgboost {xgboost.__version__}, generate.py, seed {seed}", "data": listed, "options": options, "causes": result}
        (HERE / f"random_{seed:02}.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
