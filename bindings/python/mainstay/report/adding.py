"""What calling adds beyond those who would have come anyway: the section `returns_effect` of dataset.json. Needs people held out at random."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _error, returns as _returns
from .loading import Limits, NothingToTell, Spells, number_or_none, section_table
from .returning import NEEDED, Leavers, called_again

POINTS = 60


def returns_effect(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The average effect, the effect by reason, the order by uplift against chance, and whom a call is worth its cost for."""
    found = section_table(spells, "returns_effect", (*NEEDED, "arm", "value_fen"))
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    horizon = float(asked.get("horizon", 365))
    rows = np.flatnonzero(np.isin(leavers.arm.astype(str), ("call", "hold_out")))
    called = (leavers.arm[rows] == "call").astype(np.int64)
    if called.sum() in (0, len(rows)):
        raise NothingToTell("no_hold_out", called=int(called.sum()), held_out=int(len(rows) - called.sum()))
    columns = [str(name) for name in asked.get("columns", ())]
    x: dict[str, Any] = {"group": np.array([f"{reason} · {situation}" for reason, situation in zip(leavers.reason, leavers.situation)], dtype=object)} | {name: table.columns[name].astype(float) for name in columns}
    returned = (leavers.end[rows] == "returned").astype(np.int64)
    # Whoever settled elsewhere or became unreachable is known not to return: observed as long as everybody else.
    seen = np.where(returned == 1, leavers.duration[rows], (leavers.last_day - leavers.exit[rows]).astype(np.int64)).astype(float)
    try:
        fit = _returns.uplift(called, returned, x={name: values[rows] for name, values in x.items()}, duration=seen, horizon=horizon, strata=leavers.reason[rows], person=leavers.person[rows], resamples=int(asked.get("resamples", 200)), bins=4)
    except _error.Error as refused:
        if refused.argument != "horizon":
            raise
        raise NothingToTell("short", days=horizon, called=int(called.sum()), held_out=int(len(rows) - called.sum())) from refused
    effects, curve = fit.effects, fit.curve
    step = max(1, len(curve.people) // POINTS)
    shown = [*range(0, len(curve.people), step)]
    if shown[-1] != len(curve.people) - 1:
        shown.append(len(curve.people) - 1)
    new = called_again(leavers, asked)
    new = new[leavers.contactable[new] == 1]
    new = new[np.isin(x["group"][new].astype(str), x["group"][rows].astype(str))]
    told = fit.predict({name: values[new] for name, values in x.items()}, leavers.contactable[new]) if len(new) else None
    listed = None
    if told is not None:
        listed = _returns.calls(leavers.person[new], leavers.contactable[new], uplift=np.clip(told.uplift, -1, 1), lower=np.clip(told.lower, -1, 1), upper=np.clip(told.upper, -1, 1), value=table.columns["value_fen"][new].astype(np.int64), cost_each=int(asked["cost_fen"]),
                                in_currency=str(asked.get("currency", "")))
    total = next(k for k in range(len(effects.stratum)) if str(effects.stratum[k]) == "total")
    base = float(np.clip(effects.share_held_out[total], .01, .8))
    drawn = _returns.holdout(leavers.person[new], leavers.contactable[new], strata={"reason": leavers.reason[new]}, share=float(asked.get("share", .3)), experiment=str(leavers.last_day), base_share=base, effects=[.05, .10]) if len(new) else None
    return {"horizon": horizon, "next": None if drawn is None else {"sentence": {"en": drawn.sentence, "zh": drawn.sentence_zh}, "needed": [{"effect": float(drawn.power.effect[k]), "people": int(drawn.power.people_needed[k])} for k in range(len(drawn.power.effect))]}, "status": str(fit.status), "people": int(fit.rows), "effect": float(fit.effect), "lower": float(fit.effect_lower), "upper": float(fit.effect_upper), "qini": number_or_none(fit.qini), "qini_lower": number_or_none(fit.qini_lower), "qini_upper": number_or_none(fit.qini_upper),
            "sentence": {"en": fit.sentence, "zh": fit.sentence_zh},
            "rows": [{"stratum": str(effects.stratum[k]), "called": int(effects.called[k]), "held_out": int(effects.held_out[k]), **{name: number_or_none(getattr(effects, name)[k]) for name in ("share_called", "share_held_out", "effect", "lower", "upper")}}
                     for k in range(len(effects.stratum)) if str(effects.stratum[k]) in ("total", "stratified") or min(effects.called[k], effects.held_out[k]) >= limits.cell],
            "curve": [{"people": int(curve.people[k]), "qini": float(curve.qini[k]), "random": float(curve.random[k])} for k in shown],
            "bands": [{"predicted": float(fit.calibration.predicted[k]), **{name: number_or_none(getattr(fit.calibration, name)[k]) for name in ("observed", "lower", "upper")}, "rows": int(fit.calibration.called[k] + fit.calibration.held_out[k])} for k in range(len(fit.calibration.bin))],
            "calls": None if listed is None else {"sentence": {"en": listed.sentence, "zh": listed.sentence_zh}, "called": int(listed.called), "of": len(new), "sure": int(np.asarray(listed.people.worth_at_lower).sum())}}
