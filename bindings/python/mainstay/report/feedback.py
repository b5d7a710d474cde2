"""Feedback from all sides: the section `feedback` in dataset.json. What belongs to people and what to raters, how far ratings agree, and who sees themselves otherwise than others do; nobody's single rating is shown."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import performance as _performance
from .loading import InputError, Limits, Spells, number_or_none, section_table, texts


def feedback(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """People by what average raters would give; none are named when nobody is to be listed."""
    found = section_table(spells, "feedback", ("person", "rater", "role", "rating"))
    if found is None:
        return None
    asked, table = found
    person, rater, role = (texts(table.columns[asked.get(name, name)]) for name in ("person", "rater", "role"))
    rating = table.columns[asked.get("rating", "rating")]
    if rating.dtype.kind != "f":
        raise InputError(f"{table.name}: feedback needs numbers in the column {asked.get('rating', 'rating')}")
    item = texts(table.columns[asked["item"]]) if asked.get("item") else None
    of_item: dict[str, Any] = {} if item is None else {"item": item}
    self_role = str(asked.get("self_role", "self"))
    seen = _performance.raters(person, rater, rating, role=role, self_role=self_role, floor=int(asked.get("floor", 3)), **of_item)
    others = role != self_role
    unit = person if item is None else np.array([f"{who}\u001f{what}" for who, what in zip(person, item)], object)
    agreed = _performance.agreement(unit[others], rater[others], rating=rating[others], resamples=200)
    variances = [{"effect": str(name), "variance": number_or_none(seen.variances.variance[k]), "share": number_or_none(seen.variances.share[k])} for k, name in enumerate(seen.variances.effect)]
    spots, people = seen.blind_spots, seen.people
    together = [k for k in range(len(spots.person)) if item is None or spots.item[k] is None]
    shown: dict[tuple[str, str], float] = {(str(seen.feedback.person[k]), str(seen.feedback.role[k])): float(seen.feedback.mean[k]) for k in range(len(seen.feedback.person)) if item is None or seen.feedback.item[k] is None}
    roles = [name for name in ("manager", "peer", "report", "pooled") if any(key[1] == name for key in shown)]
    own: dict[str, dict[str, Any]] = {str(spots.person[k]): {"kind": None if spots.kind[k] is None else str(spots.kind[k]), **{name: number_or_none(getattr(spots, name)[k]) for name in ("own", "others", "difference", "lower", "upper")}} for k in together}
    kinds = [each["kind"] for each in own.values()]
    order = sorted(range(len(people.person)), key=lambda k: (-abs(own.get(str(people.person[k]), {}).get("difference") or 0.0), str(people.person[k])))
    severity = np.asarray(seen.raters.severity, float)
    return {"status": str(seen.status), "ratings": len(rating) - int(seen.self_ratings), "own_ratings": int(seen.self_ratings), "people": len(people.person), "raters": len(severity), "floor": int(asked.get("floor", 3)),
            "suppressed": int(seen.suppressed), "subsets": len(seen.subsets.people), "variances": variances, "alpha": number_or_none(agreed.alpha), "alpha_lower": number_or_none(agreed.alpha_lower), "alpha_upper": number_or_none(agreed.alpha_upper),
            "severity": [float(each) for each in np.sort(severity[np.isfinite(severity)])], "severe": int((np.abs(severity) > 2 * np.asarray(seen.raters.std_error, float)).sum()),
            "blind_spots": kinds.count("blind_spot"), "hidden_strengths": kinds.count("hidden_strength"), "agreed": kinds.count("agreed"), "roles": roles,
            "differences": [each for each in (own[who] for who in sorted(own)) if each["difference"] is not None],
            "rows": [{"person": str(people.person[k]), "score": number_or_none(people.score[k]), "error": number_or_none(people.std_error[k]), "own": own.get(str(people.person[k])),
                      "means": [shown.get((str(people.person[k]), name)) for name in roles]} for k in order[:limits.people]]}
