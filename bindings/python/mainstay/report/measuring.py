"""What tests, mentors' ratings and role plays say, and how sure that is: the sections `knowledge_test`, `mentor_ratings` and `role_plays` of dataset.json. Numbers and codes; the advice is the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import competency as _competency
from .loading import Limits, Spells, number_or_none, numbers, section_table, texts

RESAMPLES = 200


def _level(asked: Any, key: str) -> int | None:
    return None if asked.get(key) is None else int(asked[key])


def knowledge_test(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Items of a test: what each tells, whether it belongs, whether it treats a group unlike; and how sure a sum of all is."""
    found = section_table(spells, "knowledge_test")
    if found is None:
        return None
    asked, table = found
    answers = numbers(table, [str(each) for each in asked.get("items") or []], "knowledge_test")
    fit = _competency.irt(answers)
    sums = _competency.reliability(answers)
    unlike = None
    if asked.get("group"):
        unlike = _competency.differential(answers, texts(table.columns[asked["group"]]), reference=str(asked.get("reference", "")), purify="mantel_haenszel")
    rows: list[dict[str, Any]] = []
    for place, item in enumerate(fit.items.item):
        steps = [row for row, name in enumerate(fit.steps.item) if str(name) == item]
        rows.append({"item": str(item), "status": str(fit.items.status[place]), "mean": float(np.nanmean(answers[item])) if np.isfinite(answers[item]).any() else None, "discrimination": number_or_none(fit.items.discrimination[place]),
                     "location": number_or_none(np.mean([fit.steps.location[row] for row in steps])) if steps else None, "fit": number_or_none(fit.items.p_value[place]),
                     "rest": number_or_none(sums.items.item_rest[place]), "groups": []})
    groups: list[dict[str, Any]] = []
    if unlike is not None:
        m = unlike.matched
        for row, (item, group) in enumerate(zip(m.item, m.group)):
            place = list(fit.items.item).index(str(item))
            size = m.size[row]
            rows[place]["groups"].append({"group": str(group), "size": None if size is None else str(size), "flagged": bool(m.flagged[row]), "difference": number_or_none(m.difference[row]), "p": number_or_none(m.corrected_p_value[row]),
                                          "few": str(m.status[row]) == "few_people"})
        groups = [{"group": str(name), "people": float(unlike.groups.people[row]), "reference": str(name) == unlike.reference} for row, name in enumerate(unlike.groups.group)]
    return {"people": int(fit.rows), "rows": rows, "groups": groups, "reference": None if unlike is None else unlike.reference, "flagged": sum(any(each["flagged"] for each in row["groups"]) for row in rows),
            "alpha": number_or_none(sums.alpha), "alpha_lower": number_or_none(sums.alpha_lower), "alpha_upper": number_or_none(sums.alpha_upper), "omega": number_or_none(sums.omega),
            "error": number_or_none(sums.standard_error_of_measurement), "reliability": number_or_none(fit.reliability), "matched_on": 0 if unlike is None else len(unlike.anchors)}


def _measures(table: Any, which: np.ndarray) -> list[dict[str, Any]]:
    names = ("measure", "std_error", "observed_average", "fair_average", "infit", "ratings")
    return [{"name": str(table.element[row]), "status": str(table.status[row]), "subset": int(table.subset[row]), **{name: number_or_none(getattr(table, name)[row]) for name in names}} for row in np.flatnonzero(which)]


