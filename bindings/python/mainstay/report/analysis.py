"""From spells to the report's model: a plain dict of numbers, codes and names, the same for every language."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from . import engine, losing, turnover
from . import compared as comparing
from . import judged as judging
from .attributes import MOST_LEVELS, NOT_GIVEN, OTHER, bands, candidates_of, default_groups, is_protected, pool_small, protected_by, usable
from .loading import Finding, Limits, Spells
from .sections import sections

FEWEST_FOLLOWED = 30        # nothing is said about tenures that fewer people were seen to reach
FEWEST_EVENTS = 20          # below it no model is fitted
EVENTS_PER_TERM = 10
FEWEST_CLUSTERS = 20        # robust errors need many of them
DEFAULT_HORIZONS = {"day": (30, 90, 180), "week": (4, 13, 26), "month": (1, 3, 6)}
MARKS = {"day": (30, 90, 180, 365, 730), "week": (4, 13, 26, 52, 104), "month": (1, 3, 6, 12, 24)}
SPAN = {"day": 30, "week": 4, "month": 1}  # about one month


def analyse(spells: Spells, people_listed: int = 25) -> dict[str, Any]:
    settings = spells.settings
    smallest = int(settings.get("small_cell", 5))
    notes = list(spells.findings)
    horizons = [float(each) for each in settings.get("horizons") or DEFAULT_HORIZONS[spells.unit]]
    protected = protected_by(settings)

    model: dict[str, Any] = {
        "title": settings.get("title"), "source": settings.get("source"), "unit": spells.unit, "small_cell": smallest,
        "labels": {"columns": settings.get("columns", {}), "values": settings.get("values", {}), "stages": settings.get("stages", [])},
        "people": _people(spells), "horizons": horizons, "late": spells.entry is not None,
    }
    overall = engine.curve(spells.duration, spells.event, spells.entry)
    model["retention"] = _retention(spells, overall, smallest)
    reasons = _grouped_reasons(spells, smallest)
    model["causes"] = _causes(spells, reasons, overall, smallest)

    attributes = usable(spells, notes, smallest, protected)
    include = set(settings.get("include") or ())
    candidates = candidates_of(settings, attributes)
    grouping = [name for name in settings.get("groups") or default_groups(attributes, candidates) if name in attributes]
    model["groups"] = [each for each in (_by_group(spells, name, attributes[name], smallest) for name in grouping) if each]
    model["audit"] = {
        "attributes": [each for each in (_by_group(spells, name, bands(spells.attributes[name]) if values.dtype.kind == "f" else values, smallest)
                                         for name, values in attributes.items() if is_protected(name, protected)) if each],
        "included": sorted(name for name in include if is_protected(name, protected) and name in attributes)}
    _adjust(model["groups"] + model["audit"]["attributes"])

    model["drivers"], fit, rows = _drivers(spells, {name: attributes[name] for name in candidates}, reasons, notes)
    model["ranking"] = _ranking(spells, fit, rows, {name: attributes[name] for name in candidates}, horizons, people_listed)
    model["judged"] = judging.judged(spells, fit, rows, {name: attributes[name] for name in candidates}, horizons[min(1, len(horizons) - 1)])
    model["compared"] = comparing.compared(spells, fit, rows, {name: attributes[name] for name in candidates})
    model["funnel"] = _funnel(spells, reasons, notes, smallest)
    model["rates"] = turnover.turnover(spells, notes, _rate_groups(spells, grouping), smallest)
    model["records"] = turnover.records(spells)
    model |= sections(spells, notes, Limits(people_listed, smallest))
    model["notes"] = [_note(each) for each in notes]
    model["findings"] = _findings(model)
    return model


def _rate_groups(spells: Spells, grouping: list[str]) -> list[str]:
    """What turnover is broken down by: the groups of the report, or the first texts of a history."""
    if spells.records is None or spells.settings.get("groups"):
        return [name for name in grouping if spells.attributes[name].dtype.kind != "f"]
    found = {name: len(set(values.tolist())) for name, values in spells.records.attributes.items()}
    return [name for name, levels in found.items() if 1 < levels <= MOST_LEVELS and not all(_is_figure(each) for each in set(spells.records.attributes[name].tolist()))][:3]


def _is_figure(text: Any) -> bool:
    return text is None or str(text).replace(".", "", 1).isdigit()


# ---------------------------------------------------------------- who

def _people(spells: Spells) -> dict[str, Any]:
    here = int((~spells.event).sum())
    numbers: dict[str, Any] = {"spells": len(spells.duration), "people": len(set(spells.person.tolist())), "read": spells.rows_read, "here": here,
                               "left": len(spells.duration) - here, "time": float(spells.duration.sum() - (0 if spells.entry is None else spells.entry.sum())),
                               "longest": float(spells.duration.max())}
    if spells.hire is not None:
        numbers |= {"first_hire": str(spells.hire.min()), "last_hire": str(spells.hire.max()), "observation_end": str(spells.observation_end)}
    return numbers


# ---------------------------------------------------------------- attributes

def _note(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "numbers": finding.numbers, "rows": finding.rows}


# ---------------------------------------------------------------- curves

def step(curve: Mapping[str, Any], name: str, at: float, start: float = 1.0) -> float:
    """The value of a right-continuous step function at a time."""
    index = int(np.searchsorted(curve["time"], at, side="right")) - 1
    return start if index < 0 else float(curve[name][index])


def _at_risk(spells: Spells, at: float, rows: np.ndarray | slice = slice(None)) -> int:
    late = np.zeros(len(spells.duration)) if spells.entry is None else spells.entry
    return int(((spells.duration[rows] >= at) & ((late[rows] < at) | (late[rows] == 0))).sum())


def _drawn(curve: Mapping[str, Any], smallest: int) -> dict[str, list[float]]:
    """The points to draw: while at least `smallest` people are at risk, thinned to where something changes."""
    times = np.asarray(curve["time"])
    shown = np.asarray(curve["at_risk"]) >= smallest
    last = len(times) if shown.all() else int(np.argmin(shown))
    if last < len(times) and not shown[:1].all():  # late entry: few are at risk at first
        begin = int(np.argmax(shown))
        rest = shown[begin:]
        last = len(times) if rest.all() else begin + int(np.argmin(rest))
    keep = np.zeros(len(times), bool)
    keep[:last] = np.asarray(curve["events"])[:last] > 0
    if last:
        keep[last - 1] = True
    index = np.flatnonzero(keep)
    if len(index) > 1500:
        index = np.unique(index[np.linspace(0, len(index) - 1, 1500).astype(int)])
    points = {name: [1.0] + np.asarray(curve[name])[index].tolist() for name in ("survival", "lower", "upper")}
    points["time"] = [0.0] + times[index].tolist()
    points["at_risk"] = [int(np.asarray(curve["at_risk"])[0])] + np.asarray(curve["at_risk"])[index].astype(int).tolist()
    return points


def _marks(spells: Spells) -> list[float]:
    longest = float(spells.duration.max())
    marks = [float(each) for each in MARKS[spells.unit] if each <= longest]
    return marks or [longest]


def _row_at(curve: Mapping[str, Any], at: float, at_risk: int, smallest: int) -> dict[str, Any]:
    lower, upper, value = step(curve, "lower", at, engine.wilson(at_risk, at_risk)[0]), step(curve, "upper", at), step(curve, "survival", at)
    return {"time": at, "survival": value, "lower": lower, "upper": upper,
            "at_risk": at_risk if at_risk >= smallest or at_risk == 0 else None}


def _risk_times(spells: Spells) -> list[float]:
    longest = float(np.quantile(spells.duration, .995))
    raw = longest / 6
    for size in (1, 2, 3, 5, 7, 10, 14, 30, 60, 90, 180, 365, 730):
        if size >= raw:
            return [float(each) for each in np.arange(0, longest + .5, size)]
    return [float(round(each)) for each in np.linspace(0, longest, 7)]


def _retention(spells: Spells, curve: Mapping[str, Any], smallest: int) -> dict[str, Any]:
    marks = _marks(spells)
    times = _risk_times(spells)
    return {"curve": _drawn(curve, smallest), "median": curve["median"], "median_lower": curve["median_lower"], "median_upper": curve["median_upper"],
            "at": [_row_at(curve, at, _at_risk(spells, at), smallest) for at in marks],
            "risk_times": times, "at_risk": [_cell(_at_risk(spells, at), smallest) for at in times], "riskiest": _riskiest(spells, curve)}


def _cell(count: int, smallest: int) -> int | None:
    return count if count == 0 or count >= smallest else None


def _riskiest(spells: Spells, curve: Mapping[str, Any]) -> dict[str, Any] | None:
    """The month of tenure in which the largest share of those still here at its start leaves."""
    span = SPAN[spells.unit]
    best: dict[str, Any] | None = None
    start = 0
    while start + span <= spells.duration.max() and start < 24 * span:
        here = _at_risk(spells, max(start, 1e-9))
        before = step(curve, "survival", start)
        if here >= 30 and before > 0:
            rate = 1 - step(curve, "survival", start + span) / before
            if best is None or rate > best["rate"]:
                best = {"from": start, "to": start + span, "rate": rate, "at_risk": here}
        start += span
    return best


def _by_group(spells: Spells, name: str, values: np.ndarray, smallest: int) -> dict[str, Any] | None:
    levels, counts = np.unique(values.astype(str), return_counts=True)
    if values.dtype.kind == "f":
        values = bands(values)
        levels, counts = np.unique(values.astype(str), return_counts=True)
    if len(levels) < 2:
        return None
    texts = values.astype(str)
    pooled = pool_small(dict(zip(levels.tolist(), counts.tolist())), smallest)
    if pooled:
        texts = np.where(np.isin(texts, list(pooled)), OTHER, texts)
        levels, counts = np.unique(texts, return_counts=True)
        if len(levels) < 2:
            return None
    order = np.argsort(-counts, kind="stable") if not all("–" in each for each in levels) else np.arange(len(levels))
    if all("–" in each for each in levels):
        order = np.argsort([float(each.lstrip(">").split("–")[0]) + .5 * each.startswith(">") for each in levels])
    shared_end = min(float(spells.duration[texts == level].max()) for level in levels)
    marks = [at for at in _marks(spells) if at <= shared_end] or [shared_end]
    times = _risk_times(spells)
    rows = []
    for level in levels[order]:
        mine = texts == level
        entry = None if spells.entry is None else spells.entry[mine]
        curve = engine.curve(spells.duration[mine], spells.event[mine], entry)
        rows.append({"level": str(level), "count": int(mine.sum()), "left": int(spells.event[mine].sum()), "curve": _drawn(curve, smallest),
                     "median": curve["median"], "at": [_row_at(curve, at, _at_risk(spells, at, mine), smallest) for at in marks],
                     "at_risk": [_cell(_at_risk(spells, at, mine), smallest) for at in times]})
    test = engine.log_rank(spells.duration, spells.event, texts, spells.entry)
    return {"column": name, "levels": rows, "risk_times": times, "pooled": len(pooled), **test}


def _adjust(groups: list[dict[str, Any]]) -> None:
    """Holm's correction over all the comparisons of the page."""
    order = sorted((each for each in groups if each["p"] is not None), key=lambda each: each["p"])
    worst = 0.0
    for index, each in enumerate(order):
        worst = max(worst, min(1.0, each["p"] * (len(order) - index)))
        each["p_adjusted"] = worst


