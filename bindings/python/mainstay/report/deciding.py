"""Alternatives by several criteria: the section `decisions` in dataset.json. The order, what it is made of, and how firm it is: the weight of each criterion at which another one comes first, the share of all weightings, what leaving one out turns."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import performance as _performance
from .loading import InputError, Limits, Spells, number_or_none, numbers, section_table, texts

OPTIONS = ("method", "normalisation", "weights", "missing", "ties", "balance", "draws")


def decisions(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """All alternatives; where they are people (`person` names them instead of `alternative`), as many as are to be listed."""
    found = section_table(spells, "decisions")
    if found is None:
        return None
    asked, table = found
    if not asked.get("criteria"):
        raise InputError("decisions in dataset.json has no criteria")
    if asked.get("method") == "sorting":
        raise InputError("decisions.method is 'sorting', but the section shows an order")
    people = "person" in asked
    column = str(asked["person"] if people else asked.get("alternative", "alternative"))
    if column not in table.columns:
        raise InputError(f"{table.name}: decisions needs the column {column}; it has {', '.join(table.columns)}")
    name = texts(table.columns[column])
    names = [str(each["name"]) for each in asked["criteria"]]
    options: dict[str, Any] = {each: asked[each] for each in OPTIONS if asked.get(each) is not None}
    result = _performance.decision(numbers(table, names, "decisions"), criteria=asked["criteria"], sensitivity=True, reversal=len(name) <= 200, **options)
    order = sorted(np.flatnonzero(result.score == result.score), key=lambda k: (result.rank[k], k))
    shown = (len(order) if limits.people > 0 else 0) if not people else min(len(order), limits.people)

    def who(row: Any) -> str | None:
        return str(name[int(row)]) if int(row) >= 0 and shown > 0 else None

    parts = np.asarray(result.contributions).reshape(len(name), -1) if len(result.contributions) else None
    rows = [{"name": str(name[k]), "score": float(result.score[k]), "rank": float(result.rank[k]), "first_share": number_or_none(result.first_share[k]) if len(result.first_share) else None,
             "parts": [None if parts is None or not np.isfinite(parts[k, j]) else float(parts[k, j]) for j in range(len(names))]} for k in order[:shown]]
    table_ = result.criteria
    criteria = [{"name": names[j], "direction": str(asked["criteria"][j].get("direction", "higher")), "weight": float(table_.weight[j]), "flag": str(table_.flag[j]),
                 "lower": number_or_none(table_.lower_swap[j]), "lower_first": who(table_.lower_first[j]), "upper": number_or_none(table_.upper_swap[j]), "upper_first": who(table_.upper_first[j])} for j in range(len(names))]
    first = [row["name"] for row in rows if row["rank"] == rows[0]["rank"]] if rows else []
    return {"status": str(result.status), "method": str(asked.get("method", "weighted_sum")), "normalisation": str(asked.get("normalisation", "anchors")), "alternatives": len(name), "scored": len(order), "left_out": int(result.left_out),
            "first": first, "names": names, "rows": rows, "criteria": criteria, "reversals": len(result.reversals.row), "tried": len(name) <= 200}
