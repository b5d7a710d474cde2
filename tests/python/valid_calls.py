"""A valid call of every analysis, on small data made from a seed; the contract tests start from these.

A registered analysis without an entry here fails the tests.
"""

from __future__ import annotations

from typing import Any

import numpy as np


PROFILE: dict[str, Any] = {
    "name": "loan seller", "version": "1",
    "dimensions": [{"name": "stress", "target": 8, "weight": 0.5, "floor": 6}, {"name": "need", "target": 7.5, "weight": 0.3}, {"name": "goal", "target": 8, "weight": 0.2}],
}


def assessments(people: int = 30, seed: int = 5) -> dict[str, Any]:
    """Scores of people in the dimensions of PROFILE, with their errors; two are missing."""
    rng = np.random.default_rng(seed)
    x = {name: rng.uniform(2, 10, people).round(1) for name in ("stress", "need", "goal")}
    x["need"][3] = x["stress"][5] = np.nan
    return {"x": x, "std_error": {"stress": rng.uniform(0.2, 1, people), "goal": np.full(people, 0.5)}}


def cared_for(people: int = 40, seed: int = 13) -> dict[str, Any]:
    """Leavers with owners, ends, what changed since, and calls made."""
    rng = np.random.default_rng(seed)
    left = 20_480 + rng.integers(0, 40, people)
    pick_of = lambda *words: np.array(words, dtype=object)[rng.integers(0, len(words), people)]
    ends = lambda share, days: np.where((rng.random(people) < share) | (np.arange(people) == people // 2), left + days, np.nan)
    return {
        "person": np.arange(people), "exit": left, "contactable": (np.arange(people) % 6 > 0).astype(int), "reason": pick_of("pay", "promotion", None), "owners": {"recruiter": pick_of("Zhou", "Qian"), "mentor": pick_of("Sun", "Qian", None)},
        "priority": rng.integers(0, 3, people).astype(float), "customers": rng.integers(0, 4, people), "returned": ends(0.1, 30), "settled": ends(0.1, 20), "withdrawn": ends(0.1, 10),
        "change": np.array(["scale", "rules"], dtype=object), "change_reason": np.array(["pay", None], dtype=object), "change_from": np.array([20_525, 20_500]), "change_until": np.array([np.nan, 20_540]),
        "contact_person": np.arange(0, 6), "contact_day": left[:6] + 1, "contact_stage": np.array(["week", None, "week", "year", "week", "month"], dtype=object), "working_day": np.array([day for day in range(20_400, 20_601) if day % 7 not in (2, 3)]),
    }


def customers_served(customers: int = 30, seed: int = 14) -> dict[str, Any]:
    """Customers of leavers, and what all of them bought when."""
    rng = np.random.default_rng(seed)
    products = np.array(["phone", "case"], dtype=object)
    purchases = 90
    return {
        "person": np.arange(customers) % 5, "customer": np.arange(customers), "consent": (np.arange(customers) % 4 > 0).astype(float), "product": products[np.arange(customers) % 2], "value": 1000 + 10 * np.arange(customers),
        "currency": np.array(["CNY"] * customers, dtype=object), "person_id": np.arange(6), "contactable": (np.arange(6) != 2).astype(int), "purchase_customer": rng.integers(0, customers, purchases),
        "purchase_day": 20_000 + rng.integers(0, 501, purchases), "purchase_product": products[rng.integers(0, 2, purchases)],
    }


def leavers(people: int = 40, seed: int = 12) -> dict[str, Any]:
    """People who left with what is known of them, and staff to compare with."""
    rng = np.random.default_rng(seed)
    sales = rng.integers(100, 900, people).astype(float)
    sales[4] = np.nan
    sites = np.array(["north", "south"], dtype=object)
    return {
        "person": np.arange(people)[::-1].copy(), "x": {"sales": sales, "rate": rng.uniform(80, 100, people).round(1)}, "consent": (np.arange(people) % 5 > 0).astype(float), "do_not_contact": (np.arange(people) % 7 == 0).astype(int),
        "groups": {"site": sites[np.arange(people) % 2]}, "reference": {"sales": rng.integers(100, 900, 30).astype(float)}, "reference_groups": {"site": sites[np.arange(30) % 2]},
        "currency": np.array(["CNY"] * people, dtype=object),
    }


def vacancies(people: int = 24, seed: int = 9) -> dict[str, Any]:
    """People, scores in posts from a table, profiles and pairs, and the posts."""
    rng = np.random.default_rng(seed)
    names = np.array([f"p{i:02}" for i in range(people)], dtype=object)
    return {
        "person": names,
        "score": {post: rng.uniform(0, 1, people).round(3) for post in ("north", "south", "east")},
        "assessment": {name: rng.uniform(2, 10, people).round(1) for name in ("stress", "need", "goal")},
        "group": rng.choice(["red", "blue"], people).astype(object),
        "pair_person": names[[3, 5, 7]],
        "pair_post": np.array(["north", "north", "desk"], dtype=object),
        "pair_score": np.array([0.5, np.nan, 0.9]),
        "post": np.array(["north", "south", "east", "lead", "desk"], dtype=object),
        "capacity": np.array([4, 3, 5, 2, 1]),
        "minimum": np.array([1, 0, 2, 0, 0]),
    }


SCORECARD: dict[str, Any] = {
    "role": "seller", "version": "1", "gates": [{"indicator": "compliance", "at_least": 0.8, "ceiling": 60}], "tiers": [{"name": "C"}, {"name": "B", "at_least": 60}, {"name": "A", "at_least": 90}], "hysteresis_up": 2, "hysteresis_down": 5,
    "deductions": [{"name": "breach", "points": 5, "half_life_days": 60}, {"name": "complaint", "points": 2, "cap": 3}],
    "indicators": [
        {"name": "sales", "weight": 0.6, "target": 100, "prorate": True, "curve": [{"at": 0.5, "score": 0.2}, {"at": 1, "score": 1}, {"at": 1.5, "score": 1.5}]},
        {"name": "conversion", "numerator": "converted", "denominator": "leads", "weight": 0.4, "curve_of": "value", "curve": [{"at": 0, "score": 0}, {"at": 0.5, "score": 1}], "missing": "reweigh"},
        {"name": "compliance", "numerator": "passed", "denominator": "checks", "curve_of": "value", "curve": [{"at": 0, "score": 0}, {"at": 1, "score": 1}], "missing": "zero"},
    ],
}


ALERT_RULES: list[dict[str, Any]] = [
    {"name": "calls", "version": "1", "clock": "working_days", "missing": "unknown", "when": "attention", "cooldown_days": 3, "severity": "urgent", "expires_days": 4,
     "conditions": [
         {"name": "low", "column": "calls", "max_age": 0, "compare": "below", "against": "peers_mean", "peers": "team", "least_peers": 2, "factor": 0.9},
         {"name": "lowest", "column": "calls", "max_age": 0, "compare": "at_most", "against": "peers_rank", "peers": "everybody", "least_peers": 2, "threshold": 0.3},
         {"name": "two days", "kind": "streak", "of": ["low"], "length": 2, "missing": "hold", "gap": 1},
         {"name": "stress", "column": "stress", "max_age": 3, "compare": "above", "threshold": 6},
         {"name": "attention", "kind": "at_least", "of": ["two days", "stress", "lowest"], "least": 2}],
     "causes": [{"name": "pressure", "when": "stress", "intervention": "talk", "roles": ["mentor", "hr"]}, {"name": "skill", "roles": ["mentor"]}]},
    {"name": "certificate", "version": "2", "clock": "days", "missing": "is_false", "when": "late", "remind_days": 5,
     "conditions": [{"name": "late", "kind": "overdue", "events": ["certificate"], "due": 10, "margin": 2}]},
]


def watched(people: int = 20, days: int = 25, seed: int = 33) -> dict[str, Any]:
    """Daily rows of people in teams, with an event for some, owners, a calendar, and two alerts known before."""
    rng = np.random.default_rng(seed)
    person, day = np.repeat(np.arange(people), days), np.tile(np.arange(20_000, 20_000 + days), people)
    calls, stress, event = rng.poisson(20, len(day)).astype(float), rng.integers(2, 11, len(day)).astype(float), np.full(len(day), None, dtype=object)
    calls[rng.random(len(day)) < 0.1] = stress[rng.random(len(day)) < 0.4] = np.nan
    event[(day == 20_008) & (person % 2 == 0)] = "certificate"
    names = np.array(["a", "b", "c"], dtype=object)
    return {
        "person": person, "day": day, "event": event, "x": {"calls": calls, "stress": stress},
        "person_id": np.arange(people), "start": np.full(people, 20_000), "stop": np.where(np.arange(people) % 7 == 3, 20_015.0, np.nan),
        "groups": {"team": names[np.arange(people) % 2]}, "owners": {"mentor": names[np.arange(people) % 3], "hr": names[np.zeros(people, int)]},
        "working_day": np.array([d for d in range(19_900, 20_100) if (d + 3) % 7 < 5]),
        "known_person": np.array([1, 5]), "known_rule": np.array(["certificate", "certificate"], dtype=object), "known_version": np.array(["2", "2"], dtype=object),
        "known_day": np.array([20_013, 20_004]), "known_cleared": np.array([np.nan, 20_006.0]),
    }


def away(people: int = 48, seed: int = 41) -> dict[str, Any]:
    """Leavers' time away in days, some of it in two pieces, with reason, situation and the day of the exit."""
    rng = np.random.default_rng(seed)
    twice = np.arange(people) % 4 == 0
    person = np.repeat(np.arange(people), 1 + twice)
    second = np.append(False, person[1:] == person[:-1])
    middle, last = rng.integers(10, 40, people), rng.integers(60, 300, people)
    end = np.where(np.append(person[1:] == person[:-1], False), 0, rng.integers(0, 4, people)[person])
    return {
        "duration": np.where(end + second + ~twice[person] > 0, np.where(second | ~twice[person], last[person], middle[person]), middle[person]).astype(float),
        "end": np.array(["open", "returned", "settled", "unreachable"], dtype=object)[end], "entry": np.where(second, middle[person], 0).astype(float),
        "reason": np.array(["pay", "promotion", "family"], dtype=object)[rng.integers(0, 3, people)][person],
        "situation": np.where(second, "promoted", np.array(["promoted", "not"])[rng.integers(0, 2, people)][person]).astype(object),
        "person": person, "exit": (19_000 + rng.integers(0, 400, people))[person], "weights": rng.integers(1, 4, people)[person].astype(float),
    }


def spells_again(people: int = 60, seed: int = 43) -> dict[str, Any]:
    """First spells, and second ones of every third person who left, with attributes, history and a measure."""
    rng = np.random.default_rng(seed)
    left = np.arange(people) % 4 > 0
    again = np.flatnonzero(left)[::3]
    person = np.concatenate([np.arange(people), again])
    second = np.arange(len(person)) >= people
    first_stay, later_stay = rng.integers(20, 200, people), rng.integers(20, 200, len(again))
    start = 19_000 + rng.integers(0, 100, people)
    return {
        "person": person, "spell": 1 + second, "duration": np.concatenate([first_stay, later_stay]).astype(float), "event": np.concatenate([left, np.arange(len(again)) % 2 == 0]).astype(int),
        "entry": np.where(second, 0, rng.integers(0, 3, len(person))).astype(float), "start": np.concatenate([start, (start + first_stay + 40)[again]]), "strata": np.array(["n", "s"], dtype=object)[person % 2],
        "performance": np.where(np.arange(len(person)) % 5 == 0, np.nan, 50 + rng.normal(0, 5, len(person)).round(1)), "x": {"sales": rng.normal(0, 1, len(person)).round(2)},
        "history": {"gap": np.where(second, rng.integers(10, 90, len(person)), np.nan), "why": np.where(second, np.array(["pay", "family"], dtype=object)[np.arange(len(person)) // 2 % 2], None)},
    }


def warned(people: int = 40, seed: int = 34) -> dict[str, Any]:
    """People followed for some weeks, alerts of two rules, a weekly score."""
    rng = np.random.default_rng(seed)
    start = rng.integers(20_000, 20_020, people)
    until = start + rng.integers(20, 90, people)
    person = rng.integers(0, people, 60)
    score_person = np.repeat(np.arange(people), 4)
    return {
        "person_id": np.arange(people), "start": start, "until": until, "left": rng.integers(0, 2, people), "watched_until": np.minimum(until, start + 45),
        "alert_person": person, "alert_cleared": np.where(np.arange(60) % 4 == 0, np.nan, 20_050 + np.arange(60.0)), "alert_rule": rng.choice(["calls", "mood"], 60).astype(object), "alert_day": (start + rng.random(people) * 20).astype(int)[person] + np.arange(60) % 9,
        "score_person": score_person, "score_day": start[score_person] + np.tile([0, 7, 14, 21], people), "score": rng.random(4 * people).round(2),
    }


def months_of_sellers(people: int = 12, seed: int = 21) -> dict[str, Any]:
    """Cards of people in two months, what they did day by day, a ledger, teams that share their sales."""
    rng = np.random.default_rng(seed)
    person, period = np.tile([f"s{i:02}" for i in range(people)], 2).astype(object), np.repeat(["2026-01", "2026-02"], people).astype(object)
    days = 6
    rows = len(person) * days
    leads, checks = rng.integers(1, 9, rows).astype(float), rng.integers(0, 3, rows).astype(float)
    actual = {"sales": rng.integers(0, 40, rows).astype(float), "converted": np.floor(leads * rng.uniform(0, 1, rows)), "leads": leads, "passed": np.floor(checks * rng.uniform(0.6, 1.4, rows)).clip(0, checks), "checks": checks}
    actual = {name: np.concatenate([values, [300.0 if name == "sales" else np.nan] * 2]) for name, values in actual.items()}
    team = np.array(["team", "crew"], dtype=object)
    return {
        "person": person, "period": period, "role": np.array(["seller"] * len(person), dtype=object), "start": np.repeat([20_454, 20_485], people), "stop": np.repeat([20_485, 20_513], people),
        "days_present": rng.integers(12, 21, len(person)), "days_total": np.full(len(person), 20), "previous_tier": np.resize(np.array(["A", "B", None, "C"], dtype=object), len(person)), "target": {"sales": np.where(rng.random(len(person)) < 0.2, np.nan, 120.0)},
        "actual_person": np.concatenate([np.repeat(person, days), team]), "actual_period": np.concatenate([np.repeat(period, days), np.array(["2026-01", "2026-02"], dtype=object)]), "actual": actual,
        "event": np.array([f"E{i}" for i in range(9)], dtype=object), "event_person": person[rng.integers(0, people, 9)], "event_rule": np.array(["breach", "complaint", "complaint"] * 3, dtype=object),
        "event_day": rng.integers(20_420, 20_513, 9), "event_points": np.where(rng.random(9) < 0.5, np.nan, 4.0),
        "split_from": np.array(["team", "crew", "team"], dtype=object), "split_period": np.array(["2026-01", "2026-02", "2026-01"], dtype=object), "split_indicator": np.array(["sales"] * 3, dtype=object),
        "split_to": np.array(["s00", "s01", "s01"], dtype=object), "split_share": np.array([0.25, 1.0, 0.75]),
    }
RUBRIC: dict[str, Any] = {"name": "objections", "version": "1", "scenario": "The interest is too high.", "items": [
    {"name": "empathy", "label": "Empathy", "label_zh": "共情", "weight": 2, "advice": "Say first what you have understood.", "attainable": 9},
    {"name": "talk", "direction": "band", "lowest": 0, "highest": 1, "best_from": 0.3, "best_to": 0.5}, {"name": "seconds", "direction": "lower", "lowest": 0, "highest": 20}]}


def role_plays(answers: int = 60, seed: int = 17) -> dict[str, Any]:
    """Answers of twenty people, rated by two experts; a few gaps."""
    rng = np.random.default_rng(seed)
    x = {"empathy": rng.uniform(0, 10, answers).round(1), "talk": rng.uniform(0, 1, answers).round(2), "seconds": rng.uniform(0, 20, answers).round(1)}
    rating = {name: np.clip((2 + 0.5 * x["empathy"] + rng.normal(size=answers)).round(), 0, 10) for name in ("ann", "bo")}
    rating["bo"][::4] = np.nan
    x["talk"][7] = np.nan
    person = np.arange(answers) % 20
    return {"x": x, "rating": rating, "person": person, "fold": person % 3, "weights": rng.integers(0, 3, answers).astype(float)}


def mentor_ratings(seed: int = 15) -> dict[str, Any]:
    """Twelve people rated by four mentors on three traits, with gaps."""
    rng = np.random.default_rng(seed)
    cells = [(p, r, t) for p in range(12) for r in range(4) for t in range(3) if rng.random() < 0.8]
    person, rater, trait = (np.array(column) for column in zip(*cells, strict=True))
    level = rng.normal(size=12)[person] - np.array([-0.5, 0.0, 0.2, 0.4])[rater] + rng.logistic(size=len(cells))
    return {"person": person, "rater": np.array(["ann", "bo", "cai", "dee"], dtype=object)[rater], "item": np.array(["calm", "clear", "quick"], dtype=object)[trait],
            "rating": np.digitize(level, [-1.0, 0.0, 1.0]).astype(float), "weights": rng.integers(1, 3, len(cells)).astype(float),
            "others": {"term": np.array(["spring", "autumn"], dtype=object)[rng.integers(0, 2, len(cells))]}}


PAYOUT: dict[str, Any] = {
    "name": "broker", "version": "1", "currency": "CNY", "method": "retroactive", "hysteresis_up": 0.05, "hysteresis_down": 0.05, "proration": "target", "cap": 500_000,
    "tiers": [{"name": "base", "at_least": 0, "rate": 0.05, "below": 1}, {"name": "target", "at_least": 1, "rate": 0.08}, {"name": "top", "at_least": 1.2, "rate": 0.12, "fixed": 5_000}],
    "factors": [{"at_least": 60, "factor": 1}, {"at_least": 85, "factor": 1.15}], "factor_below": 0.8, "pools": [{"name": "spring", "amount": 100_001}], "clawback": "carry",
}


def paid(people: int = 20, seed: int = 22) -> dict[str, Any]:
    """What people are paid for in two months, their pools and ledgers."""
    rng = np.random.default_rng(seed)
    rows = 2 * people
    person, period = np.tile([f"s{i:02}" for i in range(people)], 2).astype(object), np.repeat(["2026-01", "2026-02"], people).astype(object)
    some = rng.integers(0, rows, 15)
    return {
        "person": person, "period": period, "amount": rng.integers(0, 2_000_000, rows), "target": rng.integers(500_000, 1_500_000, rows), "score": rng.uniform(40, 110, rows).round(1),
        "previous_tier": rng.choice(["base", "target", "top"], rows).astype(object), "days_present": rng.integers(8, 20, rows), "days_total": np.full(rows, 20),
        "pool": np.array(["spring"] * rows, dtype=object), "pool_points": rng.integers(1, 9, rows).astype(float), "carried_in": rng.integers(0, 2, rows) * 900, "currency": np.array(["CNY"] * rows, dtype=object),
        "deduction": np.array([f"D{i}" for i in range(15)], dtype=object), "deduction_person": person[some], "deduction_period": period[some], "deduction_amount": rng.integers(0, 9_000, 15),
        "payment": np.array([f"P{i}" for i in range(15)], dtype=object), "paid_person": person[some], "paid_period": period[some], "paid_amount": rng.integers(-500, 90_000, 15),
    }


def interviews(seed: int = 31) -> dict[str, Any]:
    """What people said, in the form and in the interview."""
    rng = np.random.default_rng(seed)
    lines = ["想换个环境", "主管总是批评我，没有鼓励", "工资低", "The commute is too long", "no training at all", "个人原因", "不是因为钱，是因为主管", "", "加班太多 😀"]
    said = rng.choice(lines, 40).astype(object)
    said[7] = None
    return {"text": said, "person": rng.integers(0, 9, 40), "form": (rng.random(40) < 0.2).astype(int)}


def labelled(seed: int = 33) -> dict[str, Any]:
    """Texts with their labels, two missing."""
    rng = np.random.default_rng(seed)
    words = {"pay": ["工资", "提成", "pay", "salary", "low"], "leadership": ["主管", "批评", "manager", "boss", "骂人"], "training": ["培训", "没人教", "training", "mentor", "师傅"]}
    reason = rng.choice(list(words), 48).astype(object)
    text = np.array([" ".join(rng.choice(words[r], 3)) for r in reason], dtype=object)
    text[3] = None
    return {"text": text, "reason": reason, "person": rng.integers(0, 20, 48)}


def checked_texts(seed: int = 34) -> dict[str, Any]:
    """What a classifier says of texts, and of texts that were checked."""
    rng = np.random.default_rng(seed)
    names = np.array(["pay", "boss", "training"], dtype=object)
    truth = rng.integers(0, 3, 90)
    said = np.where(rng.random(90) < 0.8, truth, rng.integers(0, 3, 90))
    return {"predicted": rng.choice(names, 70), "checked_predicted": names[said], "checked_true": names[truth]}


def found_evidence(seed: int = 32) -> dict[str, Any]:
    """Evidence in the rows of interviews()."""
    rng = np.random.default_rng(seed)
    reason = rng.choice(["pay", "leadership", "training"], 60).astype(object)
    reason[5] = None
    return {"evidence_row": rng.integers(0, 40, 60), "evidence_reason": reason, "evidence_weight": rng.choice([0.0, 0.5, 1.0, 1.5], 60)}


def wishes(people: int = 24, seed: int = 12) -> dict[str, Any]:
    """What people think of posts and posts of people."""
    rng = np.random.default_rng(seed)
    there = vacancies(people)
    draw = lambda: {post: rng.permutation(1000)[:people].astype(float) for post in ("north", "south", "east")}
    return {
        **{name: there[name] for name in ("person", "pair_person", "pair_post")},
        "wish": draw(), "rating": draw(), "pair_wish": np.array([2000.0, np.nan, 2001.0]), "pair_rating": np.array([2003.0, 4.0, 2004.0]),
        "post": np.array(["north", "south", "east", "desk"], dtype=object), "capacity": np.array([4, 3, 5, 1]),
    }


def climbers(people: int = 30, seed: int = 13) -> dict[str, Any]:
    """People on a ladder, and what they have shown."""
    rng = np.random.default_rng(seed)
    return {
        "person": np.array([f"p{i:02}" for i in range(people)], dtype=object),
        "post": rng.choice(["seller", "senior", "lead", "cook"], people).astype(object),
        "months": rng.integers(0, 24, people).astype(float),
        "achieved": {"sales": rng.integers(50, 500, people).astype(float), "mentored": rng.integers(0, 4, people).astype(float)},
    }


def careers(people: int = 25, seed: int = 14) -> dict[str, Any]:
    """Stays in posts, one after the other."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(people):
        now, posts = int(rng.integers(0, 20)), ["seller", "senior", "lead"]
        begin = now
        for post, following in zip(posts, [*posts[1:], None]):
            stay = int(rng.integers(1, 12))
            then = [following, "left", None][int(rng.integers(0, 3))]
            rows.append((f"p{i:02}", post, now, now + stay, then, now + int(stay > 1 and rng.random() < 0.3), begin, int(rng.integers(1, 4))))
            now += stay
            if then != following or then is None:
                break
    columns = list(zip(*rows))
    names = ("person", "post", "start", "stop", "next_post", "entry", "origin", "weights")
    return {name: np.array(column, dtype=object if name in ("person", "post", "next_post") else np.int64) for name, column in zip(names, columns)}


def records_of_growth(people: int = 14, seed: int = 15) -> dict[str, Any]:
    """Assessments of people on several days, some scores missing."""
    rng = np.random.default_rng(seed)
    rows = sorted((f"p{i:02}", int(day)) for i in range(people) for day in rng.choice(700, rng.integers(1, 6), replace=False))
    count = len(rows)
    missing = lambda column: np.where(rng.random(count) < 0.1, np.nan, column)
    return {
        "person": np.array([row[0] for row in rows], dtype=object),
        "day": np.array([19_000 + row[1] for row in rows]),
        "scores": {"sales": rng.integers(50, 300, count).astype(float), "mentored": missing(rng.integers(0, 4, count).astype(float))},
        "std_errors": {"sales": missing(rng.uniform(5, 20, count))},
        "post": np.array([["seller", "senior"][int(row[0][1:]) % 2] for row in rows], dtype=object),
        "group": np.array([["north", "south"][int(row[0][1:]) % 3 > 0] for row in rows], dtype=object),
    }


def stays_in_units(people: int = 25, seed: int = 18) -> dict[str, Any]:
    """Stays in units and posts, some still running, and who could follow."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(people):
        now = 19_000 + int(rng.integers(0, 200))
        for _ in range(3):
            stop = now + int(rng.integers(20, 200))
            last = rng.random() < 0.4
            rows.append((f"p{i:02}", ["north", "south"][int(rng.integers(0, 2))], ["seller", "senior", "lead"][int(rng.integers(0, 3))], now, np.nan if last else stop))
            now = stop
            if last:
                break
    person, unit, post, start, stop = zip(*rows)
    text = lambda column: np.array(column, dtype=object)
    return {
        "person": text(person), "post": text(post), "start": np.array(start), "stop": np.array(stop, dtype=float), "unit": text(unit),
        "candidate": text([f"p{i:02}" for i in range(10)]), "candidate_post": text(["senior", "lead"] * 5), "ready": np.array([0, 1] * 5), "lacking": np.array([1, 0, 2, 0, 1] * 2),
        "months_to_go": np.array([3.0, 0.0, np.nan, 0.0, 20.0] * 2),
    }


def target_tree(seed: int = 17) -> dict[str, Any]:
    """A tree of region, teams and people; values of people only."""
    rng = np.random.default_rng(seed)
    teams, people = [f"t{i}" for i in range(4)], [f"p{i:02}" for i in range(20)]
    node = ["top", *teams, *people]
    of_people = lambda values: np.concatenate([np.full(5, np.nan), values])
    return {
        "node": np.array(node, dtype=object), "parent": np.array([None, *["top"] * 4, *[teams[i % 4] for i in range(20)]], dtype=object),
        "history": of_people(rng.integers(0, 9_000, 20)), "volume": of_people(rng.integers(1, 9, 20)), "capacity": of_people(rng.integers(1, 4, 20)), "floor": of_people(rng.integers(0, 50, 20)),
        "cap": of_people(rng.integers(40_000, 90_000, 20)), "reachable": of_people(rng.integers(100, 900, 20)), "actual": of_people(rng.integers(0, 400, 20)), "previous": of_people(rng.integers(0, 900, 20)),
    }


def offered(seed: int = 23) -> dict[str, Any]:
    """Pairs of leavers and vacancies, and earlier offers."""
    rng = np.random.default_rng(seed)
    many, pairs = 60, 24
    terms = lambda rows: {"percent": np.round(rng.uniform(-5, 18, rows), 1), "steps": rng.integers(0, 2, rows).astype(float), "way": np.round(rng.gamma(2, 5, rows), 1)}
    x = terms(many)
    return {"person": np.repeat(np.arange(pairs // 2), 2), "vacancy": np.tile(np.array(["v1", "v2"], dtype=object), pairs // 2), "score": rng.uniform(0, 1, pairs), "contactable": (np.arange(pairs) // 2 % 5 > 0).astype(int),
            "currency": np.repeat("CNY", pairs).astype(object), "wish": {"pay": rng.integers(500_000, 700_000, pairs), "km": np.full(pairs, 12.0), "site": np.tile(np.array(["north", "south", None], dtype=object), pairs // 3)},
            "offer": {"pay": rng.integers(500_000, 700_000, pairs), "km": rng.uniform(2, 20, pairs), "site": np.tile(np.array(["north", "north", "south"], dtype=object), pairs // 3)}, "pair_x": terms(pairs),
            "pair_lower": {"percent": np.full(pairs, 1.0)}, "pair_upper": {"percent": np.full(pairs, 15.0)}, "pair_unit_cost": {"percent": rng.integers(4_000, 6_000, pairs).astype(float)},
            "x": x, "accepted": (rng.uniform(0, 1, many) < 1 / (1 + np.exp(-(-1 + .12 * x["percent"] + .8 * x["steps"] - .06 * x["way"])))).astype(int)}


def tenures(rows: int = 90, seed: int = 3) -> dict[str, Any]:
    """Rows with everything that a survival analysis can be given."""
    rng = np.random.default_rng(seed)
    entry = rng.integers(0, 4, rows)
    return {
        "duration": entry + rng.integers(1, 13, rows),
        "event": rng.integers(0, 2, rows),
        "cause": rng.integers(0, 3, rows),
        "entry": entry,
        "weights": rng.integers(1, 4, rows),
        "strata": rng.choice(["north", "south"], rows).astype(object),
        "cluster": rng.integers(0, 20, rows),
        "group": rng.choice(["sales", "care", "office"], rows).astype(object),
        "offset": rng.normal(size=rows) / 4,
        "score": rng.normal(size=rows).round(1),
        "age": rng.normal(size=rows),
        "level": rng.choice(["low", "high", "middle"], rows).astype(object),
    }


def events(people: int = 40, seed: int = 4) -> dict[str, Any]:
    """Events of people on their way through three stages, and the people themselves."""
    rng = np.random.default_rng(seed)
    rows = [(f"p{i:02}", int(day), word) for i in range(people) for day, word in zip(np.cumsum(rng.integers(0, 30, 3)), ("applied", "met", "hired"))
            if word == "applied" or rng.random() < 0.7]
    return {
        "person": np.array([row[0] for row in rows], dtype=object),
        "time": np.array([row[1] for row in rows]),
        "event": np.array([row[2] for row in rows], dtype=object),
        "sequence": np.arange(len(rows)),
        "person_id": np.array([f"p{i:02}" for i in range(people)], dtype=object),
        "observed_until": np.full(people, 120),
        "exit_time": np.full(people, 110),
        "exit_reason": rng.choice(["pay", "moved"], people).astype(object),
        "groups": {"team": rng.choice(["red", "blue"], people).astype(object)},
    }


def records(rows: int = 120, people: int = 12, seed: int = 6) -> dict[str, Any]:
    """Values of people's features by day, and the rows of a table to make from them."""
    rng = np.random.default_rng(seed)
    return {
        "person": np.array([f"p{i:02}" for i in rng.integers(0, people, rows)], dtype=object),
        "feature": rng.choice(["grade", "mood", "pay"], rows).astype(object),
        "value": rng.normal(size=rows).round(2),
        "effective": rng.integers(19_000, 19_200, rows),
        "for_person": np.array([f"p{i:02}" for i in range(people + 1)], dtype=object),
        "cut": rng.integers(19_050, 19_250, people + 1),
    }


def moves(people: int = 40, seed: int = 8) -> dict[str, Any]:
    """Stays of people who go on leave, come back, leave and are hired again."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        state, time, end = "here", int(rng.integers(0, 4)), int(rng.integers(8, 20))
        while time < end:
            stop = min(time + int(rng.integers(1, 8)), end)
            after = str(rng.choice([word for word in ("here", "leave", "left") if word != state])) if stop < end else ""
            rows.append((person, time, stop, state, after or state, 1 + person % 3, "team" if person % 2 else "shop"))
            state, time = after, stop
    names = ("person", "start", "stop", "state", "next_state", "weights", "group")
    return {name: np.array(column, dtype=object if isinstance(column[0], str) else None) for name, column in zip(names, zip(*rows))}


def rosters(people: int = 20, months: int = 4) -> dict[str, Any]:
    """Month after month the people who are there, with what a roster may state about them."""
    rows = [(f"p{i:02}", 19_000 + 30 * month, 18_990 + 25 * (i % 4), 19_085 if i % 5 == 0 else 20_000, i) for month in range(months) for i in range(people)
            if i % 4 <= month and i % 7 < 7 - month]
    return {
        "person": np.array([row[0] for row in rows], dtype=object),
        "snapshot": np.array([row[1] for row in rows]),
        "status": np.array([("active", "away")[row[4] % 2] for row in rows], dtype=object),
        "start": np.array([min(row[2], row[1]) for row in rows]),
        "stop": np.array([row[3] for row in rows]),
        "reason": np.array([("pay", "moved")[row[4] % 2] for row in rows], dtype=object),
        "recorded_at": np.array([row[1] + row[4] % 3 for row in rows]),
    }


def employment(people: int = 40, seed: int = 6) -> dict[str, Any]:
    """Job intervals of people who come, move, take leave, go and come back."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[Any, ...]] = []
    for i in range(people):
        at = 18_920 + max(0, int(rng.integers(-40, 280)))  # the records begin on day 18,920
        for spell in range(int(rng.integers(1, 3))):
            jobs = int(rng.integers(1, 4))
            for job in range(jobs):
                length, last = int(rng.integers(10, 120)), job == jobs - 1
                rows.append((f"p{i:02}", at, at + length, int(last), spell, ("voluntary", "involuntary", "other")[i % 3] if last else None, i % 2 if last else None))
                at += length
            at += int(rng.integers(0, 40))
    n = len(rows)
    column = lambda j: np.array([row[j] for row in rows])  # noqa: E731
    return {
        "person": column(0).astype(object), "start": column(1), "stop": column(2), "event": column(3), "spell": column(4),
        "entry": np.where(column(1) == 18_920, 25, 0),
        "fte": rng.choice([1.0, 0.8, 0.5], n), "state": np.where(rng.random(n) < 0.2, "on_leave", "active").astype(object), "kind": np.array([row[5] for row in rows], dtype=object),
        "regretted": np.array([0.0 if row[6] is None else float(row[6]) for row in rows]),
        "by": {"department": rng.choice(["north", "south", "west"], n).astype(object), "grade": rng.integers(1, 12, n)},
        "unit": np.array(["north", "south", "country"], dtype=object), "ancestor": np.array(["country", "country", "world"], dtype=object),
    }


def jobs(people: int = 24) -> dict[str, Any]:
    """Job history: hired, moved, on leave, gone and back; some in a second job for a while."""
    rows = []
    for i in range(people):
        day = 18_900 + 5 * i
        for k, (days, status) in enumerate(((10 + i % 3, "A"), (20, "L"), (15, "A"), (6 + i % 9, "T"), (40, "A"))[: 3 + i % 3]):
            rows.append((f"p{i:02}", day, day + days, k, 0, 1, status, ("pay", "moved", None)[i % 3] if status == "T" else None, day - 3, 20_000))
            day += days
        if i % 4 == 0:
            rows.append((f"p{i:02}", 18_905 + 5 * i, day + 10, 0, 1, 0, "A", None, day, day + 50 if i % 8 == 0 else 20_000))
    columns = [list(column) for column in zip(*rows)]
    names = ("person", "effective", "stop", "sequence", "job_record", "primary", "status", "reason", "recorded_at", "revoked_at")
    data = {name: np.array(column, dtype=object if name in ("person", "status", "reason") else None) for name, column in zip(names, columns)}
    return {**data, "hired": data["effective"] - 4}


def answers(people: int = 90, seed: int = 12) -> dict[str, Any]:
    """Answers from 0 to 3 to the items of a test."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=people)
    return {name: np.clip(np.round(1.5 + ability + rng.normal(size=people)), 0, 3).astype(np.int64) for name in ("plan", "listen", "object", "close", "sell", "care")}


def daily(people: int = 9, days: int = 40, seed: int = 21) -> dict[str, Any]:
    """Rows by person and day, some days without one, some values missing."""
    rng = np.random.default_rng(seed)
    rows = [(f"p{i}", 19_000 + day) for i in range(people) for day in range(days) if rng.random() < 0.8]
    calls, amount = rng.integers(0, 30, len(rows)).astype(float), rng.integers(-500, 90_000, len(rows)) / 100
    calls[5] = amount[9] = np.nan
    return {"person": np.array([row[0] for row in rows], dtype=object), "day": np.array([row[1] for row in rows]), "x": {"calls": calls, "amount": amount}}


def judged(units: int = 20, raters: int = 4, seed: int = 22) -> dict[str, Any]:
    """Ratings of units, each by three raters or four."""
    rng = np.random.default_rng(seed)
    unit, rater = (grid.ravel() for grid in np.meshgrid(np.arange(units), np.arange(raters), indexing="ij"))
    kept = (unit + rater) % 7 != 0
    unit, rater = unit[kept], rater[kept]
    rating = np.clip(rng.integers(1, 6, units)[unit] + rng.integers(-1, 2, len(unit)), 1, 5).astype(float)
    return {"unit": unit, "rater": rater, "rating": rating, "label": np.array(["poor", "fair", "good"], dtype=object)[(rating // 2).astype(int)]}


def feedback(rows: int = 240, seed: int = 21) -> dict[str, Any]:
    """Ratings of twelve people by roles and items."""
    rng = np.random.default_rng(seed)
    person, item = rng.integers(0, 12, rows), rng.integers(0, 3, rows)
    role = rng.choice(["self", "manager", "peer", "report"], rows).astype(object)
    rater = np.where(role == "self", person, (person + rng.integers(1, 15, rows)) % 15)
    rating = 5 + rng.normal(size=12)[person] + rng.normal(size=15)[rater] + 0.5 * item + rng.normal(size=rows)
    return {"person": person, "rater": rater, "rating": rating.round(1), "item": np.array(["calls", "advice", "files"], dtype=object)[item], "role": role}


def pick(data: dict[str, Any], *names: str, **renamed: str) -> dict[str, Any]:
    return {**{name: data[name] for name in names}, **{name: data[source] for name, source in renamed.items()}}


def stays(rows: dict[str, Any]) -> dict[str, Any]:
    """Predicted probabilities of still being here at three times."""
    return {name: np.exp(-k * (0.1 + 0.04 * (rows["age"] - rows["age"].min()))) for k, name in ((1, "soon"), (2, "later"), (3, "late"))}


def valid_calls() -> dict[str, dict[str, Any]]:
    """key → {input: every column that may be given, options: what must be given, methods: {name: (input, options)}}"""
    rows, way = tenures(), events()
    x = {"age": rows["age"], "level": rows["level"]}
    new = {name: column[:7] for name, column in x.items()}
    start = np.arange(19_000, 19_090)
    new_cells = {"cell_row": np.arange(5), "cell_column": np.array(["mail", "call", "mail", "call", "call"], dtype=object), "cell_value": rows["age"][:5]}
    return {
        "data.spells": {
            "input": {"start": start, "stop": start + rows["duration"], "reason": rows["group"], "person": np.arange(90), "observed_from": start + rows["entry"] // 2},
            "options": {"observation_end": 19_080, "interval": "half_open",
                        "reasons": [{"reason": reason, "kind": kind} for reason, kind in (("sales", "voluntary"), ("care", "involuntary"), ("office", "other"))]},
            "in_order": True,  # the rows of the result are those of the input
        },
        "data.history": {
            "input": jobs(),
            "options": {"observation_end": 19_060, "observation_start": 18_920, "known_at": 19_400, "interval": "half_open", "ending_day": "first_day_away", "rehire": "after",
                        "rehire_gap_days": 7, "reuse_after_days": 30, "job_records": "primary", "conflicts": "leave_out",
                        "statuses": [{"status": "A", "state": "active"}, {"status": "L", "state": "on_leave"}, {"status": "T", "state": "ended"}],
                        "reasons": [{"reason": "pay", "kind": "voluntary"}, {"reason": "moved", "kind": "other"}]},
            "in_order": True,  # the result names rows of the input
        },
        "data.snapshots": {
            "input": rosters(),
            "options": {"interval": "half_open", "statuses": [{"status": "active", "state": "active"}, {"status": "away", "state": "on_leave"}], "start_rule": "midpoint",
                        "stop_rule": "midpoint", "contradictions": "stated", "rehire": "after", "rehire_gap_days": 5, "conflicts": "leave_out",
                        "reasons": [{"reason": "pay", "kind": "voluntary"}, {"reason": "moved", "kind": "other"}]},
            "in_order": True,  # the result names rows of the input
        },
        "data.milestones": {
            "input": {**pick(way, "person", "time", "event", "sequence", "person_id"), "recorded_at": way["time"] + 1, "origin": np.zeros(40, dtype=int), "exit_time": way["exit_time"]},
            "options": {"milestones": [{"name": "hired"}, {"name": "met", "which": "count"}, {"name": "seen", "events": ["applied", "met"], "which": "last", "within_days": 60}]},
            "in_order": True,  # the result names rows of the input
        },
        "data.exposure": {
            "input": {"start": start, "stop": start + rows["duration"], "event": rows["cause"], "origin": start - rows["entry"], "observed_from": start + rows["entry"] // 4,
                      "person": np.arange(90), "group": rows["group"]},
            "options": {"interval": "half_open", "period": "month", "first_day": 19_000, "last_day": 19_060, "bands": [3, 6], "observation_end": 19_080, "conflicts": "leave_out"},
            "in_order": True,  # the result names rows of the input
        },
        "data.measures": {
            "input": {"person": np.array([f"p{i % 9}" for i in range(90)], dtype=object), "date": start, "indicator": rows["group"], "value": rows["age"], "weight": rows["weights"],
                      "unit": rows["group"], "currency": np.where(rows["group"] == "sales", "CNY", "EUR").astype(object), "recorded_at": start + rows["entry"],
                      "query_person": np.array([f"p{i}" for i in range(10)], dtype=object), "query_day": np.arange(19_050, 19_060)},
            "options": {"conflicts": "leave_out", "window_days": 30, "periods": [19_000, 19_030, 19_100], "indicators": [{"indicator": "sales", "every": "week"}, {"indicator": "care", "every": "calendar"}, {"indicator": "office"}],
                        "exchange_to": "CNY", "rates": [{"currency": "EUR", "rate": 7.5}], "known_at": 19_080},
            "in_order": True,  # the result names rows of the input
        },
        "data.crosswalk": {
            "input": {"record_id": np.array([f"i{i % 12:02}" for i in range(90)], dtype=object), "record_source": rows["strata"], "record_day": start,
                      "id": np.array([f"i{i % 10:02}" for i in range(30)], dtype=object), "person": np.array([f"p{i % 10 + i // 20}" for i in range(30)], dtype=object),
                      "source": np.array(["north", "south", "north"] * 10, dtype=object), "valid_from": 19_000 + np.arange(30) // 10 * 30, "valid_until": 19_029 + np.arange(30) // 10 * 30},
            "options": {"interval": "closed", "conflicts": "leave_out"},
            "in_order": True,  # the result names rows of the input
        },
        "data.organisation": {
            "input": {"node": np.array([f"u{i:02}" for i in range(30)], dtype=object), "parent": np.array(["", *(f"u{i // 3:02}" for i in range(29))], dtype=object),
                      "start": 19_000 + np.arange(30) % 5, "stop": 19_100 + np.arange(30), "recorded_at": 19_000 + np.arange(30) % 7},
            "options": {"as_of": [19_010, 19_105], "interval": "half_open"},
            "in_order": True,  # the result names rows of the input
        },
        "data.features": {
            "input": {**records(), "recorded_at": records()["effective"] + np.arange(120) % 9},
            "options": {"conflicts": "leave_out"},
            "in_order": True,  # the rows of the result are those asked for
        },
        "data.working_days": {
            "input": {"day": start, "until": start[::-1].copy(), "add": np.arange(90) % 9 - 4, "worked": np.arange(18_900, 19_200)[np.arange(300) % 7 != 2]},
            "options": {"first_day": 18_900, "last_day": 19_199},
            "in_order": True,
        },
        "survival.curve": {
            "input": pick(rows, "duration", "entry", "weights", "group", "cluster", event="cause"),
            "options": {},
            "state_without": ("cluster",),  # whose rows may lie in several places
        },
        "survival.log_rank": {"input": pick(rows, "duration", "event", "group", "entry", "weights", "strata"), "options": {}},
        "survival.gray": {"input": pick(rows, "duration", "group", "weights", "strata", event="cause"), "options": {}},
        "survival.cox": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster")},
            "options": {},
            "state_options": {"concordance": False},  # which needs all rows in one place
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7]}, {"times": [3, 6]}),
                "explain": ({"x": new}, {}),
                "residuals": ({"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster")}, {"collapse": True}),
                "proportionality": ({"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster")}, {}),
            },
        },
        "survival.path": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", person="cluster"), "fold": rows["cluster"] % 3, "day": np.arange(90),
                      "cell_row": np.arange(60), "cell_column": np.array(["mail", "call"] * 30, dtype=object), "cell_value": rows["age"][:60]},
            "options": {"alpha": 0.9, "tolerance": 1e-10, "group_levels": True},
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7], **new_cells}, {"times": [3, 6]}),
                "explain": ({"x": new, **new_cells}, {}),
            },
            "in_order": True,  # cells name rows
        },
        "survival.brier": {
            "input": {"prediction": stays(rows), **pick(rows, "duration", "entry", "weights", "cluster", event="cause"), "censoring_duration": rows["duration"] + rows["weights"],
                      "censoring_event": rows["event"]},
            "options": {"times": [4, 6, 9], "cause": 1, "predicted": "survival"},
        },
        "survival.discrimination": {
            "input": {"score_at": stays(rows), **pick(rows, "score", "duration", "entry", "weights", "cluster", event="cause"), "censoring_duration": rows["duration"] + rows["weights"],
                      "censoring_event": rows["event"]},
            "options": {"times": [4, 6, 9], "cause": 1, "horizon": 10},
        },
        "survival.choose": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights"), "person": rows["cluster"], "day": rows["duration"] * 0.5},
            "options": {"folds": 3, "times": [3, 6], "candidates": [{"name": "all", "model": {"learner": "curve"}}, {"name": "cox", "model": {"cox": {"ridge": 1.0}}}]},
            "methods": {"predict": ({"x": new, "tenure": rows["entry"][:7]}, {"times": [3, 6], "model": "blend"})},
        },
        "survival.forest": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "cluster", event="cause")},
            "options": {"trees": 5, "min_leaf_rows": 5, "min_leaf_events": 1, "importance": True, "score_times": [3, 6]},
            "methods": {"predict": ({"x": new, "tenure": rows["entry"][:7]}, {"times": [3, 6]})},
        },
        "survival.model": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "cluster")},
            "options": {"cox": {"ridge": 0.5}},
            "methods": {
                "predict": ({"x": new, "tenure": rows["entry"][:7]}, {"times": [3, 6], "errors": True}),
                "explain": ({"x": new}, {"most": 2}),
            },
        },
        "survival.boosting": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "cluster", event="cause")},
            "options": {"iterations": 12, "min_leaf_events": 2.0, "intervals": 3, "monotone": [{"column": "age", "direction": "rises"}]},
            "methods": {
                "predict": ({"x": new, "tenure": rows["entry"][:7]}, {"times": [3, 6]}),
                "explain": ({"x": new, "tenure": rows["entry"][:7]}, {"cause": 2, "horizon": 5}),
                "importance": ({"x": x, **pick(rows, "duration", "entry", "weights", event="cause")}, {"repeats": 2}),
            },
        },
        "survival.aft": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster"),
                      "upper": rows["duration"] + np.arange(90) % 3, "cure_x": {"score": rows["score"]}},
            "options": {"cure": True, "ridge": 1.0},
            "methods": {
                "predict": ({"x": new, "cure_x": {"score": rows["score"][:7]}, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7]},
                            {"times": [3, 6], "quantiles": [0.25, 0.5], "means": True}),
                "explain": ({"x": new}, {}),
            },
        },
        "survival.case_cohort": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry"), "subcohort": np.where(rows["event"] == 0, 1, rows["cluster"] % 2), "sampling": rows["strata"]},
            "options": {"method": "borgan_ii", "cohort_sizes": [{"sampling": "north", "size": 300}, {"sampling": "south", "size": 200}]},
            "methods": {
                "predict": ({"x": new, "tenure": rows["entry"][:7]}, {"times": [3, 6]}),
                "explain": ({"x": new}, {}),
            },
        },
        "survival.multinomial": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "strata", "offset", "cluster", event="cause")},
            "options": {"causes": ["resigned", "dismissed"], "bands": [3, 8], "ridge": 0.5},
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7]}, {"times": [3, 6], "errors": True}),
                "explain": ({"x": new}, {"cause": "dismissed"}),
            },
        },
        "survival.causes": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "strata", "offset", "cluster", event="cause")},
            "options": {"causes": ["resigned", "dismissed"]},
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7]}, {"times": [3, 6], "errors": True}),
            },
        },
        "survival.fine_gray": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "offset", "cluster", event="cause")},
            "options": {"cause": 2, "causes": ["resigned", "dismissed"], "errors_at": [3, 6]},
            "methods": {
                "predict": ({"x": new, "offset": rows["offset"][:7], "tenure": rows["entry"][:7], "still_here": np.full(7, 1.0)}, {"times": [3, 6]}),
            },
        },
        "survival.states": {"input": moves(), "options": {"times": [3, 6, 9], "matrix": True, "states": ["here", "leave", "left"], "initial": [0.8, 0.2, 0.0], "until": 12},
                            "state_options": {"std_error": "greenwood"}},  # robust errors need a person's rows in one place
        "survival.hazard": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster", "group")},
            "options": {"baseline": "bands", "bands": [2, 4, 8], "smooth": [{"column": "age", "size": 6, "smoothing": 2.0}], "group_variance": 0.3, "ridge": 0.5},
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "group": rows["group"][:7], "tenure": rows["entry"][:7]}, {"times": [3, 6]}),
                "explain": ({"x": new, "group": rows["group"][:7]}, {}),
            },
        },
        "survival.smooth": {
            "input": {"x": x, **pick(rows, "duration", "event", "entry", "weights", "strata", "offset", "cluster")},
            "options": {"smooth": [{"column": "age", "size": 6, "smoothing": 2.0}], "ridge": 0.5},
            "methods": {
                "predict": ({"x": new, "strata": rows["strata"][:7], "offset": rows["offset"][:7], "tenure": rows["entry"][:7]}, {"times": [3, 6]}),
                "explain": ({"x": new}, {}),
            },
        },
        "survival.calibration": {
            "input": {"prediction": stays(rows)["later"], "survival_at_end": stays(rows)["soon"], **pick(rows, "duration", "entry", "weights", "cluster", event="cause")},
            "options": {"horizon": 8, "cause": 1, "bands": 4},
        },
        "survival.decision": {
            "input": {"prediction": stays(rows)["later"], **pick(rows, "duration", "entry", "weights", "cluster", event="cause", period="group")},
            "options": {"horizon": 8, "cause": 1, "alerts": [2, 5]},
        },
        "survival.concordance": {"input": pick(rows, "score", "duration", "event", "entry", "weights", "strata", "cluster"), "options": {}},
        "competency.reliability": {"input": {"answers": answers(), "weights": rows["weights"]}, "options": {"reversed": ["care"]}},
        "competency.irt": {
            "input": {"answers": answers(), "weights": rows["weights"]},
            "options": {"lowest": 0, "highest": 4},
            "methods": {
                "abilities": ({"answers": {name: column[:9] for name, column in answers().items()}}, {"estimate": "weighted", "floor": 0.5}),
                "next_item": ({"answers": {name: column[:9] for name, column in list(answers().items())[:4]}}, {"floor": 0.5, "std_error": 0.2, "items": ["plan", "sell"]}),
            },
        },
        "competency.dialogue": {"input": role_plays(), "options": {"rubric": RUBRIC, "resamples": 20, "penalties": [0.01, 0.1], "minimum": 10},
                                "methods": {"score": ({"x": {name: column[:9] for name, column in role_plays()["x"].items()}}, {"advice": 2, "missing": "typical"})}},
        "competency.differential": {"input": {"answers": {name: np.nan_to_num(column, nan=1.0) for name, column in answers().items()}, "group": rows["strata"], "weights": rows["weights"], "match": rows["score"].round(1)},
                                    "options": {"strata": 4, "few": 10}},
        "competency.facets": {"input": mentor_ratings(), "options": {"lowest": 0, "highest": 4, "steps": "by_item"}, "methods": {
            "people": ({name: ({"term": column["term"][:20]} if name == "others" else column[:20]) for name, column in mentor_ratings().items()}, {})}},
        "competency.profile": {"input": {}, "options": PROFILE},
        "competency.portrait": {
            "input": {"x": {name: np.nan_to_num(column, nan=5.0) for name, column in assessments(90)["x"].items()}, "outcome": rows["age"] + assessments(90)["x"]["goal"],
                      "duration": rows["duration"], "event": rows["event"], "reference": assessments(120, 6)["x"]},
            "options": {"dimensions": [{"name": "stress", "must_have": True}, {"name": "need"}, {"name": "goal"}], "learn_from": "staying", "horizon": 4.0, "resamples": 20, "folds": 2, "penalties": [0.1]},
            "in_order": True,
        },
        "competency.search": {
            "input": {"x": {name: np.nan_to_num(column, nan=5.0) for name, column in assessments()["x"].items()}, "person": np.arange(30)[::-1].copy(),
                      "person_facts": {"site": rows["group"][:30], "pay": rows["duration"][:30]}, "target": {"stress": np.array([8.0, 7.5, 9.0])}, "weight": {"need": np.array([1.0, 2.0, 3.0])},
                      "floor": {"stress": np.array([6.0, np.nan, 5.0])}, "post": np.array(["b", "a", "c"], dtype=object),
                      "post_facts": {"site": np.array(["sales", "care", "office"], dtype=object), "band": np.array([14.0, 12.0, 13.0])}},
            "options": {"profile": {**PROFILE, "weights": "relative"}, "per_person": 2, "must_haves": "score",
                        "constraints": [{"person": "site", "post": "site"}, {"person": "pay", "post": "band", "rule": "at_most"}]},
            "in_order": True,
        },
        "competency.match": {"input": assessments(), "options": {"profile": PROFILE, "bar": 0.8, "costs": [{"dimension": "need", "cost": 2.0}], "draws": 50}, "in_order": True},
        "competency.placement": {"input": vacancies(), "options": {"profiles": [{**PROFILE, "name": "lead"}], "bounds": [{"group": "red", "at_least": 5}, {"group": "blue", "post": "south", "share_at_most": 0.5}]}},
        "competency.stable_matching": {"input": wishes(), "options": {"ties": "by_label"}},
        "competency.ladder": {"input": climbers(), "options": {"target": "lead", "posts": ["seller", "senior", "lead"], "moves": [
            {"from_post": "seller", "to_post": "senior", "months": 6, "probability": 0.5, "requirements": [{"name": "sales", "at_least": 200}]},
            {"from_post": "senior", "to_post": "lead", "months": 12, "expected_months": 20, "requirements": [{"name": "mentored", "at_least": 1, "at_most": 9}]}]}},
        "competency.moves": {"input": careers(), "options": {"posts": ["seller", "senior", "lead"], "horizons": [6, 20], "times": [3.0, 9.0], "until": 8.0, "replicates": 10, "target": "lead"}},
        "performance.scorecard": {"input": months_of_sellers(), "options": {"scorecards": [SCORECARD]}, "in_order": True},
        "competency.growth": {"input": records_of_growth(), "options": {"dimensions": [{"name": "sales", "std_error": 12.0}, {"name": "mentored", "direction": "lower"}], "as_of": 19_600, "stall_days": 60,
                                                                        "requirements": [{"name": "sales", "at_least": 200}, {"name": "mentored", "post": "senior", "at_most": 2}]}},
        "performance.agreement": {"input": judged(), "options": {"level": "ordinal", "resamples": 40, "without_each": True}},
        "performance.raters": {"input": feedback(), "options": {"floor": 2}},
        "performance.weights": {
            "input": {"first": np.array(["pay", "pay", "site", "team", "pay", "site"], dtype=object), "second": np.array(["site", "team", "team", "hours", "hours", "hours"], dtype=object),
                      "ratio": np.array([2.0, 5.0, 3.0, 1.5, 7.0, 4.0])},
            "options": {"consistency_ratio": 0.2},
            "in_order": True,
        },
        "performance.decision": {
            "input": {"x": {**assessments()["x"], "pay": rows["age"][:30]}},
            "options": {"criteria": [{"name": "stress", "weight": 0.5, "zero": 0, "full": 10, "preference": "linear", "strict": 2.0}, {"name": "need", "weight": 0.3, "zero": 2, "full": 9},
                                     {"name": "pay", "direction": "lower", "weight": 0.2, "zero": 80, "full": 20}], "missing": "leave_out", "sensitivity": True, "draws": 60, "reversal": True},
            "in_order": True,
        },
        "performance.ranking": {
            "input": {**pick(rows, "score", "group"), "person": np.arange(90), "std_error": np.linspace(0.1, 0.6, 90), "reference": rows["age"], "reference_group": rows["group"]},
            "options": {"population": "reference", "comparison": "simulation", "draws": 100}, "in_order": True,
        },
        "performance.shrinkage": {
            "input": {"value": rows["age"].round(2), "std_error": np.linspace(0.2, 1.2, 90), "group": rows["group"], "volume": rows["weights"]}, "options": {"model": "normal"}, "in_order": True,
        },
        "performance.forced_distribution": {
            "input": {**pick(rows, "score", "group"), "grade": np.where(rows["age"] > 1, "A", np.where(rows["age"] > -1, "B", "C")).astype(object)},
            "options": {"grades": [{"name": "A", "share": 0.2}, {"name": "B", "share": 0.7}, {"name": "C", "share": 0.1}],
                        "guidelines": [{"grades": ["A"], "rule": "at_most", "share": 0.2}, {"grades": ["B", "C"], "rule": "at_least", "share": 0.5}]}, "in_order": True,
        },
        "performance.nine_box": {
            "input": {"performance": rows["age"], "potential": rows["score"], "performance_error": np.full(90, 0.3), "potential_error": np.linspace(0, 0.5, 90), "group": rows["group"]},
            "options": {"performance_cuts": [-0.5, 0.5], "potential_cuts": [-0.4, 0.4]}, "in_order": True,
        },
        "performance.movement": {
            "input": {"person": np.repeat(np.arange(30), 3), "period": np.tile([1, 2, 3], 30), "tier": rows["level"], "left": np.tile([0, 0, 1], 30), "promoted": rows["event"]},
            "options": {"tiers": ["high", "middle", "low"]},
        },
        "performance.distribution": {
            "input": {"score": rows["age"], "payout": rows["duration"] * 100, "tier": rows["level"], "group": rows["group"]}, "options": {"tiers": ["high", "middle", "low"], "edges": [-1, 0, 1]},
        },
        "performance.rolling": {
            "input": {**daily(), "recorded_at": np.arange(len(daily()["day"]))},
            "options": {"windows": [{"unit": "days", "length": 7}, {"unit": "months"}, {"unit": "working_days", "length": 5}], "means": True, "extremes": True, "quantiles": [0.5, 0.9], "half_life": 4.5,
                        "ratios": [{"name": "per call", "numerator": "amount", "denominator": "calls"}], "working_days": list(range(18_800, 19_400)), "days": []},
        },
        "performance.payout": {"input": paid(), "options": {"plan": PAYOUT}, "in_order": True},
        "performance.plan": {
            "input": {**{name: values for name, values in paid().items() if name not in ("carried_in", "currency") and not name.startswith(("deduction", "payment", "paid"))}, "group": np.array(["east", "west"] * 20, dtype=object)},
            "options": {"plan": PAYOUT, "other": {**PAYOUT, "method": "marginal", "hysteresis_up": 0, "hysteresis_down": 0}, "attainments": [0.9, 1.1]},
        },
        "competency.promotion": {"input": stays_in_units(), "options": {"posts": ["seller", "senior", "lead"], "boundaries": [19_100, 19_200, 19_350], "soon_months": 6.0}},
        "performance.targets": {"input": target_tree(), "options": {"total": 12_345, "step": 10, "shrinkage": 2.0, "most_stretch": 1.1, "elapsed": 0.5, "ramp": [0.3, 1.0]}},
        "returns.probability": {"input": away(), "options": {"horizons": [60, 180], "waited": [0, 30], "frozen_at": 19_500, "least_groups": 3, "reasons": ["promotion", "pay", "family"],
                                                             "priors": [{"reason": "promotion", "situation": "not", "horizon": 180, "mean": 0.6, "worth": 10}]}},
        "returns.care": {
            "input": cared_for(), "options": {
                "today": 20_520, "until": 20_560, "calendar_first": 20_400, "calendar_last": 20_600, "known_reasons": ["pay", "promotion"], "owner_cap": 3, "owner_caps": [{"owner": "Qian", "cap": 1}], "gap_days": 3,
                "stages": [{"name": "week", "due_days": 7, "closes_days": 14, "theme": "thanks"}, {"name": "month", "due_days": 30, "opens_days": 20, "role": "mentor", "needs_theme": True}],
                "themes": [{"name": "new pay", "reasons": ["pay"], "change": "scale"}, {"name": "customers", "customers": 2}], "quiet": [{"name": "festival", "first_day": 20_530, "last_day": 20_533}]},
            "in_order": True,
        },
        "returns.customers": {
            "input": customers_served(), "options": {"today": 20_500, "horizon_days": 40, "need_at": 0.2, "least_renewals": 3, "lives": [{"product": "phone", "days": 300}], "smallest": 2},
            "in_order": True,
        },
        "returns.second_spells": {"input": spells_again(), "options": {"horizons": [60, 120], "until": 100}},
        "returns.prediction": {
            "input": away(90, 42) | {"x": {"sales": np.linspace(-2, 2, len(away(90, 42)["person"]))}},
            "options": {"horizons": [60, 150], "minimum_returns": 2, "resamples": 3, "frozen_at": 19_500, "model": {"learner": "multinomial", "multinomial": {"ridge": 1, "bands": [50, 100, 200]}}},
            "methods": {
                "predict": ({"waited": np.arange(4) * 20.0, "contactable": np.array([1, 1, 0, 1]), "x": {"sales": np.arange(4.0)}, "reason": np.array(["pay", "family"] * 2, dtype=object), "situation": np.array(["promoted"] * 4, dtype=object), "person": np.arange(4)}, {}),
                "judge": ({"waited": np.arange(60) * 1.0, "duration": 1 + np.arange(60) * 37 % 90.0, "end": np.arange(60) % 4, "x": {"sales": np.arange(60) % 5.0}, "reason": np.array(["pay", "family"] * 30, dtype=object),
                           "situation": np.array(["promoted"] * 60, dtype=object), "person": np.arange(60) // 2, "scored_at": np.full(60, 19_600), "weights": np.ones(60)}, {"minimum_returns": 2, "bands": 2}),
            },
        },
        "returns.selection": {
            "input": leavers(), "options": {"combine": "at_least", "least": 2, "currency_name": "CNY", "claimed": 12, "regret": [{"name": "margin", "column": "sales", "weight": 0.2, "missing": "zero"}], "rules": [
                {"name": "sales", "column": "sales", "kind": "top_share", "share": 0.2, "population": "leavers", "missing": "unknown"},
                {"name": "rate", "column": "rate", "compare": "above", "threshold": 90, "missing": "not_met"},
                {"name": "peers", "column": "sales", "kind": "quantile", "compare": "at_least", "probability": 0.6, "population": "reference_in_group", "group": "site", "missing": "unknown"}]},
            "in_order": True,
        },
        "signals.alerts": {"input": watched(), "options": {"rules": ALERT_RULES, "calendar_first": 19_900, "calendar_last": 20_099, "owner_cap": 3}},
        "signals.quality": {"input": warned(), "options": {"lead_days": 3, "horizon_days": 30, "score_thresholds": [0.8], "score_loads": [5.0, 10.0], "draws": 20}},
        "attrition.headcount": {"input": employment(), "options": {"observation_start": 18_920, "dates": [19_000, 19_100], "observation_end": 19_200, "boundaries": [18_950, 19_050, 19_200],
                                                                   "last_day_rule": "gone_at_close", "on_leave": "apart", "rollup": "department"}},
        "attrition.rates": {"input": employment(), "options": {"observation_start": 18_920, "definition": "mid", "annualise": "simple", "observation_end": 19_200, "boundaries": [18_950, 19_050, 19_200],
                                                               "last_day_rule": "employed", "on_leave": "counted", "rollup": "department"}},
        "attrition.retention": {"input": employment(), "options": {"observation_start": 18_920, "within_days": 30, "observation_end": 19_200, "boundaries": [18_950, 19_050, 19_200],
                                                                   "last_day_rule": "first_day_away", "on_leave": "counted", "rollup": "department"}},
        "attrition.risk": {
            "input": {"x": x, **pick(rows, "duration", "entry", "weights", "cluster", event="cause")},
            "options": {"horizons": [2, 5], "model": {"learner": "cox", "cox": {"ridge": 0.5}}, "frozen_at": 19_000, "minimum_events": 1, "resamples": 3},
            "methods": {
                "list": ({"x": new, "tenure": rows["entry"][:7], "person": rows["cluster"][:7]}, {"changeable": [{"column": "age", "direction": "lower"}, {"column": "level"}], "change_horizon": 5, "target": 0.2}),
                "what_if": ({"x": new, "tenure": rows["entry"][:7], "changed": {"age": new["age"] / 2, "level": np.array(["low"] * 7, dtype=object)}}, {}),
                "exits": ({"x": new, "tenure": rows["entry"][:7], "weights": rows["weights"][:7], "unit": rows["group"][:7], "hire_time": np.arange(4), "hire_count": np.arange(4), "hire_unit": rows["group"][3:7],
                           "hire_x": {name: column[:4] for name, column in x.items()}}, {"times": [2, 4, 9]}),
                "judge": ({"x": x, "tenure": rows["entry"], **pick(rows, "duration", "weights", event="cause", person="cluster", period="group"), "scored_at": start},
                          {"minimum_events": 1, "bands": 3, "alerts": [2, 5]}),
            },
        },
        "attrition.backtest": {
            "input": {"x": x, "start": start, **pick(rows, "duration", "entry", "weights", unit="group", event="cause"), "person": np.arange(90)},
            "options": {"cuts": [19_040, 19_060], "horizons": [2, 5], "model": {"learner": "cox", "cox": {"ridge": 0.5}}, "minimum_events": 1, "resamples": 3, "alerts": [1], "bands": 2},
        },
        "funnel.change": {
            "input": {"period": np.where(rows["event"] > 0, "2024", "2025").astype(object), "stage": np.array(["met", "hired"], dtype=object)[np.arange(90) % 2], "outcome": np.array(["left", "completed", "still_inside"], dtype=object)[np.arange(90) % 3],
                      "duration": np.arange(90) % 17, "reason": np.array(["pay", "pressure"], dtype=object)[np.arange(90) % 2], "stratum": np.array(["a", "b"], dtype=object)[np.arange(90) % 2], "person": np.arange(90) // 2},
            "options": {"stages": ["met", "hired"], "horizon": 12, "owners": [{"reason": "pay", "owner": "recruiting", "share": 0.5}], "resamples": 5},
        },
        "reasons.lexicon": {
            "input": {}, "options": {"version": "2", "reasons": [{"name": "parking"}], "slots": [{"name": "place", "words": ["car park"]}], "entries": [{"reason": "parking", "phrases": ["no car park", "停车…难"], "weight": 0.8}],
                                     "shifters": [{"effect": "strengthen", "factor": 2.0, "words": ["超级"]}], "contrasts": [{"opens": "绝不是", "closes": "而是"}], "uninformative": ["as discussed"], "without": ["加班"], "reach": 7},
            "methods": {"read": ({"text": interviews()["text"]}, {"long_text": 20})}, "in_order": True,
        },
        "reasons.classifier": {
            "input": labelled(), "options": {"longest": 2, "folds": 3, "ridge": 0.5},
            "methods": {"predict": ({"text": interviews()["text"][:9]}, {}), "explain": ({"text": interviews()["text"][:9]}, {"reason": "pay", "most": 3})}, "in_order": True,
        },
        "reasons.hidden": {"input": {**{name: interviews()[name] for name in ("person", "form")}, **found_evidence()}, "options": {"least_weight": 1.0, "margin": 1.5}, "in_order": True},
        "reasons.prevalence": {"input": checked_texts(), "options": {"replicates": 30, "confidence": 0.9}},
        "reasons.themes": {"input": {"person": interviews()["person"], "theme": np.where(interviews()["form"] == 1, None, interviews()["text"]), "group": np.array(["north", "south"], dtype=object)[interviews()["person"] % 2]}, "options": {"smallest": 3}, "in_order": True},
        "reasons.scrub": {"input": {"text": np.array(["call 13812345678", None, "王小明 wei@example.com", "nothing", "tel 010-65529988, 王小明"], dtype=object), "name": np.array(["王小明", None], dtype=object)}, "options": {"least_digits": 5}, "in_order": True},
        "returns.offers": {"input": offered(), "options": {
            "parts": [{"name": "pay", "rule": "at_least", "money": True}, {"name": "km", "rule": "at_most", "tolerance": 2}, {"name": "site", "rule": "equal"}],
            "levers": [{"column": "percent", "lower": 0, "upper": 18, "step": 3, "unit_cost": 5_200.0}, {"column": "steps", "upper": 1}], "target": 0.6, "ridge": 0.1}, "in_order": True},
        "returns.holdout": {
            "input": {"person": np.arange(60), "contactable": (np.arange(60) % 9 > 0).astype(int), "earlier": np.where(np.arange(60) % 3 == 0, 1.0, np.nan), "strata": {"reason": np.array(["pay", "promotion"], dtype=object)[np.arange(60) % 2], "city": np.arange(60) % 3},
                      "covariates": {"age": rows["age"][:60], "level": rows["level"][:60]}},
            "options": {"share": 0.4, "method": "blocks", "base_share": 0.1, "effects": [0.1, 0.3]}, "in_order": True,
        },
        "returns.uplift": {
            "input": {"x": x, "treated": (np.arange(90) % 3 > 0).astype(int), "returned": (np.arange(90) % 4 == 0).astype(int), "duration": 20 + (np.arange(90) * 7) % 60, "propensity": 0.6 + (np.arange(90) % 2) / 10,
                      "strata": np.array(["pay", "promotion"], dtype=object)[np.arange(90) % 2], "person": np.arange(90) // 1},
            "options": {"horizon": 50.0, "folds": 3, "resamples": 6, "bins": 4}, "methods": {"predict": ({"x": new, "contactable": (np.arange(len(new["age"])) % 3 > 0).astype(int)}, {"confidence_level": 0.9})}, "in_order": True,
        },
        "returns.money": {
            "input": {"person": np.arange(60), "returned": (np.arange(60) % 3 == 0).astype(int), "comparison": (np.arange(60) % 2).astype(int), "contact_cost": np.where(np.arange(60) % 2, 0, 900 + np.arange(60)),
                      "offer_cost": np.where(np.arange(60) % 6, 0, 5_000), "pay": 500_000 + 1_000 * (np.arange(60) % 4), "role": np.array(["seller", "manager"], dtype=object)[np.arange(60) % 5 // 4],
                      "group": np.array(["pay", "promotion", "family"], dtype=object)[np.arange(60) % 3], "currency": np.repeat("CNY", 60).astype(object)},
            "options": {"parts": [{"name": "sourcing", "basis": "amount", "amount": 300_000}, {"name": "ramp-up", "basis": "months_of_pay", "quantity": 3, "share": 0.5}, {"name": "sourcing", "basis": "amount", "amount": 900_000, "role": "manager"}],
                        "costs": [{"name": "staff", "amount": 1_000_000}], "claims": [{"name": "thumb", "low": 1.5, "high": 2, "basis": "years_of_pay"}], "compared_with": "hold_out", "pay_per": "month", "resamples": 50}, "in_order": True,
        },
        "returns.calls": {
            "input": {"person": np.arange(30), "contactable": (np.arange(30) % 7 > 0).astype(int), "probability": 0.2 + np.arange(30) / 50, "uplift": 0.1 + np.arange(30) / 50, "lower": np.arange(30) / 60, "upper": 0.3 + np.arange(30) / 45,
                      "value": 1_000_000 + 7_919 * np.arange(30), "cost": 9_000 + 991 * (np.arange(30) % 11), "currency": np.repeat("CNY", 30).astype(object), "owner": np.where(np.arange(30) % 5 == 0, None, "north").astype(object),
                      "allowed_person": np.arange(0, 30, 2), "allowed_recruiter": np.repeat("south", 15).astype(object), "recruiter": np.array(["south", "north"], dtype=object), "capacity": np.array([6, 9])},
            "options": {"in_currency": "CNY", "budget": 150_000, "most": 12}, "in_order": True,
        },
        "funnel.cohorts": {
            "input": {"person_id": np.arange(90), "entry": 20_000 + np.arange(90) % 40, "cohort": np.array(["a", "b"], dtype=object)[np.arange(90) % 2], "exit_time": 20_062 + np.arange(90) % 8,
                      "observed_until": 20_069 + np.arange(90) % 2, "person": np.arange(120) % 90, "time": 20_040 + np.arange(120) % 20},
            "options": {"measure": "on", "width_days": 5, "follow_up_end": 20_070, "ages": 6},
        },
        "funnel.drivers": {
            "input": {"x": {"age": 20.0 + np.arange(90) % 23, "channel": np.array(["campus", "agency", "referral"], dtype=object)[np.arange(90) * 7 % 3]}, "outcome": np.array(["left", "completed", "completed", "still_inside"], dtype=object)[np.arange(90) * 5 % 4],
                      "stage": np.array(["met", "hired"], dtype=object)[np.arange(90) % 2], "duration": np.arange(90) % 17, "followed": 20 + np.arange(90) % 5, "stratum": np.array(["north", "south"], dtype=object)[np.arange(90) // 9 % 2]},
            "options": {"censoring": "mature", "horizon": 12},
        },
        "funnel.transitions": {
            "input": {"person": np.arange(90) % 13, "time": 100 + (np.arange(90) * 11) % 60, "event": np.array(["applied", "met", "trained", "left"], dtype=object)[(np.arange(90) // 13 + np.arange(90) % 3) % 4], "sequence": np.arange(90)},
            "options": {"ties": "by_sequence", "end_events": ["left"], "target": "left", "most_variants": 4},
        },
        "funnel.units": {
            "input": {"unit": np.array(["north", "south", "east", "west", "centre"], dtype=object)[np.arange(90) % 5], "count": (np.arange(90) * 7) % 11, "total": 12 + np.arange(90) % 3, "expected": 4.0 + np.arange(90) % 4, "stratum": np.array(["a", "b"], dtype=object)[np.arange(90) // 5 % 2]},
            "options": {"better": "higher", "adjustment": "stratum", "curve_points": 5},
        },
        "funnel.window": {"input": way, "options": {"stages": [{"name": "applied"}, {"name": "met", "within_days": 25}, {"name": "hired"}], "follow_up_end": 120}},
        "funnel.window": {
            "input": {**way, "hold_constant": np.where(np.arange(len(way["time"])) % 7 == 0, "evening", "morning").astype(object), "spell_start": np.zeros(40, dtype=np.int64)},
            "options": {"stages": [{"name": "applied"}, {"name": "met", "within_days": 25}, {"name": "hired"}], "follow_up_end": 120,
                        "exclusions": [{"name": "met again", "events": ["met"], "after": "met"}]},
        },
    }