# ---------------------------------------------------------------- causes

def _grouped_reasons(spells: Spells, smallest: int) -> dict[str, Any] | None:
    """Cause codes 1… in order of frequency; small ones pooled, missing ones kept as their own."""
    if not spells.has_reasons:
        return None
    names = np.array([NOT_GIVEN if cell is None else cell for cell in spells.reason.tolist()], dtype=object)
    left = spells.event
    levels, counts = np.unique(names[left].astype(str), return_counts=True)
    pooled = pool_small(dict(zip(levels.tolist(), counts.tolist())), smallest)
    if pooled:
        names = np.where(np.isin(names.astype(str), list(pooled)), OTHER, names)
        levels, counts = np.unique(names[left].astype(str), return_counts=True)
    order = sorted(range(len(levels)), key=lambda index: (levels[index] in (OTHER, NOT_GIVEN), -counts[index]))
    if len(order) > 8:  # the smallest of many go together
        rest = {levels[index] for index in order[7:]}
        names = np.where(np.isin(names.astype(str), list(rest)), OTHER, names)
        levels, counts = np.unique(names[left].astype(str), return_counts=True)
        order = sorted(range(len(levels)), key=lambda index: (levels[index] in (OTHER, NOT_GIVEN), -counts[index]))
    listed = [str(levels[index]) for index in order]
    code = np.zeros(len(names), np.int64)
    for index, level in enumerate(listed):
        code[left & (names == level)] = index + 1
    return {"names": listed, "code": code, "counts": [int(counts[index]) for index in order]}


