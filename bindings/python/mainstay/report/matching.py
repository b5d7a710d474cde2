"""Who fits the post, and what the successful have in common: the sections of `match`, `search` and `portrait` in dataset.json. Numbers and codes; the sentences are the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import competency as _competency
from .loading import Limits, Spells, number_or_none, numbers, section_table

RESAMPLES = 200


def match(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """So many candidates by their match, those without a score by the middle of what it can be; none are named when nobody is to be listed."""
    found = section_table(spells, "match")
    if found is None:
        return None
    asked, table = found
    profile: Any = asked.get("profile") or {}
    names = [str(each.get("name")) for each in profile.get("dimensions", ())]
    x = numbers(table, names, "match")
    person = table.columns.get(asked.get("person", "person"))
    labels = [str(row + 1) for row in range(len(table))] if person is None else [str(each) for each in person.tolist()]
    error = asked.get("std_error")
    result = _competency.match(x, profile, std_error=None if error is None else {name: np.full(len(table), float(error)) for name in names},
                               scales=[{"scale": asked["scale"]}] if asked.get("scale") else [], bar=asked.get("bar"), costs=asked.get("costs") or [])
    people = result.people
    middle = np.where(np.isnan(people.score), (people.lower + people.upper) / 2, people.score)
    order = np.lexsort((np.arange(len(middle)), -middle))
    shown = set(map(str, asked.get("show", ())))  # listed wherever they stand
    rows = []
    for row in [row for place, row in enumerate(order) if place < limits.people or limits.people > 0 and labels[row] in shown]:
        rows.append({"candidate": labels[row], "shown": labels[row] in shown, "status": str(people.status[row]), "score": number_or_none(people.score[row]), "lower": float(people.lower[row]), "upper": float(people.upper[row]),
                     "core": number_or_none(people.core[row]), "coverage": float(people.coverage[row]), "failed": int(people.failed[row]), "clears": number_or_none(people.must_have_probability[row]),
                     "contribution": [float(value) for value in result.contribution[row]], "sentence": {"en": result.sentence[row], "zh": result.sentence_zh[row]}})
    scored = people.score[~np.isnan(people.score)]
    return {"name": result.profile.name, "version": result.profile.version, "ceiling": result.profile.ceiling, "candidates": len(table), "scored": len(scored), "error": error,
            "failed": int((people.failed > 0).sum()), "bar": asked.get("bar"), "reached": int((scored >= asked["bar"]).sum()) if asked.get("bar") else None, "rows": rows, "dimensions": names,
            "profile": [{"dimension": d.name, "target": d.target, "weight": d.weight, "floor": d.floor} for d in result.profile.dimensions],
            "incomplete": int((np.asarray([str(each) for each in people.status]) == "incomplete").sum())}


def search(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The same people against several posts: the best for each, and the post that fits each best. None are named when nobody is to be listed."""
    found = section_table(spells, "search")
    if found is None:
        return None
    asked, table = found
    profile: Any = asked.get("profile") or {}
    names = [str(each.get("name")) for each in profile.get("dimensions", ())]
    x = numbers(table, names, "search")
    person = table.columns.get(asked.get("person", "person"))
    labels = [str(row + 1) for row in range(len(table))] if person is None else [str(each) for each in person.tolist()]
    posts = [{**{"target": {}, "weight": {}, "floor": {}}, **each} for each in asked["posts"]]
    own = {each["name"]: each for each in profile.get("dimensions", ())}
    tables = {what: {name: np.array([float(post[what].get(name, np.nan if own[name].get(what) is None else own[name][what])) for post in posts]) for name in names} for what in ("target", "weight", "floor")}
    result = _competency.search(x, profile, person=np.array(labels, object), post=np.array([str(each["post"]) for each in posts], object), scales=[{"scale": asked["scale"]}] if asked.get("scale") else [],
                                per_post=max(limits.people, 1), per_person=1, missing="worst", target=tables["target"], weight=tables["weight"], floor=tables["floor"])
    best, mine = result.by_post, result.by_person
    bests = np.bincount(np.asarray(mine.post_row, np.int64), minlength=len(posts))
    rows = [{"post": str(post["post"]), "best_of": int(bests[row]), "target": {name: float(tables["target"][name][row]) for name in names}, "floor": {name: number_or_none(tables["floor"][name][row]) for name in names},
             "listed": [{"candidate": labels[best.person_row[each]], "score": float(best.score[each])} for each in np.flatnonzero(np.asarray(best.post_row) == row)[:min(limits.people, 10)]]} for row, post in enumerate(posts)]
    return {"candidates": len(table), "posts": len(posts), "nowhere": len(table) - len(np.unique(mine.person_row)), "dimensions": names, "rows": rows}


def portrait(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The learnt profile and whether it predicts."""
    found = section_table(spells, "portrait")
    if found is None:
        return None
    asked, table = found
    names = [str(each.get("name")) for each in asked.get("dimensions", ())]
    x = numbers(table, names, "portrait")
    outcome = numbers(table, [asked.get("outcome", "outcome")], "portrait")[asked.get("outcome", "outcome")]
    known = ~np.isnan(outcome)
    result = _competency.portrait({name: values[known] for name, values in x.items()}, asked["dimensions"], outcome=outcome[known], top_share=asked.get("top_share", .25),
                                  missing="leave_out", resamples=RESAMPLES)
    table_, judged = result.dimensions, result.validation
    columns = ("target", "target_lower", "target_upper", "floor", "weight", "weight_lower", "weight_upper", "difference", "difference_lower", "difference_upper")
    must = {each.name for each in result.profile.dimensions if each.floor is not None}
    rows: list[dict[str, Any]] = [{"dimension": str(name), "separates": str(table_.separates[row]), "must_have": str(name) in must, **{column: float(getattr(table_, column)[row]) for column in columns}}
            for row, name in enumerate(table_.dimension)]
    rows.sort(key=lambda each: -float(each["weight"]))
    return {"outcome": asked.get("outcome", "outcome"), "edge": result.edge, "people": int(result.people), "top": int(result.top), "left_out": int(result.left_out + (~known).sum()), "rows": rows,
            "judged": {name: number_or_none(getattr(judged, name)) for name in ("match", "match_lower", "match_upper", "plain_mean", "plain_mean_lower", "plain_mean_upper", "gain", "gain_lower", "gain_upper")},
            "better": bool(judged.gain_lower > 0),
            "findings": [{"code": str(code), "dimension": name, "sentence": {"en": en, "zh": zh}}
                         for code, name, en, zh in zip(result.findings.code, result.findings.dimension, result.findings.sentence, result.findings.sentence_zh)]}
