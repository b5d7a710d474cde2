"""Assessments: the lender's candidates against its role profile, the broker's sellers with what they attained. Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Decimal, Ids

ROLE = (("stress_tolerance", 8.0, .25, 6.0), ("need_discovery", 7.5, .15, None), ("objection_handling", 8.0, .20, None), ("goal_orientation", 8.0, .20, None),
        ("affinity", 7.0, .10, None), ("persistence", 7.0, .10, None))
# The two that the company tells of: 82 % and 60 %, though the second is the stronger one before the must-have.
TOLD = ((8.5, 6.0, 7.2, 5.2, 4.9, 4.9), (5.0, 7.5, 7.5, 7.5, 9.0, 7.5))
SCALE = "panel 0-10"
# What other posts of the lender ask of the same six: target, weight, must-have; the first is the post of ROLE.
POSTS = {"信贷销售": {name: (target, weight, floor) for name, target, weight, floor in ROLE},
         "电话销售": {"stress_tolerance": (8.5, .30, 7.0), "need_discovery": (6.5, .10, None), "objection_handling": (8.5, .30, None), "goal_orientation": (7.5, .15, None), "affinity": (5.0, .05, None), "persistence": (7.5, .10, None)},
         "客户服务": {"stress_tolerance": (6.5, .15, None), "need_discovery": (8.0, .25, None), "objection_handling": (6.0, .10, None), "goal_orientation": (5.0, .05, None), "affinity": (8.5, .35, 6.5), "persistence": (5.5, .10, None)},
         "贷后催收": {"stress_tolerance": (9.0, .30, 7.5), "need_discovery": (5.0, .05, None), "objection_handling": (8.0, .25, None), "goal_orientation": (7.0, .10, None), "affinity": (4.5, .05, None), "persistence": (8.5, .25, 6.0)}}
PANEL_ERROR = .8

ATTAINS = {"communication": 6.0, "product_knowledge": 4.0, "insight": 3.0, "resilience": 1.5, "presentation": 0.0}  # % of the target for a point
ENOUGH = 7.5  # more than this adds nothing
LEAST, LACK = 4.5, 12.0  # below this in communication a seller loses so much more


def candidates(made: Company, seed: int) -> Drawn:
    """The lender's candidates."""
    rng = random_of(seed, 61)
    count = min(200, max(20, len(made.tables["people"]["person"]) // 20))
    marks = np.clip(np.round(rng.normal(6.6, 1.7, (count, len(ROLE))), 1), 0, 10)
    marks[rng.random(marks.shape) < .04] = np.nan  # not assessed
    marks[:2] = TOLD
    table = {"candidate": Ids("K", np.arange(1, count + 1)), **{name: Decimal(marks[:, j], 1) for j, (name, *_) in enumerate(ROLE)}}
    profile = {"name": "loan seller", "version": "1", "ceiling": .6,
               "dimensions": [{"name": name, "target": target, "weight": weight, "scale": SCALE} | ({} if floor is None else {"floor": floor}) for name, target, weight, floor in ROLE]}
    dataset: dict[str, Any] = {"match": {"table": "assessments", "person": "candidate", "profile": profile, "scale": SCALE, "bar": .8, "std_error": PANEL_ERROR, "show": ["K0000001", "K0000002"]}}
    dataset["search"] = {"table": "assessments", "person": "candidate", "scale": SCALE, "profile": {"version": "1", "ceiling": .6, "dimensions": [{"name": name, "target": target, "weight": weight, "scale": SCALE} for name, target, weight, _ in ROLE]},
                         "posts": [{"post": post, "target": {name: ask[0] for name, ask in asks.items()}, "weight": {name: ask[1] for name, ask in asks.items()},
                                    "floor": {name: ask[2] for name, ask in asks.items() if ask[2] is not None}} for post, asks in POSTS.items()]}
    truth = {"assessments": {"candidates": count, "told": [{"candidate": "K0000001", "match": .82}, {"candidate": "K0000002", "match": .60, "before_must_haves": .88125}],
                             "why": "the second lacks stress tolerance: 5.0 against a must-have of 6.0; the ceiling is 60 %"}}
    return Drawn({"assessments": table}, truth, dataset)


def sellers(made: Company, seed: int) -> Drawn:
    """The broker's sellers: what they scored when they came, and their first-year target attainment."""
    rng = random_of(seed, 62)
    people = made.tables["people"]
    count = len(people["person"])
    marks = {name: np.asarray(people[name].values, float) for name in list(ATTAINS)[:4]}
    marks["presentation"] = np.clip(np.round(rng.normal(6.0, 2.2, count), 1), 0, 10)
    attainment = 82 + sum(effect * (np.minimum(marks[name], ENOUGH) - 6.0) for name, effect in ATTAINS.items()) - LACK * (marks["communication"] < LEAST) + rng.normal(0, 8.0, count)
    table = {"person": people["person"], **{name: Decimal(mark, 1) for name, mark in marks.items()}, "attainment": Decimal(np.round(np.maximum(attainment, 0), 1), 1)}
    dataset = {"portrait": {"table": "assessments", "outcome": "attainment", "top_share": .25,
                            "dimensions": [{"name": name, "must_have": name == "communication"} for name in ATTAINS]}}
    truth = {"assessments": {"attainment": "82 + sum of effect x (min(score, 7.5) - 6) - 12 if communication < 4.5 + noise (sd 8), in % of the first year's target", "effects": ATTAINS,
                             "no_effect": ["presentation"]}}
    return Drawn({"assessments": table}, truth, dataset)


DRAWN = {"lender": candidates, "broker": sellers}
LABELS = {"attainment": {"en": "Target attainment (%)", "zh": "首年目标达成率（%）"}, "presentation": {"en": "Presentation", "zh": "形象谈吐"}}
VALUES = {"信贷销售": {"en": "Loan seller"}, "电话销售": {"en": "Telephone seller"}, "客户服务": {"en": "Customer care"}, "贷后催收": {"en": "Collections"}}