def _causes(spells: Spells, reasons: Mapping[str, Any] | None, overall: Mapping[str, Any], smallest: int) -> dict[str, Any] | None:
    if reasons is None or not reasons["names"]:
        return None
    result = engine.causes(spells.duration, reasons["code"], spells.entry, reasons["names"])
    drawn_end = _drawn(overall, smallest)["time"][-1]
    times = np.asarray(result["time"])
    index = np.flatnonzero(times <= drawn_end)
    if len(index) > 1500:
        index = np.unique(index[np.linspace(0, len(index) - 1, 1500).astype(int)])
    marks = _marks(spells)
    causes = []
    for place, name in enumerate(reasons["names"]):
        curve = {"time": times, **{part: np.asarray(result[part][place]) for part in ("incidence", "lower", "upper")}}
        start = {"incidence": 0.0, "lower": 0.0, "upper": engine.wilson(0, len(spells.duration))[1]}
        causes.append({"name": name, "count": reasons["counts"][place], "incidence": [0.0] + curve["incidence"][index].tolist(),
                       "at": [{"time": at, **{part: step(curve, part, at, start[part]) for part in start}} for at in marks]})
    return {"time": [0.0] + times[index].tolist(), "marks": marks, "causes": causes}


# ---------------------------------------------------------------- drivers

