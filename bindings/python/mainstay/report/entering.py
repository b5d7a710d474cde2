"""Who of each cohort is still here, at equal age: the section `cohorts`, which every table with days of hire has; `cohorts` in dataset.json says by what and in which steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import funnel as _funnel
from .loading import InputError, Limits, Spells, number_or_none

MOST_COHORTS, MOST_AGES = 12, 12
WIDTHS = (7, 30, 91, 182, 365)      # days of a step: the first with which the oldest cohort fits into MOST_AGES
EPOCH = np.datetime64(0, "D")


def _cohort(spells: Spells, by: str, hire: np.ndarray) -> np.ndarray:
    month = hire.astype("datetime64[M]").astype(int)
    if by == "month":
        return np.array([f"{1970 + each // 12}-{each % 12 + 1:02d}" for each in month.tolist()], dtype=object)
    if by == "quarter":
        return np.array([f"{1970 + each // 12} Q{each % 12 // 3 + 1}" for each in month.tolist()], dtype=object)
    values = spells.attributes.get(by)
    if values is None or values.dtype.kind == "f":
        raise InputError(f"cohorts.by is {by!r}, but must be quarter, month, or a column of texts")
    return np.array([None if each is None else str(each) for each in values.tolist()], dtype=object)


def cohorts(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Retention triangle; people still here count for as long as they were seen. Nobody was followed from the day of hire who entered late, so there is none then."""
    if spells.hire is None or spells.unit != "day" or spells.entry is not None or spells.observation_end is None:
        return None
    asked = spells.settings.get("cohorts") or {}
    by = str(asked.get("by", "quarter"))
    cohort = _cohort(spells, by, spells.hire)
    labels, counts = np.unique(np.array([each for each in cohort.tolist() if each is not None], dtype=str), return_counts=True)
    shown = labels[counts >= limits.cell][-MOST_COHORTS:]
    kept = np.isin(cohort.astype(str), shown) & np.array([each is not None for each in cohort.tolist()])
    if len(shown) < 2:
        return None
    end = int((np.datetime64(str(spells.observation_end), "D") - EPOCH).astype(np.int64))
    hire = (spells.hire[kept] - EPOCH).astype(np.int64)
    longest = max(1, int(end - hire.min()))
    width = int(asked.get("width_days") or next((each for each in WIDTHS if longest <= each * MOST_AGES), WIDTHS[-1]))
    exits = np.where(spells.event[kept], hire + np.rint(spells.duration[kept]), np.nan)
    result = _funnel.cohorts(np.arange(len(hire)), hire, cohort=cohort[kept], exit_time=exits, observed_until=np.full(len(hire), end), follow_up_end=end, width_days=width,
                             ages=min(int(asked.get("ages") or MOST_AGES), longest // width + 1))
    table = result.cells
    ages = [age for age in range(1, int(table.age.max()) + 1)]
    rows: dict[str, dict[str, Any]] = {}
    for row in range(len(table.age)):
        name, age = str(table.cohort[row]), int(table.age[row])
        found = rows.setdefault(name, {"cohort": name, "count": int(table.entered[row]), "cells": [None] * len(ages)})
        if age > 0 and table.observed[row] >= limits.cell:
            found["cells"][age - 1] = {"survival": float(table.estimate[row]), "lower": number_or_none(table.estimate_lower[row]), "upper": number_or_none(table.estimate_upper[row]), "mature": float(table.mature[row]),
                                       "observed": int(table.observed[row])}
    total = rows.pop("total")
    return {"by": by, "width": width, "marks": [age * width for age in ages], "rows": list(rows.values()), "total": total, "cohorts": len(labels), "small": int((counts < limits.cell).sum())}
