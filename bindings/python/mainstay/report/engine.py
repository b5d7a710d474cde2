"""Where the report meets Mainstay's estimators (turnover.py: its counts of periods): columns in, plain numpy out."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

import numpy as np

from .. import attrition as _attrition
from .. import funnel as _funnel
from .. import survival as _survival
from .loading import number_or_none

USABLE = ("converged", "singular")
SQUARED_REACH = 1.959963984540054 ** 2     # of 95 %: where nobody or everybody was counted, Wilson's interval ends at this over itself plus the people


def wilson(count: float, total: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; everything is possible of nobody."""
    if total <= 0:
        return 0.0, 1.0
    middle, spread = count + SQUARED_REACH / 2, (SQUARED_REACH * (count * (total - count) / total + SQUARED_REACH / 4)) ** .5
    return max(0.0, (middle - spread) / (total + SQUARED_REACH)), min(1.0, (middle + spread) / (total + SQUARED_REACH))


def _bounded(survival: np.ndarray, lower: np.ndarray, upper: np.ndarray, at_risk: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Limits where the log(−log) scale has none: while nobody has left, those of nobody among the people at risk; when the last have left, those of everybody among them."""
    unseen = SQUARED_REACH / (SQUARED_REACH + np.maximum(at_risk, 1))
    lower, upper = np.array(lower, float), np.array(upper, float)
    whole, none = np.isnan(lower) & (survival == 1), np.isnan(upper) & (survival == 0)
    lower[whole], upper[whole] = 1 - unseen[whole], 1.0
    if none.any():
        first = int(np.argmax(none))
        lower[none], upper[none] = 0.0, (upper[first - 1] if first else 1.0) * unseen[first]
    return lower, upper


def curve(duration: np.ndarray, event: np.ndarray, entry: np.ndarray | None) -> dict[str, Any]:
    """Kaplan–Meier with log(−log) intervals, Wilson's where nobody or everybody has left, and the median."""
    result = _survival.curve(duration, event.astype(np.int64), entry=entry, probabilities=[.5])
    table, half = result.curve, result.quantiles
    lower, upper = _bounded(np.asarray(table.survival), np.asarray(table.survival_lower), np.asarray(table.survival_upper), np.asarray(table.at_risk))
    return {"time": np.asarray(table.time), "survival": np.asarray(table.survival), "lower": lower, "upper": upper, "at_risk": np.asarray(table.at_risk), "events": np.asarray(table.events),
            "median": number_or_none(half.time[0]), "median_lower": number_or_none(half.lower[0]), "median_upper": number_or_none(half.upper[0])}


def causes(duration: np.ndarray, cause: np.ndarray, entry: np.ndarray | None, names: Sequence[str]) -> dict[str, Any]:
    """Aalen–Johansen, one row of arrays a cause."""
    if len(names) == 1:
        only = curve(duration, cause > 0, entry)
        return {"time": only["time"], "incidence": [1 - only["survival"]], "lower": [1 - only["upper"]], "upper": [1 - only["lower"]]}
    numbered = [f"{place}" for place in range(len(names))]  # names may repeat after labelling; places do not
    table = _survival.curve(duration, cause, entry=entry, causes=numbered).incidence
    which = np.asarray([str(each) for each in table.cause])
    parts = {part: [np.array(getattr(table, part))[which == place] for place in numbered] for part in ("incidence", "lower", "upper")}
    times = np.asarray(table.time)[which == numbered[0]]
    known = len(duration) - np.searchsorted(np.sort(duration[cause == 0]), times, side="left")     # who had left by then, or was still seen
    for incidence, lower, upper in zip(parts["incidence"], parts["lower"], parts["upper"]):
        none = (incidence == 0) & np.isnan(upper)
        lower[none], upper[none] = 0.0, SQUARED_REACH / (SQUARED_REACH + known[none])
    return {"time": times, **parts}


def log_rank(duration: np.ndarray, event: np.ndarray, group: np.ndarray, entry: np.ndarray | None) -> dict[str, Any]:
    """Chi-squared and p; None when there was nothing to test."""
    result = _survival.log_rank(duration, event.astype(np.int64), group=group.astype(object), entry=entry)
    return {"chi_square": number_or_none(result.statistic), "degrees": int(result.degrees_of_freedom), "p": number_or_none(result.p_value)}


def cox(duration: np.ndarray, event: np.ndarray, columns: Mapping[str, np.ndarray], entry: np.ndarray | None,
        cluster: np.ndarray | None) -> dict[str, Any]:
    """A Cox fit whose categorical columns are compared with their most frequent level."""
    references: list[Any] = []
    for name, values in columns.items():
        if values.dtype.kind != "f":
            levels, counts = np.unique(values.astype(str), return_counts=True)
            references.append({"column": name, "level": str(levels[int(np.argmax(counts))])})
    fit = _survival.cox(dict(columns), duration, event.astype(np.int64), entry=entry, cluster=cluster, references=references)
    table = fit.coefficients
    index = {str(name): place for place, name in enumerate(table.term)}
    errors = np.asarray(table.robust_std_error if cluster is not None else table.std_error)
    lost = set(fit.singular) | set(fit.separated)
    terms = []
    for column in fit.columns:
        for level in [each for each in column.levels if each != column.reference] if column.categorical else [None]:
            term = column.name if level is None else f"{column.name}={level}"
            place = index[term]
            usable = term not in lost and bool(np.isfinite(errors[place]))
            terms.append({"column": column.name, "level": level, "reference": column.reference if level is not None else None,
                          "coefficient": float(table.coefficient[place]) if usable else float("nan"),
                          "std_error": float(errors[place]) if usable else float("nan"),
                          "p": float(table.p_value[place]) if usable else None})
    return {"fit": fit, "status": str(fit.status), "usable": str(fit.status) in USABLE, "terms": terms, "columns": list(columns), "cluster": cluster,
            "concordance": number_or_none(fit.concordance), "concordance_std_error": number_or_none(fit.concordance_std_error), "last_time": float(fit.follow_up[0])}


def cross_validated(duration: np.ndarray, event: np.ndarray, columns: Mapping[str, np.ndarray], entry: np.ndarray | None,
                    together: np.ndarray, folds: int = 5) -> dict[str, float] | None:
    """Concordance on people whom the fit had not seen: each fold is judged by a fit on the others, and people are compared
    within their fold only. Rows with the same `together` share a fold. None when a fold cannot be fitted or judged."""
    names, place = np.unique(together.astype(str), return_inverse=True)
    if len(names) < 4 * folds:
        return None
    fold = (np.random.Generator(np.random.PCG64(1)).permutation(len(names)) % folds)[place]
    score = np.zeros(len(duration))
    for each in range(folds):
        seen, new = fold != each, fold == each
        own = {name: values[seen] for name, values in columns.items()}
        if any(values.dtype.kind != "f" and set(columns[name][new].tolist()) - set(values.tolist()) for name, values in own.items()):
            return None
        fit = _survival.cox(own, duration[seen], event[seen].astype(np.int64), entry=None if entry is None else entry[seen],
                            concordance=False, baseline=False)
        if str(fit.status) not in USABLE:
            return None
        score[new] = np.asarray(fit.predict({name: values[new] for name, values in columns.items()}).linear_predictor)
    result = _survival.concordance(score, duration, event.astype(np.int64), entry=entry, strata=fold, cluster=place)
    if str(result.status) != "counted":
        return None
    return {"concordance": float(result.concordance), "lower": float(result.lower), "upper": float(result.upper)}


def risk(model: Mapping[str, Any], columns: Mapping[str, np.ndarray], duration: np.ndarray, event: np.ndarray, entry: np.ndarray | None, horizons: Sequence[float],
         fewest_events: int, fewest_followed: int) -> Any:
    """The model of the drivers as a risk of leaving (attrition.risk), which ranks people still here."""
    cluster = model["cluster"]
    return _attrition.risk({name: columns[name] for name in model["columns"]}, duration, event.astype(np.int64), entry=entry, cluster=None if cluster is None else cluster.astype(object),
                           horizons=list(horizons), minimum_events=fewest_events, few_people=fewest_followed)


def leaving(fit: Any, columns: Mapping[str, np.ndarray], tenure: np.ndarray, limits: bool) -> dict[str, Any]:
    """Of people still here: probability of leaving within each of the fit's horizons given the tenure reached, people × horizons, with limits when asked for; and
    what each column adds to the log hazard, against the mean of the people in the fit."""
    found = fit.list(dict(columns), tenure, intervals=limits, beyond="carry", most=1)
    shape = (len(tenure), len(fit.horizons))
    answer = {name: np.asarray(getattr(found.people, name)).reshape(shape) for name in ("probability", *(("lower", "upper") if limits else ()))}
    added = np.asarray(found.contributions).reshape(len(tenure), -1)
    return {**answer, "added": {str(name): added[:, place] for place, name in enumerate(found.columns)}}


def funnel(people: Mapping[str, np.ndarray], events: Mapping[str, np.ndarray], stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Stage by stage: counts, conversion with people on their way censored, quantiles, exits by reason."""
    definition: list[Any] = [{"name": stage["event"], "events": list(stage.get("events", [])) or [stage["event"]],
                   **({"within_days": int(stage["within_days"])} if stage.get("within_days") else {})} for stage in stages]
    result = _funnel.window(events["person"], events["time"], events["event"], stages=definition, person_id=people["person"],
                            observed_until=people["observed_until"], exit_time=people["exit_time"], exit_reason=people["exit_reason"],
                            probabilities=[.5])
    table, days = result.stages, result.quantiles
    median = {str(stage): number_or_none(value) for stage, value in zip(days.stage, days.days)}
    rows: list[dict[str, Any]] = []
    for index, name in enumerate(table.stage):
        rows.append({"event": str(name), "reached": int(table.reached[index]), "lost": int(table.lost[index]), "inside": int(table.still_inside[index]),
                     "previous": number_or_none(table.estimate_from_previous[index]), "previous_lower": float(table.estimate_from_previous_lower[index]),
                     "previous_upper": float(table.estimate_from_previous_upper[index]), "start": number_or_none(table.estimate_from_start[index]),
                     "start_lower": float(table.estimate_from_start_lower[index]), "start_upper": float(table.estimate_from_start_upper[index]),
                     "at_risk": int(table.at_risk[index]), "median_days": median.get(str(name)), "exits": []})
    place = {row["event"]: row for row in rows}
    exits = result.exits
    for index, stage in enumerate(exits.stage):
        place[str(stage)]["exits"].append({"kind": str(exits.kind[index]), "reason": str(exits.reason[index]), "count": int(exits.count[index])})
    findings = [(str(code), str(subject), int(number)) for code, subject, number in zip(result.findings.code, result.findings.subject, result.findings.count)]
    return {"status": str(result.status), "attempts": int(result.attempts), "completed": int(result.completed), "stages": rows, "findings": findings}