def _terms(fit: Mapping[str, Any], columns: Mapping[str, np.ndarray]) -> list[dict[str, Any]]:
    terms = []
    for each in fit["terms"]:
        term = dict(each)
        values = columns[term["column"]]
        # Numbers are read per standard deviation, so that they compare with each other; per unit stands in the table.
        scale = float(np.nanstd(values)) if values.dtype.kind == "f" else 1.0
        term["scale"] = scale
        finite = np.isfinite(term["coefficient"]) and np.isfinite(term["std_error"])
        for name, shift in (("ratio", 0.0), ("lower", -1.959963984540054), ("upper", 1.959963984540054)):
            term[name] = float(np.exp(np.clip((term["coefficient"] + shift * term["std_error"]) * scale, -50, 50))) if finite else None
        term["unit_ratio"] = float(np.exp(np.clip(term["coefficient"], -50, 50))) if finite else None
        term["count"] = int((values == term["level"]).sum()) if term["level"] is not None else None
        terms.append(term)
    tested = sorted((each for each in terms if each["p"] is not None and each["p"] == each["p"]), key=lambda each: each["p"])
    worst = 0.0
    for index, each in enumerate(tested):
        worst = max(worst, min(1.0, each["p"] * (len(tested) - index)))
        each["p_adjusted"] = worst
    # The clearest column first; the levels of a column stay together.
    first: dict[str, int] = {}
    for each in tested:
        first.setdefault(each["column"], len(first))
    return sorted(terms, key=lambda each: first.get(each["column"], len(first)))


