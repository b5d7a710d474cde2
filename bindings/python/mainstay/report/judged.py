"""How the model of leaving does where it had not looked: on later days, or on people held out. Numbers and codes, without words."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import _error
from .. import attrition as _attrition
from .loading import Spells, number_or_none

FEWEST_EVENTS = 50      # leavings before a cut, and within the horizon of all cuts: the library's own minimum
MOST_CUTS = 4
ALERTS = (10, 25)
MANY_ROWS = 1000        # from here on ten bands, below five
LEVEL = 0.9             # of the prediction intervals of exits


def _days(dates: Any) -> np.ndarray:
    return np.asarray(dates, "datetime64[D]").astype(np.int64)


def judged(spells: Spells, fit: Any, rows: np.ndarray, columns: Mapping[str, np.ndarray], horizon: float) -> dict[str, Any]:
    """The model of the ranking, fitted again on a part of what is known and judged on the rest."""
    if fit is None:
        return {"skipped": "no_model"}
    x = {name: columns[name][rows] for name in fit["columns"]}
    duration, event, person = spells.duration[rows], spells.event[rows].astype(np.int64), spells.person[rows].astype(str)
    entry = None if spells.entry is None else spells.entry[rows]
    try:
        if spells.unit == "day" and spells.hire is not None:
            found = _forward(x, _days(spells.hire[rows]), duration, event, entry, person, horizon)
            if found is not None:
                return found
        return _held_out(x, duration, event, entry, person, horizon)
    except _error.Error as error:
        return {"skipped": "few" if "minimum_events" in str(error) else "refused", "sentence": str(error)}


def _bands(rows: int) -> int:
    return 10 if rows >= MANY_ROWS else 5


def _forward(x: dict[str, np.ndarray], start: np.ndarray, duration: np.ndarray, event: np.ndarray, entry: np.ndarray | None, person: np.ndarray,
             horizon: float) -> dict[str, Any] | None:
    """Days on which enough was known, one horizon apart, the last one a horizon before the end; None when there is none."""
    ends = start + duration
    last = int(ends.max() - horizon)
    cuts = [cut for cut in (last - k * int(np.ceil(horizon)) for k in range(MOST_CUTS)) if int(event[ends <= cut].sum()) >= FEWEST_EVENTS][::-1]
    if not cuts:
        return None
    there = sum(int(((start <= cut) & (ends > cut)).sum()) for cut in cuts)
    result = _attrition.backtest(x, start, duration, event, entry=entry, person=person.astype(object), cuts=cuts, horizons=[horizon], unseen="leave_out",
                                 minimum_events=FEWEST_EVENTS, alerts=list(ALERTS), bands=_bands(there), prediction_level=LEVEL)
    exits = result.exits
    numbers = _numbers(result.pooled, horizon)
    numbers["cuts"] = [{"cut": str(np.int64(cut).astype("datetime64[D]")), "known": int(known), "scored": int(scored), "judged": int(rows), "unseen": int(unseen), "expected": float(expected),
                        "lower": float(lower), "upper": float(upper), "observed": int(observed), "held": bool(held)}
                       for cut, known, scored, rows, unseen, expected, lower, upper, observed, held in zip(
                           result.cuts.cut, result.cuts.events, result.cuts.scored, result.figures.rows, result.cuts.unseen, exits.expected, exits.lower, exits.upper, exits.observed, exits.held)]
    return {**numbers, "way": "forward", "level": LEVEL}


def _held_out(x: dict[str, np.ndarray], duration: np.ndarray, event: np.ndarray, entry: np.ndarray | None, person: np.ndarray, horizon: float) -> dict[str, Any]:
    """A third of the people, drawn with a fixed seed, are scored at the start of their observation by a fit on the others."""
    names, place = np.unique(person, return_inverse=True)
    out = (np.random.Generator(np.random.PCG64(2)).permutation(len(names)) % 3 == 0)[place]
    for values in x.values():  # a level that nobody else has cannot be scored
        if values.dtype.kind != "f":
            out &= np.isin(values.astype(str), np.unique(values[~out].astype(str))) | ~out
    fit = _attrition.risk({name: values[~out] for name, values in x.items()}, duration[~out], event[~out], entry=None if entry is None else entry[~out],
                          cluster=person[~out].astype(object), horizons=[horizon], minimum_events=FEWEST_EVENTS)
    tenure = np.zeros(int(out.sum())) if entry is None else entry[out]
    result = fit.judge({name: values[out] for name, values in x.items()}, tenure, duration[out] - tenure, event[out], person=person[out].astype(object),
                       minimum_events=FEWEST_EVENTS, alerts=list(ALERTS), bands=_bands(int(out.sum())))
    return {**_numbers(result, horizon), "way": "held_out", "cuts": [], "level": LEVEL}


def _numbers(result: Any, horizon: float) -> dict[str, Any]:
    table, bands, loads = result.horizons, result.bands, result.loads
    if str(table.status[0]) != "judged":
        return {"skipped": "few", "sentence": str(table.status[0])}
    figures = {name: number_or_none(getattr(table, name)[0]) for name in (
        "predicted", "observed", "observed_lower", "observed_upper", "ratio", "ratio_lower", "ratio_upper", "base_rate", "average_precision", "brier", "brier_lower", "brier_upper",
        "reference", "curve_brier", "skill", "skill_lower", "skill_upper", "slope", "slope_lower", "slope_upper", "integrated_index", "auc", "auc_lower", "auc_upper")}
    return {"skipped": None, "horizon": horizon, "rows": int(table.rows[0]), "events": int(table.events[0]), "beyond": int(table.beyond_follow_up[0]), **figures,
            "calibrated": bool(table.ratio_lower[0] <= 1 <= table.ratio_upper[0]), "better": bool(table.skill_lower[0] > 0),
            "bands": [{"rows": int(bands.rows[band]), **{name: number_or_none(getattr(bands, name)[band]) for name in ("lowest", "highest", "predicted", "observed", "lower", "upper")}}
                      for band in range(len(bands.rows))],
            "loads": [{name: number_or_none(getattr(loads, name)[load]) for name in
                       ("alerts", "alerted", "precision", "precision_lower", "precision_upper", "recall", "recall_lower", "recall_upper", "median_lead_time")}
                      for load in range(len(loads.alerts))]}
