"""Who would come back, when and for what: the sections `returns_…` of dataset.json. Numbers and codes; the sentences are the library's own. Every figure is of the people who may be contacted, unless it says otherwise."""

from __future__ import annotations

from typing import Any, Mapping

import numpy as np

from .. import competency as _competency, returns as _returns
from .loading import InputError, Limits, NothingToTell, Spells, Tables, as_dates, further_table, number_or_none, section_table, texts

ENDS = ("returned", "settled", "unreachable")
ARMS = ("call", "hold_out", "before")
WAITED = (0.0, 90.0, 180.0, 270.0)
FEWEST_RETURNS = 10
PARTS = ("wish_pay_fen", "wish_level", "wish_distance_km")


def yes_or_no(table: Tables, name: str) -> np.ndarray:
    """A column of 0 and 1, nothing blank."""
    values = table.columns[name]
    for row, value in enumerate(values.tolist()):
        if value not in (0, 1):
            blank = value is None or value != value
            raise InputError(f"{table.name}: row {row + table.first_row}, column {name} is {'blank' if blank else value if isinstance(value, str) else format(value, 'g')}, but must be 0 or 1")
    return values.astype(np.int64)


def one_of(table: Tables, name: str, words: tuple[str, ...], needed: np.ndarray | None = None) -> np.ndarray:
    """A column of these words or blanks; no blank where it is needed."""
    values: np.ndarray = texts(table.columns[name])
    for row, value in enumerate(values):
        if value is None and (needed is None or not needed[row]) or value is not None and str(value) in words:
            continue
        rule = ", ".join(words[:-1]) + " or " + words[-1] + ("" if needed is not None and needed[row] else ", or blank")
        raise InputError(f"{table.name}: row {row + table.first_row}, column {name} is {'blank' if value is None else value}, but must be {rule}")
    return values


class Leavers:
    """The table of leavers as of the last day known about: days, ends, who may be contacted."""

    def __init__(self, spells: Spells, table: Tables) -> None:
        column = table.columns
        self.table = table
        self.last_day = np.datetime64(str(spells.observation_end), "D")
        self.person = texts(column["person"]).astype(str).astype(object)
        self.exit = as_dates(table, "exit")
        self.ended = as_dates(table, "end_day")
        self.away = np.isnat(self.ended)
        self.duration = (np.where(self.away, self.last_day, self.ended) - self.exit).astype(np.int64)
        before = np.flatnonzero(~self.away & (self.ended < self.exit))
        if len(before):
            row = int(before[0])
            raise InputError(f"{table.name}: row {row + table.first_row}, column end_day is {self.ended[row]}, before exit: duration is {self.duration[row]}, but must be >= 0")
        self.end = np.where(self.away, "open", one_of(table, "end", ENDS, ~self.away).astype(str)).astype(object)
        self.reason, self.situation = texts(column["reason"]), texts(column["situation"])
        withdrawn = as_dates(table, "do_not_contact_from")
        self.do_not_contact = (~np.isnat(withdrawn) & (withdrawn <= self.last_day)).astype(np.int64)
        self.consent = yes_or_no(table, "consent")
        self.contactable = ((self.consent == 1) & (self.do_not_contact == 0)).astype(np.int64)
        self.arm = one_of(table, "arm", ARMS) if "arm" in column else np.full(len(self.person), None, dtype=object)

    def since(self, day: Any) -> np.ndarray:
        return np.asarray(self.exit >= np.datetime64(str(day), "D"))


NEEDED = ("person", "exit", "end_day", "end", "reason", "situation", "consent", "do_not_contact_from")


