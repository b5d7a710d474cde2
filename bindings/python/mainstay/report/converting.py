"""What goes with coming through the stages, and what only by chance: the section `conversion`, which every table with stages and events has. Numbers and codes; the sentence is the library's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import funnel as _funnel
from .attributes import NOT_GIVEN, candidates_of, protected_by, usable
from .loading import Limits, Spells, number_or_none
from .losing import ways, windowed

MOST_LEVELS = 24    # told; those corrected p-values are smallest


def _horizon(spells: Spells) -> int | None:
    """Days within which people had to come through: declared, or those of the stages together."""
    for section in ("conversion", "losses"):
        asked = spells.settings.get(section) or {}
        if asked.get("within_days") is not None:
            return int(asked["within_days"])
    days = [stage.get("within_days") for stage in spells.settings["stages"][1:]]
    return sum(int(each) for each in days) if days and all(days) else None


def conversion(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    way, asked = ways(spells, spells.reason), spells.settings.get("conversion") or {}
    if way is None:
        return None
    people, events, first = way
    result = windowed(people, events, spells.settings["stages"])
    if str(result.status) != "counted":
        return None
    listed, end, within = result.listed, int(people["observed_until"][0]), _horizon(spells)
    attributes = usable(spells, [], limits.cell, protected_by(spells.settings))
    names = candidates_of(spells.settings, attributes)
    place = {str(person): row for row, person in enumerate(people["person"].tolist())}
    rows = first[np.array([place[str(each)] for each in listed.person.tolist()], dtype=np.int64)]
    x = {}
    for name in names:
        values = attributes[name][rows]
        x[name] = values if values.dtype.kind == "f" else np.array([None if each == NOT_GIVEN else each for each in values.tolist()], dtype=object)
    if not x:
        return None
    stratum = asked.get("stratum")
    given: dict[str, Any] = {} if stratum is None else {"stratum": np.array([None if each is None else str(each) for each in spells.attributes[stratum][rows].tolist()], dtype=object)}
    if within is None:
        found = _funnel.drivers(x, listed.outcome, min_people=max(2, limits.cell), correction=asked.get("correction", "benjamini_hochberg"), **given)
    else:   # who converts late would count as lost while others of the same class still may
        found = _funnel.drivers(x, listed.outcome, duration=listed.ended - listed.entered, followed=end - listed.entered, censoring="mature", horizon=within, min_people=max(2, limits.cell),
                                correction=asked.get("correction", "benjamini_hochberg"), **given)
    if str(found.status) == "nothing_to_test":
        return None
    columns, levels = found.columns, found.levels
    told = [row for row in range(len(levels.level)) if levels.people[row] >= limits.cell and levels.other_people[row] >= limits.cell and str(levels.test[row]) != "none"]
    told.sort(key=lambda row: (levels.adjusted_p[row], str(levels.column[row]), str(levels.level[row])))
    return {"status": str(found.status), "within": within, "stratum": stratum, "people": int(found.people), "converted": int(found.converted), "lost": int(found.lost), "not_judged": int(found.not_judged), "tested_columns": int(found.tested_columns),
            "tested_levels": int(found.tested_levels), "correction": str(asked.get("correction", "benjamini_hochberg")), "sentence": {"en": found.sentence, "zh": found.sentence_zh},
            "columns": [{"column": str(columns.column[row]), "test": str(columns.test[row]), "people": int(columns.people[row]), "missing": int(columns.missing[row]), "named": bool(columns.named[row]),
                         **{name: number_or_none(getattr(columns, name)[row]) for name in ("p_value", "adjusted_p", "superiority", "superiority_lower", "superiority_upper", "median_converted", "median_others")}}
                        for row in sorted(range(len(columns.column)), key=lambda row: (columns.adjusted_p[row] != columns.adjusted_p[row], columns.adjusted_p[row])) if str(columns.test[row]) != "none"],
            "levels": [{"column": str(levels.column[row]), "level": str(levels.level[row]), "people": int(levels.people[row]), "named": bool(levels.named[row]),
                        **{name: number_or_none(getattr(levels, name)[row]) for name in ("conversion", "conversion_lower", "conversion_upper", "other_conversion", "difference", "difference_lower", "difference_upper", "p_value", "adjusted_p")}}
                       for row in told[:MOST_LEVELS]]}