def _width(columns: Mapping[str, np.ndarray]) -> int:
    return sum(1 if values.dtype.kind == "f" else len(set(values.tolist())) - 1 for values in columns.values())


def _drivers(spells: Spells, columns: dict[str, np.ndarray], reasons: Mapping[str, Any] | None,
             notes: list[Finding]) -> tuple[dict[str, Any], Any, np.ndarray]:
    rows = np.ones(len(spells.duration), bool)
    for values in columns.values():
        if values.dtype.kind == "f":
            rows &= ~np.isnan(values)
    events = int(spells.event[rows].sum())
    nothing = {"models": [], "skipped": None, "events": events, "rows": int(rows.sum()), "columns": list(columns)}
    if not columns:
        return {**nothing, "skipped": "no_columns"}, None, rows
    if events < FEWEST_EVENTS or events == rows.sum() and rows.sum() < FEWEST_EVENTS:
        return {**nothing, "skipped": "few_events"}, None, rows
    if not rows.all():
        notes.append(Finding("model_rows", {"count": int((~rows).sum())}))
    cut = {name: values[rows] for name, values in columns.items()}
    cut = {name: values for name, values in cut.items() if len(np.unique(values.astype(str) if values.dtype.kind != "f" else values)) > 1}
    entry = None if spells.entry is None else spells.entry[rows]
    persons = spells.person[rows]
    cluster: np.ndarray | None
    cluster_name = spells.settings.get("cluster")
    if cluster_name in spells.attributes:
        cluster = _texts_of(spells.attributes[cluster_name])[rows]
        if len(set(cluster.tolist())) < FEWEST_CLUSTERS:
            notes.append(Finding("few_clusters", {"column": cluster_name, "clusters": len(set(cluster.tolist()))}))
            cluster, cluster_name = None, None
    else:
        cluster = persons if len(set(persons.tolist())) < len(persons) else None
        cluster_name = None
    width = _width(cut)
    models: list[dict[str, Any]] = []
    main: dict[str, Any] = {"usable": False}
    wanted: list[tuple[str | None, np.ndarray]] = [(None, spells.event[rows])]
    if reasons is not None and len(reasons["names"]) > 1:
        for index, name in enumerate(reasons["names"]):
            own = reasons["code"][rows] == index + 1
            if name not in (OTHER, NOT_GIVEN) and own.sum() >= max(50, EVENTS_PER_TERM * width):
                wanted.append((name, own))
    for name, happened in wanted[:5]:
        fit = engine.cox(spells.duration[rows], happened, cut, entry, cluster)
        if name is None:
            main = fit
        models.append({"cause": name, "status": fit["status"], "events": int(happened.sum()), "terms": _terms(fit, cut),
                       "concordance": fit["concordance"], "concordance_std_error": fit["concordance_std_error"],
                       "unseen": None, "few_per_term": int(happened.sum()) < EVENTS_PER_TERM * width})
    if main["usable"]:
        models[0]["unseen"] = engine.cross_validated(spells.duration[rows], spells.event[rows], cut, entry, persons if cluster is None else cluster)
    result = {**nothing, "models": models, "width": width, "cluster": cluster_name, "robust": cluster is not None, "columns": list(cut)}
    return result, (main if main["usable"] else None), rows


def _texts_of(values: np.ndarray) -> np.ndarray:
    return np.array([str(each) for each in values.tolist()], dtype=object)


# ---------------------------------------------------------------- people still here

