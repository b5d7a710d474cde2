"""Mainstay's side of the problems about cohorts, warnings, and people who left."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from problems_leaving import CARE_TODAY, CHANGE_HORIZON, CHANGE_REASONS, CHANGE_STAGES, OFFER_TARGET

THREADS = {"threads": int(os.environ["MAINSTAY_THREADS"])} if "MAINSTAY_THREADS" in os.environ else {}


def _of(words, codes):
    import pandas

    return pandas.Series(pandas.Categorical.from_codes(codes, categories=list(words)))


def _drivers(data):
    import mainstay

    x = {f"c{j}": _of("abcde", column) for j, column in enumerate(data["category"])} | {f"n{j}": column for j, column in enumerate(data["number"])}
    outcome = _of(["left", "completed"], data["completed"])

    def read(result):
        return {"p_value": result.columns.p_value, "adjusted_p": result.columns.adjusted_p, "level_p_value": result.levels.p_value, "superiority": np.asarray(result.columns.superiority)[6:]}

    return lambda: mainstay.funnel.drivers(x, outcome, **THREADS), read


def _change(data):
    import mainstay

    cause, reasons = data["cause"].astype(np.int64), len(CHANGE_REASONS)
    done = len(CHANGE_STAGES) * reasons + 1
    lost = (cause > 0) & (cause < done)
    stage = _of(CHANGE_STAGES, np.where(lost, (cause - 1) // reasons, np.where(cause == done, len(CHANGE_STAGES) - 1, data["inside"])))
    outcome, reason = _of(["still_inside", "left", "completed"], np.where(lost, 1, np.where(cause == done, 2, 0))), _of(CHANGE_REASONS, np.where(lost, (cause - 1) % reasons, -1))
    period, duration = data["group"].astype(np.int8), data["duration"].astype(np.int32)

    def work():
        return mainstay.funnel.change(period, stage, outcome, duration, reason=reason, stages=list(CHANGE_STAGES), horizon=CHANGE_HORIZON, resamples=0, **THREADS)

    def read(result):
        table = result.causes
        place = {(str(a), str(b)): i for i, (a, b) in enumerate(zip(table.stage, table.reason, strict=True))}
        order = [place[stage, reason] for stage in CHANGE_STAGES for reason in CHANGE_REASONS]
        return {"before": np.asarray(table.before)[order], "after": np.asarray(table.after)[order]}

    return work, read


def _quality(data):
    import mainstay

    people, rule = np.arange(len(data["start"])), _of("abcde", data["alert_rule"])

    def work():
        return mainstay.signals.quality(people, data["start"], data["until"], data["left"], alert_person=data["alert_person"], alert_rule=rule, alert_day=data["alert_day"], draws=0, **THREADS)

    return work, lambda result: {"in_time": result.rules.in_time, "censored": result.rules.censored, "warned": result.rules.exits_warned, "precision": result.rules.precision}


def _second_spells(data):
    import mainstay

    spell, event, person = 1 + data["group"].astype(np.int64), data["event"].astype(np.int8), data["person"].astype(np.int64)
    x = {f"x{j}": data["x"][:, j] for j in range(data["x"].shape[1])}

    def read(result):
        return {"coef": result.effects.log_hazard_ratio[:2], "std_error": result.effects.std_error[:2]}

    return lambda: mainstay.returns.second_spells(person, spell, data["duration"], event, x=x, horizons=[180, 365], **THREADS), read


def _prediction(data):
    import mainstay

    x = {"sales": data["x"][0], "pay": data["x"][1]}
    reason, situation = _of("abcd", data["reason"]), _of(["promoted", "not"], data["situation"])
    waited, contactable = np.zeros(len(reason)), np.ones(len(reason), np.int8)

    def work():
        fit = mainstay.returns.prediction(data["duration"], data["end"], x=x, reason=reason, situation=situation, horizons=[90, 180], resamples=0, **THREADS)
        return fit.predict(waited, contactable, x=x, reason=reason, situation=situation, **THREADS)

    return work, lambda result: {"mean": np.mean(result.people.probability)}


def _holdout(data):
    import mainstay

    strata = {"reason": data["reason"], "city": data["city"]}

    def work():
        return mainstay.returns.holdout(data["person"], data["contactable"], strata=strata, share=0.1, method="blocks", **THREADS)

    def read(result):
        held = np.asarray(result.people.held_out) == 1
        return {"held_out": np.bincount(data["reason"][held] * 10 + data["city"][held], minlength=60)}

    return work, read


def _care(data):
    import mainstay

    people = np.arange(len(data["exit"]))

    def work():
        return mainstay.returns.care(people, data["exit"], data["contactable"], priority=data["priority"], returned=data["returned"], today=CARE_TODAY, until=CARE_TODAY, weekends=True,
                                     stages=[{"name": "month", "due_days": 30, "opens_days": 20, "closes_days": 45}], explain=False, **THREADS)

    return work, lambda result: {"due": len(result.due.row), "rows": np.sum(result.due.row)}


def _offers(data):
    import mainstay

    names = ("percent", "steps", "way")
    x, pair = ({name: values[:, j].copy() for j, name in enumerate(names)} for values in (data["x"], data["pair"]))
    people, contactable = np.arange(len(data["pair"])), np.ones(len(data["pair"]), np.int8)
    levers = [{"column": "percent", "lower": 0, "upper": 17, "step": 1, "unit_cost": 5_200.0}, {"column": "steps", "upper": 1, "unit_cost": 9_100.0}]

    def work():
        return mainstay.returns.offers(people, np.zeros(len(people), np.int64), contactable, pair_x=pair, x=x, accepted=data["accepted"], levers=levers, target=OFFER_TARGET, range="columns", **THREADS)

    return work, lambda result: {"coefficient": result.terms.coefficient, "reaching": result.reaching, "reachable": result.reachable}


def _uplift(data):
    import mainstay

    x = {f"x{j}": data["x"][:, j].copy() for j in range(data["x"].shape[1])}

    def read(fit):
        return {"effect": fit.effect, "called": fit.coefficients.called, "held_out": fit.coefficients.held_out, "qini": fit.qini}

    return lambda: mainstay.returns.uplift(data["treated"], data["returned"], x=x, resamples=0, **THREADS), read


ADAPTERS: dict[str, Any] = {"drivers": _drivers, "change": _change, "quality": _quality, "second_spells": _second_spells, "prediction": _prediction, "holdout": _holdout, "care": _care, "offers": _offers, "uplift": _uplift}
