"""scipy: the shortest augmenting path of linear_sum_assignment, seats are columns; HiGHS through milp; binomial tails, beta-binomial fits by minimize."""

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


def _calls_money(data):
    """HiGHS with a gap of 0. The people worth nothing and those who may not be called are taken out before."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    value = np.rint(data["probability"] * data["value"]) - data["cost"]
    rows = np.flatnonzero((value > 0) & (data["contactable"] == 1))
    value, cost = value[rows], data["cost"][rows]
    limits = [LinearConstraint(sparse.csr_array(cost[None, :].astype(float)), ub=float(data["budget"][0]))]
    if "recruiter" in data:
        limits.append(LinearConstraint(sparse.csr_array((np.ones(rows.size), (data["recruiter"][rows], np.arange(rows.size))), shape=(50, rows.size)), ub=float(data["capacity"][0])))

    def work():
        return milp(-value, integrality=np.ones(rows.size), bounds=Bounds(0, 1), constraints=limits, options={"mip_rel_gap": 0.0})

    def read(found):
        assert found.status == 0, found.message
        return {"expected_value": np.rint(found.x) @ value}

    return work, read


def _spread(count, total):
    """Mean and strength of the beta distribution that makes the counts most likely."""
    from scipy.optimize import minimize
    from scipy.special import betaln

    def lost(at):
        mean, strength = 1 / (1 + np.exp(-at[0])), np.exp(at[1])
        a, b = mean * strength, (1 - mean) * strength
        return -(betaln(count + a, total - count + b) - betaln(a, b)).sum() / count.size

    rate = count.sum() / total.sum()
    found = minimize(lost, [np.log(rate / (1 - rate)), np.log(20.0)], method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-13, "maxiter": 2000}).x
    return 1 / (1 + np.exp(-found[0])), np.exp(found[1])


def _shrinkage(data):
    from scipy.stats import beta

    value, volume = data["value"], data["volume"]

    def work():
        mean, strength = _spread(value, volume)
        a, b = value + mean * strength, volume - value + (1 - mean) * strength
        return mean, strength, a / (a + b), beta.ppf(0.025, a, b), beta.ppf(0.975, a, b)

    return work, lambda result: {"mean": result[0], "strength": result[1], "estimate": result[2][:1000], "lower": result[3][:1000]}


def _units(data):
    """Without limits, intervals and ranks: p-values, their correction and estimates."""
    from scipy.stats import binom, false_discovery_control

    count, total = data["count"], data["total"]

    def work():
        centre = count.sum() / total.sum()
        p_value = np.minimum(1.0, 2 * np.minimum(binom.cdf(count, total, centre), binom.sf(count - 1, total, centre)))
        mean, strength = _spread(count, total)
        return p_value, false_discovery_control(p_value), (count + mean * strength) / (total + strength)

    return work, lambda result: dict(zip(("p_value", "adjusted_p", "estimate"), (each[:1000] for each in result), strict=True))


def _drivers(data):
    """Pearson's tests of columns and of each level beside the others, rank sums, Benjamini-Hochberg; no intervals, no odds ratios."""
    import numpy as np
    from scipy import stats

    completed = data["completed"] == 1

    def table(column):
        return np.stack([np.bincount(column[completed], minlength=5), np.bincount(column[~completed], minlength=5)])

    def work():
        tables = [table(column) for column in data["category"]]
        p = [stats.chi2_contingency(counts, correction=False).pvalue for counts in tables]
        levels = [stats.chi2_contingency(np.stack([counts[:, k], counts.sum(1) - counts[:, k]]), correction=False).pvalue for counts in tables for k in range(5)]
        ranked = [stats.mannwhitneyu(column[completed], column[~completed], use_continuity=False, method="asymptotic") for column in data["number"]]
        p += [each.pvalue for each in ranked]
        pairs = completed.sum() * (~completed).sum()
        return {"p_value": p, "adjusted_p": stats.false_discovery_control(p), "level_p_value": levels, "superiority": [each.statistic / pairs for each in ranked]}

    return work, lambda answer: answer


if __name__ == "__main__":
    main("scipy", version, {"drivers": _drivers, "placement": _placement, "placement_random": _placement, "placement_seats": _placement, "calls_owners": _calls_money, "calls_money": _calls_money, "units": _units, "shrinkage": _shrinkage})
