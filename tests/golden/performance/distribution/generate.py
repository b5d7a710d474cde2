"""Golden values of performance.distribution: numpy's quantiles, scipy's skewness, the Gini coefficient as half the relative mean difference of all pairs,
the curve and the tops by summing up people; sales of the salespeople of peopleanalyticsdata. Run: python generate.py (needs numpy, pandas, scipy, peopleanalyticsdata)."""
import json
from pathlib import Path

import numpy as np
from scipy.stats import skew


def summary(score, payout, edges):
    known = score[~np.isnan(score)]
    paid = np.sort(payout[~np.isnan(payout)])
    running = np.concatenate([[0.0], np.cumsum(paid)]) / paid.sum()
    points = np.linspace(0, 1, 21)
    return {
        "scored": len(known), "mean_score": known.mean(), "std_score": known.std(ddof=1), "skewness": float(skew(known)), "total_payout": paid.sum(), "mean_payout": paid.mean(),
        "gini": np.abs(paid[:, None] - paid[None, :]).mean() / (2 * paid.mean()), "score_quantiles": np.quantile(known, [0.1, 0.25, 0.5, 0.75, 0.9]).tolist(),
        "payout_quantiles": np.quantile(paid, [0.1, 0.25, 0.5, 0.75, 0.9]).tolist(), "curve": np.interp(points, np.arange(len(paid) + 1) / len(paid), running).tolist(),
        "tops": [paid[len(paid) - int(np.ceil(top * len(paid))):].sum() / paid.sum() for top in (0.01, 0.1, 0.2)], "classes": np.histogram(known, bins=edges)[0].tolist(),
    }


def main():
    import peopleanalyticsdata

    people = peopleanalyticsdata.salespeople().iloc[:200]
    score = people["sales"].to_numpy(dtype=float)
    score[5] = np.nan
    payout = np.where(np.nan_to_num(score) > 500, np.round(np.nan_to_num(score) * 137), 0.0)
    payout[9] = np.nan
    group = (np.arange(200) % 3).astype(int)
    edges = np.linspace(np.nanmin(score), np.nanmax(score), 21)
    plain = lambda values: [None if value != value else float(value) for value in values]
    document = {"score": plain(score), "payout": plain(payout), "group": group.tolist(),
                "expected": [summary(score, payout, edges)] + [summary(score[group == g], payout[group == g], edges) for g in range(3)]}
    Path(__file__).with_name("salespeople.json").write_text(json.dumps(document) + "\n", encoding="utf-8")


main()