def returns_selection(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Leavers worth calling, with the count at every cut, and which combination of the rules could give the number that is claimed."""
    found = section_table(spells, "returns_selection", NEEDED)
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    kept = np.flatnonzero(leavers.since(asked.get("from", "0001-01-01")))
    columns = list(dict.fromkeys(str(rule["column"]) for rule in asked["rules"]))
    reference = further_table(spells, asked, "returns_selection", "reference", [])
    others: dict[str, Any] = {} if reference is None else {"reference": {name: reference.columns[name] for name in columns if name in reference.columns}}
    regret = {"regret": asked["regret"], "currency_name": asked["currency"]} if asked.get("regret") else {}
    for part in regret.get("regret", ()):
        columns.append(str(part["column"]))
    result = _returns.selection(leavers.person[kept], {name: table.columns[name][kept] for name in columns}, leavers.consent[kept], do_not_contact=leavers.do_not_contact[kept],
                                rules=asked["rules"], combine=asked["combine"], least=asked.get("least"), score_threshold=asked.get("score_threshold"), claimed=asked.get("claimed"), **others, **regret)
    people, counts, reach = result.people, result.counts, result.reach
    chosen = np.flatnonzero(np.asarray(people.selected) == 1)
    order = chosen[np.lexsort((np.arange(len(chosen)), -np.nan_to_num(np.asarray(people.regret, float)[chosen])))]
    sentences: dict[int, list[int]] = {}
    for k, row in enumerate(result.reasons.row):
        sentences.setdefault(int(row), []).append(k)
    return {"from": str(asked.get("from", "")), "leavers": len(kept), "selected": len(chosen), "claimed": asked.get("claimed"), "combine": asked["combine"], "least": asked.get("least"), "rules": len(asked["rules"]), "currency": asked.get("currency"),
            "steps": [{"step": str(step), "people": int(n)} for step, n in zip(result.steps.step, result.steps.people)],
            "cuts": [{"rule": str(counts.rule[k]), "cut": number_or_none(counts.cut[k]), "met": int(counts.met[k]), "all_so_far": int(counts.all_so_far[k]), "any_so_far": int(counts.any_so_far[k]), "only": int(counts.only[k])} for k in range(len(counts.rule))],
            "combinations": [{"rules_met": int(met), "combination": str(name), "people": int(n), "chosen": str(word)} for name, met, n, word in zip(result.combinations.combination, result.combinations.rules_met, result.combinations.people, result.combinations.chosen)],
            "reach": [{"sentence": {"en": reach.sentence[k], "zh": reach.sentence_zh[k]}, "chosen": int(reach.chosen[k])} for k in range(len(reach.sentence))],
            "rows": [{"person": str(people.person[row]), "regret": number_or_none(people.regret[row] / 100), "why": {"en": [result.reasons.sentence[k] for k in sentences.get(int(row), ())], "zh": [result.reasons.sentence_zh[k] for k in sentences.get(int(row), ())]}}
                     for row in order[:limits.people]]}


def _groups(result: Any, horizon: float) -> list[dict[str, Any]]:
    table = result.groups
    return [{"reason": str(table.reason[k]), "situation": str(table.situation[k]), "people": float(table.people[k]), "returned": float(table.returned[k]), "status": str(table.status[k]), "basis": str(table.basis[k]),
             **{name: number_or_none(getattr(table, name)[k]) for name in ("probability", "lower", "upper", "posterior", "posterior_lower", "posterior_upper", "prior_mean", "prior_share")}, "conflict": bool(table.conflict[k])}
            for k in range(len(table.people)) if table.horizon[k] == horizon and table.waited[k] == 0]


def returns_probability(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Return by reason and situation of who was called and who was not; what the past would have said of who left after the cut, and what came of it."""
    found = section_table(spells, "returns_probability", NEEDED)
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    horizon = float(asked.get("horizon", 365))
    called = leavers.arm == "call"

    def of(kept: np.ndarray, **more: Any) -> Any:
        return _returns.probability(leavers.duration[kept], leavers.end[kept], reason=leavers.reason[kept], situation=leavers.situation[kept], person=leavers.person[kept], exit=leavers.exit[kept].astype(np.int64), **more)

    both = of(called | ~called, horizons=[horizon])
    arms = {name: _groups(of(kept, horizons=[horizon], priors=priors), horizon)
            for name, kept, priors in (("called", called, asked.get("priors", ())), ("not_called", ~called, ())) if kept.any()}
    small = limits.cell
    rows = []
    for name, groups in arms.items():
        rows += [{**each, "arm": name} for each in groups if each["people"] >= small]
    total = both.total
    forward = _forward(leavers, asked, of, small)
    notes: list[Any] = []
    if asked.get("cut") and forward is None:
        notes.append(("no_forward", {"cut": str(asked["cut"]), "days": float(asked.get("forward_horizon", 180))}))
    elif forward is not None and forward["model"] is None:
        notes.append(("no_model", {"cut": str(asked["cut"]), "fewest": FEWEST_RETURNS}))
    return {"notes": notes, "horizon": horizon, "people": int(both.rows), "returned": float(total.returned[0]), "probability": number_or_none(total.probability[0]), "lower": float(total.lower[0]), "upper": float(total.upper[0]), "rows": rows,
            "left_out": sum(len(groups) for groups in arms.values()) - len(rows), "priors": bool(asked.get("priors")), "conflicts": [each for each in rows if each["conflict"]], "forward": forward}


def _forward(leavers: Leavers, asked: Mapping[str, Any], of: Any, small: int) -> dict[str, Any] | None:
    """Told on the last day before the cut, against what came of the leavers after it."""
    if not asked.get("cut"):
        return None
    cut = np.datetime64(str(asked["cut"]), "D")
    horizon = float(asked.get("forward_horizon", 180))
    before, after = leavers.exit < cut, leavers.exit >= cut
    if not before.any() or not after.any():
        return None
    told = _groups(of(before, horizons=[horizon], frozen_at=int((cut - 1).astype(np.int64))), horizon)
    came = {(each["reason"], each["situation"]): each for each in _groups(of(after, horizons=[horizon], pooling="none"), horizon)}
    bands = []
    for each in told:
        now = came.get((each["reason"], each["situation"]))
        if now is not None and each["posterior"] is not None and now["people"] >= small and each["people"] >= small:
            bands.append({"reason": each["reason"], "situation": each["situation"], "predicted": each["posterior"], "predicted_lower": each["posterior_lower"], "predicted_upper": each["posterior_upper"], "observed": now["probability"], "lower": now["lower"],
                          "upper": now["upper"], "rows": now["people"]})
    weight = np.array([each["rows"] for each in bands])
    known = np.array([each["observed"] is not None for each in bands], bool)
    if not known.any():
        return None
    expected = float((weight * [each["predicted"] for each in bands])[known].sum())
    observed = float(sum(each["rows"] * each["observed"] for each in bands if each["observed"] is not None))
    return {"cut": str(cut), "horizon": horizon, "bands": bands, "model": _judged(leavers, asked, cut, horizon), "expected": expected, "observed": observed, "within": sum(each["lower"] <= each["predicted"] <= each["upper"] for each in bands), "people": float(weight.sum())}


def _judged(leavers: Leavers, asked: Mapping[str, Any], cut: np.datetime64, horizon: float) -> dict[str, Any] | None:
    """A model of the hazards with pairs of reason and situation, frozen before the cut, on those who left after it; beside it the curve of everybody."""
    names = [str(name) for name in asked.get("columns", ())]
    x: dict[str, np.ndarray] = {name: leavers.table.columns[name].astype(float) for name in names} | {"called": (leavers.arm == "call").astype(float)}
    later, before = leavers.exit >= cut, leavers.exit < cut
    if ((leavers.end == "returned") & before & (leavers.ended < cut)).sum() < FEWEST_RETURNS:
        return None
    fit = _returns.prediction(leavers.duration, leavers.end, x=x, reason=leavers.reason, situation=leavers.situation, exit=leavers.exit.astype(np.int64), horizons=[horizon], frozen_at=int((cut - 1).astype(np.int64)), resamples=0)
    seen = np.isin(leavers.reason, leavers.reason[before]) & np.isin(leavers.situation, leavers.situation[before]) & later
    judged = fit.judge(np.zeros(int(seen.sum())), leavers.duration[seen].astype(float), leavers.end[seen], x={name: values[seen] for name, values in x.items()}, reason=leavers.reason[seen], situation=leavers.situation[seen], bands=4).horizons
    told = {name: number_or_none(getattr(judged, name)[0]) for name in ("predicted", "observed", "observed_lower", "observed_upper", "brier", "curve_brier", "slope", "slope_lower", "slope_upper")}
    return None if told["observed"] is None or told["slope"] is None else told


def _chances(leavers: Leavers, horizon: float, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of who is still away: the probability of return within the horizon, of the like of them who were called, given the time that has passed; with limits. Missing (NaN) where none of their like was followed so long: the middle of an interval is no probability."""
    called = leavers.arm == "call"
    fitted = called if called.any() else np.ones(len(called), bool)
    result = _returns.probability(leavers.duration[fitted], leavers.end[fitted], reason=leavers.reason[fitted], situation=leavers.situation[fitted], person=leavers.person[fitted], exit=leavers.exit[fitted].astype(np.int64),
                                  horizons=[horizon], waited=list(WAITED))
    table, total = result.groups, result.total
    known = {(str(table.reason[k]), str(table.situation[k]), float(table.waited[k])): (table.posterior[k], table.posterior_lower[k], table.posterior_upper[k]) for k in range(len(table.people))}
    whole = {float(total.waited[k]): (total.probability[k], total.lower[k], total.upper[k]) for k in range(len(total.people))}
    found = []
    for row in rows:
        waited = max(each for each in WAITED if each <= max(float(leavers.duration[row]), 0.0))
        found.append(known.get((str(leavers.reason[row]), str(leavers.situation[row]), waited), whole[waited]))
    values = np.array(found, float).reshape(-1, 3)
    return values[:, 0], values[:, 1], values[:, 2]


def called_again(leavers: Leavers, asked: Mapping[str, Any]) -> np.ndarray:
    """Rows of who is to be called, left lately and is still away; everybody where the table has no arms."""
    chosen = leavers.arm == "call" if (leavers.arm != None).any() else np.ones(len(leavers.person), bool)  # noqa: E711
    return np.flatnonzero(chosen & leavers.away & leavers.since(asked.get("from", "0001-01-01")))


def returns_calls(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Whom to call first: the list that is worth most under the budget and the recruiters' capacities."""
    found = section_table(spells, "returns_calls", (*NEEDED, "value_fen", "owner"))
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    rows = called_again(leavers, asked)
    horizon = float(asked.get("horizon", 365))
    probability, lower, upper = _chances(leavers, horizon, rows)
    known = ~np.isnan(probability)
    unknown = int((~known).sum())
    if unknown and not known.any():
        raise NothingToTell("short", days=horizon)
    rows, probability, lower, upper = rows[known], probability[known], lower[known], upper[known]
    owners = further_table(spells, asked, "returns_calls", "owners", ("owner", "calls_a_month"))
    capacity: dict[str, Any] = {} if owners is None else {"recruiter": texts(owners.columns["owner"]), "capacity": owners.columns["calls_a_month"].astype(np.int64)}
    result = _returns.calls(leavers.person[rows], leavers.contactable[rows], probability=probability, lower=lower, upper=upper, value=table.columns["value_fen"][rows].astype(np.int64), cost_each=int(asked["cost_fen"]),
                            owner=texts(table.columns["owner"])[rows], budget=asked.get("budget_fen"), in_currency=str(asked.get("currency", "")), **capacity)
    people, listed = result.people, result.list
    first = [int(row) for row in listed.row]
    return {"people": len(rows), "unknown": unknown, "called": int(result.called), "status": str(result.status), "horizon": horizon, "currency": result.currency, "sentence": {"en": result.sentence, "zh": result.sentence_zh}, "budget": asked.get("budget_fen", 0) / 100,
            "value": result.expected_value / 100, "lower": result.lower_value / 100, "upper": result.upper_value / 100, "cost": result.cost / 100,
            "curve": [{"calls": k + 1, "value": float(listed.cumulative_value[k]) / 100, "cost": float(listed.cumulative_cost[k]) / 100} for k in range(len(first))],
            "decisions": [{"decision": str(word), "people": int(n)} for word, n in zip(result.decisions.decision, result.decisions.people) if n],
            "recruiters": [{"recruiter": str(r), "capacity": int(c), "called": int(n)} for r, c, n in zip(result.recruiters.recruiter, result.recruiters.capacity, result.recruiters.called)],
            "rows": [{"person": str(listed.person[k]), "recruiter": str(listed.recruiter[k]), "reason": str(leavers.reason[rows[row]]), "situation": str(leavers.situation[rows[row]]), "probability": float(probability[row]), "lower": float(lower[row]),
                      "upper": float(upper[row]), "value": float(people.value[row]) / 100, "expected": float(listed.expected_value[k]) / 100, "sure": bool(listed.called_at_lower[k])} for k, row in enumerate(first[:limits.people])]}


def returns_offers(spells: Spells, limits: Limits) -> dict[str, Any] | None:
    """Who fits which vacancy, who gets which seat, how far the offer is from the wish, and what offer goes with the probability that is asked for."""
    found = section_table(spells, "returns_offers", NEEDED)
    if found is None:
        return None
    asked, table = found
    leavers = Leavers(spells, table)
    vacancies = further_table(spells, asked, "returns_offers", "vacancies", ("vacancy", "city", "post", "post_level", "seats", "pay_fen", "pay_to_fen", "x_km", "y_km"))
    wishes = further_table(spells, asked, "returns_offers", "wishes", ("person", "wish_level", "wish_pay_fen", "wish_city", "wish_distance_km", "x_km", "y_km"))
    earlier = further_table(spells, asked, "returns_offers", "earlier", ("taken",))
    assert vacancies is not None and wishes is not None and earlier is not None
    vacancy, wish = vacancies.columns, wishes.columns
    of = {str(who): row for row, who in enumerate(texts(wish["person"]))}
    rows = np.array([row for row in called_again(leavers, asked) if leavers.contactable[row] == 1 and str(leavers.person[row]) in of], int)
    if len(rows) == 0:
        return {"people": 0, "placed": 0, "seats": int(vacancy["seats"].sum()), "rows": [], "terms": [], "target": float(asked.get("target", .5)), "reading": {"en": "", "zh": ""}, "counts": [], "currency": asked.get("currency", ""), "status": "no_model", "earlier": 0, "taken": 0}
    wished = np.array([of[str(leavers.person[row])] for row in rows])
    level = vacancy["post_level"].astype(np.int64)
    dimensions = [str(each["name"]) for each in asked["profile"]["dimensions"]]
    targets = {name: np.array([float(asked["targets"][str(post)][name]) for post in texts(vacancy["post"])]) for name in dimensions}
    fits = _competency.search({name: table.columns[name][rows].astype(float) for name in dimensions}, asked["profile"], target=targets, person=leavers.person[rows], post=texts(vacancy["vacancy"]),
                              person_facts={"city": texts(wish["wish_city"])[wished], "level": wish["wish_level"][wished].astype(float)}, post_facts={"city": texts(vacancy["city"]), "level": level.astype(float)},
                              constraints=[{"person": "city", "post": "city"}, {"person": "level", "post": "level", "rule": "at_least"}], per_post=0, per_person=len(level))
    who, post, score = (np.asarray(getattr(fits.by_person, name)) for name in ("person_row", "post_row", "score"))
    placed = _competency.placement(pair_person=leavers.person[rows][who], pair_post=texts(vacancy["vacancy"])[post], pair_score=score, post=texts(vacancy["vacancy"]), capacity=vacancy["seats"].astype(np.int64), unplaced_value=float(asked.get("unplaced_value", 0)))
    where = {str(name): k for k, name in enumerate(texts(vacancy["vacancy"]))}
    pairs = [(i, where[str(seat)]) for i, seat in ((list(leavers.person[rows]).index(person), seat) for person, seat in zip(placed.people.person, placed.people.post) if seat is not None)]
    a, b = np.array([i for i, _ in pairs], int), np.array([j for _, j in pairs], int)
    row, mark = rows[a], wished[a]
    pay_now, pay = table.columns["pay_now_fen"][row].astype(float), vacancy["pay_fen"][b].astype(float)
    distance = np.hypot(wish["x_km"][mark] - vacancy["x_km"][b], wish["y_km"][mark] - vacancy["y_km"][b])
    last_level = np.array([list(asked["posts"]).index(str(each)) for each in texts(table.columns["post"])[row]])
    percent = np.round(100 * (pay / pay_now - 1), 1)
    terms = ("pay_percent", "post_steps", "distance_km")
    fit_of = {(int(i), int(j)): float(s) for i, j, s in zip(who, post, score)}
    result = _returns.offers(
        leavers.person[row], texts(vacancy["vacancy"])[b], leavers.contactable[row], score=np.array([fit_of[each] for each in pairs]),
        wish={name: wish[name][mark] for name in PARTS}, offer=dict(zip(PARTS, (pay, level[b], distance))),
        parts=[{"name": PARTS[0], "rule": "at_least", "money": True}, {"name": PARTS[1], "rule": "at_least"}, {"name": PARTS[2], "rule": "at_most"}],
        x={name: earlier.columns[name].astype(float) for name in terms}, accepted=earlier.columns["taken"].astype(np.int64), pair_x=dict(zip(terms, (percent, (level[b] - last_level).astype(float), distance))),
        levers=[{"column": "pay_percent", "lower": -5, "upper": 20, "step": .5}], pair_lower={"pay_percent": percent}, pair_upper={"pay_percent": 100 * (vacancy["pay_to_fen"][b] / pay_now - 1)}, pair_unit_cost={"pay_percent": pay_now / 100},
        target=float(asked.get("target", .5)), in_currency=str(asked.get("currency", "")))
    table_of, gaps = result.pairs, result.gaps
    listed: list[dict[str, Any]] = []
    gap: dict[int, dict[str, Any]] = {}
    for k, pair in enumerate(gaps.pair):
        gap.setdefault(int(pair), {})[str(gaps.part[k])] = {"match": str(gaps.match[k]), "wish": number_or_none(gaps.wish[k]), "offer": number_or_none(gaps.offer[k]), "difference": number_or_none(gaps.difference[k]), "percent": number_or_none(gaps.percent[k])}
    order = np.lexsort((np.arange(len(pairs)), -np.nan_to_num(np.asarray(table_of.needed_probability, float)), -np.asarray(table_of.score)))
    for k in order[:limits.people]:
        listed.append({"person": str(table_of.person[k]), "vacancy": str(table_of.vacancy[k]), "post": str(texts(vacancy["post"])[b[k]]), "score": float(table_of.score[k]), "status": str(table_of.status[k]), "gaps": gap.get(int(k), {}),
                       **{name: number_or_none(getattr(table_of, name)[k]) for name in ("probability", "lower", "upper", "needed_probability", "needed_lower", "needed_upper", "best", "best_lower", "best_upper")},
                       "cost": None if np.isnan(table_of.cost[k]) else float(table_of.cost[k]) / 100, "sentence": {"en": result.sentence[k], "zh": result.sentence_zh[k]}})
    statuses = [str(each) for each in table_of.status]
    return {"people": len(rows), "placed": len(pairs), "seats": int(vacancy["seats"].sum()), "target": float(asked.get("target", .5)), "currency": result.currency, "status": str(result.status), "earlier": int(result.earlier_offers), "taken": int(result.accepted),
            "reading": {"en": result.reading, "zh": result.reading_zh}, "counts": [{"status": word, "pairs": statuses.count(word)} for word in dict.fromkeys(statuses)],
            "terms": [{"term": str(result.terms.term[k]), **{name: float(getattr(result.terms, name)[k]) for name in ("coefficient", "lower", "upper", "lowest", "highest")}} for k in range(len(result.terms.term))], "rows": listed}
