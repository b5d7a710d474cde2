"""Problems about cohorts, warnings, and people who left."""

from __future__ import annotations

import numpy as np
from problem import Data, Problem, one_narrow_read, one_read

CHANGE_STAGES, CHANGE_REASONS, CHANGE_HORIZON = ("met", "trained", "posted"), ("pay", "pressure"), 120
CARE_TODAY, OFFER_TARGET = 20_600, 0.6


def make_drivers(n: int) -> Data:
    """n people with six categories of five levels and four numbers, of which one each goes with converting."""
    random = np.random.default_rng(111)
    category, number = random.integers(0, 5, (6, n)), random.normal(size=(4, n)).round(3)
    return {"completed": (random.random(n) < 1 / (1 + np.exp(0.4 - 0.1 * category[0] - 0.05 * number[0]))).astype(np.int8), "category": category, "number": number}


def make_change(n: int) -> Data:
    """n attempts in two periods: lost in one of three stages for one of two reasons, completed, or still inside when last seen."""
    random = np.random.default_rng(112)
    causes = len(CHANGE_STAGES) * len(CHANGE_REASONS)
    group = random.integers(0, 2, n)
    time, last = random.exponential(np.where(group == 1, 90.0, 130.0)), random.uniform(60, 400, n)
    cause = random.integers(1, causes + 2, n)  # the last one is completion
    return {"duration": np.ceil(np.minimum(time, last)), "cause": np.where(time <= last, cause, 0).astype(float), "group": group.astype(float), "inside": random.integers(0, len(CHANGE_STAGES), n)}


