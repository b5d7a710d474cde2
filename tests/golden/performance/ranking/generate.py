"""Golden values of performance.ranking: ranks by scipy.stats.rankdata, percentiles by percentileofscore, intervals and critical values restated in numpy
(Bonferroni) and by drawing (simulation, one group). Sales of the salespeople of peopleanalyticsdata, by quartile of their rating.
Run: python generate.py (needs numpy, scipy, peopleanalyticsdata)."""
import json
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import norm, percentileofscore, rankdata


def people():
    import peopleanalyticsdata

    frame = peopleanalyticsdata.salespeople().iloc[:160]
    sales = frame["sales"].to_numpy(dtype=float)
    return {"score": sales, "group": np.minimum(frame["customer_rate"].to_numpy(dtype=float), 4.9).astype(int), "std_error": 20 + (np.arange(len(sales)) * 37 % 60).astype(float)}


def intervals(score, error, critical):
    apart = np.abs(score[:, None] - score[None, :]) > critical * np.sqrt(error[:, None] ** 2 + error[None, :] ** 2)
    better = (apart & (score[None, :] > score[:, None])).sum(axis=1)
    worse = (apart & (score[None, :] < score[:, None])).sum(axis=1)
    return 1 + better, len(score) - worse


def drawn(error, level, draws=200_000):
    """The level of the largest standardised difference of normal errors."""
    random = np.random.default_rng(1)
    pairs = np.triu_indices(len(error), 1)
    scale = np.sqrt(error[pairs[0]] ** 2 + error[pairs[1]] ** 2)
    largest = []
    for _ in range(draws // 1000):
        noise = random.normal(size=(1000, len(error))) * error
        largest.append((np.abs(noise[:, pairs[0]] - noise[:, pairs[1]]) / scale).max(axis=1))
    return float(np.quantile(np.concatenate(largest), level))


def main():
    data = people()
    score, group, error = (data[name] for name in ("score", "group", "std_error"))
    score[[3, 70]] = np.nan
    score[10] = score[11] = score[20]  # some more ties
    given = ~np.isnan(score)
    expected = {}
    for ties, method in (("min", "min"), ("max", "max"), ("mid", "average"), ("dense", "dense")):
        rank = np.full(len(score), np.nan)
        for label in np.unique(group):
            rows = given & (group == label)
            rank[rows] = rankdata(-score[rows], method=method)
        expected[ties] = rank
    for rule, kind in (("mid", "mean"), ("worse", "strict"), ("at_most", "weak")):
        expected[f"percentile_{rule}"] = np.array([percentileofscore(score[given], value, kind=kind) / 100 if known else np.nan for value, known in zip(score, given)])
    for coverage in ("simultaneous", "marginal"):
        lower, upper = np.full(len(score), np.nan), np.full(len(score), np.nan)
        for label in np.unique(group):
            rows = given & (group == label)
            n = rows.sum()
            comparisons = n * (n - 1) / 2 if coverage == "simultaneous" else n - 1
            lower[rows], upper[rows] = intervals(score[rows], error[rows], -norm.ppf(0.1 / (2 * comparisons)))
        expected[f"lower_{coverage}"], expected[f"upper_{coverage}"] = lower, upper
    small = error[:12]
    plain = lambda array: [None if value != value else float(value) for value in array]
    document = {"peer": f"scipy {scipy.__version__}", "score": plain(score), "group": group.tolist(), "std_error": error.tolist(), "confidence_level": 0.9,
                "expected": {name: plain(values) for name, values in expected.items()}, "drawn": {"std_error": small.tolist(), "critical": drawn(small, 0.95)}}
    Path(__file__).with_name("salespeople.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
