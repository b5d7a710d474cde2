"""Golden values of performance.nine_box: pandas.cut and crosstab, Wilson's interval and the normal distribution of scipy, on employee_performance-like
columns of the salespeople of peopleanalyticsdata. Run: python generate.py (needs pandas, scipy, peopleanalyticsdata)."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest, norm


def main():
    import peopleanalyticsdata

    people = peopleanalyticsdata.salespeople().dropna().iloc[:120]
    x, y = people["sales"].to_numpy(dtype=float), people["customer_rate"].to_numpy(dtype=float)
    x_cuts, y_cuts = [400.0, 600.0], [3.0, 4.0]
    table = {}
    for edge in ("above", "below"):
        cut = lambda values, cuts: pd.cut(values, [-np.inf, *cuts, np.inf], right=edge == "below", labels=False)
        table[edge] = {"performance": (cut(x, x_cuts) + 1).tolist(), "potential": (cut(y, y_cuts) + 1).tolist()}
    box = (np.array(table["above"]["potential"]) - 1) * 3 + np.array(table["above"]["performance"]) - 1
    counts = [int((box == b).sum()) for b in range(9)]
    intervals = [binomtest(count, len(x)).proportion_ci(0.95, method="wilson") for count in counts]
    x_error, y_error = np.full(len(x), 40.0), np.where(np.arange(len(y)) % 3 == 0, 0.0, 0.3)
    level = lambda value, error, cuts: np.diff(norm.cdf([-np.inf, *cuts, np.inf], value, error)) if error > 0 else np.eye(len(cuts) + 1)[np.searchsorted(cuts, value, side="right")]
    chances = np.array([np.outer(level(b, eb, y_cuts), level(a, ea, x_cuts)).ravel() for a, ea, b, eb in zip(x, x_error, y, y_error)])
    document = {"performance": x.tolist(), "potential": y.tolist(), "performance_cuts": x_cuts, "potential_cuts": y_cuts, "performance_error": x_error.tolist(), "potential_error": y_error.tolist(),
                "expected": {**table, "count": counts, "lower": [i.low for i in intervals], "upper": [i.high for i in intervals], "certainty": chances[np.arange(len(x)), box].tolist(),
                             "expected": chances.sum(axis=0).tolist()}}
    Path(__file__).with_name("salespeople.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
