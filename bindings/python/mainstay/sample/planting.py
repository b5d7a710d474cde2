"""Planted truth: cause-specific proportional hazards with known rates and coefficients, drawn exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

import numpy as np

from .writing import Coded


@dataclass(frozen=True)
class Cause:
    """One way of leaving: a piecewise-constant daily hazard at the reference person, and log hazard ratios."""

    name: str
    from_day: Sequence[float]
    per_day: Sequence[float]
    log_hazard_ratio: Mapping[str, float] = field(default_factory=dict)


def linear_predictors(causes: Sequence[Cause], terms: Mapping[str, np.ndarray], people: int) -> np.ndarray:
    """causes × people: sum of log hazard ratio times term."""
    eta = np.zeros((len(causes), people))
    for row, cause in enumerate(causes):
        for term, value in cause.log_hazard_ratio.items():
            eta[row] += value * terms[term]
    return eta


def leaving(rng: np.random.Generator, causes: Sequence[Cause], eta: np.ndarray,
            after: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Time of leaving in days (continuous, positive) and the index of its cause.

    Each cause's latent time inverts its cumulative hazard at an exponential draw; the earliest wins. `after` draws
    given that the person is still here at that tenure.
    """
    people = eta.shape[1]
    first = np.full(people, np.inf)
    which = np.zeros(people, np.int64)
    for index, cause in enumerate(causes):
        starts = np.asarray(cause.from_day, float)
        rates = np.asarray(cause.per_day, float)
        total = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
        need = rng.standard_exponential(people) / np.exp(eta[index])
        if after is not None:
            piece = np.searchsorted(starts, after, side="right") - 1
            need = need + total[piece] + rates[piece] * (after - starts[piece])
        piece = np.searchsorted(total, need, side="right") - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            time = np.where(rates[piece] > 0, starts[piece] + (need - total[piece]) / rates[piece], np.inf)
        earlier = time < first
        first = np.where(earlier, time, first)
        which = np.where(earlier, index, which)
    return first, which


def expected_incidence(causes: Sequence[Cause], eta: np.ndarray, horizons: Sequence[float]) -> dict[str, dict[str, float]]:
    """Mean over the people (at most the first 20,000) of their true cumulative incidence by each horizon in days."""
    eta = eta[:, :20_000]
    grid = np.unique(np.concatenate([np.asarray(cause.from_day, float) for cause in causes] + [np.asarray(horizons, float)]))
    grid = grid[grid <= max(horizons)]
    risk = np.exp(eta)
    staying = np.ones(eta.shape[1])
    reached = np.zeros(eta.shape)
    answer: dict[str, dict[str, float]] = {}
    for low, high in zip(grid[:-1], grid[1:]):
        rates = np.array([np.asarray(cause.per_day)[np.searchsorted(cause.from_day, low, side="right") - 1] for cause in causes])
        hazard = rates[:, None] * risk
        total = hazard.sum(axis=0)
        lost = staying * -np.expm1(-total * (high - low))
        with np.errstate(invalid="ignore"):
            reached += np.where(total > 0, hazard / total, 0.0) * lost
        staying = staying - lost
        if high in horizons:
            row = {cause.name: float(value) for cause, value in zip(causes, reached.mean(axis=1))}
            row["still_here"] = float(staying.mean())
            answer[str(int(high))] = row
    return answer


def describe(causes: Sequence[Cause]) -> dict[str, dict[str, Any]]:
    return {cause.name: {"hazard_from_day": list(cause.from_day), "hazard_per_day": list(cause.per_day),
                         "log_hazard_ratio": dict(cause.log_hazard_ratio)} for cause in causes}


def scores(rng: np.random.Generator, people: int, names: Sequence[str], mean: float = 6.3, spread: float = 1.5,
           shared: float = 0.5) -> dict[str, np.ndarray]:
    """Marks from 0 to 10 with one decimal that share a general factor (correlation `shared` squared)."""
    general = rng.standard_normal(people)
    rest = np.sqrt(1.0 - shared * shared)
    return {name: np.round(np.clip(mean + spread * (shared * general + rest * rng.standard_normal(people)), 0.0, 10.0), 1)
            for name in names}


def choose(rng: np.random.Generator, people: int, shares: Mapping[str, float]) -> Coded:
    """One of few texts for each person."""
    bounds = np.cumsum(list(shares.values()))
    codes = np.searchsorted(bounds / bounds[-1], rng.random(people), side="right")
    return Coded(np.minimum(codes, len(shares) - 1), list(shares))


def is_level(column: Coded, level: str) -> np.ndarray:
    here: np.ndarray = column.codes == list(column.levels).index(level)
    return here.astype(float)


def days(date: str, offset: Any) -> Any:
    return np.datetime64(date, "D") + np.asarray(offset).astype("timedelta64[D]")


def end_of_spell(hire: np.ndarray, leaving_time: np.ndarray, observation_end: str) -> tuple[np.ndarray, np.ndarray]:
    """Exit dates (first day no longer employed, NaT while still here) and who left by the end of observation."""
    horizon = (np.datetime64(observation_end, "D") - hire).astype(np.int64)
    whole = np.ceil(np.minimum(leaving_time, 1e6)).astype(np.int64)
    left = whole <= horizon
    exits = np.where(left, hire + whole.astype("timedelta64[D]"), np.datetime64("NaT", "D"))
    return exits, left