def _ranking(spells: Spells, fit: Any, rows: np.ndarray, columns: dict[str, np.ndarray], horizons: list[float], listed: int) -> dict[str, Any]:
    here = np.flatnonzero(~spells.event & rows)
    answer: dict[str, Any] = {"horizons": horizons, "here": int((~spells.event).sum()), "ranked": len(here), "rows": [], "skipped": None}
    if fit is None:
        return {**answer, "skipped": "no_model"}
    if not len(here):
        return {**answer, "skipped": "nobody_here"}
    tenure = spells.duration[here]
    new = {name: columns[name][here] for name in fit["columns"]}
    risk = engine.risk(fit, {name: values[rows] for name, values in columns.items()}, spells.duration[rows], spells.event[rows], None if spells.entry is None else spells.entry[rows], horizons,
                       FEWEST_EVENTS, max(1, int(min(FEWEST_FOLLOWED, len(spells.duration) / 10))))
    end = min(float(risk.follow_up), float(risk.followed_until) or float(risk.follow_up))
    beyond = tenure[:, None] + np.asarray(horizons)[None, :] > end
    probability = engine.leaving(risk, new, tenure, limits=False)["probability"]
    sort_by = min(1, len(horizons) - 1)
    usable = np.where(np.isnan(probability[:, sort_by]), -1.0, probability[:, sort_by])
    order = np.lexsort((spells.person[here].astype(str), -usable, beyond[:, sort_by]))  # what was not observed stands last
    listed_rows = order[:listed]
    typical = {name: (float(np.nanmean(columns[name][rows])) if columns[name].dtype.kind == "f" else None) for name in new}
    shown: list[dict[str, Any]] = []
    chosen = {name: values[listed_rows] for name, values in new.items()}
    own_risk = engine.leaving(risk, chosen, tenure[listed_rows], limits=True) if len(listed_rows) else {}
    for index, place in enumerate(listed_rows):
        own = sorted(((name, float(values[index])) for name, values in own_risk["added"].items()), key=lambda each: -each[1])
        reasons = [{"column": name, "value": _plain(new[name][place]), "typical": typical[name], "factor": float(np.exp(value))}
                   for name, value in own if value > np.log(1.03)][:3]
        shown.append({"person": str(spells.person[here[place]]), "tenure": float(tenure[place]),
                      "probability": [_finite(each) for each in probability[place].tolist()],
                      "lower": [_finite(each) for each in own_risk["lower"][index].tolist()],
                      "upper": [_finite(each) for each in own_risk["upper"][index].tolist()],
                      "beyond": beyond[place].tolist(), "reasons": reasons})
    within = ~beyond & ~np.isnan(probability)
    expected = [float(np.nansum(np.where(within[:, each], probability[:, each], 0.0))) for each in range(len(horizons))]
    spread = [float(np.sqrt(np.nansum(np.where(within[:, each], probability[:, each] * (1 - probability[:, each]), 0.0)))) for each in range(len(horizons))]
    return {**answer, "rows": shown, "sort_by": sort_by, "expected": expected, "spread": spread, "end": end,
            "counted": within.sum(axis=0).tolist(), "beyond": beyond.sum(axis=0).tolist(), "any_beyond": any(any(row["beyond"]) for row in shown)}


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, (float, np.floating)) else str(value)


def _finite(value: float) -> float | None:
    return value if value == value else None


# ---------------------------------------------------------------- funnel

def _funnel(spells: Spells, reasons: Mapping[str, Any] | None, notes: list[Finding], smallest: int) -> dict[str, Any] | None:
    stages = spells.settings.get("stages")
    why = spells.reason if reasons is None else np.array([None, *reasons["names"]], dtype=object)[reasons["code"]]
    way = losing.ways(spells, np.array([None if each == NOT_GIVEN else each for each in why.tolist()], dtype=object))
    if way is None or not stages:
        return None
    people, events, first = way
    if len(first) < len(spells.person):
        notes.append(Finding("funnel_one_spell"))
    result = engine.funnel(people, events, stages)
    for code, subject, count in result.pop("findings"):
        notes.append(Finding("stage_without_events", {"stage": subject}) if code == "word_never_occurs"
                     else Finding(f"funnel_{code}", {"count": count}))
    if result["status"] != "counted":
        return None
    by_event = {stage["event"]: stage for stage in stages}
    for place, row in enumerate(result["stages"]):
        row |= {"label": by_event[row["event"]].get("label"), "within_days": by_event[row["event"]].get("within_days"), "shown_counts": row["reached"] >= smallest}
        if row["start"] is None:
            row |= {"start": 0.0, "start_lower": 0.0, "start_upper": 0.0}
        if place == 0:
            row |= {"previous": None, "start_lower": row["start"], "start_upper": row["start"]}
        row["exits"] = _pooled_exits(row["exits"], smallest) if row["shown_counts"] else []
    steps = [(before, after) for before, after in zip(result["stages"], result["stages"][1:]) if after["previous"] is not None and after["at_risk"] >= 20]
    if steps:
        before, after = min(steps, key=lambda step: step[1]["previous"])
        result["bottleneck"] = {"previous": before["event"], "stage": after["event"], "rate": after["previous"], "lower": after["previous_lower"],
                                "upper": after["previous_upper"]}
    return result


