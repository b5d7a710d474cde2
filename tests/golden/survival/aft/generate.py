"""Rewrites the files brute_*.json beside it: python generate.py (needs numpy, scipy, autograd, autograd-gamma).

Likelihoods written down as they are, with delayed entry, every kind of censoring and a share that never leaves, maximised by Newton's
method with derivatives by autograd: for what R's survreg has not.
"""

from __future__ import annotations

import json
from pathlib import Path

import autograd
import autograd.numpy as np
import numpy
import scipy
from autograd.scipy.stats import norm
from autograd_gamma import gammaincc, gammaln
from scipy.optimize import minimize

NAMES = ("exponential", "weibull", "log_normal", "log_logistic", "generalised_gamma", "gompertz")


def parts(name: str, eta, extra, t):
    """Survival and log density at t; extra: log scale or slope, then shape."""
    if name == "gompertz":
        slope = extra[0]
        cumulative = np.exp(eta) * (np.exp(slope * t) - 1.0) / slope
        return np.exp(-cumulative), eta + slope * t - cumulative
    scale = 1.0 if name == "exponential" else np.exp(extra[0])
    w = (np.log(t) - eta) / scale
    jacobian = -np.log(scale) - np.log(t)
    if name in ("exponential", "weibull"):
        return np.exp(-np.exp(w)), w - np.exp(w) + jacobian
    if name == "log_normal":
        return norm.cdf(-w), -0.5 * w * w - 0.5 * np.log(2.0 * np.pi) + jacobian
    if name == "log_logistic":
        return 1.0 / (1.0 + np.exp(w)), w - 2.0 * np.log1p(np.exp(w)) + jacobian
    shape = extra[1]
    k = shape**-2.0
    x = k * np.exp(shape * w)
    return gammaincc(k, x), np.log(shape) + k * np.log(k) + k * (shape * w - np.exp(shape * w)) - gammaln(k) + jacobian


def likelihood(name: str, cure: bool, data: dict):
    x = data["x"]
    extras = {"exponential": 0, "generalised_gamma": 2}.get(name, 1)

    def value(theta):
        eta = theta[0] + x @ theta[1 : 1 + x.shape[1]]
        extra = theta[1 + x.shape[1] : 1 + x.shape[1] + extras]
        never = 1.0 / (1.0 + np.exp(-theta[-1])) if cure else 0.0

        def stay(t):
            return never + (1.0 - never) * parts(name, eta, extra, t)[0]

        low, high = data["low"], data["high"]
        density = np.log(1.0 - never) + parts(name, eta, extra, np.where(low > 0.0, low, 1.0))[1]
        from_low = np.where(low > 0.0, stay(np.where(low > 0.0, low, 1.0)), 1.0)
        until_high = np.where(high < np.inf, stay(np.where(high < np.inf, high, 1.0)), 0.0)
        exact = low == high
        between = np.where(exact, 0.5, from_low - until_high)
        rows = np.where(exact, density, np.log(between))
        entered = np.where(data["entry"] > 0.0, np.log(stay(np.where(data["entry"] > 0.0, data["entry"], 1.0))), 0.0)
        return np.sum(data["weights"] * (rows - entered))

    return value, extras


def sample(seed: int, cure: bool) -> dict:
    random = numpy.random.default_rng(seed)
    n = 260
    x = numpy.column_stack([random.normal(size=n).round(2), random.integers(0, 2, n)])
    time = numpy.exp(2.0 + 0.4 * x[:, 0] - 0.5 * x[:, 1] + 0.6 * numpy.log(random.gamma(2.0, 0.5, size=n)))
    if cure:
        time[random.random(n) < 0.3] = numpy.inf
    entry = numpy.where(random.random(n) < 0.4, random.uniform(0.0, 4.0, n), 0.0).round(2)
    end = entry + random.uniform(2.0, 40.0, n).round(2)
    keep = time > entry + 0.02
    x, time, entry, end = x[keep], time[keep], entry[keep], end[keep]
    n = len(time)
    low, high = numpy.empty(n), numpy.empty(n)
    for i in range(n):
        way = random.integers(0, 3)
        if time[i] > end[i]:
            low[i], high[i] = end[i], numpy.inf
        elif way == 0 or (way == 2 and entry[i] > 0.0):
            low[i] = high[i] = max(round(time[i], 2), entry[i] + 0.01)
        elif way == 1:
            low[i] = max(entry[i], numpy.floor(time[i] / 3.0) * 3.0)
            high[i] = numpy.floor(time[i] / 3.0) * 3.0 + 3.0
        else:
            low[i], high[i] = 0.0, time[i] + 1.0
    return {"x": x, "low": low.round(4), "high": high.round(4), "entry": entry, "weights": random.integers(1, 4, n).astype(float)}


def text(values) -> list:
    return ["Inf" if v == numpy.inf else float(v) for v in values]


def main() -> None:
    here = Path(__file__).parent
    for file in here.glob("brute_*.json"):
        file.unlink()
    for place, name in enumerate(NAMES):
        for cure in (False, True):
            data = sample(100 + 2 * place + cure, cure)
            value, extras = likelihood(name, cure, data)
            slope, curve = autograd.grad(value), autograd.hessian(value)
            mean = numpy.log(numpy.where(data["high"] < numpy.inf, data["high"], data["low"])).mean()
            theta = numpy.concatenate([[mean if name != "gompertz" else -mean], numpy.zeros(2), numpy.full(extras, -0.3 if name != "gompertz" else 0.02), [-1.0] if cure else []])
            if name == "generalised_gamma":
                theta[4] = 0.7
                found = minimize(lambda t: -value(t), theta, method="Nelder-Mead", options={"maxiter": 20000, "maxfev": 20000, "xatol": 1e-10, "fatol": 1e-12})
                theta = found.x
                # derivatives by the shape of gammaincc are differences there: five points of the value
                def slope(t):
                    h = 1e-4
                    e = numpy.eye(len(t)) * h
                    return numpy.array([(value(t - 2 * d) - 8 * value(t - d) + 8 * value(t + d) - value(t + 2 * d)) / (12 * h) for d in e])

                def curve(t):
                    h = 1e-4
                    e = numpy.eye(len(t)) * h
                    m = numpy.array([(slope(t + d) - slope(t - d)) / (2 * h) for d in e])
                    return 0.5 * (m + m.T)
            else:
                found = minimize(lambda t: -value(t), theta, jac=lambda t: -slope(t), method="BFGS", options={"maxiter": 2000})
                theta = found.x
            for _ in range(12):
                theta = theta - numpy.linalg.solve(curve(theta), slope(theta))
            residue = float(numpy.abs(slope(theta)).max())
            assert residue < (1e-6 if name == "generalised_gamma" else 1e-8), (name, cure, residue)
            covariance = numpy.linalg.inv(-curve(theta))
            content = {
                "source": f"scipy {scipy.__version__}, autograd: the likelihood as written in generate.py, maximised",
                "options": {"distribution": name, "cure": cure},
                "data": {"duration": text(data["low"]), "upper": text(data["high"]), "entry": text(data["entry"]), "weights": text(data["weights"]),
                         "x": {"mood": text(data["x"][:, 0]), "remote": text(data["x"][:, 1])}},
                "expect": {"parameters": text(theta), "std_error": text(numpy.sqrt(numpy.diag(covariance))), "log_likelihood": float(value(theta))},
            }
            (here / f"brute_{name}{'_cure' if cure else ''}.json").write_text(json.dumps(content) + "\n", encoding="utf-8")
            print(name, cure, theta, float(value(theta)), residue)


if __name__ == "__main__":
    main()
