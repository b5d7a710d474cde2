"""Where the broker opens its next branch: cities by what recruiting and selling need there. Drawn apart from the other tables, which they leave as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .company import Company, Drawn, random_of
from .writing import Coded, Decimal

CITIES = ("成都", "武汉", "西安", "长沙", "郑州", "合肥", "昆明", "南昌")
CRITERIA: tuple[dict[str, Any], ...] = (
    {"name": "recruits", "weight": .3, "zero": 20, "full": 120},
    {"name": "wage", "direction": "lower", "weight": .2, "zero": 9_000, "full": 5_000},
    {"name": "rent", "direction": "lower", "weight": .1, "zero": 200, "full": 50},
    {"name": "demand", "weight": .3, "zero": 50, "full": 400},
    {"name": "competitors", "direction": "band", "band_low": 3, "band_high": 8, "weight": .1, "zero": 10},
)
FIRST, RIVAL = (.85, .45, .5, .9, 1), (.6, .95, .8, .62, 1)  # worth by criterion: good but dear, and cheap
BEHIND = .1                                                 # one city is so much worse than another in everything


def sites(made: Company, seed: int) -> Drawn:
    """A row for each city. With the weights as they are one comes first; when pay weighs more, another does."""
    rng = random_of(seed, 131)
    order = rng.permutation(len(CITIES))
    worth = rng.uniform(.3, .6, (len(CITIES), len(CRITERIA)))
    worth[order[0]], worth[order[1]] = FIRST, RIVAL
    worth[order[2]] = worth[order[3]] - BEHIND
    values: dict[str, Any] = {}
    for j, criterion in enumerate(CRITERIA):
        zero = criterion["zero"]
        values[criterion["name"]] = np.rint(criterion["band_high"] + (1 - worth[:, j]) * zero if "band_high" in criterion else zero + worth[:, j] * (criterion["full"] - zero))
    values["competitors"] = np.where(worth[:, -1] == 1, 5, values["competitors"])
    table: dict[str, Any] = {"city": Coded(np.arange(len(CITIES)), list(CITIES)), **{name: Decimal(column, 0) for name, column in values.items()}}
    return Drawn({"sites": table}, {"decisions": {"first": CITIES[order[0]], "rival": CITIES[order[1]], "dominated": CITIES[order[2]], "by": CITIES[order[3]], "wage_weight": round(_level(values, order), 6)}},
                 {"decisions": {"table": "sites", "alternative": "city", "criteria": [dict(criterion) for criterion in CRITERIA], "method": "weighted_sum", "normalisation": "anchors", "draws": 2_000}})


def _level(values: dict[str, Any], order: np.ndarray) -> float:
    """The weight of pay at which the rival comes level with the first, the other weights keeping their ratios."""
    def worth(criterion: dict[str, Any], city: int) -> float:
        x = float(values[criterion["name"]][city])
        if "band_high" in criterion:
            return float(1 - max(criterion["band_low"] - x, x - criterion["band_high"], 0) / criterion["zero"])
        return float((x - criterion["zero"]) / (criterion["full"] - criterion["zero"]))

    ahead = {each["name"]: worth(each, int(order[0])) - worth(each, int(order[1])) for each in CRITERIA}
    rest = sum(each["weight"] * ahead[each["name"]] for each in CRITERIA if each["name"] != "wage") / (1 - CRITERIA[1]["weight"])
    return float(rest / (rest - ahead["wage"]))


DRAWN = {"broker": sites}
LABELS: dict[str, dict[str, str]] = {"recruits": {"en": "Candidates a month", "zh": "月均求职者"}, "wage": {"en": "Market pay a month", "zh": "当地月薪"}, "rent": {"en": "Rent", "zh": "租金"}, "demand": {"en": "Loans asked for", "zh": "贷款需求"},
                                     "competitors": {"en": "Competitors", "zh": "同业数量"}}
VALUES: dict[str, dict[str, str]] = {"成都": {"en": "Chengdu"}, "武汉": {"en": "Wuhan"}, "西安": {"en": "Xi'an"}, "长沙": {"en": "Changsha"}, "郑州": {"en": "Zhengzhou"}, "合肥": {"en": "Hefei"}, "昆明": {"en": "Kunming"}, "南昌": {"en": "Nanchang"}}
