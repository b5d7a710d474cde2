"""The sellers' pages: score, rank, tier, pay-out, deductions and how each came about; the section `performance` in dataset.json. Numbers and codes; the sentences and the steps are the library's own."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import performance as _performance
from .loading import InputError, Limits, Spells, Tables, as_dates, further_table, number_or_none, section_table, texts

PARTS = 8        # of the days, one left out at a time, for the error of a score
STEPS_SHOWN = 3  # of the best, beside those named in `show`


def _cards(asked: Mapping[str, Any], cards: Tables, days: Tables, violations: Tables | None) -> dict[str, Any]:
    """The arguments of the scorecard."""
    column = cards.columns
    used = {indicator.get(role) for indicator in asked["scorecard"]["indicators"] for role in ("numerator", "denominator")} | {str(each["name"]) for each in asked["scorecard"]["indicators"]}
    given: dict[str, Any] = {
        "person": texts(column["person"]), "period": texts(column["month"]), "start": as_dates(cards, "start"), "stop": as_dates(cards, "stop"), "days_present": column["days_present"], "days_total": column["days_total"],
        "target": {_against_target(asked)["name"]: column["target_fen"]}, "actual_person": texts(days.columns["person"]), "actual_period": texts(days.columns["month"]),
        "actual": {name: values for name, values in days.columns.items() if name in used and values.dtype.kind == "f"}}
    if violations is not None:
        given |= {"event": texts(violations.columns["event"]), "event_person": texts(violations.columns["person"]), "event_rule": texts(violations.columns["rule"]), "event_day": as_dates(violations, "day")}
    return given


def _errors(given: Mapping[str, Any], days: np.ndarray, options: Mapping[str, Any], score: np.ndarray) -> np.ndarray:
    """Standard errors of the scores: the days in parts, one left out at a time (delete-a-group jackknife); NaN where a part gives no score."""
    part = np.unique(days, return_inverse=True)[1] % PARTS
    indicators = [{**each, "missing": "interval"} if each.get("missing", "refuse") == "refuse" else each for each in options["scorecards"][0]["indicators"]]
    options = {**options, "scorecards": [{**options["scorecards"][0], "indicators": indicators}], "explain": False}
    scores = []
    for left_out in range(PARTS):
        kept = part != left_out
        share = np.full(len(score), (PARTS - 1) / PARTS)
        scores.append(_performance.scorecard(**{**given, "actual_person": given["actual_person"][kept], "actual_period": given["actual_period"][kept], "actual": {name: values[kept] for name, values in given["actual"].items()},
                                                "days_present": given["days_present"] * share}, **options).cards.score)
    deviations = np.asarray(scores) - np.mean(scores, axis=0)
    errors: np.ndarray = np.sqrt((PARTS - 1) / PARTS * (deviations**2).sum(axis=0))
    return errors


def _steps(table: Any, row: int) -> list[dict[str, Any]]:
    return [{"rule": str(table.rule[k]), "what": str(table.what[k]), "formula": table.formula[k], "after": float(table.after[k])} for k in np.flatnonzero(table.row == row)]


def performance(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """The month that is asked for; none are named when nobody is to be listed."""
    found = section_table(spells, "performance", ("person", "month", "start", "stop", "target_fen", "days_present", "days_total"))
    if found is None:
        return None
    asked, cards = found
    for name in ("scorecard", "plan", "shown_month", "days"):
        if name not in asked:
            raise InputError(f"performance in dataset.json has no {name}")
    days = further_table(spells, asked, "performance", "days", ("person", "month", "day"))
    assert days is not None
    violations = further_table(spells, asked, "performance", "violations", ("event", "person", "rule", "day"))
    fines = further_table(spells, asked, "performance", "fines", ("fine", "person", "month", "amount_fen"))
    payments = further_table(spells, asked, "performance", "payments", ("payment", "person", "month", "amount_fen"))
    return _model(spells, asked, cards, days, violations, fines, payments, limits.people)


def _model(spells: Spells, asked: Mapping[str, Any], cards: Tables, days: Tables, violations: Tables | None, fines: Tables | None, payments: Tables | None, listed: int) -> dict[str, Any]:
    given = _cards(asked, cards, days, violations)
    options: dict[str, Any] = {"scorecards": [asked["scorecard"]], "unmatched": "leave_out"}
    scored = _performance.scorecard(**given, **options)
    score, month = scored.cards.score, given["period"]
    now = np.flatnonzero((month == asked["shown_month"]) & ~np.isnan(score))
    if len(now) == 0:
        raise InputError(f"performance.shown_month is {asked['shown_month']!r}, but nobody has a score in it")
    person = given["person"][now]
    errors = _errors(given, as_dates(days, "day"), options, score)[now]
    rank = _rank(score[now], errors, person)
    paid_for = str(_against_target(asked).get("numerator") or _against_target(asked)["name"])
    amounts = {(str(who), str(when)): 0.0 for who, when in zip(given["person"], month)}
    for who, when, amount in zip(given["actual_person"], given["actual_period"], days.columns[paid_for]):
        if (str(who), str(when)) in amounts and amount == amount:
            amounts[str(who), str(when)] += float(amount)
    amount = np.array([amounts[str(who), str(when)] for who, when in zip(given["person"], month)])
    pools = asked["plan"].get("pools") or []

    def paid_rows(rows: np.ndarray) -> dict[str, Any]:
        named = {str(pool["name"]) for pool in pools}
        return {"person": given["person"][rows], "period": month[rows], "amount": amount[rows], "target": cards.columns["target_fen"][rows], "score": score[rows], "days_present": given["days_present"][rows],
                "days_total": given["days_total"][rows], "pool": np.array([each if each in named else None for each in month[rows]], dtype=object), "pool_points": np.maximum(score[rows], 0)}

    ledgers: dict[str, Any] = {}
    for table, names in ((fines, ("fine", "deduction", "deduction_person", "deduction_period", "deduction_amount")), (payments, ("payment", "payment", "paid_person", "paid_period", "paid_amount"))):
        if table is None:
            continue
        rows = np.flatnonzero(texts(table.columns["month"]) == asked["shown_month"])
        if len(rows):
            ledgers |= dict(zip(names[1:], (texts(table.columns[names[0]])[rows], texts(table.columns["person"])[rows], texts(table.columns["month"])[rows], table.columns["amount_fen"][rows])))
    plan: Any = {**asked["plan"], "pools": [pool for pool in pools if pool["name"] == asked["shown_month"]]}
    pay = _performance.payout(**paid_rows(now), **ledgers, plan=plan)
    money = pay.people
    digits = 10.0 ** int(plan.get("minor_digits", 2))
    shown = set(map(str, asked.get("show", ())))
    order = np.lexsort((np.arange(len(now)), -score[now]))
    indicators = [str(each["name"]) for each in asked["scorecard"]["indicators"]]
    listed_rows = [row for place, row in enumerate(order) if place < listed or listed > 0 and str(person[row]) in shown]
    rows_out = []
    for place, row in enumerate(listed_rows):
        card = int(now[row])
        detailed = str(person[row]) in shown or place < STEPS_SHOWN
        rows_out.append({
            "person": str(person[row]), "score": float(score[card]), "error": number_or_none(errors[row]), "tier": None if scored.cards.tier[card] is None else str(scored.cards.tier[card]),
            "rank": rank["rank"][row], "rank_lower": rank["lower"][row], "rank_upper": rank["upper"][row], "attainment": float(money.measure[row]),
            "points_off": float(scored.cards.deducted[card]), **{name: float(getattr(money, name)[row]) / digits for name in ("commission", "earned", "deducted", "paid_before", "due", "carried")},
            "sentence": {"en": scored.sentence[card], "zh": scored.sentence_zh[card]}, "pay": {"en": pay.sentence[row], "zh": pay.sentence_zh[row]},
            "steps": _steps(scored.steps, card) if detailed else [], "pay_steps": _steps(pay.steps, row) if detailed else []})
    every = np.flatnonzero(~np.isnan(score))
    other = None
    if asked.get("other_plan"):
        by, groups = _groups(spells, given["person"][every])
        compared = _performance.plan(**paid_rows(every), group=groups, plan=asked["plan"], other=asked["other_plan"])
        other = {"sentence": {"en": compared.sentence, "zh": compared.sentence_zh}, "winners": int(compared.winners), "losers": int(compared.losers), "by": by,
                 "groups": [{"group": str(table.group[k]), "people": int(table.people[k]), "winners": int(table.winners[k]), "losers": int(table.losers[k]), "change": float(table.change[k]) / digits} for table in (compared.groups,) for k in range(1, len(table.people))], "cost": compared.cost / digits, "other_cost": compared.other_cost / digits,
                 "rows": [{"attainment": float(a), "cost": float(c) / digits, "other_cost": float(o) / digits} for a, c, o in zip(compared.sensitivity.attainment, compared.sensitivity.cost, compared.sensitivity.other_cost)]}
    tiers = [None if each is None else str(each) for each in scored.cards.tier[now]]
    return {"month": asked["shown_month"], "version": asked["scorecard"].get("version", ""), "currency": pay.currency, "sellers": int((month == asked["shown_month"]).sum()), "scored": len(now), "intervals": rank["intervals"], "rows": rows_out, "names": indicators,
            "earned": pay.earned / digits, "due": pay.due / digits, "carried": pay.carried / digits, "deducted": pay.deducted / digits, "paid_before": pay.paid_before / digits, "failed": int((scored.cards.gates_failed[now] > 0).sum()),
            "weights": [{"indicator": each["name"], "weight": float(each.get("weight", 0)), "curve": [(point["at"], point["score"]) for point in each["curve"]]} for each in asked["scorecard"]["indicators"]],
            "tiers": [{"tier": tier["name"], "people": tiers.count(tier["name"]), "earned": sum(float(money.earned[k]) for k, each in enumerate(tiers) if each == tier["name"]) / digits} for tier in reversed(asked["scorecard"].get("tiers") or [])],
            "pools": [{"pool": str(pool), "amount": float(given_) / digits} for pool, given_ in zip(pay.pools.pool, pay.pools.given)], "other": other}


def _groups(spells: Spells, person: np.ndarray) -> tuple[str | None, np.ndarray | None]:
    """The first group of the report that everybody of the cards belongs to."""
    for name in spells.settings.get("groups") or ():
        values = spells.attributes.get(name)
        if values is None or values.dtype.kind == "f":
            continue
        of = {str(who): str(value) for who, value in zip(spells.person, values) if value is not None}
        if all(str(who) in of for who in person):
            return str(name), np.array([of[str(who)] for who in person], dtype=object)
    return None, None


def _against_target(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """The indicator that is read against a target: what is paid for."""
    for indicator in asked["scorecard"]["indicators"]:
        if indicator.get("curve_of", "share_of_target") == "share_of_target":
            return dict(indicator)
    raise InputError("performance.scorecard has no indicator that is read against a target")


def _rank(score: np.ndarray, errors: np.ndarray, person: np.ndarray) -> dict[str, Any]:
    known = np.isfinite(errors)
    if known.sum() > 1:  # who was there too few days for an error has no rank
        ranked = _performance.ranking(np.where(known, score, np.nan), person=person, std_error=errors, coverage="marginal")
    else:
        ranked = _performance.ranking(score, person=person)
    return {"intervals": bool(known.sum() > 1), "rank": [number_or_none(each) for each in ranked.rank], "lower": [number_or_none(each) for each in ranked.rank_lower], "upper": [number_or_none(each) for each in ranked.rank_upper]}
