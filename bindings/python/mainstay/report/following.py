"""Which ways people really take through the stages, how long each step takes, where they turn back: the section `transitions`, which every table with stages and events has."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import funnel as _funnel
from .engine import wilson
from .loading import Limits, Spells, number_or_none
from .losing import ways

MOST_WAYS = 8
LEFT = "\u0000left"     # the end of those who left on the way


def transitions(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """A way ends with the last stage or by leaving; who has done neither is still on it."""
    way = ways(spells, spells.reason)
    if way is None:
        return None
    people, events, _ = way
    stages = spells.settings["stages"]
    names = [str(stage["event"]) for stage in stages]
    word = {str(each): str(stage["event"]) for stage in stages for each in (stage.get("events") or [stage["event"]])}
    known = np.isin(events["event"].astype(str), list(word)) & np.isin(events["person"].astype(str), people["person"].astype(str)) & (events["time"] <= people["observed_until"][0])
    gone = ~np.isnan(people["exit_time"])
    person = np.concatenate([events["person"][known].astype(str), people["person"][gone].astype(str)]).astype(object)
    if not known.any():
        return None
    # Who left is known to have been hired: a way of one's own begins with an event, so leavers without one are no way.
    began = np.isin(person.astype(str), np.unique(events["person"][known].astype(str)))
    time = np.concatenate([events["time"][known], people["exit_time"][gone].astype(np.int64)])
    event = np.array([*(word[str(each)] for each in events["event"][known].tolist()), *([LEFT] * int(gone.sum()))], dtype=object)
    result = _funnel.transitions(person[began], time[began], event[began], ties="by_order", order=[*names, LEFT], end_events=[names[-1], LEFT], target=names[-1], most_variants=MOST_WAYS, min_count=max(1, limits.cell), probabilities=[.5, .9])
    if str(result.status) != "counted":
        return None
    edges, days, variants = result.edges, result.quantiles, result.variants
    quantile = {(str(a), str(b), round(float(p), 3)): number_or_none(value) for a, b, p, value in zip(days.from_event.tolist(), days.to_event.tolist(), days.probability.tolist(), days.days.tolist())}
    order = {name: place for place, name in enumerate([*names, LEFT])}
    listed = [{"from": str(edges.from_event[row]), "to": str(edges.to_event[row]), "count": int(edges.count[row]), "share": float(edges.known_share[row]), "lower": float(edges.known_share_lower[row]), "upper": float(edges.known_share_upper[row]),
               "median": quantile.get((str(edges.from_event[row]), str(edges.to_event[row]), .5)), "most": quantile.get((str(edges.from_event[row]), str(edges.to_event[row]), .9))} for row in range(len(edges.count))]
    steps: dict[int, list[str]] = {}
    for number, event_ in zip(result.steps.variant.tolist(), result.steps.event.tolist()):
        steps.setdefault(int(number), []).append(str(event_))
    told = [row for row in range(len(variants.variant)) if variants.people[row] >= limits.cell]
    route = next((row for row, start in enumerate(result.routes.from_event.tolist()) if str(start) == names[0]), None)
    other = int(result.people) - sum(int(variants.people[row]) for row in told)
    return {"people": int(result.people), "ended": int(result.ended), "inside": int(result.still_inside), "ways": int(result.distinct_ways), "returning": int(result.returning_people) if result.returning_people >= limits.cell else None if result.returning_people else 0,
            "stages": [{"event": name, "label": stage.get("label")} for name, stage in zip(names, stages)], "after_end": int(result.events_after_end),
            "edges": sorted(listed, key=lambda row: (order[row["from"]], order[row["to"]])), "rare_edges": int(result.rare_edges),
            "variants": [{"steps": steps[int(variants.variant[row])], "people": int(variants.people[row]), "ended": bool(variants.ended[row]), "share": float(variants.share[row]), "median": number_or_none(variants.median_days[row]),
                          **dict(zip(("lower", "upper"), wilson(float(variants.people[row]), float(result.people))))} for row in told],
            "other_people": other if other >= limits.cell or other == 0 else None, "route": None if route is None else {"probability": float(result.routes.probability[route]), "steps": int(result.routes.steps[route])}}
