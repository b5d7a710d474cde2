"""How careers go: time in a post, moves and promotions from the section `careers` of dataset.json, and the growth record from `growth`. Numbers and codes; the sentences of people are the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import competency as _competency
from .loading import Limits, Spells, as_dates, number_or_none, section_table, texts

MONTH = 30.436875
REPLICATES = 60


def _days(table: Any, name: str) -> np.ndarray:
    return as_dates(table, name).astype("datetime64[D]")


def careers(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The moves of the lowest post as curves, all moves with what ignoring the censored would say, and the flow of units in the last period."""
    found = section_table(spells, "careers", ("person", "post", "start", "stop", "next_post"))
    if found is None:
        return None
    asked, table = found
    person, post, next_post = (texts(table.columns[asked.get(role, role)]) for role in ("person", "post", "next_post"))
    start, stop = (_days(table, asked.get(role, role)) for role in ("start", "stop"))
    open_until = np.datetime64(str(spells.observation_end), "D") + 1
    until = np.where(np.isnat(stop), open_until, stop)
    horizon = float(asked.get("horizon_months", 48))
    posts = [str(each) for each in asked.get("posts") or sorted(set(post.tolist()))]
    moves = _competency.moves(post, start.astype(np.int64), until.astype(np.int64), next_post, person=person, posts=posts, horizons=[round(horizon * MONTH)], replicates=REPLICATES)
    promotion = None
    if asked.get("boundaries"):
        boundaries = [int(np.datetime64(str(day), "D").astype(int)) for day in asked["boundaries"]]
        unit = {"unit": texts(table.columns[asked["unit"]])} if asked.get("unit") else {}
        promotion = _promotion(_competency.promotion(person, post, start, stop, posts=posts, boundaries=boundaries, **unit))
    return {"people": int(moves.people), "stays": int(moves.spells), "horizon": horizon, "first": posts[0], "curves": _curves(moves, posts[0], horizon), "moves": _moves(moves, horizon), "posts": _posts(moves), "reach": _reach(moves, posts[0]),
            "promotion": promotion}


def _rows_of(table: Any, **wanted: str) -> np.ndarray:
    return np.flatnonzero(np.logical_and.reduce([np.asarray(getattr(table, name)).astype(str) == value for name, value in wanted.items()]))


def _curves(moves: Any, first: str, horizon: float) -> list[dict[str, Any]]:
    table, out = moves.incidence, []
    for row, (start, to) in enumerate(zip(moves.moves.from_post, moves.moves.to_post)):
        if str(start) != first:
            continue
        rows = [each for each in _rows_of(table, from_post=first, to_post=str(to)) if table.time[each] <= horizon * MONTH and np.isfinite(table.lower[each])]
        out.append({"to": str(to), "naive": float(moves.moves.naive_share[row]), "time": [float(table.time[each]) / MONTH for each in rows], **{name: [float(getattr(table, name)[each]) for each in rows] for name in ("incidence", "lower", "upper")}})
    return out


def _moves(moves: Any, horizon: float) -> list[dict[str, Any]]:
    """Each move by the horizon, or by the end of the post's follow-up where that is sooner."""
    out, table, made = [], moves.incidence, moves.moves
    for row, (start, to) in enumerate(zip(made.from_post, made.to_post)):
        rows = [each for each in _rows_of(table, from_post=str(start), to_post=str(to)) if table.time[each] <= horizon * MONTH]
        value = {name: number_or_none(getattr(table, name)[rows[-1]]) if rows else None for name in ("incidence", "lower", "upper")}
        out.append({"from": str(start), "to": str(to), "moves": int(made.moves[row]), "mean_months": float(made.mean_time[row]) / MONTH, "naive": float(made.naive_share[row]), **value})
    return out