def mentor_ratings(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """How severe each rater is, and people by their fair averages, with the place that a plain mean would give them."""
    found = section_table(spells, "mentor_ratings", ("person", "rater", "rating"))
    if found is None:
        return None
    asked, table = found
    person, rater = (texts(table.columns[asked.get(role, role)]) for role in ("person", "rater"))
    item = {"item": texts(table.columns[asked["item"]])} if asked.get("item") else {}
    rating = numbers(table, [asked.get("rating", "rating")], "mentor_ratings")[asked.get("rating", "rating")]
    fit = _competency.facets(person, rater, rating, lowest=_level(asked, "lowest"), highest=_level(asked, "highest"), **item)
    facet = np.asarray([str(each) for each in fit.measures.facet])
    people = [row for row in _measures(fit.measures, facet == "person") if row["measure"] is not None]
    for key, name in (("plain_place", "observed_average"), ("fair_place", "fair_average")):
        for place, row in enumerate(sorted(people, key=lambda each: (-each[name], each["name"])), 1):
            row[key] = place
    people.sort(key=lambda each: each["fair_place"])
    moved = [abs(row["plain_place"] - row["fair_place"]) for row in people]
    summary: dict[str, dict[str, Any]] = {str(name): {"reliability": number_or_none(fit.facets.reliability[row]), "p": number_or_none(fit.facets.p_value[row]), "subsets": int(fit.facets.subsets[row])} for row, name in enumerate(fit.facets.facet)}
    return {"status": str(fit.status), "ratings": int(fit.rows + fit.extreme_rows), "people": int((facet == "person").sum()), "raters": sorted(_measures(fit.measures, facet == "rater"), key=lambda each: -(each["measure"] if each["measure"] is not None else -99.0)),
            "rows": people[:limits.people], "moved": float(np.median(moved)) if moved else None, "most_moved": max(moved, default=None), "reliability": summary["person"]["reliability"], "rater_p": summary["rater"]["p"],
            "subsets": max(int(each["subsets"]) for each in summary.values())}


def role_plays(spells: Spells, limits: Limits, seed: int = 1) -> dict[str, Any] | None:
    """Weights that experts' ratings teach, how well scores agree with experts, and the weakest answers with the advice that would raise them most."""
    found = section_table(spells, "role_plays")
    if found is None:
        return None
    asked, table = found
    rubric: Any = asked.get("rubric") or {}
    names = [str(each.get("name")) for each in rubric.get("items", ())]
    x = numbers(table, names, "role_plays")
    rating = numbers(table, [str(each) for each in asked.get("experts") or []], "role_plays")
    person = texts(table.columns[asked["person"]]) if asked.get("person") else np.array([str(row + 1) for row in range(len(table))], object)
    fit = _competency.dialogue(x, rubric, person=person, resamples=RESAMPLES, seed=seed, rating=rating or None)
    scores = fit.score(x, advice=1)
    items, judged, agreement = fit.items, fit.validation, fit.agreement
    columns = ("weight", "lower", "upper", "rubric_weight", "mean_level", "zero_share")
    advice = {int(row): {"en": scores.advice.sentence[place], "zh": scores.advice.sentence_zh[place]} for place, row in enumerate(scores.advice.answer)}
    score = np.asarray(scores.answers.score)
    order = [row for row in np.argsort(np.where(np.isnan(score), np.inf, score), kind="stable") if not np.isnan(score[row])]
    labels = {str(each["name"]): {"en": str(each.get("label") or each["name"]), "zh": str(each.get("label_zh") or each.get("label") or each["name"])} for each in rubric.get("items", ())}
    return {"status": str(fit.status), "name": fit.rubric.name, "version": fit.rubric.version, "scenario": fit.rubric.scenario, "answers": len(table), "learnt_from": int(fit.answers), "base": fit.base, "confidence": fit.confidence_level,
            "half_width": number_or_none(fit.half_width), "coverage": number_or_none(fit.held_out_coverage), "mean": number_or_none(np.nanmean(score)) if len(order) else None,
            "items": [{"item": str(name), "label": labels[str(name)], **{column: number_or_none(getattr(items, column)[row]) for column in columns}} for row, name in enumerate(items.item)],
            "judged": [{"score": str(name), "error": number_or_none(judged.root_mean_square_error[row]), "kappa": number_or_none(judged.kappa[row])} for row, name in enumerate(judged.score)],
            "agreement": [{"between": str(name), **{column: number_or_none(getattr(agreement, column)[row]) for column in ("kappa", "kappa_lower", "kappa_upper")}} for row, name in enumerate(agreement.between)],
            "rows": [{"person": str(person[row]), "score": float(score[row]), "lower": number_or_none(scores.answers.lower[row]), "upper": number_or_none(scores.answers.upper[row]), "attainable": number_or_none(scores.answers.attainable[row]),
                      "advice": advice.get(int(row))} for row in order[:limits.people]]}