def _pooled_exits(exits: list[dict[str, Any]], smallest: int) -> list[dict[str, Any]]:
    """Reasons of fewer than `smallest` people go together with the next smallest, so that none follows from the stage's total."""
    pooled = pool_small({str(place): each["count"] for place, each in enumerate(exits)}, smallest)
    kept = [each for place, each in enumerate(exits) if str(place) not in pooled]
    if pooled:
        kept.append({"kind": "left", "reason": OTHER, "count": sum(exits[int(place)]["count"] for place in pooled)})
    return sorted(kept, key=lambda each: (each["reason"] == OTHER, -each["count"]))


# ---------------------------------------------------------------- findings

def _findings(model: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What to tell first, each with its numbers; the order is that of importance."""
    found: list[dict[str, Any]] = []
    unit = model["unit"]

    def add(code: str, section: str, **numbers: Any) -> None:
        found.append({"code": code, "section": section, "numbers": {"unit": unit, **numbers}})

    retention = model["retention"]
    early = retention["at"][min(1, len(retention["at"]) - 1)] if unit != "month" else retention["at"][-1]
    if retention["median"] is not None:
        add("median", "retention", median=retention["median"], lower=retention["median_lower"], upper=retention["median_upper"],
            time=early["time"], loss=1 - early["survival"], loss_lower=1 - early["upper"], loss_upper=1 - early["lower"])
    else:
        last = retention["at"][-1]
        add("loss", "retention", time=last["time"], loss=1 - last["survival"], loss_lower=1 - last["upper"], loss_upper=1 - last["lower"])

    rates = model["rates"]
    if rates["skipped"] is None and rates["definition"] and rates["total"]["rate"] is not None:
        add("turnover", "rates", first=rates["first"], last=rates["last"], definition=rates["definition"], **{name: rates["total"][name] for name in
            ("rate", "lower", "upper", "numerator", "denominator")})
        if rates["differing"]:
            values = [each["period_rate"] for each in rates["definitions"] if each["period_rate"] is not None]
            add("definitions_differ", "rates", lowest=min(values), highest=max(values))

    causes = model["causes"]
    if causes and len(causes["causes"]) > 1:
        mark = next((place for place, at in enumerate(causes["marks"]) if at >= (180 if unit == "day" else 26 if unit == "week" else 6)), len(causes["marks"]) - 1)
        top = max(causes["causes"], key=lambda each: each["at"][mark]["incidence"])
        total = sum(each["at"][mark]["incidence"] for each in causes["causes"])
        cell = top["at"][mark]
        if total > 0:
            add("main_cause", "causes", reason=top["name"], time=cell["time"], incidence=cell["incidence"], lower=cell["lower"], upper=cell["upper"],
                share=cell["incidence"] / total)

    drivers = model["drivers"]
    if drivers["models"]:
        main = drivers["models"][0]
        clear = [each for each in main["terms"] if each.get("p_adjusted", 1.0) < .05 and each["ratio"]]
        clear.sort(key=lambda each: -abs(np.log(each["ratio"])))
        for each in clear[:2]:
            add("driver_number" if each["level"] is None else "driver_level", "drivers", **{key: each[key] for key in
                ("column", "level", "reference", "ratio", "lower", "upper", "scale")})
        if not clear:
            add("no_driver", "drivers", terms=len(main["terms"]))

    ranking = model["ranking"]
    if ranking["rows"]:
        place = ranking["sort_by"]
        if ranking["counted"][place]:
            add("expected", "ranking", here=ranking["counted"][place], horizon=ranking["horizons"][place], expected=ranking["expected"][place],
                lower=max(0.0, ranking["expected"][place] - 1.96 * ranking["spread"][place]), upper=ranking["expected"][place] + 1.96 * ranking["spread"][place])

    judged = model["judged"]
    if judged["skipped"] is None and judged["ratio"] is not None:
        add("calibrated" if judged["calibrated"] else "not_calibrated", "judged", **{name: judged[name] for name in ("horizon", "predicted", "observed", "observed_lower", "observed_upper", "events")})

    funnel = model["funnel"]
    if funnel and funnel.get("bottleneck"):
        add("bottleneck", "funnel", **funnel["bottleneck"])

    change = model["losses"] and model["losses"]["change"]
    if change:
        add("loss_change", "losses", within=change["within"], before=change["periods"]["before"]["loss"], after=change["periods"]["after"]["loss"], **{name: change[name] for name in ("change", "change_lower", "change_upper")})
        if change["remaining"]:
            add("remaining", "losses", **{name: change["remaining"][0][name] for name in ("stage", "reason", "after", "lower", "upper")})
    warned = model["alerts"]
    if warned:
        if warned["open_count"]:
            add("open_alerts", "monday", on=warned["on"], alerts=warned["open_count"], people=warned["open_people"])
        best = next((rule for rule in warned["rules"] if rule["lift_at_tenure_lower"] is not None and rule["lift_at_tenure_lower"] > 1 and rule["precision_lower"] > warned["base_rate"] and rule["alerts"] >= FEWEST_EVENTS), None)
        if best:
            add("best_rule", "alerts", rule=best["rule"], precision=best["precision"], lower=best["precision_lower"], upper=best["precision_upper"], base=best["base_at_tenure"])
    if model["texts"] and model["texts"]["hidden"]:
        add("hidden_reasons", "texts", hidden=model["texts"]["hidden"], interviewed=model["texts"]["interviewed"])

    risky = retention["riskiest"]
    if risky:
        add("riskiest", "retention", **risky)

    differing = [each for each in model["groups"] if each.get("p_adjusted", 1.0) < .05 and len(each["levels"]) > 1]
    if differing:
        each = min(differing, key=lambda group: group["p_adjusted"])
        best = max(each["levels"], key=lambda level: level["at"][-1]["survival"])
        worst = min(each["levels"], key=lambda level: level["at"][-1]["survival"])
        add("group_gap", "groups", column=each["column"], time=best["at"][-1]["time"], best=best["level"], best_value=best["at"][-1]["survival"],
            worst=worst["level"], worst_value=worst["at"][-1]["survival"], p=each["p_adjusted"])
    chance = [each for each in model["groups"] if each.get("p_adjusted", 0.0) >= .05 and len(each["levels"]) > 2]
    if chance:
        each = max(chance, key=lambda group: len(group["levels"]))
        values = [level["at"][-1]["survival"] for level in each["levels"]]
        add("group_chance", "groups", column=each["column"], levels=len(values), spread=max(values) - min(values), time=each["levels"][0]["at"][-1]["time"],
            p=each["p_adjusted"])

    records = model["records"]
    out = [each for each in records["findings"] if each["left_out"]] if records else []
    if out:
        most = max(out, key=lambda each: each["count"])
        add("records_out", "records", rows=sum(each["count"] for each in out), read=records["rows"], what=most["code"], count=most["count"])

    if drivers["models"]:
        unseen = drivers["models"][0]["unseen"]
        concordance = unseen["concordance"] if unseen else drivers["models"][0]["concordance"]
        if concordance is not None and concordance < .6:
            add("weak_model", "drivers", concordance=concordance)
    return found