def make_quality(n: int) -> Data:
    """n alerts of five rules about n / 5 people who were followed for up to two years."""
    random = np.random.default_rng(113)
    people = max(10, n // 5)
    start = random.integers(20_000, 20_400, people)
    until = start + random.integers(60, 700, people)
    person = random.integers(0, people, n)
    rule, day = random.integers(0, 5, n), start[person] + (random.random(n) * (until - start)[person]).astype(np.int64)
    _, once = np.unique(np.stack([person, rule, day]), axis=1, return_index=True)  # a rule warns of a person once a day
    return {"alert_person": person[once], "alert_rule": rule[once], "alert_day": day[once], "start": start, "until": until, "left": random.integers(0, 2, people)}


def make_second_spells(n: int) -> Data:
    """n stays, a quarter of them second ones, with three attributes; rows of one person stand together in the errors."""
    random = np.random.default_rng(114)
    second = np.arange(n) >= n - n // 4
    person = np.where(second, np.arange(n) - (n - n // 4), np.arange(n))
    x = random.normal(size=(n, 3)).round(3)
    time, last = random.exponential(400 * np.exp(0.3 * second - x @ [0.2, -0.1, 0.0])), random.uniform(100, 900, n)
    left = (time <= last) | (np.arange(n) < n // 4)  # whoever came back had left before
    return {"duration": np.ceil(np.minimum(time, last)), "event": left.astype(float), "person": person.astype(float), "group": second.astype(float), "x": np.asfortranarray(x)}


def make_prediction(n: int) -> Data:
    """n leavers of four reasons in two situations with two attributes: back, settled elsewhere, or still away."""
    random = np.random.default_rng(115)
    reason, situation, x = random.integers(0, 4, n), random.integers(0, 2, n), random.normal(size=(2, n)).round(3)
    time, last = random.exponential(300 * np.exp(0.2 * reason - 0.3 * situation + 0.2 * x[0])), random.uniform(60, 500, n)
    return {"duration": np.ceil(np.minimum(time, last)), "end": np.where(time <= last, 1 + (random.random(n) < 0.4), 0), "reason": reason, "situation": situation, "x": x}


def make_holdout(n: int) -> Data:
    """n leavers in 60 strata of two columns; one of seven may not be contacted."""
    random = np.random.default_rng(116)
    return {"person": random.permutation(n), "contactable": (random.random(n) > 1 / 7).astype(np.int8), "reason": random.integers(0, 6, n), "city": random.integers(0, 10, n)}


def make_care(n: int) -> Data:
    """n leavers of the last 200 days, some of them back, one of seven not to be contacted."""
    random = np.random.default_rng(117)
    left = CARE_TODAY - random.integers(0, 200, n)
    return {"exit": left, "contactable": (random.random(n) > 1 / 7).astype(np.int8), "returned": np.where(random.random(n) < 0.2, left + random.integers(5, 150, n), np.nan), "priority": random.random(n)}


def make_offers(n: int) -> Data:
    """n earlier offers in three columns, and as many pairs to be asked, of which two columns may be changed."""
    random = np.random.default_rng(118)
    draw = lambda: np.column_stack([random.uniform(-5, 18, n).round(1), random.integers(0, 2, n), random.gamma(2, 5, n).round(1)])
    x = draw()
    pair = draw()
    pair[:, 2] = np.minimum(pair[:, 2], x[:, 2].max())
    return {"x": x, "accepted": (random.random(n) < 1 / (1 + np.exp(1 - 0.12 * x[:, 0] - 0.8 * x[:, 1] + 0.06 * x[:, 2]))).astype(np.int8), "pair": pair}


def make_uplift(n: int) -> Data:
    """n leavers with five attributes, two thirds of them called at random."""
    random = np.random.default_rng(119)
    x, treated = random.normal(size=(n, 5)).round(3), random.random(n) < 2 / 3
    score = -1 + x @ [0.5, -0.3, 0.2, 0.0, 0.0] + treated * (0.4 + x @ [0.0, 0.3, 0.0, 0.4, 0.0])
    return {"x": x, "treated": treated.astype(np.int8), "returned": (random.random(n) < 1 / (1 + np.exp(-score))).astype(np.int8)}


PROBLEMS = (
    Problem("drivers", "Which of six categories and four numbers go with converting: tests, corrections, differences, odds ratios", make_drivers, 1_000_000, 50_000, ("scipy",), "",
            {"p_value": 1e-9, "adjusted_p": 1e-9, "level_p_value": 1e-9, "superiority": 1e-9}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("change", "Losses of two periods by three stages and two reasons, some people still inside; without resamples", make_change, 1_000_000, 50_000, ("r",), "",
            {"before": 1e-9, "after": 1e-9}, one_narrow_read, long={"r": 200_000}, cost=(10_000, 100_000, 1_000_000)),
    Problem("quality", "Precision, recall and lead time of five rules from n alerts; without resamples", make_quality, 1_000_000, 50_000, ("polars",), "",
            {"in_time": 0.0, "censored": 0.0, "warned": 0.0, "precision": 1e-12}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("second_spells", "Whether people who came back stay longer: rates compared with errors by person, plain and at equal attributes", make_second_spells, 1_000_000, 20_000, ("r",), "",
            {"coef": 1e-6, "std_error": 1e-5}, one_read, long={"r": 200_000}, cost=(10_000, 100_000, 1_000_000)),
    Problem("prediction", "A model of who returns (multinomial hazards of 30 days, pairs of reason and situation), fitted and asked about everybody", make_prediction, 100_000, 10_000, (), "",
            {}, one_read, cost=(10_000, 100_000)),
    Problem("holdout", "A tenth held out at random in each of 60 strata", make_holdout, 1_000_000, 50_000, ("sklearn",), "",
            {"held_out": 0.02}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("care", "Who is to be called today, of n leavers; without sentences", make_care, 1_000_000, 50_000, ("polars",), "",
            {"due": 0.0, "rows": 0.0}, one_read, cost=(10_000, 100_000, 1_000_000)),
    Problem("offers", "The cheapest of 36 offers that reaches a probability, for n pairs, by a logit of n earlier offers", make_offers, 100_000, 5_000, ("sklearn",), "",
            {"coefficient": 1e-4, "reaching": 2e-3, "reachable": 2e-3}, one_read, cost=(10_000, 100_000)),
    Problem("uplift", "Uplift by two models, cross-fitted in five folds, with its Qini curve; without resamples", make_uplift, 1_000_000, 50_000, ("sklift",), "",
            {"effect": 1e-9, "called": 1e-4, "held_out": 1e-4, "qini": 0.05}, one_read, long={"sklift": 200_000}, cost=(10_000, 100_000, 1_000_000)),
)
