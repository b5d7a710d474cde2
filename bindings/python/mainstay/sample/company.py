"""What every sample company hands over: tables, the planted truth, and how to read the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence

import numpy as np

from .writing import Coded, Ids


@dataclass(frozen=True)
class Organisation:
    """Which column of people is the unit, what stands above each unit, what kind of leaving each reason is, and when units were regrouped."""

    unit: str
    root: str
    above: Mapping[str, str]
    kinds: Mapping[str, str]
    regrouped: str = "2025-07-01"       # from then on the first unit stands where the last one does


@dataclass(frozen=True)
class Company:
    tables: dict[str, dict[str, Any]]
    truth: dict[str, Any]
    dataset: dict[str, Any]
    organisation: Organisation


@dataclass(frozen=True)
class Drawn:
    """Tables of one subject, drawn apart from a company's people, which they leave as they are; what was planted in them; how to read them."""

    tables: dict[str, dict[str, Any]]
    truth: dict[str, Any]
    dataset: dict[str, Any]


def random_of(seed: int, what: int) -> np.random.Generator:
    """A generator of its own for each table that is drawn apart from the others."""
    return np.random.Generator(np.random.PCG64([seed, what]))


def event_table(ids: Ids, names: Sequence[str], dates: Sequence[np.ndarray]) -> dict[str, Any]:
    """One row for every date that is given, ordered by person, then by step."""
    stacked = np.stack(dates, axis=1)
    row, step = np.nonzero(~np.isnat(stacked))
    return {"person": Ids(ids.prefix, ids.numbers[row], ids.width), "date": stacked[row, step], "event": Coded(step, list(names))}


def seller_events(rng: np.random.Generator, ids: Ids, hire: np.ndarray, exits: np.ndarray, observation_end: str,
                  steps: Sequence[tuple[str, str, float, int]]) -> dict[str, Any]:
    """Milestones in order: each is taken with its share and its median day, unless the person left before or is not yet there."""
    last = np.where(np.isnat(exits), np.datetime64(observation_end, "D") + 1, exits)
    on_the_way = np.ones(len(hire), bool)
    before = np.zeros(len(hire))
    earlier = 0
    dates = [hire]
    for _, _, share, median in steps:
        on_the_way &= rng.random(len(hire)) < share
        before = before + (median - earlier) * np.exp(.35 * rng.standard_normal(len(hire)))
        earlier = median
        date = hire + np.rint(before).astype("timedelta64[D]")
        dates.append(np.where(on_the_way & (date < last), date, np.datetime64("NaT", "D")))
    return event_table(ids, ["hired"] + [step[0] for step in steps], dates)
