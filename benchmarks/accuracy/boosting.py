"""Boosted hazards beside hazardous' SurvivalBoost where the truth is known: 20,000 people, three causes with Weibull rates, shape and scale the attributes.

    pip install . hazardous
    python benchmarks/accuracy/boosting.py            # one split a seed; SurvivalBoost takes minutes

make_synthetic_competing_weibull() with a whole number as random_state draws the censoring from the same stream as the first attribute: who is
censored early is then known from x, and every score weighted by one censoring curve rewards wrong curves (the true ones lose to them). A RandomState object
goes on drawing, and censoring is independent; that is what is measured here. Each has its defaults; 70 % learnt from, 30 % judged.

Columns: integrated Brier score (survival.brier), root of the mean squared distance from the true incidence, concordance of the incidence at the times by which
a quarter, half and three quarters of the leavers had left (who left for another cause counts as never leaving).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from hazardous import SurvivalBoost
from hazardous.data import make_synthetic_competing_weibull
from sklearn.model_selection import train_test_split

import mainstay


def truth(x: Any, times: np.ndarray) -> list[np.ndarray]:
    """Incidence of each cause by quadrature on a fine grid."""
    grid = np.concatenate([[0.0], np.geomspace(0.05, times[-1], 3000)])
    hazards = [(grid[None, :] / x[f"scale_{k}"].to_numpy()[:, None]) ** x[f"shape_{k}"].to_numpy()[:, None] for k in (1, 2, 3)]
    lost = -np.diff(np.exp(-sum(hazards)), axis=1)
    total = sum(np.diff(hazard, axis=1) for hazard in hazards)
    shares = [np.cumsum(lost * np.diff(hazard, axis=1) / np.maximum(total, 1e-300), axis=1) for hazard in hazards]
    return [np.stack([np.interp(times, grid[1:], row) for row in share]) for share in shares]


def boosting(x: Any, y: Any) -> Callable[[Any, np.ndarray], list[np.ndarray]]:
    fit = mainstay.survival.boosting(x, y["duration"].to_numpy(), y["event"].to_numpy())
    return lambda new, times: [cause.incidence for cause in fit.predict(new, times=times, beyond="carry").incidence]


def survival_boost(x: Any, y: Any) -> Callable[[Any, np.ndarray], list[np.ndarray]]:
    model = SurvivalBoost(show_progressbar=False, random_state=0).fit(x, y)

    def predict(new: Any, times: np.ndarray) -> list[np.ndarray]:
        found = model.predict_cumulative_incidence(new, times=times)
        return [found[:, k] for k in (1, 2, 3)]

    return predict


def report(name: str, seconds: float, incidence: list[np.ndarray], true: list[np.ndarray], y: Any, times: np.ndarray) -> None:
    duration, event = y["duration"].to_numpy(), y["event"].to_numpy()
    cells = []
    for k in (1, 2, 3):
        found, distance = incidence[k - 1], np.sqrt(np.mean((incidence[k - 1] - true[k - 1]) ** 2))
        score = mainstay.survival.brier(np.clip(found, 0, 1), duration, event, times=times, cause=k, predicted="incidence").integrated
        never = np.where((event != 0) & (event != k), duration.max() + 1, duration)
        order = [mainstay.survival.concordance(found[:, place].copy(), np.minimum(never, times[place] * (1 + 1e-9)), ((event == k) & (duration <= times[place])).astype(np.int8)).concordance
                 for place in (len(times) // 4, len(times) // 2, 3 * len(times) // 4)]
        cells.append(f"{score:.4f} / {distance:.4f} / {', '.join(f'{value:.3f}' for value in order)}")
    print(f"| {name} | {seconds:.1f} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--without-peer", action="store_true")
    args = parser.parse_args()
    print("| learner | fit, processor seconds | cause 1 | cause 2 | cause 3 |\n|---|---|---|---|---|")
    for seed in range(1, args.seeds + 1):
        x, y = make_synthetic_competing_weibull(n_events=3, n_samples=args.rows, return_X_y=True, random_state=np.random.RandomState(seed), censoring_relative_scale=1.5)
        x_fit, x_new, y_fit, y_new = train_test_split(x, y, test_size=0.3, random_state=seed, stratify=y["event"])
        times = np.quantile(y_fit["duration"][y_fit["event"] > 0], np.linspace(0.05, 0.95, 19))
        true = truth(x_new, times)
        report("the truth", 0.0, true, true, y_new, times)
        for name, fit in (("mainstay boosting", boosting), ("hazardous SurvivalBoost", survival_boost)):
            if args.without_peer and fit is survival_boost:
                continue
            began = time.process_time()
            predict = fit(x_fit, y_fit)
            report(name, time.process_time() - began, predict(x_new, times), true, y_new, times)


if __name__ == "__main__":
    main()
