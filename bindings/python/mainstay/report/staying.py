"""Whether people who came back stay and perform: the section `returns_second_spells` of dataset.json."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import returns as _returns
from .loading import Limits, NothingToTell, Spells, as_dates, number_or_none, section_table, texts

POINTS = 48


def returns_second_spells(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Second spells beside new hires: curves, rates at equal attributes and with their own history, performance."""
    found = section_table(spells, "returns_second_spells", ("person", "spell", "hire", "exit"))
    if found is None:
        return None
    asked, table = found
    column = table.columns
    last_day = np.datetime64(str(spells.observation_end), "D")
    hire, exits = as_dates(table, "hire"), as_dates(table, "exit")
    left = ~np.isnat(exits) & (exits <= last_day)
    duration = (np.where(left, exits, last_day) - hire).astype(float)
    kept = np.flatnonzero(duration > 0)
    spell = column["spell"][kept].astype(np.int64)
    if (spell > 1).sum() < limits.cell or (spell == 1).sum() < limits.cell:
        raise NothingToTell("few", returners=int((spell > 1).sum()), new_hires=int((spell == 1).sum()), least=limits.cell)
    again = spell > 1
    until = float(asked.get("until", 365))
    horizons = np.unique(np.append(np.round(np.linspace(until * 2 / POINTS, until * 2, POINTS)), until))
    names, history = [str(name) for name in asked.get("columns", ())], [str(name) for name in asked.get("history", ())]
    more: dict[str, Any] = {}
    if names:
        more["x"] = {name: column[name][kept].astype(float) for name in names}
    if history:
        more["history"] = {name: np.where(again, column[name][kept].astype(float), np.nan) for name in history}
    if asked.get("performance"):
        more["performance"] = column[str(asked["performance"])][kept].astype(float)
    result = _returns.second_spells(texts(column["person"])[kept], spell, duration[kept], left[kept].astype(np.int64), start=hire[kept].astype(np.int64), horizons=horizons.tolist(), until=until, **more)
    curve, groups, effects, terms, performance = result.curve, result.groups, result.effects, result.terms, result.performance
    return {"until": until, "difference": float(result.restricted_mean_difference), "lower": float(result.difference_lower), "upper": float(result.difference_upper), "performance_column": asked.get("performance"),
            "groups": [{"group": str(groups.group[k]), "rows": int(groups.rows[k]), "left": int(groups.left[k]), **{name: number_or_none(getattr(groups, name)[k]) for name in ("restricted_mean", "lower", "upper", "median")}} for k in range(len(groups.rows))],
            "curves": [{"group": group, **{name: [0.0 if name == "time" else 1.0] + [float(getattr(curve, name)[k]) for k in range(len(curve.time)) if str(curve.group[k]) == group and curve.staying[k] == curve.staying[k]] for name in ("time", "staying", "lower", "upper")}}
                       for group in dict.fromkeys(str(each) for each in curve.group)],
            "effects": [{"comparison": str(effects.comparison[k]), "status": str(effects.status[k]), **{name: number_or_none(getattr(effects, name)[k]) for name in ("hazard_ratio", "p_value", "proportionality_p_value")},
                         **{name: None if not np.isfinite(getattr(effects, name)[k]) else float(getattr(effects, name)[k]) for name in ("lower", "upper")}} for k in range(len(effects.rows))],
            "terms": [{"term": str(terms.term[k]), **{name: number_or_none(getattr(terms, name)[k]) for name in ("coefficient", "lower", "upper", "centre")}} for k in range(len(terms.term)) if str(terms.comparison[k]) == str(terms.comparison[len(terms.term) - 1])],
            "performance": [{"comparison": str(performance.comparison[k]), "returners": int(performance.returners[k]), "new_hires": int(performance.new_hires[k]), **{name: number_or_none(getattr(performance, name)[k]) for name in ("returner_mean", "new_hire_mean", "difference", "lower", "upper")}}
                            for k in range(len(performance.difference))]}
