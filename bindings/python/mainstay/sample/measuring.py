"""Measurement at the lender: a knowledge test, mentors' ratings and role plays of trainees of their own, drawn apart from the other tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal, Ids

MOST, ITEMS, UNFAIR, UNFAIR_BY = 400, 12, 4, 1.1       # the fifth question is so much harder for those of the county
PLACES = ("市区", "郊县")
TRAITS = ("need_discovery", "objection_handling", "affinity", "goal_orientation")
MENTORS, MENTORS_EACH = 8, 3
STEPS = (-2.0, -.7, .7, 2.0)                           # of the mentors' scale from 1 to 5
WEIGHTS = {"empathy": .40, "questions": .30, "talk_share": .10, "jargon": .0}   # of what experts see in an answer; their base is 0.1
BASE, NOISE = .1, .8
RUBRIC = {"name": "objection: interest", "version": "1", "scenario": "利息太高了", "items": [
    {"name": "empathy", "label": "Empathy", "label_zh": "共情", "weight": 2, "advice": "Say first what you have understood.", "advice_zh": "先复述客户的顾虑。"},
    {"name": "questions", "label": "Questions asked", "label_zh": "提问", "highest": 5, "attainable": 4, "weight": 1, "advice": "Ask what the customer compares with.", "advice_zh": "问清客户在和什么比较。"},
    {"name": "talk_share", "label": "Share of talking", "label_zh": "说话占比", "direction": "band", "lowest": 0, "highest": 1, "best_from": .35, "best_to": .55, "weight": 1,
     "advice": "Leave the customer half of the time.", "advice_zh": "把一半时间留给客户。"},
    {"name": "jargon", "label": "Jargon words", "label_zh": "术语数量", "direction": "lower", "lowest": 0, "highest": 8, "weight": 1, "advice": "Say it in everyday words.", "advice_zh": "用日常说法。"}]}
LABELS = {"need_discovery": {"en": "Need discovery", "zh": "客户需求挖掘"}, "objection_handling": {"en": "Objection handling", "zh": "异议处理"}, "affinity": {"en": "Affinity", "zh": "沟通亲和力"},
          "goal_orientation": {"en": "Goal orientation", "zh": "目标导向"}, "empathy": {"en": "Empathy", "zh": "共情"}, "questions": {"en": "Questions asked", "zh": "提问"},
          "talk_share": {"en": "Share of talking", "zh": "说话占比"}, "jargon": {"en": "Jargon words", "zh": "术语数量"}}
VALUES = {PLACES[0]: {"en": "City"}, PLACES[1]: {"en": "County"}}


def _test(count: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = random_of(seed, 91)
    place = (rng.random(count) < .4).astype(int)
    ability = rng.normal(size=count) - .3 * place
    slope, location = np.round(rng.lognormal(.2, .25, ITEMS), 2), np.round(rng.normal(0, .9, ITEMS), 2)
    table: dict[str, Any] = {"trainee": Ids("T", np.arange(1, count + 1)), "place": Coded(place, list(PLACES))}
    for j in range(ITEMS):
        hard = location[j] + (UNFAIR_BY * place if j == UNFAIR else 0)
        table[f"q{j + 1:02}"] = (rng.random(count) < 1 / (1 + np.exp(-slope[j] * (ability - hard)))).astype(int)
    return table, {"discrimination": slope.tolist(), "location": location.tolist(), "unfair": f"q{UNFAIR + 1:02}", "harder_for": PLACES[1], "by": UNFAIR_BY, "ability": "normal; that of the county 0.3 lower, which is no unfairness"}


def _ratings(count: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = random_of(seed, 92)
    severity = np.round(np.linspace(-1.2, 1.2, MENTORS), 2)
    difficulty = np.array([-.3, .4, -.4, .3])
    quality = rng.normal(0, 1.2, count)
    rows = [(i, r, t) for i in range(count) for r in np.sort(rng.permutation(MENTORS)[:MENTORS_EACH]) for t in range(len(TRAITS))]
    trainee, mentor, trait = (np.array(column) for column in zip(*rows))
    eta = quality[trainee] - severity[mentor] - difficulty[trait]
    share = np.exp(np.column_stack([np.zeros(len(rows)), np.cumsum(eta[:, None] - np.array(STEPS), axis=1)])).cumsum(axis=1)
    rating = 1 + (rng.random(len(rows)) * share[:, -1] > share.T).sum(axis=0)
    names = [f"导师{chr(65 + r)}" for r in range(MENTORS)]
    return ({"trainee": Ids("T", trainee + 1), "mentor": Coded(mentor, names), "trait": Coded(trait, list(TRAITS)), "rating": rating},
            {"severity": dict(zip(names, severity.tolist())), "scale": [1, 5], "each_trainee_is_rated_by": MENTORS_EACH})


def _plays(count: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = random_of(seed, 93)
    trainee = np.repeat(np.arange(count), 2)
    n = len(trainee)
    skill = rng.normal(size=count)[trainee]
    empathy = np.clip(np.round(5 + 1.6 * skill + rng.normal(0, 1.6, n)), 0, 10)
    questions = np.clip(np.round(2 + .6 * skill + rng.normal(0, 1.1, n)), 0, 5)
    talk = np.clip(np.round(.55 - .04 * skill + rng.normal(0, .16, n), 2), 0, 1)
    jargon = np.clip(np.round(3 + rng.normal(0, 1.8, n)), 0, 8)
    band = np.clip(np.where(talk < .35, talk / .35, np.where(talk > .55, (1 - talk) / .45, 1)), 0, 1)
    quality = 10 * (BASE + WEIGHTS["empathy"] * empathy / 10 + WEIGHTS["questions"] * questions / 5 + WEIGHTS["talk_share"] * band)
    experts = np.clip(np.round(quality[:, None] + rng.normal(0, NOISE, (n, 2))), 0, 10)
    experts[rng.random((n, 2)) < .25] = np.nan
    return ({"trainee": Ids("T", trainee + 1), "empathy": empathy.astype(int), "questions": questions.astype(int), "talk_share": Decimal(talk, 2), "jargon": jargon.astype(int),
             "expert_a": Decimal(experts[:, 0], 0), "expert_b": Decimal(experts[:, 1], 0)}, {"base": BASE, "weights": WEIGHTS, "noise_of_an_expert": NOISE})


def trainees(made: Company, seed: int) -> Drawn:
    count = min(MOST, max(60, len(made.tables["people"]["person"])))
    test, of_test = _test(count, seed)
    ratings, of_ratings = _ratings(min(count, 120), seed)
    plays, of_plays = _plays(min(count, 100), seed)
    dataset = {
        "knowledge_test": {"table": "knowledge_test", "person": "trainee", "group": "place", "reference": PLACES[0], "items": [f"q{j + 1:02}" for j in range(ITEMS)]},
        "mentor_ratings": {"table": "mentor_ratings", "person": "trainee", "rater": "mentor", "item": "trait", "rating": "rating", "lowest": 1, "highest": 5},
        "role_plays": {"table": "role_plays", "person": "trainee", "experts": ["expert_a", "expert_b"], "rubric": RUBRIC}}
    return Drawn({"knowledge_test": test, "mentor_ratings": ratings, "role_plays": plays}, {"knowledge_test": of_test, "mentor_ratings": of_ratings, "role_plays": of_plays}, dataset)


DRAWN = {"lender": trainees}
