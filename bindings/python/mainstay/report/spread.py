"""How scores and pay are spread, how people move between tiers, who stays and who is promoted, tier by tier; on the tables of the section `performance` in dataset.json."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import performance as _performance
from .loading import InputError, Limits, Spells, further_table, number_or_none, section_table, texts
from .performing import _against_target, _cards

POINTS = 20
TOP = .2


def spread(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Every month of the cards; what cannot be computed is said by the section of scores, which stands on the same tables."""
    try:
        found = section_table(spells, "performance", ("person", "month", "start", "stop", "target_fen", "days_present", "days_total"))
        if found is None or not all(name in found[0] for name in ("scorecard", "plan", "days")) or not found[0]["scorecard"].get("tiers"):
            return None
        return _model(spells, *found, limits.cell)
    except InputError:
        return None


def _model(spells: Spells, asked: Mapping[str, Any], cards: Any, smallest: int) -> dict[str, Any] | None:
    days = further_table(spells, asked, "performance", "days", ("person", "month", "day"))
    assert days is not None
    given = _cards(asked, cards, days, further_table(spells, asked, "performance", "violations", ("event", "person", "rule", "day")))
    scored = _performance.scorecard(**given, scorecards=[asked["scorecard"]], unmatched="leave_out", explain=False).cards
    known = np.flatnonzero([tier is not None for tier in scored.tier])
    months, month = np.unique(given["period"][known], return_inverse=True)
    if len(known) == 0 or len(months) < 2:
        return None
    person, score, tier = given["person"][known], scored.score[known], np.array([str(each) for each in scored.tier])[known].astype(object)
    plan: Any = asked["plan"]
    pools = {str(pool["name"]) for pool in plan.get("pools") or []}
    paid_for = str(_against_target(asked).get("numerator") or _against_target(asked)["name"])
    amounts: dict[tuple[str, str], float] = {}
    for who, when, amount in zip(given["actual_person"], given["actual_period"], days.columns[paid_for]):
        amounts[who, when] = amounts.get((who, when), 0.0) + (float(amount) if amount == amount else 0.0)
    when = given["period"][known]
    pay = _performance.payout(
        person=person, period=when, amount=np.array([amounts.get(key, 0.0) for key in zip(person, when)]), target=cards.columns["target_fen"][known], score=score, days_present=given["days_present"][known],
        days_total=given["days_total"][known], pool=np.array([each if each in pools else None for each in when], dtype=object), pool_points=np.maximum(score, 0), plan=plan)
    digits = 10.0 ** int(plan.get("minor_digits", 2))
    earned = np.maximum(np.asarray(pay.people.earned, float), 0)
    tiers = [str(each["name"]) for each in reversed(asked["scorecard"]["tiers"])]
    shown = str(asked.get("shown_month", months[-1]))
    now = np.flatnonzero(when == (shown if shown in months else months[-1]))
    told = _performance.distribution(score=score[now], payout=earned[now], tier=tier[now], tiers=tiers, points=POINTS, top_shares=[TOP], bins=12)
    promotions = further_table(spells, asked, "performance", "promotions", ("person", "month"))
    promoted: dict[str, Any] = {}
    if promotions is not None:
        rose = set(zip(texts(promotions.columns["person"]), texts(promotions.columns["month"])))
        promoted["promoted"] = np.array([int(key in rose) for key in zip(person, when)])
    moves = _performance.movement(person=person, period=month, tier=tier, left=_left(spells, person, month, months), tiers=tiers, **promoted)
    table, kept = moves.moves, moves.tiers
    ways: dict[str, dict[str, tuple[int, float | None]]] = {each: {} for each in (*tiers, "new")}
    for k in np.flatnonzero(table.all == 1):
        ways[str(table.from_tier[k])][str(table.to_tier[k])] = (int(table.count[k]), number_or_none(table.share[k]))
    small = {each for each in tiers if sum(count for count, _ in ways[each].values()) < smallest}
    rows = [{"tier": each, "people": int(told.tiers.people[k]), "share": number_or_none(told.tiers.share[k]), "money": number_or_none(told.tiers.share_of_money[k]), "mean": number_or_none(told.tiers.mean_score[k]),
             "followed": int(kept.people[k]),
             **{name: None if each in small else number_or_none(getattr(kept, name)[k]) for name in ("retention", "retention_lower", "retention_upper", "promotion", "promotion_lower", "promotion_upper")}}
            for k, each in enumerate(tiers)]
    return {"month": str(when[now[0]]), "first": str(months[0]), "last": str(months[-1]), "people": len(now), "currency": pay.currency, "total": float(told.groups.total_payout[0]) / digits, "gini": number_or_none(told.groups.gini[0]),
            "mean": number_or_none(told.groups.mean_score[0]), "std": number_or_none(told.groups.std_score[0]), "top": TOP, "top_money": number_or_none(told.tops.money[0]), "has_promotions": bool(promoted), "rows": rows,
            "classes": [{"from": float(a), "to": float(b), "count": int(n)} for a, b, n in zip(told.classes.lower_edge, told.classes.upper_edge, told.classes.count)],
            "curve": [{"people": float(a), "money": number_or_none(b)} for a, b in zip(told.curve.people, told.curve.money)],
            "to": [*tiers, "left", "absent"], "small": sorted(small),
            "moves": [{"tier": each, "cells": [None if each in small else ways[each].get(to) for to in (*tiers, "left", "absent")]} for each in tiers]}


def _left(spells: Spells, person: np.ndarray, month: np.ndarray, months: np.ndarray) -> np.ndarray:
    """1 where the person's last spell ended before the next month is over and no card of that month is there."""
    ends: dict[str, np.datetime64 | None] = {}
    if spells.hire is not None and spells.unit == "day":
        for who, hire, duration, event in zip(spells.person, spells.hire, spells.duration, spells.event):
            ends[str(who)] = hire.astype("datetime64[D]") + int(duration) if event else None
    there = set(zip(person, month))
    left = np.zeros(len(person), int)
    for i, (who, at) in enumerate(zip(person, month)):
        if at + 1 < len(months) and (who, at + 1) not in there:
            end = ends.get(str(who))
            left[i] = int(end is not None and end < (np.datetime64(str(months[at + 1]), "M") + 1).astype("datetime64[D]"))
    return left
