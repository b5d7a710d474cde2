"""Golden values of performance.shrinkage: marginal likelihoods of scipy.stats (betabinom, nbinom, norm) at the maximum that scipy.optimize finds, and the
quantiles of the true values given it. Run: python generate.py (needs numpy, scipy)."""
import json
from pathlib import Path

import numpy as np
import scipy
from scipy import optimize, stats


def best(negative, start):
    result = optimize.minimize(negative, start, method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-13, "maxiter": 20_000, "maxfev": 40_000})
    return optimize.minimize(negative, result.x, method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-14, "maxiter": 20_000, "maxfev": 40_000})


def beta_binomial(value, volume):
    found = best(lambda x: -stats.betabinom.logpmf(value, volume, np.exp(x[0]), np.exp(x[1])).sum(), [0.0, 1.0])
    a, b = np.exp(found.x)
    truth = stats.beta(a + value, b + volume - value)
    return {"prior_mean": a / (a + b), "prior_volume": a + b, "log_likelihood": -found.fun, "estimate": truth.mean().tolist(), "std_error": truth.std().tolist(),
            "lower": truth.ppf(0.025).tolist(), "upper": truth.ppf(0.975).tolist()}


def gamma_poisson(value, volume):
    logpmf = lambda x: stats.nbinom.logpmf(value, np.exp(x[0]), np.exp(x[1]) / (np.exp(x[1]) + volume))
    found = best(lambda x: -logpmf(x).sum(), [0.0, 1.0])
    k, b = np.exp(found.x)
    truth = stats.gamma(k + value, scale=1 / (b + volume))
    return {"prior_mean": k / b, "prior_volume": b, "log_likelihood": -found.fun, "estimate": truth.mean().tolist(), "std_error": truth.std().tolist(),
            "lower": truth.ppf(0.025).tolist(), "upper": truth.ppf(0.975).tolist()}


def normal(value, error):
    found = best(lambda x: -stats.norm.logpdf(value, x[0], np.sqrt(error**2 + np.exp(x[1]))).sum(), [value.mean(), 0.0])
    mean, variance = found.x[0], np.exp(found.x[1])
    weight = variance / (variance + error**2)
    truth = stats.norm(mean + weight * (value - mean), np.sqrt(weight) * error)
    return {"prior_mean": mean, "prior_std": np.sqrt(variance), "log_likelihood": -found.fun, "estimate": truth.mean().tolist(), "std_error": truth.std().tolist(),
            "lower": truth.ppf(0.025).tolist(), "upper": truth.ppf(0.975).tolist()}


def main():
    random = np.random.default_rng(12)
    cases = []
    for size, a, b, most in ((40, 2.0, 8.0, 60), (200, 12.0, 20.0, 25), (15, 0.6, 0.7, 9)):
        volume = random.integers(1, most, size)
        value = random.binomial(volume, random.beta(a, b, size))
        cases.append({"model": "beta_binomial", "value": value.tolist(), "volume": volume.tolist(), "expected": beta_binomial(value, volume)})
    for size, k, b in ((60, 3.0, 1.5), (25, 0.8, 4.0)):
        volume = random.uniform(0.5, 12, size).round(2)
        value = random.poisson(volume * random.gamma(k, 1 / b, size))
        cases.append({"model": "gamma_poisson", "value": value.tolist(), "volume": volume.tolist(), "expected": gamma_poisson(value, volume)})
    for size, spread in ((30, 2.0), (120, 0.8)):
        error = random.uniform(0.3, 3, size).round(3)
        value = (10 + spread * random.normal(size=size) + error * random.normal(size=size)).round(4)
        cases.append({"model": "normal", "value": value.tolist(), "std_error": error.tolist(), "expected": normal(value, error)})
    Path(__file__).with_name("maxima.json").write_text(json.dumps({"peer": f"scipy {scipy.__version__}", "cases": cases}) + "\n", encoding="utf-8")


main()