def _posts(moves: Any) -> list[dict[str, Any]]:
    quantiles, out = moves.quantiles, []
    for row, post in enumerate(moves.posts.post):
        half = [each for each in _rows_of(quantiles, post=str(post)) if quantiles.share[each] == 0.5]
        median = {name: number_or_none(getattr(quantiles, name)[half[0]] / MONTH) if half else None for name in ("time", "lower", "upper")}
        out.append({"post": str(post), "stays": int(moves.posts.spells[row]), "moved": int(moves.posts.moved[row]), "naive_months": number_or_none(moves.posts.naive_mean[row] / MONTH), **median})
    return out


def _reach(moves: Any, first: str) -> list[dict[str, Any]]:
    table = moves.reach
    return [{"to": str(table.to_post[row]), **{name: number_or_none(getattr(table, name)[row]) for name in ("probability", "lower", "upper", "unresolved")}, "mean_months": number_or_none(table.mean_time[row] / MONTH)}
            for row in _rows_of(table, from_post=first)]


def _promotion(result: Any) -> dict[str, Any]:
    """Units of the last period against what their posts lead one to expect, and that period's flow by post over all units."""
    units, flow = result.units, result.flow
    last = max(units.period_start)
    rows = [row for row in range(len(units.promoted)) if units.period_start[row] == last]
    counts = ("heads_open", "hired", "promoted_in", "demoted_in", "promoted_out", "demoted_out", "left", "heads_close")
    posts: dict[str, dict[str, int]] = {}
    for row in range(len(flow.left)):
        if flow.period_start[row] == last:
            mine = posts.setdefault(str(flow.post[row]), dict.fromkeys(counts, 0))
            for name in counts:
                mine[name] += int(getattr(flow, name)[row])
    return {"from": str(np.datetime64(int(last), "D")), "to": str(np.datetime64(int(max(units.period_stop)), "D") - 1),
            "units": [{"unit": str(units.unit[row]), "promoted": int(units.promoted[row]), "heads": int(units.heads_close[row]), **{name: number_or_none(getattr(units, name)[row]) for name in ("expected", "ratio", "ratio_lower", "ratio_upper")}}
                      for row in rows],
            "posts": [{"post": post, **mine} for post, mine in posts.items()]}


def growth(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Dimensions from first to last, and people: those who stand still first."""
    found = section_table(spells, "growth", ("person", "day"))
    if found is None:
        return None
    asked, table = found
    dimensions = list(asked.get("dimensions") or [])
    names = [str(each["name"]) for each in dimensions]
    labels = {role: texts(table.columns[asked[role]]) for role in ("post", "group") if asked.get(role)}
    scores = {name: table.columns[name] for name in names if name in table.columns}
    result = _competency.growth(texts(table.columns[asked.get("person", "person")]), _days(table, asked.get("day", "day")), scores, dimensions=dimensions, requirements=asked.get("requirements") or [],
                                stall_days=int(asked.get("stall_days", 90)), stall_rule=asked.get("stall_rule", "gain"), **labels)
    people, groups = result.people, result.groups
    stalled = np.asarray(people.stalled)
    completion = np.nan_to_num(np.asarray(people.completion, float), nan=2.0)
    order = np.lexsort((np.arange(len(stalled)), completion, -stalled))
    rows = [{"person": str(people.person[row]), "post": None if people.post[row] is None else str(people.post[row]), "completion": number_or_none(people.completion[row]), "first": number_or_none(people.completion_first[row]),
             "stalled": int(stalled[row]), "months": number_or_none(people.months_to_go[row]), "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}} for row in order[:limits.people]]
    return {"people": len(stalled), "stalled": int((stalled > 0).sum()), "days": int(asked.get("stall_days", 90)), "names": names, "rows": rows,
            "groups": [{"group": str(groups.group[row]), "dimension": str(groups.dimension[row]), "people": int(groups.people[row]), "better": int(groups.better[row]), "stalled": int(groups.stalled[row]),
                        **{name: number_or_none(getattr(groups, name)[row]) for name in ("first", "last", "change", "lower", "upper")}} for row in range(len(groups.people))]}
