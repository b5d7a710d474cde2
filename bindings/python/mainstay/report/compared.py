"""Whether another model would predict better than that of the ranking: numbers and codes, without words."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import _error
from .. import survival as _survival
from .loading import Spells, number_or_none

FEWEST_EVENTS = 50      # of all parts together, as where the model is judged
FOLDS = 3
MOST_ROWS = 4_000       # a page is to take seconds: of more people so many rows are drawn
PLAIN = "cox"


def compared(spells: Spells, fit: Any, rows: np.ndarray, columns: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Everybody's curve, the model of the ranking, the same with curves, boosted trees and a forest, each on people that it has not seen."""
    if fit is None:
        return {"skipped": "no_model"}
    chosen = np.flatnonzero(rows)
    people, place = np.unique(spells.person[chosen].astype(str), return_inverse=True)
    drawn = len(chosen) > MOST_ROWS
    if drawn:
        most = max(1, int(len(people) * MOST_ROWS / len(chosen)))
        chosen = chosen[np.random.Generator(np.random.PCG64(3)).permutation(len(people))[place] < most]
    event = spells.event[chosen].astype(np.int64)
    if int(event.sum()) < FEWEST_EVENTS or len(people) < 4 * FOLDS:
        return {"skipped": "few"}
    x = {name: columns[name][chosen] for name in fit["columns"]}
    candidates: list[Any] = [{"name": name, "model": {"learner": name}} for name in ("curve", PLAIN, "boosting", "forest")]
    if any(values.dtype.kind == "f" and len(np.unique(values)) > 1 for values in x.values()):  # else nothing can act along a curve
        candidates.insert(2, {"name": "smooth", "model": {"learner": "smooth"}})
    try:
        found = _survival.choose(x, spells.duration[chosen], event, entry=None if spells.entry is None else spells.entry[chosen], person=spells.person[chosen].astype(str).astype(object),
                                 folds=FOLDS, candidates=candidates, plain=PLAIN)
    except _error.Error as error:
        return {"skipped": "refused", "sentence": str(error)}
    if str(found.status) != "chosen":
        return {"skipped": "few"}
    table = found.models
    names = [str(name) for name in table.name]
    models = [{"name": name, "failed": bool(str(table.failure[place])), **{column: number_or_none(getattr(table, column)[place]) for column in
               ("integrated_brier", "skill", "difference", "lower", "upper", "concordance")}} for place, name in enumerate(names)]
    plain = models[names.index(PLAIN)]
    winner = str(found.winner)
    verdict = "curve" if winner == "curve" else "plain_best" if winner == PLAIN else "plain_as_good" if bool(found.plain_suffices) else "better"
    return {"skipped": None, "folds": FOLDS, "rows": len(chosen), "drawn": drawn, "winner": winner, "plain": PLAIN, "verdict": verdict, "gain": plain["difference"],
            "gain_lower": plain["lower"], "gain_upper": plain["upper"], "models": models}
